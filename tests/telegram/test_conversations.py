import pytest

from knowledge.languages import NATIVE_NAMES

QUESTIONS = {
    "ko": "월급을 못 받았어요",
    "en": "my boss did not pay my wages",
    "zh": "老板不给工资怎么办",
    "vi": "bị chủ quỵt lương 3 tháng",
    "mn": "цалингаа авч чадаагүй",
}


def scripted(bot):
    """Talk in five languages, every kind of thing said once; gives what was said."""
    talks = []
    for code, question in QUESTIONS.items():
        one = bot.user(code)
        for text in (
            "/start",
            question,
            "/help",
            "/language",
            "<b>&amp;</b> 🙏🏽",
            "/clear",
            "/bot",
        ):
            one.ask(text)
        one.ask("/centers", 2)
        one.ask(question)
        for button in ("e:life-visa-extension", "s:life-unpaid-wages", "q:life-unpaid-wages"):
            if button[0] == "e":
                one.ask({"ko": "안녕하세요", "zh": "你好", "vi": "xin chào"}.get(code, "hello"))
            one.press(button)
            one.wait_for_reply()
        one.send_voice()
        one.wait_for_reply()
        one.send_location(37.5665, 126.978)
        one.wait_for_reply()
        # That it is typing is shown where an answer takes long.
        talks.append([str(said) for said in one.said if said.kind != "action"])
    return talks


def test_both_transports_say_the_same(bot, start_bot_api, run_bot):
    with run_bot(start_bot_api(), "webhook") as told:
        assert told.api.calls("setWebhook")[0].arguments["secret_token"] == "s3cret"
        assert scripted(told) == scripted(bot)
        assert not told.api.calls("getUpdates")


@pytest.mark.parametrize(("code", "question"), QUESTIONS.items())
def test_a_question_is_answered_in_its_own_language(bot, ieum, code, question):
    # Whatever the language of the Telegram: it is often that of the telephone's last owner.
    (reply,) = bot.user("ko" if code != "ko" else "vi").ask(question)
    entry = ieum.knowledge.entries["life-unpaid-wages"]
    assert reply.text.startswith(entry.title.model_dump()[code])
    assert "1350" in reply.text
    assert reply.body["link_preview_options"] == {"is_disabled": True}
    (bold, *_) = reply.body["entities"]
    assert (bold["type"], bold["offset"]) == ("bold", 0)
    assert len(reply.buttons[0]) == 3
    assert [text[0] for text in reply.button_texts[3:]] == ["👍", "👎"]


def test_a_follow_up_keeps_the_topic(bot):
    an = bot.user()
    (first,) = an.ask("free clinic for migrants")
    title = first.text.partition("\n")[0]
    for more in ("and on Sunday?", "what about Mapo"):
        (reply,) = an.ask(more)
        assert reply.text.startswith(title)


def test_a_conversation_is_forgotten_when_it_is_cleared(bot):
    an = bot.user()
    (first,) = an.ask("free clinic for migrants")
    assert bot.kept(an).conversation != "[]"
    (forgotten,) = an.ask("/clear")
    assert "forgotten" in forgotten.text
    assert bot.store.chats.get(bot.name_of(an)) is None
    (reply,) = an.ask("and on Sunday?")
    assert not reply.text.startswith(first.text.partition("\n")[0])


def test_danger_first_and_no_buttons_before_help(bot):
    an = bot.user("vi")
    (reply,) = an.ask("my husband hits me")
    assert reply.text.index("☎ 112") < reply.text.index("도와주세요")
    bold = [entity for entity in reply.body["entities"] if entity["type"] == "bold"]
    steps, calls = (reply.text.split("\n\n")[number] for number in (1, 2))
    shown = [reply.text[one["offset"] : one["offset"] + one["length"]] for one in bold]
    assert steps in shown
    assert calls in shown
    assert "This is a program." in reply.text
    assert all("👍" not in text for text in reply.button_texts)


