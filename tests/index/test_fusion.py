import numpy as np
import pytest

from index.fusion import DENSE_WEIGHT, LEXICAL_WEIGHT, Fusion
from knowledge.languages import Language
from knowledge.passages import Part, Passage

NOTHING = ([], [])


def fuse(passages, dense=NOTHING, lexical=NOTHING, limit=10):
    found = [
        (np.array(rows, dtype=np.int64), np.array(scores, dtype=np.float32))
        for rows, scores in (dense, lexical)
    ]
    return Fusion(passages).fuse(*found, limit)


def questions(*owners):
    return [
        Passage(owner, Language.EN, Part.QUESTION, f"text {row}")
        for row, owner in enumerate(owners)
    ]


def test_the_two_weights_share_one_whole():
    assert DENSE_WEIGHT + LEXICAL_WEIGHT == 1
    assert 0 < DENSE_WEIGHT < 1


def test_perfect_evidence_is_one():
    everything = (range(20), [1.0] * 20)

    (hit,) = fuse(questions(*"a" * 20), everything, everything)

    assert (hit.score, hit.dense, hit.lexical) == pytest.approx((1, 1, 1))


def test_nothing_found_gives_no_hit():
    assert fuse(questions("a", "b")) == []


def test_a_passage_that_means_the_opposite_counts_for_nothing():
    assert fuse(questions("a", "b"), ([0, 1], [0.0, -0.9])) == []

    alone, beside = fuse(questions("a", "a"), ([0], [0.9])), ([0, 1], [0.9, -0.9])
    assert fuse(questions("a", "a"), beside) == alone


def test_a_score_weighs_what_both_found():
    hits = fuse(questions("a", "b"), ([0, 1], [0.9, 0.4]), ([1], [0.7]))

    for hit in hits:
        weighed = DENSE_WEIGHT * hit.dense + LEXICAL_WEIGHT * hit.lexical
        assert hit.score == pytest.approx(weighed)
    assert {hit.owner: hit.lexical > 0 for hit in hits} == {"a": False, "b": True}


def test_hits_come_best_first_and_equals_by_id():
    hits = fuse(questions("d", "c", "b", "a"), ([3, 0, 1, 2], [0.9, 0.5, 0.5, 0.2]))

    assert [hit.owner for hit in hits] == ["a", "c", "d", "b"]


@pytest.mark.parametrize("limit", [0, 1, 2, 3, 9])
def test_no_more_than_the_limit_is_kept(limit):
    hits = fuse(questions("a", "b", "c"), ([0, 1, 2], [0.9, 0.8, 0.7]), limit=limit)

    assert [hit.owner for hit in hits] == ["a", "b", "c"][:limit]


def test_a_question_speaks_more_for_its_owner_than_a_name_and_a_name_more_than_an_answer():
    parts = {"a": Part.ANSWER, "n": Part.NAME, "q": Part.QUESTION, "t": Part.TITLE}
    passages = [Passage(owner, Language.EN, part, "text") for owner, part in parts.items()]

    hits = fuse(passages, (range(4), [0.8] * 4))

    assert [hit.owner for hit in hits] == ["q", "t", "n", "a"]
    assert hits[0].score == hits[1].score > hits[2].score > hits[3].score


def test_two_passages_speak_more_for_their_owner_than_one():
    hits = fuse(questions("one", "two", "two"), ([0, 1, 2], [0.8, 0.8, 0.8]))

    assert [hit.owner for hit in hits] == ["two", "one"]


def test_many_weak_passages_do_not_outweigh_their_best_few():
    few = fuse(questions(*"a" * 30), (range(10), [0.5] * 10))
    many = fuse(questions(*"a" * 30), (range(30), [0.5] * 30))

    assert many[0].score == few[0].score


@pytest.mark.parametrize(
    ("dense", "lexical", "best"),
    [
        (([0, 1], [0.9, 0.8]), NOTHING, 0),
        (([0, 1], [0.9, 0.8]), ([2, 1], [0.3, 0.2]), 2),
        (([3, 0], [0.9, 0.8]), ([3], [0.9]), 0),
    ],
)
def test_a_hit_shows_the_passage_that_shares_most_words_or_else_means_most(dense, lexical, best):
    passages = questions("a", "a", "a", "b")

    hits = {hit.owner: hit for hit in fuse(passages, dense, lexical)}

    assert hits["a"].passage == passages[best]
