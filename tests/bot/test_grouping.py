import numpy as np
import pytest

from bot.grouping import Groups
from knowledge.languages import Language

EN, MN = Language.EN, Language.MN


def unit(*numbers):
    row = np.array(numbers, np.float32)
    return row / np.linalg.norm(row)


EAST, NORTH, UP = np.eye(3, dtype=np.float32)


def test_what_is_near_joins_and_what_is_far_begins_anew():
    groups = Groups(3)

    places = groups.join(np.stack([EAST, unit(9, 1, 0), NORTH, unit(1, 9, 0), UP]), [EN] * 5)

    assert list(places) == [0, 0, 1, 1, 2]
    assert [groups.count(place) for place in range(len(groups))] == [2, 2, 1]


def test_the_mean_moves_as_a_group_grows():
    groups = Groups(3)
    groups.join(np.stack([EAST, unit(1, 1, 0)]), [EN] * 2)

    assert groups.mean(0) == pytest.approx((EAST + unit(1, 1, 0)) / 2)


def test_groups_are_taken_up_where_they_were_left():
    groups = Groups.of(np.stack([EAST, NORTH]), [3, 1], [[EN]] * 2)

    places = groups.join(np.stack([unit(9, 1, 0), UP]), [EN] * 2)

    assert list(places) == [0, 2]
    assert groups.count(0) == 4
    assert groups.mean(0) == pytest.approx((3 * EAST + unit(9, 1, 0)) / 4)


def test_a_group_takes_its_first_in_a_language_from_further_away():
    half = unit(1, 2, 0)

    assert list(Groups(3).join(np.stack([EAST, half]), [EN, EN])) == [0, 1]
    assert list(Groups(3).join(np.stack([EAST, half, half]), [EN, MN, MN])) == [0, 0, 0]
    # Only its first: what is as far away, in a language that the group holds, is something else.
    assert list(Groups(3).join(np.stack([EAST, half, unit(1, 0, 2)]), [EN, MN, MN])) == [0, 0, 1]


def test_groups_of_different_languages_are_paired_from_further_away():
    means = np.stack([EAST, unit(1, 2, 0)])

    assert Groups.of(means, [1, 1], [[EN], [EN]]).grown_together() == []
    assert Groups.of(means, [1, 1], [[EN], [MN]]).grown_together() == [(0, 1)]
    assert Groups.of(means, [1, 1], [[EN], [EN, MN]]).grown_together() == []


def test_the_nearest_group_of_several_is_joined():
    groups = Groups.of(np.stack([unit(1, 0.9, 0), unit(1, 0.1, 0)]), [1, 1], [[EN]] * 2)

    assert list(groups.join(np.stack([EAST, unit(1, 1, 0)]), [EN] * 2)) == [1, 0]


def test_many_more_than_are_compared_at_once_find_their_groups():
    drawn = np.random.default_rng(4)
    centres = np.linalg.qr(drawn.normal(size=(40, 40)))[0].astype(np.float32)
    of = drawn.integers(0, 40, 3_000)
    rows = centres[of] + drawn.normal(0, 0.02, (3_000, 40)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)

    places = Groups(40).join(rows, [EN] * 3_000)

    assert len({*zip(of.tolist(), places.tolist(), strict=True)}) == 40


def test_texts_without_a_known_word_are_one_group():
    groups = Groups(3)

    assert list(groups.join(np.zeros((3, 3), np.float32), [EN] * 3)) == [0, 0, 0]


def test_groups_that_grew_together_are_paired_once_the_nearest_first():
    groups = Groups.of(np.stack([EAST, unit(9, 1, 0), unit(9, 3, 0), UP]), [1, 1, 1, 1], [[EN]] * 4)

    assert groups.grown_together() in ([(0, 1)], [(1, 0)])
    apart = Groups.of(np.stack([EAST, NORTH, UP]), [1] * 3, [[EN]] * 3)
    assert apart.grown_together() == []


def test_only_pairs_with_one_of_those_named_are_looked_for():
    groups = Groups.of(np.stack([EAST, unit(9, 1, 0), UP, unit(0, 1, 9)]), [1, 1, 1, 1], [[EN]] * 4)

    assert groups.grown_together(among=[3]) == [(3, 2)]
    assert groups.grown_together(among=[]) == []


def test_nothing_joins_nothing():
    assert list(Groups(3).join(np.zeros((0, 3), np.float32), [])) == []
    assert Groups(3).grown_together() == []