def test_danger_does_not_take_the_topic_away(bot):
    an = bot.user()
    (first,) = an.ask("free clinic for migrants")
    an.ask("my husband hits me")
    (reply,) = an.ask("and on Sunday?")
    assert reply.text.startswith(first.text.partition("\n")[0])


def test_who_shows_no_language_is_asked_and_then_answered(bot):
    jo = bot.user("fr")
    (asked,) = jo.ask("TOPIK")
    assert set(asked.button_texts) == {*NATIVE_NAMES.values()}
    assert asked.body["reply_to_message"]["text"] == "TOPIK"
    jo.press("Tiếng Việt")
    (reply,) = jo.wait_for_reply()
    assert "TOPIK" in reply.text
    assert not set(reply.button_texts) & {"한국어", "Tiếng Việt"}
    (reply,) = jo.ask("visa")
    assert "Tiếng Việt" not in reply.button_texts


def test_who_has_a_language_is_not_asked(bot):
    (reply,) = bot.user("zh-hans").ask("TOPIK")
    assert "English" not in reply.button_texts


def test_what_is_not_known_is_said_with_somebody_to_call(bot):
    (reply,) = bot.user().ask("What is the capital of France?")
    assert "1577-1366" in reply.text
    assert reply.button_texts == ["Talk to a person"]


@pytest.mark.parametrize("send", ["send_voice", "send_photo", "send_sticker"])
def test_what_cannot_be_read(bot, send):
    an = bot.user("en")
    getattr(an, send)()
    (reply,) = an.wait_for_reply()
    assert "text only" in reply.text


def test_what_is_written_under_a_picture_is_answered(bot):
    an = bot.user("en")
    an.send_photo(caption="my husband is strangling me")
    (reply,) = an.wait_for_reply()
    assert "112" in reply.text


def test_an_edited_message_is_answered_once(bot):
    an = bot.user()
    said = an.send("hello")
    an.wait_for_reply()
    an.edit(said, "my boss did not pay my wages")
    (reply,) = an.wait_for_reply()
    assert "1350" in reply.text
    an.edit(said, "my boss did not pay my wages")
    an.edit(said, "free clinic for migrants")
    (reply,) = an.ask("/bot")
    assert "I am here again" in reply.text


def test_danger_in_a_second_edit_is_heard(bot):
    an = bot.user()
    said = an.send("hello")
    an.wait_for_reply()
    for text in ("hi", "my husband hits me"):
        an.edit(said, text)
        (reply,) = an.wait_for_reply()
    assert "112" in reply.text


def test_too_long_a_message_is_said_to_be_and_danger_in_it_is_heard(bot):
    an = bot.user()
    (reply,) = an.ask("wages " * 680)
    assert "2,000" in reply.text
    (reply,) = an.ask("my husband hits me. " + "x" * 3_000)
    assert "112" in reply.text
    (reply,) = an.ask("하" * 10_000)
    assert "2,000" in reply.text


@pytest.mark.parametrize(
    "text",
    [
        "<b>my boss</b> & <i>did not pay</i> my wages",
        "</b><a href='tg://user?id=1'>my boss did not pay my wages</a>",
        "*my boss* _did not pay_ `my wages` [x](y)",
        "\u202emy boss\u202c did not pay my wages 🙏🏽\u200d♀️\u200b\ufeff",
        "my boss did not pay my wages \u0000\u0007\u2028\U000e0041\U0010ffff",
    ],
)
def test_odd_texts_are_answered(bot, text):
    (reply,) = bot.user().ask(text)
    assert "1350" in reply.text


@pytest.mark.parametrize(
    "text", ["<", "&", "🙏", "\u200b", "ㅋㅋㅋ", "/unknown", "a" * 2_000, "?!"]
)
def test_whatever_is_written_gets_one_reply(bot, text):
    an = bot.user()
    an.ask(text)
    assert "I am here again" in an.ask("/bot")[0].text
    assert len(an.replies) == 2
