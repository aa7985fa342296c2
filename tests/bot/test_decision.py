import pytest

from bot.decision import ANSWER_FROM, CLARIFY_FROM, Decision, chosen, confidence_of, decide, welcome
from bot.reply import ReplyKind
from index.fusion import Hit
from knowledge.languages import Language
from knowledge.passages import Part, Passage

WAGES, CLINIC, VISA, KIIP = (
    "life-unpaid-wages",
    "free-clinic-dongbu",
    "life-visa-extension",
    "life-kiip",
)
EMERGENCY, LINE = "life-medical-emergency", "line-1345"


def scored(*scores):
    passage = Passage(WAGES, Language.EN, Part.TITLE, "wages")
    return [Hit(WAGES, score, score, score, passage) for score in scores]


def test_a_sure_first_hit_is_answered(surely, knowledge):
    found = surely(WAGES, CLINIC)

    assert decide(found, knowledge) == Decision(
        ReplyKind.ANSWER, (WAGES, CLINIC), confidence_of(found)
    )


def test_a_sure_emergency_is_told_as_one(surely, knowledge):
    assert decide(surely(EMERGENCY, WAGES), knowledge).kind is ReplyKind.EMERGENCY


def test_a_sure_helpline_is_routed_to(surely, knowledge):
    decision = decide(surely(LINE, WAGES), knowledge)

    assert (decision.kind, decision.owners) == (ReplyKind.ROUTE, (LINE, WAGES))


def test_a_helpline_that_is_named_outweighs_doubt(perhaps, knowledge):
    decision = decide(perhaps(WAGES, CLINIC), knowledge, LINE)

    assert (decision.kind, decision.owners) == (ReplyKind.ROUTE, (LINE, WAGES, CLINIC))


def test_a_helpline_that_is_named_outweighs_another_that_was_found(surely, knowledge):
    decision = decide(surely("line-1577-1366", WAGES), knowledge, "line-1366")

    assert (decision.kind, decision.owners[0]) == (ReplyKind.ROUTE, "line-1366")


def test_a_sure_entry_outweighs_the_helpline_that_is_named(surely, knowledge):
    decision = decide(surely(EMERGENCY, WAGES), knowledge, "line-119")

    assert (decision.kind, decision.owners) == (ReplyKind.EMERGENCY, (EMERGENCY, WAGES))


def test_nothing_found_is_no_answer(knowledge):
    assert decide([], knowledge) == Decision(ReplyKind.NO_ANSWER, (), 0.0)


def test_next_to_nothing_is_no_answer_and_names_entries_only(hardly, knowledge):
    decision = decide(hardly(LINE, WAGES, CLINIC), knowledge)

    assert (decision.kind, decision.owners) == (ReplyKind.NO_ANSWER, (WAGES, CLINIC))


def test_several_possible_entries_are_offered_three_at_most(perhaps, knowledge):
    decision = decide(perhaps(WAGES, LINE, CLINIC, VISA, KIIP), knowledge)

    assert decision.kind is ReplyKind.CLARIFY
    assert decision.owners == (WAGES, CLINIC, VISA, KIIP)
    assert decision.choices == (WAGES, CLINIC, VISA)


@pytest.mark.parametrize("scores", [(0.1, 0.2), (0.4, 0.5), (0.8, 0.9)])
def test_confidence_grows_with_the_score(scores):
    worse, better = (confidence_of(scored(score, score)) for score in scores)

    assert 0 < worse < better < 1


def test_confidence_grows_with_the_lead():
    assert confidence_of(scored(0.5, 0.5)) < confidence_of(scored(0.5, 0.2))


def test_the_thresholds_leave_room_for_every_kind():
    assert 0 < CLARIFY_FROM < ANSWER_FROM < 1


@pytest.mark.parametrize(
    ("entry", "kind"), [(WAGES, ReplyKind.ANSWER), (EMERGENCY, ReplyKind.EMERGENCY)]
)
def test_a_chosen_entry_is_answered_for_certain(entry, kind, knowledge):
    assert chosen(knowledge.entries[entry]) == Decision(kind, (entry,), 1.0)


def test_a_greeting_is_welcomed_with_examples():
    assert welcome([WAGES, CLINIC]) == Decision(
        ReplyKind.CLARIFY, (WAGES, CLINIC), 1.0, is_welcome=True
    )
