from dataclasses import replace

import pytest

from bot.assistant import LONGEST_QUESTION, Assistant, BadMessageError
from bot.card import step_text, write_card
from bot.messages import say
from bot.reply import Message, ReplyKind
from bot.safety import Safety
from index.fusion import Found
from knowledge.languages import Language
from knowledge.phrases import PhraseBook, Phrases

EN, KO = Language.EN, Language.KO
WAGES, CLINIC, EMERGENCY = "life-unpaid-wages", "free-clinic-dongbu", "life-medical-emergency"
VIOLENCE, FIRE, OWED = "domestic-sexual-violence", "medical-fire", "wages-injury"
BOOKS = (
    PhraseBook(
        id=EN,
        dangers={
            VIOLENCE: Phrases(certain=("hit me",)),
            FIRE: Phrases(certain=("fire", "topik on fire")),
            OWED: Phrases(certain=("not paid",)),
            "suicide": Phrases(certain=("kill myself",)),
        },
        person=("a person",),
    ),
    PhraseBook(id=KO, dangers={VIOLENCE: Phrases(certain=("때려",))}, person=("사람이랑",)),
)


@pytest.fixture(scope="module")
def listening(knowledge):
    """What is known, with a small book of phrases for two languages."""
    return replace(knowledge, phrases={book.id: book for book in BOOKS})


@pytest.fixture
def assistant_finding(listening, finder, now):
    """Make an assistant whose search finds this."""
    return lambda found: Assistant(listening, finder(found), Language.VI, clock=lambda: now)


@pytest.fixture
def assistant_alone(listening, now):
    """An assistant that fails if it searches."""
    return Assistant(listening, None, Language.VI, clock=lambda: now)


@pytest.mark.parametrize(
    ("text", "language"),
    [("he hit me", EN), ("남편이 때려요", KO), ("he hit me 9001015123456", EN)],
)
def test_danger_is_answered_before_anything_is_searched(text, language, assistant_alone, listening):
    danger = listening.dangers[VIOLENCE]

    reply = assistant_alone.respond(Message(text, id="q"))

    assert (reply.id, reply.kind, reply.language) == ("q", ReplyKind.EMERGENCY, language)
    assert reply.card == write_card(danger, language)
    assert (reply.title, reply.show_to_staff) == (danger.title.in_language(language), danger.say)
    assert (reply.confidence, reply.alarms) == (1.0, (VIOLENCE,))
    assert reply.text.startswith(step_text(reply.card))


def test_an_emergency_names_its_own_entry_first_and_offers_all(assistant_alone, listening):
    danger = listening.dangers[VIOLENCE]

    reply = assistant_alone.respond(Message("he hit me"))

    assert reply.service == danger.entry == "life-domestic-violence"
    assert reply.candidates == danger.entries
    assert [choice.id for choice in reply.choices] == list(danger.entries)


def test_an_emergency_without_an_entry_of_its_own_names_the_related(assistant_alone, listening):
    assert listening.dangers["suicide"].entry is None

    reply = assistant_alone.respond(Message("i want to kill myself"))

    assert reply.service == EMERGENCY
    assert reply.lines[0] == "line-109"


def test_lines_to_call_come_before_places_to_go_by_day(assistant_alone, listening):
    danger = listening.dangers[VIOLENCE]

    reply = assistant_alone.respond(Message("he hit me"))

    assert reply.lines == danger.lines
    assert [contact.id for contact in reply.contacts] == [*danger.lines, *danger.day_centers]
    assert (reply.center, reply.second_center) == danger.day_centers


def test_several_dangers_show_the_gravest_card_and_whom_to_call_for_all(assistant_alone, listening):
    reply = assistant_alone.respond(Message("not paid, he hit me, fire"))

    assert reply.alarms == (FIRE, VIOLENCE, OWED)
    assert reply.card.danger == FIRE
    dangers = [listening.dangers[name] for name in reply.alarms]
    assert reply.lines == tuple(dict.fromkeys(name for one in dangers for name in one.lines))


def test_the_language_that_was_chosen_is_spoken_in_danger_too(assistant_alone):
    reply = assistant_alone.respond(Message("he hit me", language=Language.MN))

    assert reply.language is Language.MN


def test_an_emergency_is_told_though_the_language_is_unclear(assistant_alone):
    reply = assistant_alone.respond(Message("TOPIK on fire"))

    assert (reply.kind, reply.service, reply.languages) == (ReplyKind.EMERGENCY, EMERGENCY, ())
    assert reply.lines[0] == "line-119"


@pytest.mark.parametrize(
    "message",
    [
        Message("he hit me " + "and " * LONGEST_QUESTION),
        Message("he hit me", district="busan"),
        Message("he hit me, I want to talk to a person"),
        Message("hello he hit me 1345"),
    ],
)
def test_danger_comes_before_every_other_rule(message, assistant_alone):
    assert assistant_alone.respond(message).kind is ReplyKind.EMERGENCY


def test_an_emergency_is_no_turn_of_the_conversation(assistant_alone):
    message = Message("he hit me")

    assert assistant_alone.respond(message).conversation == message.conversation


