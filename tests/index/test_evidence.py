import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.evidence import FEATURES, Evidence
from knowledge.languages import Language
from knowledge.passages import OFF_TOPIC, Part, Passage

PASSAGES = [
    Passage("b", Language.EN, Part.TITLE, "0"),
    Passage("a", Language.EN, Part.TITLE, "1"),
    Passage("a", Language.KO, Part.QUESTION, "2"),
    Passage("a", Language.EN, Part.QUESTION, "3"),
    Passage("a", Language.KO, Part.ANSWER, "4"),
    Passage("a", Language.KO, Part.RETELLING, "5"),
    Passage("a", Language.EN, Part.NAME, "6"),
    Passage(OFF_TOPIC, Language.EN, Part.OFF_TOPIC, "7"),
]


def row(dense, language=Language.EN, owner="a"):
    evidence = Evidence(PASSAGES)
    scores = np.array(dense, dtype=np.float32)
    table = evidence.of(scores, np.zeros_like(scores), language)
    return dict(zip(FEATURES, table[evidence.owners.index(owner)].tolist(), strict=True))


def test_owners_are_sorted_and_strangers_are_none():
    assert Evidence(PASSAGES).owners == ["a", "b"]


@pytest.mark.parametrize(
    ("place", "feature"),
    [
        (1, "dense: title"),
        (6, "dense: title"),
        (4, "dense: answer"),
        (5, "dense: retelling"),
    ],
)
def test_each_part_speaks_for_itself(place, feature):
    scores = [0.0] * 8
    scores[place] = 0.5

    found = row(scores)

    parts = ("dense: title", "dense: answer", "dense: retelling", "dense: question")
    assert {name: found[name] for name in parts if found[name]} == {feature: pytest.approx(0.5)}


def test_only_the_readers_language_is_its_own():
    scores = [0, 0.2, 0.9, 0.4, 0, 0, 0, 0]

    assert row(scores)["dense: own language"] == pytest.approx(0.4)
    assert row(scores, Language.KO)["dense: own language"] == pytest.approx(0.9)
    assert row(scores, Language.VI)["dense: own language"] == 0
    assert row(scores, None)["dense: own language"] == pytest.approx(0.9)


def test_a_second_question_adds_to_the_first_and_weighs_less():
    one = row([0, 0, 0.6, 0, 0, 0, 0, 0])["dense: question"]
    both = row([0, 0, 0.6, 0.6, 0, 0, 0, 0])["dense: question"]

    assert one < both < 2 * one


def test_the_best_six_of_all_count_each_less_than_the_one_before():
    passages = [Passage("a", Language.EN, Part.ANSWER, str(number)) for number in range(9)]
    scores = np.array([0.1, 0.9, 0.3, 0.2, 0.8, 0.7, 0.6, 0.5, 0.4], dtype=np.float32)

    (found,) = Evidence(passages).of(scores, scores[::-1], None)

    best, decay = np.arange(9, 3, -1) / 10, 0.7 ** np.arange(6)
    expected = pytest.approx(best @ decay / decay.sum())
    assert found[FEATURES.index("dense: all")] == expected
    assert found[FEATURES.index("lexical: all")] == expected


@settings(max_examples=100, deadline=None, database=None)
@given(data=st.data())
def test_an_owners_evidence_is_its_own_and_does_not_depend_on_the_order(data):
    scores = data.draw(st.lists(st.floats(-1, 1, width=32), min_size=8, max_size=8))
    order = data.draw(st.permutations(range(8)))
    language = data.draw(st.sampled_from([None, *Language]))
    given_scores = np.array(scores, dtype=np.float32)

    whole = Evidence(PASSAGES).of(given_scores, given_scores[::-1], language)
    mixed = Evidence([PASSAGES[place] for place in order]).of(
        given_scores[order], given_scores[::-1][order], language
    )

    np.testing.assert_allclose(mixed, whole, atol=1e-6)
    assert np.all((whole >= 0) & (whole <= 1 + 1e-6))


@pytest.mark.parametrize(("owner", "rows"), [("a", [1, 2, 3, 4, 5, 6]), ("b", [0])])
def test_rows_of_an_owner_are_all_of_its_passages(owner, rows):
    evidence = Evidence(PASSAGES)

    assert evidence.rows_of(evidence.owners.index(owner)).tolist() == rows


def test_an_entry_of_the_name_off_topic_is_an_entry_still():
    evidence = Evidence([Passage(OFF_TOPIC, Language.EN, Part.TITLE, "0"), PASSAGES[-1]])

    assert evidence.owners == [OFF_TOPIC]
    assert evidence.rows_of(0).tolist() == [0]
    assert evidence.off_topic(np.array([0.9, 0.3], dtype=np.float32)) == pytest.approx(0.3)


def test_all_evidence_lies_between_0_and_1():
    assert max(row([1.0] * 8).values()) == pytest.approx(1)
    assert min(row([-1.0] * 8).values()) == 0


def test_strangers_are_told_apart():
    evidence = Evidence(PASSAGES)

    assert evidence.off_topic(np.array([0.9] * 7 + [0.3], dtype=np.float32)) == pytest.approx(0.3)
    assert Evidence(PASSAGES[:-1]).off_topic(np.ones(7, dtype=np.float32)) == 0


def test_without_passages_there_is_no_owner():
    evidence = Evidence([])
    nothing = np.zeros(0, dtype=np.float32)

    assert evidence.of(nothing, nothing, Language.EN).shape == (0, len(FEATURES))
