import uuid
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.learning import (
    LONGEST_KEPT,
    NOT_USEFUL,
    Cell,
    Channel,
    Tally,
    cell_of,
    cell_of_opinion,
    learned_from,
    learned_from_opinion,
    worth_keeping,
)
from bot.reply import Message
from bot.storage.records import Feedback, Reason
from knowledge.languages import Language

NIGHT = datetime(2026, 11, 27, 16, 30, tzinfo=UTC)
"""Half past one in Seoul, on the next day."""


def opinion(**more):
    given = {
        "id": str(uuid.uuid4()),
        "at": NIGHT,
        "language": Language.VI,
        "kind": "answer",
        "useful": False,
        "service": "life-unpaid-wages",
        "reason": Reason.OUTDATED,
        "question": "chủ không trả lương",
        "channel": "widget",
    }
    return Feedback(**given | more)


def reply_to(assistant, text):
    return assistant.respond(Message(text))


def test_a_question_without_an_answer_is_kept(assistant):
    text = "can you recommend a netflix drama for tonight"
    reply = reply_to(assistant, text)
    kept = learned_from(text, reply, Channel.API, NIGHT)

    assert reply.kind == "no_answer"
    assert (kept.text, kept.kind, kept.language) == (text, "no_answer", Language.EN)
    assert (kept.channel, kept.at, kept.gap) == ("api", NIGHT, None)


def test_a_question_that_may_have_meant_several_things_is_kept(assistant_that_found, perhaps):
    text = "something about wages and a doctor"
    assistant = assistant_that_found(perhaps("life-unpaid-wages", "free-clinic-dongbu"))
    reply = reply_to(assistant, text)

    assert reply.kind == "clarify"
    assert worth_keeping(text, reply)


@pytest.mark.parametrize(
    "text",
    [
        "my boss has not paid me for three months",
        "xin chào",
        "hello",
        "12345",
        "I want to talk to a person",
        "상담원 연결해 주세요",
        "1345",
    ],
)
def test_what_was_answered_greets_or_asks_for_a_person_is_not_kept(ieum, text):
    assert not worth_keeping(text, reply_to(ieum.assistant, text))


def test_a_question_whose_language_is_asked_for_is_not_kept(assistant_that_found, perhaps):
    text = "something about wages and a doctor"
    assistant = assistant_that_found(perhaps("life-unpaid-wages", "free-clinic-dongbu"))
    reply = replace(reply_to(assistant, text), languages=(Language.EN, Language.VI))

    assert not worth_keeping(text, reply)


def test_nothing_of_danger_is_kept(ieum):
    for text in ("남편이 칼 들고 죽이겠대요", "my husband is strangling me", "老公拿刀要杀我"):
        reply = ieum.assistant.respond(Message(text))
        assert reply.alarms
        assert not worth_keeping(text, reply)
        assert learned_from(text, reply, Channel.WEB, NIGHT) is None


def test_no_more_is_kept_than_may_be(assistant_that_found, hardly):
    text = "word " * 390
    assistant = assistant_that_found(hardly("life-unpaid-wages"))
    reply = reply_to(assistant, text)

    assert len(learned_from(text * 2, reply, Channel.API, NIGHT).text) == LONGEST_KEPT


def test_an_answer_of_no_use_is_kept_where_the_person_sent_the_question():
    given = opinion()
    kept = learned_from_opinion(given, "work", is_danger=False)

    assert (kept.id, kept.kind, kept.reason) == (given.id, NOT_USEFUL, Reason.OUTDATED)
    assert (kept.service, kept.topic, kept.channel) == ("life-unpaid-wages", "work", "widget")


@pytest.mark.parametrize("more", [{"useful": True}, {"question": " "}, {"kind": "emergency"}])
def test_other_opinions_are_not(more):
    assert learned_from_opinion(opinion(**more), "work", is_danger=False) is None


def test_an_opinion_that_tells_of_danger_is_not():
    assert learned_from_opinion(opinion(), "work", is_danger=True) is None


def test_what_is_counted_holds_nobodys_words_and_goes_by_the_clock_of_seoul(assistant):
    reply = reply_to(assistant, "my boss has not paid me for three months")
    cell = cell_of(reply, "work", Channel.TELEGRAM, NIGHT)

    assert cell == Cell("2026-11-28", 1, "en", "telegram", "answer", "work", "life-unpaid-wages")
    assert {type(part) for part in cell} == {str, int}
    assert cell_of_opinion(opinion(service=None), None)[-2:] == ("", "")


def test_tallies_add_up():
    assert Tally(asked=2).plus(Tally(1, 1)) == Tally(3, 1, 0)
