from dataclasses import replace

import pytest

from bot.draft_check import Asked, Change, Focus, Outcome, compare
from index.making import renew_searcher
from knowledge.languages import Language

ENTRY = "life-unpaid-wages"
NEW = "đổ rác cồng kềnh ở quận thì làm thế nào"


@pytest.fixture(scope="module")
def with_questions(ieum):
    """Give the searcher of the content in which the entry has other Vietnamese questions."""

    def with_questions(*vi):
        entry = ieum.knowledge.entries[ENTRY]
        questions = entry.questions.model_copy(update={"vi": vi})
        changed = entry.model_copy(update={"questions": questions})
        after = replace(ieum.knowledge, entries={**ieum.knowledge.entries, ENTRY: changed})
        return renew_searcher(ieum.searcher, ieum.knowledge, after)

    return with_questions


def test_a_question_that_is_added_is_won(ieum, with_questions):
    own = ieum.knowledge.entries[ENTRY].questions.vi
    after = with_questions(*own, NEW)
    asked = [Asked(NEW, Language.VI), *(Asked(one, Language.VI, ENTRY) for one in own)]
    outcome = compare(ieum.searcher, after, asked, [ENTRY])
    (won,) = outcome.won
    assert (won.asked.text, won.after) == (NEW, ENTRY)
    assert won.before != ENTRY
    assert (outcome.lost, outcome.unchanged, outcome.asked) == ((), len(own), len(own) + 1)
    assert compare(after, ieum.searcher, asked, [ENTRY]).lost == (
        Change(won.asked, won.after, won.before),
    )


def test_what_goes_between_others_is_neither_won_nor_lost(ieum, with_questions):
    after = with_questions(*ieum.knowledge.entries[ENTRY].questions.vi, NEW)
    outcome = compare(ieum.searcher, after, [Asked(NEW, Language.VI)], ["another"])
    assert (outcome.won, outcome.lost, len(outcome.moved)) == ((), (), 1)


def test_the_answers_are_those_of_the_search_itself(ieum, with_questions):
    after = with_questions(NEW, "rác", "túi rác")
    asked = [
        Asked(one, language)
        for name in ("life-kiip", "life-severance-pay", ENTRY)
        for language in Language
        for one in ieum.knowledge.entries[name].questions.in_language(language)
    ]
    asked += [Asked(NEW, Language.VI), Asked("tsalin ogohgui bna", None), Asked("?!", None)]
    outcome = compare(ieum.searcher, after, asked, [ENTRY])
    changed = {one.asked: one for one in (*outcome.won, *outcome.lost, *outcome.moved)}
    for searcher, side in ((ieum.searcher, "before"), (after, "after")):
        found = searcher.find_many([(one.text, one.language) for one in asked], 1)
        for one, hits in zip(asked, found, strict=True):
            if one in changed:
                first = hits.hits[0].owner if hits.hits else ""
                assert getattr(changed[one], side) == first
    assert changed
    assert outcome.asked == len(asked)


def test_the_nearest_questions_are_of_what_changed(ieum, with_questions):
    focus = Focus(ieum.searcher, with_questions(NEW, "rác", "túi rác"))
    assert Asked(NEW, Language.VI, ENTRY) in focus.own(20)
    assert len(focus.own(20)) == 20
    far, close = Asked("visa D-2", Language.EN), Asked("đổ rác ở quận", Language.VI)
    assert focus.among([far, close], 1) == [close]
    assert focus.among([], 5) == []


def test_where_nothing_changed_nothing_is_near(ieum):
    focus = Focus(ieum.searcher, ieum.searcher)
    assert focus.own(20) == focus.among([Asked("visa", None)], 5) == []
    assert compare(ieum.searcher, ieum.searcher, [], []) == Outcome((), (), (), 0)


def test_names_that_are_no_passages_can_be_the_focus(ieum):
    near = Focus(ieum.searcher, ieum.searcher, ["퇴직금", ""]).own(5)
    assert "life-severance-pay" in {one.owner for one in near}
