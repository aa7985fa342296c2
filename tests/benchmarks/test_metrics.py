import pytest

from benchmarks.metrics import first_is_right, percentile, reciprocal_rank, share

RIGHT = frozenset({"a", "b"})


@pytest.mark.parametrize(
    ("candidates", "first", "rank"),
    [
        ([], False, 0.0),
        (["a"], True, 1.0),
        (["b", "a"], True, 1.0),
        (["x", "b", "a"], False, 1 / 2),
        (["x", "y", "z", "a"], False, 1 / 4),
        (["x", "y"], False, 0.0),
    ],
)
def test_the_place_of_the_first_right_candidate_counts(candidates, first, rank):
    assert first_is_right(candidates, RIGHT) is first
    assert reciprocal_rank(candidates, RIGHT) == rank


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [([], 0.0), ([True], 1.0), ([False], 0.0), ([True, False, False, True], 0.5)],
)
def test_a_share_is_that_of_the_true(outcomes, expected):
    assert share(outcomes) == expected


@pytest.mark.parametrize(
    ("percent", "expected"),
    [(0, 1.0), (10, 1.0), (11, 2.0), (50, 5.0), (90, 9.0), (95, 10.0), (100, 10.0)],
)
def test_a_percentile_is_the_smallest_value_that_reaches_it(percent, expected):
    values = [float(value) for value in (7, 1, 10, 4, 2, 9, 3, 8, 5, 6)]

    assert percentile(values, percent) == expected


def test_one_value_is_every_percentile():
    assert {percentile([3.5], percent) for percent in (0, 50, 95, 100)} == {3.5}
