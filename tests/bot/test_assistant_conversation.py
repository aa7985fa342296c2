from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.assistant import Assistant
from bot.clock import SEOUL
from bot.conversation import NEW_CONVERSATION, Turn
from bot.messages import say
from bot.reply import Message, ReplyKind
from knowledge.languages import Language
from knowledge.phrases import PhraseBook

EN, KO, VI = Language.EN, Language.KO, Language.VI
CLINIC, FAMILY, OASIS = "free-clinic-dongbu", "district-family-centers", "oasis-startup"
BOOKS = (
    PhraseBook(id=EN, dangers={}, small_words=("and", "on", "what about", "in", "with")),
    PhraseBook(id=KO, dangers={}, small_words=("는요", "에는요")),
)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def search(finder, surely):
    """A search that finds the clinic, whatever is asked, and notes what that was."""
    return finder(surely(CLINIC))


@pytest.fixture
def talk(knowledge, search, now):
    """Say one thing after another, a minute apart, and return the last reply."""
    books = {book.id: book for book in BOOKS}
    assistant = Assistant(replace(knowledge, phrases=books), search, EN, clock=lambda: now)

    def say_all(*texts, pause=MINUTE, **more):
        conversation = NEW_CONVERSATION
        for place, text in enumerate(texts):
            moment = now + place * pause
            reply = assistant.respond(Message(text, now=moment, conversation=conversation, **more))
            conversation = reply.conversation
        return reply

    return say_all


def test_an_answer_is_a_turn_and_holds_no_text(talk, now):
    reply = talk("is the clinic in Guro for E-9")

    assert reply.conversation.turns == (Turn(now, CLINIC, EN, "guro", ("E-9",)),)


@pytest.mark.parametrize("text", ["and on Sunday?", "what about Mapo", "with D-2?"])
def test_a_follow_up_keeps_the_topic_and_searches_for_nothing(text, talk, search):
    reply = talk("where is the clinic", text)

    assert (reply.kind, reply.service, reply.confidence) == (ReplyKind.ANSWER, CLINIC, 1.0)
    assert len(search.asked) == 1


def test_a_new_matter_is_searched_for(talk, search):
    talk("where is the clinic", "my boss did not pay me")

    assert [text for text, _ in search.asked] == ["where is the clinic", "my boss did not pay me"]


def test_a_follow_up_may_be_in_another_language(talk):
    reply = talk("where is the clinic", "일요일에는요?")

    assert (reply.service, reply.language) == (CLINIC, KO)


def test_after_half_an_hour_a_message_begins_anew(talk, search):
    assert talk("where is the clinic", "and on Sunday?", pause=30 * MINUTE).service == CLINIC
    assert len(search.asked) == 1
    talk("where is the clinic", "and on Sunday?", pause=31 * MINUTE)
    assert len(search.asked) == 3


def test_at_most_four_turns_travel_along(talk):
    reply = talk("where is the clinic", *["and on Sunday?"] * 5)

    assert len(reply.conversation.turns) == 4


def test_the_district_of_the_turn_before_is_kept_until_another_is_named(
    knowledge, now, finder, surely
):
    assistant = Assistant(knowledge, finder(surely(FAMILY)), EN, clock=lambda: now)

    first = assistant.respond(Message("family center in Guro-gu"))
    second = assistant.respond(Message("parents", conversation=first.conversation))
    third = assistant.respond(Message("a center in Mapo-gu", conversation=second.conversation))

    assert [reply.center for reply in (first, second, third)] == [
        "family-center-guro",
        "family-center-guro",
        "family-center-mapo",
    ]


def test_the_visa_of_the_turn_before_is_judged_until_another_is_named(
    knowledge, now, finder, surely
):
    books = {book.id: book for book in BOOKS}
    assistant = Assistant(
        replace(knowledge, phrases=books), finder(surely(OASIS)), EN, clock=lambda: now
    )

    first = assistant.respond(Message("can I join the startup programme with E-9"))
    second = assistant.respond(Message("and in Mapo?", conversation=first.conversation))
    third = assistant.respond(Message("with D-2?", conversation=second.conversation))

    assert [reply.service for reply in (first, second, third)] == [OASIS] * 3
    assert "E-9" in first.verdict
    assert second.verdict == first.verdict
    assert "D-2" in third.verdict
    assert third.verdict in third.text


def test_without_a_visa_or_an_age_there_is_no_verdict(talk):
    assert talk("where is the clinic").verdict == ""


def test_what_is_asked_back_or_not_known_is_no_turn(assistant_that_found, perhaps, hardly, now):
    for found in (perhaps(CLINIC, FAMILY), hardly(CLINIC)):
        reply = assistant_that_found(found).respond(Message("where do I have to go"))

        assert reply.conversation == NEW_CONVERSATION


def test_the_time_of_the_message_wins_over_the_clock(talk, assistant_that_found, surely, now):
    assistant = assistant_that_found(surely(CLINIC))

    def at(moment):
        return assistant.respond(Message("clinic", now=moment)).conversation.turns[0].at

    naive = datetime(2026, 11, 27, 20)  # noqa: DTZ001
    assert at(None) == now
    assert at(naive).isoformat() == "2026-11-27T20:00:00+09:00"
    assert at(datetime(2026, 11, 27, 20, tzinfo=UTC)).isoformat() == "2026-11-28T05:00:00+09:00"


@pytest.mark.parametrize("language", Language)
def test_a_center_tells_its_hours_of_the_day_that_was_asked_about(
    language, knowledge, assistant_that_found, surely
):
    assistant = assistant_that_found(surely("seoul-global-center"))
    sunday = datetime(2026, 11, 29, 14, tzinfo=SEOUL)

    reply = assistant.respond(Message("is it open on Sunday", language=language))
    there = assistant.respond(Message("is it open", language=language, now=sunday))

    assert reply.center == there.center
    assert reply.contacts[0].hours == there.contacts[0].hours
    assert "29" in reply.contacts[0].opening
    assert reply.contacts[0].opening in reply.text


def test_whether_a_center_is_open_changes_with_the_time(assistant_that_found, surely, now):
    assistant = assistant_that_found(surely("seoul-global-center"))

    openings = [
        assistant.respond(Message("?!", now=moment)).contacts[0].opening
        for moment in (now, now.replace(hour=22))
    ]

    assert openings[0].startswith("Open now")
    assert openings[1].startswith("Closed now")


def test_a_chosen_entry_begins_a_conversation(assistant, knowledge, now):
    reply = assistant.show(knowledge.entries[CLINIC], VI, "guro")

    assert reply.conversation.turns == (Turn(now, CLINIC, VI, "guro"),)


def test_the_text_says_what_the_parts_say(talk):
    reply = talk("is the clinic in Guro for E-9")

    parts = [
        reply.verdict,
        reply.body,
        reply.status,
        reply.caution,
        *(c.name for c in reply.contacts),
    ]
    assert [part for part in parts if part not in reply.text] == []
    assert say(EN, "Source") in reply.text
