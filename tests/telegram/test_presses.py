from datetime import UTC, datetime

import pytest

from bot.storage.records import Reason

WAGES = "life-unpaid-wages"
QUESTION = "my boss did not pay my wages"


@pytest.fixture
def an(bot):
    an = bot.user()
    an.ask(QUESTION)
    return an


@pytest.fixture
def press(bot):
    """Press a button so many times, and wait for as many replies."""

    def press(chat, button, times=1, message_id=None):
        for _ in range(times):
            chat.press(button, message_id=message_id)
        return chat.wait_for_reply(times)

    return press


@pytest.fixture
def feedback(bot):
    """What feedback has come since the test began."""
    since = datetime.now(UTC)
    return lambda: bot.store.feedback(since)


def test_a_choice_is_answered_and_becomes_the_topic(bot, press):
    an = bot.user()
    (asked,) = an.ask("hello")
    (reply,) = press(an, asked.button_texts[1])
    assert reply.text.startswith(asked.button_texts[1].partition(" (")[0])
    assert "Useful" in reply.button_texts[-2]
    (more,) = an.ask("and on Sunday?")
    assert more.text.partition("\n")[0] == reply.text.partition("\n")[0]


def test_what_to_show_to_staff_is_korean(an, ieum, press):
    (shown,) = press(an, "Show to staff")
    assert shown.text == ieum.knowledge.entries[WAGES].show_to_staff
    assert shown.body["entities"][0]["length"] == len(shown.text)


def test_sources_are_all_listed(an, ieum, press):
    (sources,) = press(an, "Sources")
    assert sources.text.startswith("Source\n")
    assert len(sources.text.splitlines()) == 3


def test_the_map_pins_the_center(an, press):
    (pin,) = press(an, "Map")
    assert pin.kind == "venue"
    assert set(pin.body["venue"]["location"]) == {"latitude", "longitude"}


def test_useful_is_kept_once(an, press, feedback):
    replies = press(an, "👍 Useful", times=3)
    assert {reply.text for reply in replies} == {"Thank you. This helps us do better."}
    (kept,) = feedback()
    assert (kept.useful, kept.service, kept.reason, kept.channel) == (True, WAGES, None, "telegram")
    assert kept.question == ""
    assert kept.comment == ""


@pytest.mark.parametrize("number", range(5))
def test_not_useful_is_kept_with_its_reason(an, press, feedback, number):
    (why,) = press(an, "👎 Not useful")
    assert len(why.button_texts) == 5
    (thanks,) = press(an, why.button_texts[number])
    assert thanks.text == "Thank you. This helps us do better."
    (kept,) = feedback()
    assert (kept.useful, kept.service, kept.reason) == (False, WAGES, [*Reason][number])


def test_one_answer_is_judged_once_whichever_buttons_are_pressed(an, press, feedback):
    whys = press(an, "👎 Not useful", times=2)
    for why in whys:
        for number in (1, 2):
            press(an, why.button_texts[number], message_id=why.message_id)
    press(an, "👍 Useful")
    (kept,) = feedback()
    assert kept.reason is Reason.UNCLEAR


def test_each_answer_is_judged_by_itself(an, press, feedback):
    press(an, "👍 Useful")
    an.ask(QUESTION)
    press(an, "👍 Useful")
    assert len(feedback()) == 2


def test_feedback_says_nothing_of_who_gave_it(bot, an, press, feedback):
    press(an, "👍 Useful")
    (kept,) = feedback()
    assert str(an.id) not in repr(kept)
    assert bot.name_of(an) not in repr(kept)


def test_a_press_is_answered_though_telegram_no_longer_waits_for_it(bot, an, press):
    bot.api.fail("answerCallbackQuery", 400, description="Bad Request: query is too old")
    (shown,) = press(an, "Show to staff")
    assert shown.text


def test_every_press_ends_the_waiting_of_its_button(bot, an, press):
    before = len(bot.api.calls("answerCallbackQuery"))
    press(an, "Sources")
    an.ask("/bot")
    assert [call.status for call in bot.api.calls("answerCallbackQuery")[before:]] == [200]


@pytest.mark.parametrize(
    "data",
    ["", ":", "e", "e:", "e:no-such-entry", "x:1", "l:xx", "w:", "r:no:reason", "c:no", "v:"],
)
def test_a_button_that_leads_nowhere_does_nothing(bot, call_at, an, data):
    keys = {"inline_keyboard": [[{"text": "?", "callback_data": data or " "}]]}
    call_at(bot.api, "sendMessage", chat_id=an.id, text="old", reply_markup=keys)
    an.wait_for_reply()
    an.press("?")
    (reply,) = an.ask("/bot")
    assert an.replies[-2].text == "old"
    assert "I am here again" in reply.text


def test_asking_for_a_person_by_a_button(bot, press):
    an = bot.user()
    an.ask("What is the capital of France?")
    (reply,) = press(an, "Talk to a person")
    assert "I have told our staff" in reply.text
    assert bot.ticket_of(an).question == "What is the capital of France?"
