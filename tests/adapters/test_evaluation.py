from dataclasses import replace

import pytest

from adapters.evaluation import Asked, Judged, judge, report
from bot.reply import ReplyKind


def asked(text="my boss did not pay me", accept=("life-unpaid-wages",), **more):
    return Asked(id="1", lang="en", style="casual", text=text, accept=accept, **more)


@pytest.fixture(scope="session")
def reply(ieum):
    (judged,) = judge([asked()], ieum.assistant)
    return judged.reply


def judged(reply, candidates=(), kind=ReplyKind.ANSWER, **question):
    service = candidates[0] if candidates and kind is ReplyKind.ANSWER else None
    return Judged(
        asked(**question), replace(reply, candidates=candidates, kind=kind, service=service)
    )


def test_right_entries_are_those_to_accept_and_those_also_fine(reply):
    one = judged(reply, ("b",), accept=("a",), also_fine=("b",))

    assert (one.first, one.among_five, one.declined) == (True, True, False)


def test_without_right_entries_a_message_is_none_of_our_matters():
    assert not asked(accept=()).is_ours
    assert asked(accept=(), also_fine=("a",)).is_ours


def test_a_report_counts_by_language_and_style(reply):
    right = judged(reply, ("life-unpaid-wages",))
    wrong = judged(reply, ("x", "life-unpaid-wages"))
    stranger = judged(reply, ("x",), ReplyKind.NO_ANSWER, accept=())
    answered = judged(reply, ("x",), accept=())

    found = report([right, wrong, stranger, answered])

    assert found["questions"] == {"ours": 2, "off_topic": 2}
    assert found["by_language"]["en"]["first"] == found["by_style"]["casual"]["first"] == 0.5
    assert found["all"]["among_five"] == 1
    assert found["all"]["mrr"] == 0.75
    assert found["abstention"]["off_topic_declined"] == 0.5
    assert found["abstention"]["off_topic_answered"] == 0.5
    assert found["abstention"]["ours_declined"] == 0
    assert [miss["candidates"] for miss in found["missed"]] == [("x", "life-unpaid-wages")]
    assert len(found["not_declined"]) == 1


def test_clean_and_noisy_styles_are_counted_apart(reply):
    def styled(style, *candidates):
        question = Asked(lang="ko", style=style, text="월급", accept=("a",))
        return Judged(question, replace(reply, candidates=candidates))

    found = report([styled("typo"), styled("pinyin", "a"), styled("polite", "a"), styled("", "a")])

    assert (found["noisy"]["questions"], found["noisy"]["first"]) == (2, 0.5)
    assert (found["clean"]["questions"], found["clean"]["first"]) == (2, 1)
    assert {*found["by_style"]} == {"typo", "pinyin", "polite", ""}


def test_declining_is_precise_where_no_question_of_ours_is_declined(reply):
    ours = judged(reply, ("life-unpaid-wages",), ReplyKind.NO_ANSWER)
    strangers = [judged(reply, (), ReplyKind.NO_ANSWER, accept=())] * 3

    assert report(strangers)["abstention"]["precision"] == 1
    found = report([ours, *strangers])["abstention"]
    assert (found["precision"], found["ours_declined"]) == (0.75, 1)
    assert found["off_topic_declined_by_language"] == {
        "ko": 0, "en": 1, "zh": 0, "vi": 0, "mn": 0,
    }  # fmt: skip


def test_the_reply_has_to_come_in_the_language_of_the_question(reply):
    vietnamese = Judged(Asked(lang="vi", text="luong", accept=("a",)), reply)

    assert report([judged(reply), vietnamese])["all"]["language"] == 0.5


def test_the_confidence_is_held_against_what_was_right(reply):
    right, wrong = (
        replace(judged(reply, (name,)), reply=replace(reply, candidates=(name,), confidence=sure))
        for name, sure in (("life-unpaid-wages", 0.95), ("x", 0.85))
    )

    assert report([right])["calibration_error"] == 0.05
    assert report([right, wrong])["calibration_error"] == 0.45


def test_each_question_is_asked_without_its_language_being_told(ieum):
    (one,) = judge([asked(text="цалингаа авч чадаагүй")], ieum.assistant)

    assert one.reply.language == "mn"


def test_best_and_worst_language_are_compared(reply):
    vietnamese = Judged(
        Asked(lang="vi", text="luong", accept=("a",)), replace(reply, candidates=("x",))
    )

    found = report([judged(reply, ("life-unpaid-wages",)), vietnamese])

    assert found["best_minus_worst_language"] == 1
