from dataclasses import replace

import pytest

from bot.confidence import shipped_confidence
from bot.decision import Decision, chosen, decide, welcome
from bot.reply import ReplyKind
from index.fusion import Found
from knowledge.languages import Language
from knowledge.passages import Part, Passage

EN = Language.EN
WAGES, CLINIC, VISA, KIIP = (
    "life-unpaid-wages",
    "free-clinic-dongbu",
    "life-visa-extension",
    "life-kiip",
)
EMERGENCY, LINE = "life-medical-emergency", "line-1345"


def test_a_sure_first_hit_is_answered(surely, knowledge):
    found = surely(WAGES, CLINIC)

    assert decide(found, EN, knowledge) == Decision(
        ReplyKind.ANSWER, (WAGES, CLINIC), shipped_confidence().judge(found, EN)[1]
    )


def test_a_retelling_that_was_found_comes_with_the_answer(surely, knowledge):
    found = surely(WAGES)
    retelling = Passage(WAGES, Language.KO, Part.RETELLING, "월급", "report/wages")
    first = replace(found.hits[0], retelling=retelling)

    assert decide(Found((first,)), EN, knowledge).retelling is retelling


def test_what_was_found_about_an_emergency_is_an_answer(surely, knowledge):
    decision = decide(surely(EMERGENCY, WAGES), EN, knowledge)

    assert (decision.kind, decision.owners) == (ReplyKind.ANSWER, (EMERGENCY, WAGES))


def test_a_sure_helpline_is_routed_to(surely, knowledge):
    decision = decide(surely(LINE, WAGES), EN, knowledge)

    assert (decision.kind, decision.owners) == (ReplyKind.ROUTE, (LINE, WAGES))


def test_a_helpline_that_is_named_outweighs_doubt(perhaps, knowledge):
    decision = decide(perhaps(WAGES, CLINIC), EN, knowledge, LINE)

    assert (decision.kind, decision.owners) == (ReplyKind.ROUTE, (LINE, WAGES, CLINIC))


def test_a_helpline_that_is_named_outweighs_another_that_was_found(surely, knowledge):
    decision = decide(surely("line-1577-1366", WAGES), EN, knowledge, "line-1366")

    assert (decision.kind, decision.owners[0]) == (ReplyKind.ROUTE, "line-1366")


def test_a_sure_entry_outweighs_the_helpline_that_is_named(surely, knowledge):
    decision = decide(surely(EMERGENCY, WAGES), EN, knowledge, "line-119")

    assert (decision.kind, decision.owners) == (ReplyKind.ANSWER, (EMERGENCY, WAGES))


def test_nothing_but_a_number_leads_to_its_helpline(surely, knowledge):
    decision = decide(surely(WAGES, CLINIC), EN, knowledge, LINE, line_only=True)

    assert (decision.kind, decision.owners) == (ReplyKind.ROUTE, (LINE, WAGES, CLINIC))


@pytest.mark.parametrize(
    ("line", "decision"),
    [
        (None, Decision(ReplyKind.NO_ANSWER, (), 0.0)),
        (LINE, Decision(ReplyKind.ROUTE, (LINE,), 0.0)),
    ],
)
def test_nothing_found_is_no_answer_but_for_a_helpline_that_is_named(line, decision, knowledge):
    assert decide(Found(), EN, knowledge, line) == decision


def test_next_to_nothing_is_no_answer_and_names_entries_only(hardly, knowledge):
    decision = decide(hardly(LINE, WAGES, CLINIC), EN, knowledge)

    assert (decision.kind, decision.owners) == (ReplyKind.NO_ANSWER, (WAGES, CLINIC))


def test_what_is_more_like_none_of_our_matters_is_declined(surely, knowledge):
    found = replace(surely(WAGES, CLINIC), off_topic_dense=1.0, off_topic_lexical=1.0)
    unlike = replace(found, hits=tuple(replace(hit, dense=0, lexical=0) for hit in found.hits))

    decision = decide(unlike, EN, knowledge)

    assert (decision.kind, decision.owners) == (ReplyKind.NO_ANSWER, (WAGES, CLINIC))


def test_several_possible_entries_are_offered_three_at_most(perhaps, knowledge):
    decision = decide(perhaps(WAGES, LINE, CLINIC, VISA, KIIP), EN, knowledge)

    assert decision.kind is ReplyKind.CLARIFY
    assert decision.owners == (WAGES, CLINIC, VISA, KIIP)
    assert decision.choices == (WAGES, CLINIC, VISA)


def test_one_possible_entry_leaves_nothing_to_choose_from(perhaps, knowledge):
    assert decide(perhaps(WAGES), EN, knowledge).kind is ReplyKind.ANSWER


@pytest.mark.parametrize("found", ["surely", "perhaps"])
def test_the_language_is_asked_for_where_an_answer_would_be_given(found, request, knowledge):
    decision = decide(request.getfixturevalue(found)(WAGES, CLINIC), EN, knowledge)

    asking = decision.asking_for((EN, Language.VI))

    assert asking == replace(decision, kind=ReplyKind.CLARIFY, languages=(EN, Language.VI))


@pytest.mark.parametrize(
    ("kind", "owners"),
    [
        (ReplyKind.EMERGENCY, (EMERGENCY,)),
        (ReplyKind.ROUTE, (LINE,)),
        (ReplyKind.NO_ANSWER, (WAGES,)),
    ],
)
def test_the_language_is_never_asked_for_in_an_emergency_nor_where_nothing_is_answered(
    kind, owners
):
    decision = Decision(kind, owners, 0.9)

    assert decision.asking_for((EN, Language.VI)) == decision


def test_a_clear_language_is_not_asked_for(surely, knowledge):
    decision = decide(surely(WAGES), EN, knowledge)

    assert decision.asking_for(()) == decision


@pytest.mark.parametrize("entry", [WAGES, EMERGENCY])
def test_a_chosen_entry_is_answered_for_certain(entry, knowledge):
    assert chosen(knowledge.entries[entry]) == Decision(ReplyKind.ANSWER, (entry,), 1.0)


def test_a_greeting_is_welcomed_with_examples():
    assert welcome([WAGES, CLINIC]) == Decision(
        ReplyKind.CLARIFY, (WAGES, CLINIC), 1.0, is_welcome=True
    )