def test_what_was_heard_before_is_not_heard_again(assistant_alone, assistant_finding, surely):
    harmless, danger = Message("visa"), Message("he hit me")
    heard = assistant_alone.hear(danger)

    assert assistant_alone.respond(harmless, heard).kind is ReplyKind.EMERGENCY
    calm = assistant_alone.hear(harmless)
    assert assistant_finding(surely(CLINIC)).respond(danger, calm).kind is ReplyKind.ANSWER


def test_hearing_is_that_of_the_safety_layer(assistant_alone, listening):
    for text in ("he hit me", "visa", "a person please"):
        assert assistant_alone.hear(Message(text)) == Safety(listening).hear(text)


def test_what_is_urgent_is_answered_with_its_card_and_its_lines_first(
    assistant_finding, surely, listening
):
    reply = assistant_finding(surely(CLINIC)).respond(Message("I was not paid, where is a doctor"))

    danger = listening.dangers[OWED]
    assert (reply.kind, reply.service) == (ReplyKind.ANSWER, CLINIC)
    assert reply.card == write_card(danger, EN)
    assert reply.lines[: len(danger.lines)] == danger.lines
    assert set(reply.lines) >= set(listening.entries[CLINIC].lines)
    assert len(set(reply.lines)) == len(reply.lines)
    assert reply.text.startswith(step_text(reply.card))


def test_what_is_urgent_is_among_the_alarms(assistant_finding, surely, perhaps):
    for found in (surely(CLINIC), perhaps(WAGES, CLINIC)):
        reply = assistant_finding(found).respond(Message("I was not paid, where to"))

        assert reply.alarms == (OWED,)


def test_what_is_urgent_is_never_unanswered(assistant_finding, hardly):
    reply = assistant_finding(hardly(CLINIC)).respond(Message("I was not paid"))

    assert (reply.kind, reply.service) == (ReplyKind.ANSWER, WAGES)
    assert reply.card.danger == OWED


def test_what_is_urgent_comes_with_its_card_where_something_is_asked_back(
    assistant_finding, perhaps
):
    reply = assistant_finding(perhaps(WAGES, CLINIC)).respond(Message("I was not paid, where to"))

    assert reply.kind is ReplyKind.CLARIFY
    assert reply.card.danger == OWED
    assert reply.text.startswith(step_text(reply.card))


def test_what_is_urgent_comes_with_its_card_where_the_language_is_asked_for(
    listening, finder, surely, now, monkeypatch
):
    monkeypatch.setattr("bot.understanding.SURE_FROM", 1.1)
    assistant = Assistant(listening, finder(surely(WAGES)), EN, clock=lambda: now)

    reply = assistant.respond(Message("not paid"))

    assert reply.languages
    assert reply.card.danger == OWED
    assert reply.text.startswith(step_text(reply.card))


def test_an_entry_about_an_emergency_is_answered_with_the_card(assistant_finding, surely):
    reply = assistant_finding(surely(EMERGENCY)).respond(Message("which number is the ambulance"))

    assert (reply.kind, reply.service, reply.alarms) == (ReplyKind.ANSWER, EMERGENCY, ())
    assert reply.card.danger == FIRE
    assert reply.text.startswith(step_text(reply.card))


@pytest.mark.parametrize(
    ("text", "language"), [("let me talk to a person", EN), ("사람이랑 통화할래요", KO)]
)
def test_a_human_being_who_is_asked_for_is_named_at_once(text, language, assistant_alone):
    reply = assistant_alone.respond(Message(text))

    assert (reply.kind, reply.handoff, reply.language) == (ReplyKind.ROUTE, True, language)
    assert reply.lines == ("line-120", "line-1577-1366")
    assert (reply.service, reply.candidates, reply.card, reply.alarms) == (None, (), None, ())
    assert reply.body == say(
        language,
        "You want to talk to a person. I am a program, so please call one of these.",
    )


def test_the_language_that_was_chosen_is_spoken_when_a_human_being_is_asked_for(assistant_alone):
    assert assistant_alone.respond(Message("a person", language=KO)).language is KO


def test_a_human_being_cannot_be_asked_for_in_a_message_that_is_too_long(assistant_alone):
    with pytest.raises(BadMessageError, match="too long"):
        assistant_alone.respond(Message("a person " * LONGEST_QUESTION))


def test_where_nothing_is_wrong_there_is_no_card(assistant_finding, surely):
    reply = assistant_finding(surely(CLINIC)).respond(Message("where is a doctor"))

    assert (reply.card, reply.alarms, reply.handoff) == (None, (), False)


def test_an_urgent_message_without_any_hit_is_still_answered(assistant_finding):
    assert assistant_finding(Found()).respond(Message("not paid")).service == WAGES


@pytest.mark.parametrize(
    "text", ["hello!", "hello!!", "hey!", "children", "school for my children"]
)
def test_what_is_harmless_is_not_taken_for_danger(text, ieum):
    assert ieum.assistant.respond(Message(text)).kind is not ReplyKind.EMERGENCY
