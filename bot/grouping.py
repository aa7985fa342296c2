"""Which questions ask the same: vectors joined to groups, in whatever language they are asked.

Pure. Each vector joins the group whose mean is nearest, if it is near enough, and else begins a
group of its own (leader clustering, with the mean moving as the group grows). The same question in
another language is less near than another question in the same one, so a group that holds nothing
in a language yet takes its first from further away. `benchmarks/gaps.py` measures the thresholds.
"""

from collections.abc import Iterable, Sequence
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors
from knowledge.languages import Language

JOINS_FROM: Final = 0.55
"""The least cosine of a question with the mean of a group that it joins."""
NEW_LANGUAGE_FROM: Final = 0.40
"""The same, where the group holds nothing in the question's language."""
MERGES_FROM: Final = 0.60
"""The least cosine of the means of two groups that become one."""
OTHER_LANGUAGES_FROM: Final = 0.42
"""The same, where no language is in both."""
_AT_ONCE: Final = 512
"""Rows that are compared in one product; more would only take more memory."""
_BITS: Final = {language: 1 << place for place, language in enumerate(Language)}

Places = NDArray[np.int64]


class Groups:
    """The means of groups, float32 (n, d), how many vectors each stands for, and the languages."""

    def __init__(self, dimension: int) -> None:
        """Begin with no group; `dimension` is the length of a vector."""
        self._means: Vectors = np.zeros((_AT_ONCE, dimension), np.float32)
        self._counts: Places = np.zeros(_AT_ONCE, np.int64)
        self._languages: Places = np.zeros(_AT_ONCE, np.int64)
        self._size = 0

    @classmethod
    def of(
        cls, means: Vectors, counts: Sequence[int], languages: Iterable[Iterable[Language]]
    ) -> Self:
        """Take groups up again: their means (n, d), counts (each at least 1) and languages."""
        groups = cls(means.shape[1])
        groups._means = means.astype(np.float32, copy=True)
        groups._counts = np.array(counts, np.int64)
        groups._languages = np.array([_bits_of(spoken) for spoken in languages], np.int64)
        groups._size = len(means)
        return groups

    def __len__(self) -> int:
        """Count the groups."""
        return self._size

    def mean(self, place: int) -> Vectors:
        """Return the mean of a group, (d,), which is shorter than 1 the more its vectors differ."""
        mean: Vectors = self._means[place]
        return mean

    def count(self, place: int) -> int:
        """Return for how many vectors a group stands."""
        return int(self._counts[place])

    def join(self, vectors: Vectors, languages: Sequence[Language]) -> Places:
        """Put unit rows (n, d) into groups, in their order; return the place of each one's group.

        Rows of zeros, texts without a known word, have a group of their own.
        """
        rows, bits = _with_a_direction(vectors), np.array([_BITS[one] for one in languages])
        starts = range(0, len(rows), _AT_ONCE)
        places = [
            self._join_few(rows[start : start + _AT_ONCE], bits[start : start + _AT_ONCE])
            for start in starts
        ]
        return np.concatenate([np.zeros(0, np.int64), *places])

    def grown_together(self, among: Sequence[int] | None = None) -> list[tuple[int, int]]:
        """Return pairs of groups that are one by now, the nearest first; no group stands in two.

        `among` names the places of which each pair has at least one; None stands for all.
        """
        wanted = np.arange(self._size) if among is None else np.array(among, np.int64)
        units = _to_unit(self._means[: self._size])
        languages = self._languages[: self._size]
        found: list[tuple[float, int, int]] = []
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            alike = units[part] @ units.T
            # Compared with one threshold, what may be further away is nearer by the difference.
            are_others = (languages[part, None] & languages[None]) == 0
            alike += np.where(are_others, np.float32(MERGES_FROM - OTHER_LANGUAGES_FROM), 0)
            alike[np.arange(len(part)), part] = -1.0
            near = alike.argmax(axis=1)
            likeness = alike[np.arange(len(part)), near]
            found += [
                (float(like), int(one), int(other))
                for like, one, other in zip(likeness, part, near, strict=True)
                if like >= MERGES_FROM
            ]
        return _each_once(found)

    def _join_few(self, rows: Vectors, bits: Places) -> Places:
        known = self._size
        # The means of old groups move only when all these rows have been placed: one product
        # instead of hundreds.
        alike = rows @ _to_unit(self._means[:known]).T
        places = np.zeros(len(rows), np.int64)
        for number, (row, bit) in enumerate(zip(rows, bits, strict=True)):
            fresh = _to_unit(self._means[known : self._size]) @ row
            near = np.concatenate([alike[number], fresh])
            is_new = (self._languages[: self._size] & bit) == 0
            near += np.where(is_new, np.float32(JOINS_FROM - NEW_LANGUAGE_FROM), 0)
            place = int(near.argmax()) if self._size else 0
            if not self._size or near[place] < JOINS_FROM:
                place = self._begin()
            places[number] = place
            self._languages[place] |= bit
            if place >= known:
                self._add(place, row)
        for old in np.flatnonzero(places < known):
            self._add(int(places[old]), rows[old])
        return places

    def _begin(self) -> int:
        if self._size == len(self._means):
            more = max(_AT_ONCE, self._size)
            self._means = np.pad(self._means, ((0, more), (0, 0)))
            self._counts = np.pad(self._counts, (0, more))
            self._languages = np.pad(self._languages, (0, more))
        self._size += 1
        return self._size - 1

    def _add(self, place: int, row: Vectors) -> None:
        self._counts[place] += 1
        self._means[place] += (row - self._means[place]) / self._counts[place]


def _bits_of(languages: Iterable[Language]) -> int:
    return sum(_BITS[language] for language in set(languages))


def _each_once(found: list[tuple[float, int, int]]) -> list[tuple[int, int]]:
    used: set[int] = set()
    pairs = []
    for _, one, other in sorted(found, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if one not in used and other not in used:
            used |= {one, other}
            pairs.append((one, other))
    return pairs


def _with_a_direction(vectors: Vectors) -> Vectors:
    """Give rows of zeros one direction, all the same."""
    rows = vectors.astype(np.float32, copy=True)
    rows[~rows.any(axis=1), 0] = 1.0
    return rows


def _to_unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    units: Vectors = vectors / np.maximum(lengths, 1e-9)
    return units
