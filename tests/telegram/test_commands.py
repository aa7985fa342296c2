import pytest

from adapters.what_is_kept import kept_of_questions
from bot.messages import say
from bot.storage.records import Author
from knowledge.languages import NATIVE_NAMES, Language

GREETING = (
    "Hello! I am Ieum. Ask me about life in Seoul in your own words, and I answer from checked "
    "sources and name who can help you. Do not write your name, passport number or telephone "
    "number. If you are in danger, call 112 or 119."
)


def greeting(language):
    """What one is greeted with, where questions without an answer are kept for a month."""
    return f"{say(language, GREETING)}\n\n{kept_of_questions(language, 30)}"


@pytest.mark.parametrize("language", Language)
def test_start_greets_in_the_language_of_the_telegram(bot, language):
    (reply,) = bot.user(language.value).ask("/start")
    assert reply.text == greeting(language)


@pytest.mark.parametrize(
    ("code", "language"), [("zh-hans", Language.ZH), ("zh-hant", Language.ZH), ("en-GB", "en")]
)
def test_start_reads_longer_codes(bot, code, language):
    (reply,) = bot.user(code).ask("/start from-a-link")
    assert reply.text == greeting(Language(language))


@pytest.mark.parametrize("known", [{"language_code": "fr"}, {}, {"language_code": "tlh-x"}])
def test_start_asks_for_a_language_where_none_is_told(bot, known):
    jo = bot.api.user("Jo", **known)
    (reply,) = jo.ask("/start")
    assert reply.button_texts == [*NATIVE_NAMES.values()]
    assert len(reply.text.splitlines()) == 5
    jo.press("Монгол")
    (chosen,) = jo.wait_for_reply()
    assert chosen.text == say(Language.MN, "From now on I answer in English.")
    assert bot.store.chats.get(bot.name_of(jo)).language is Language.MN
    assert jo.ask("/start")[0].text == greeting(Language.MN)


def test_a_chosen_language_is_answered_in_whatever_is_asked_in(bot):
    an = bot.user("vi")
    (asked,) = an.ask("/language")
    assert asked.button_texts == [*NATIVE_NAMES.values()]
    an.press("中文")
    an.wait_for_reply()
    (reply,) = an.ask("my boss did not pay my wages")
    assert "工资" in reply.text


def test_help_lists_every_helpline(bot, ieum):
    an = bot.user()
    an.send("/help")
    an.send("/bot")
    *replies, _ = an.wait_for_reply(2)
    while "I am here again" not in an.replies[-1].text:
        replies += an.wait_for_reply()
    text = "\n".join(reply.text for reply in an.replies)
    for line in ieum.knowledge.lines.values():
        assert line.phone.number in text


def test_centers_are_those_for_the_whole_city(bot, ieum):
    an = bot.user()
    offer, listed = an.ask("/centers", 2)
    assert "I do not keep where you are" in offer.text
    assert offer.button_texts == ["Share where I am"]
    names = [center.name.en for center in ieum.knowledge.centers.values()]
    assert set(listed.button_texts) <= set(names)
    assert len(listed.button_texts) >= 5
    an.press("Seoul Global Center")
    (center,) = an.wait_for_reply()
    assert center.text.startswith("Seoul Global Center · 서울글로벌센터")
    assert center.button_texts == ["📍 Map"]
    an.press("📍 Map")
    (pin,) = an.wait_for_reply()
    assert pin.kind == "venue"
    assert "서울" in pin.text


def test_bot_has_the_word_back(bot):
    (reply,) = bot.user().ask("/bot")
    assert reply.text == "I am here again. Ask me anything."


def test_person_gives_the_chat_to_staff(bot):
    an = bot.user()
    an.ask("my boss did not pay my wages")
    (reply,) = an.ask("/person")
    assert "I have told our staff" in reply.text
    assert "1577-1366" in reply.text
    assert "/bot" in reply.text
    ticket = bot.ticket_of(an)
    assert ticket.service == "life-unpaid-wages"
    messages = bot.store.tickets.messages(ticket.id)
    assert [message.author for message in messages] == [Author.PERSON, Author.BOT]


def test_commands_are_presented_in_every_language(bot):
    bot.api.wait_until(lambda: len(bot.api.calls("setMyShortDescription")) == 6)
    calls = bot.api.calls("setMyCommands")
    assert {call.arguments["language_code"] for call in calls} == {"", *Language}
    assert all(call.status == 200 for call in calls)
    for name in ("setMyName", "setMyDescription", "setMyShortDescription"):
        assert {call.status for call in bot.api.calls(name)} == {200}
