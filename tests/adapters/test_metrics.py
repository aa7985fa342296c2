import pytest

from adapters.metrics import (
    bootstrap_interval,
    calibration_error,
    first_is_right,
    percentile,
    reciprocal_rank,
    share,
)

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


def test_probabilities_that_hold_have_no_calibration_error():
    assert calibration_error([0.5, 0.5, 1.0], [True, False, True]) == 0


@pytest.mark.parametrize(
    ("probabilities", "outcomes", "error"),
    [
        ([], [], 0.0),
        ([1.0], [False], 1.0),
        ([0.75, 0.75], [True, False], 0.25),
        ([0.05, 0.95], [True, False], 0.95),
    ],
)
def test_the_calibration_error_is_how_far_they_miss(probabilities, outcomes, error):
    assert calibration_error(probabilities, outcomes) == pytest.approx(error)


def test_an_interval_holds_the_share_and_narrows_with_more_outcomes():
    few, many = (bootstrap_interval([True] * 3 * n + [False] * n) for n in (5, 200))

    assert few[0] < many[0] < 0.75 < many[1] < few[1]
    assert bootstrap_interval([True] * 9) == (1, 1)
    assert bootstrap_interval([]) == (0, 0)
