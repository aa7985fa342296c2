import json

import numpy as np
import pytest

from index.evidence import FEATURES
from index.fusion import WEIGHTS, Fusion, shipped_weights
from knowledge.languages import Language
from knowledge.passages import OFF_TOPIC, Part, Passage


def questions(*owners):
    return [
        Passage(owner, Language.EN, Part.QUESTION, f"text {row}")
        for row, owner in enumerate(owners)
    ]


def fuse(passages, dense=(), lexical=(), limit=10, language=Language.EN):
    scores = []
    for found in (dense, lexical):
        full = np.zeros(len(passages), dtype=np.float32)
        full[: len(found)] = found
        scores.append(full)
    return Fusion(passages).fuse(*scores, language, limit)


def owners(found):
    return [hit.owner for hit in found.hits]


def test_no_weight_is_negative_and_all_share_one_whole():
    weights = shipped_weights()

    assert len(weights) == len(FEATURES) == len(json.loads(WEIGHTS.read_text(encoding="utf-8")))
    assert weights.min() >= 0
    assert weights.sum() == pytest.approx(1, abs=1e-3)


def test_nothing_found_gives_no_hit():
    assert fuse(questions("a", "b")).hits == ()


def test_a_passage_that_means_the_opposite_counts_for_nothing():
    assert fuse(questions("a", "b"), [0.0, -0.9]).hits == ()
    assert fuse(questions("a", "a"), [0.9, -0.9]).hits[0].score == pytest.approx(
        fuse(questions("a", "a"), [0.9]).hits[0].score
    )


def test_perfect_evidence_in_every_part_is_one():
    parts = [Part.TITLE, Part.ANSWER, Part.RETELLING, *[Part.QUESTION] * 6]
    passages = [Passage("a", Language.EN, part, "text") for part in parts]

    (hit,) = fuse(passages, [1.0] * 9, [1.0] * 9).hits

    assert (hit.score, hit.dense, hit.lexical) == pytest.approx((1, 1, 1), abs=1e-3)


def test_what_both_indexes_found_counts_more_than_what_one_did():
    found = fuse(questions("a", "b"), [0.6, 0.6], [0.0, 0.6])

    assert owners(found) == ["b", "a"]


def test_hits_come_best_first_and_equals_by_id():
    assert owners(fuse(questions("d", "c", "b", "a"), [0.5, 0.5, 0.2, 0.9])) == ["a", "c", "d", "b"]


@pytest.mark.parametrize("limit", [0, 1, 2, 3, 9])
def test_no_more_than_the_limit_is_kept(limit):
    found = fuse(questions("a", "b", "c"), [0.9, 0.8, 0.7], limit=limit)

    assert owners(found) == ["a", "b", "c"][:limit]


def test_two_passages_speak_more_for_their_owner_than_one():
    assert owners(fuse(questions("one", "two", "two"), [0.8] * 3)) == ["two", "one"]


def test_a_hit_shows_the_passage_that_means_and_shares_most_together():
    passages = questions("a", "a", "b")

    hits = {hit.owner: hit for hit in fuse(passages, [0.5, 0.4, 0.9], [0.0, 0.3, 0.0]).hits}

    assert hits["a"].passage == passages[1]
    assert (hits["a"].dense, hits["a"].lexical) == pytest.approx((0.5, 0.3))


def test_messages_that_are_none_of_our_matters_are_no_hit_but_are_told():
    passages = [*questions("a"), Passage(OFF_TOPIC, Language.EN, Part.OFF_TOPIC, "weather")]

    found = fuse(passages, [0.2, 0.9], [0.1, 0.7])

    assert owners(found) == ["a"]
    assert (found.off_topic_dense, found.off_topic_lexical) == pytest.approx((0.9, 0.7))
