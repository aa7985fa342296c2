"""Exact search by spelling: BM25 over our own tokens, as postings with their weights worked out.

The weights of Robertson & Zaragoza (2009), with k1 = 1.2 and b = 0.75, are computed before anybody
asks (as bm25s does), so that a question costs one addition per posting. What is kept is how often
each term stands in each passage, so that an index can be renewed where a few passages changed.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors
from index.errors import IndexBrokenError

_K1: Final = 1.2
_B: Final = 0.75
_SATURATION: Final = _K1 + 1
"""The most that one token can weigh beyond its idf."""
_LEAST_IDF: Final = 1e-6
_SEPARATOR: Final = "\n"


class LexicalIndex:
    """BM25 over passages; a score is the share of the question's weight that a passage covers."""

    def __init__(
        self,
        terms: Sequence[str],
        starts: NDArray[np.int64],
        rows: NDArray[np.int32],
        times: NDArray[np.int32],
        size: int,
    ) -> None:
        """Take the postings of term i and the number of passages.

        `rows[starts[i]:starts[i + 1]]` are the passages that hold it, `times` how often each does.

        Raises:
            ValueError: these do not fit each other.
        """
        if len(starts) != len(terms) + 1 or not starts[-1] == len(rows) == len(times):
            raise ValueError("its terms and its postings do not fit each other")
        if rows.max(initial=-1) >= size:
            raise ValueError("it names a passage that it does not have")
        self._place = {term: place for place, term in enumerate(terms)}
        self._starts, self._rows, self._times = starts, rows, times
        self._size = size
        self._idf = _idf(np.diff(starts), size)
        self._unknown = float(_idf(np.zeros(1), size)[0])
        self._weights = self._weigh()

    @classmethod
    def build(cls, tokens: Iterable[Sequence[str]]) -> Self:
        """Index passages by their tokens; row numbers count from 0."""
        counts = [Counter(of_one) for of_one in tokens]
        return cls._of(_Postings.of(dict(enumerate(counts))), len(counts))

    def renewed(
        self, moved: NDArray[np.int64], fresh: Mapping[int, Sequence[str]], size: int
    ) -> Self:
        """Return what `build` would make of passages of which most are here already.

        `moved` holds the new row number of each passage, -1 for one that is gone; `fresh` the
        tokens of the others, by row number; `size` is the number of passages then.
        """
        terms = np.repeat(np.arange(len(self._place)), np.diff(self._starts))
        rows = moved[self._rows]
        stay = rows >= 0
        here = _Postings(list(self._place), terms[stay], rows[stay], self._times[stay])
        more = _Postings.of({row: Counter(tokens) for row, tokens in fresh.items()})
        return self._of(here.joined(more), size)

    @classmethod
    def _of(cls, postings: "_Postings", size: int) -> Self:
        """Put postings in order: by term, then by row."""
        # They are nearly in order already, which a stable sort is quick with.
        order = np.argsort(postings.places * max(size, 1) + postings.rows, kind="stable")
        held = np.bincount(postings.places, minlength=len(postings.terms))
        terms = [term for term, count in zip(postings.terms, held.tolist(), strict=True) if count]
        starts = np.concatenate([[0], np.cumsum(held[held > 0])])
        rows = postings.rows[order].astype(np.int32)
        return cls(terms, starts, rows, postings.times[order].astype(np.int32), size)

    def _weigh(self) -> Vectors:
        """Work out what each posting weighs in its passage."""
        times = self._times.astype(np.float64)
        lengths = np.bincount(self._rows, times, minlength=self._size)
        long = lengths / max(lengths.mean(), 1) if self._size else lengths
        idf = np.repeat(self._idf, np.diff(self._starts))
        damped = times + _K1 * (1 - _B + _B * long[self._rows])
        weights: Vectors = (idf * times * _SATURATION / damped).astype(np.float32)
        return weights

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read an index that `save` wrote.

        Raises:
            IndexBrokenError: the file is not such an index.
        """
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                terms = bytes(kept["terms"]).decode("utf-8")
                listed = terms.split(_SEPARATOR) if terms else []
                return cls(listed, kept["starts"], kept["rows"], kept["times"], int(kept["size"]))
        except (OSError, ValueError, TypeError, KeyError, EOFError, BadZipFile) as error:
            raise IndexBrokenError(f"{path} is not a readable lexical index: {error}") from error

    def save(self, path: Path) -> None:
        """Write the index to disk."""
        with path.open("wb") as file:
            np.savez(
                file,
                terms=np.frombuffer(_SEPARATOR.join(self._place).encode("utf-8"), dtype=np.uint8),
                starts=self._starts,
                rows=self._rows,
                times=self._times,
                size=np.int64(self._size),
            )

    def __len__(self) -> int:
        """Count the passages."""
        return self._size

    def scores(self, tokens: Iterable[str]) -> Vectors:
        """Return each passage's share, in [0, 1], of the weight of a question's tokens.

        Zero for a passage that shares none; float32 (n,).
        """
        distinct = list(dict.fromkeys(tokens))
        places = [place for token in distinct if (place := self._place.get(token)) is not None]
        if not places:
            return np.zeros(self._size, dtype=np.float32)
        possible = self._idf[places].sum() + self._unknown * (len(distinct) - len(places))
        spans = [slice(self._starts[place], self._starts[place + 1]) for place in places]
        rows = np.concatenate([self._rows[span] for span in spans])
        weights = np.concatenate([self._weights[span] for span in spans])
        summed = np.bincount(rows, weights, minlength=self._size)
        shares: Vectors = (summed / (_SATURATION * possible)).astype(np.float32)
        return shares


def _idf(documents: NDArray[np.int64] | NDArray[np.float64], size: int) -> NDArray[np.float64]:
    idf: NDArray[np.float64] = np.log((size - documents + 0.5) / (documents + 0.5))
    return np.maximum(idf, _LEAST_IDF)


@dataclass(frozen=True)
class _Postings:
    """How often (`times`) which of `terms` (`places`) stands in which passage (`rows`)."""

    terms: list[str]
    """Sorted; some may stand nowhere."""
    places: NDArray[np.int64]
    rows: NDArray[np.int64]
    times: NDArray[np.int64] | NDArray[np.int32]

    @classmethod
    def of(cls, counts: Mapping[int, Counter[str]]) -> Self:
        """Make postings of the terms counted in each row."""
        terms = sorted(set[str]().union(*counts.values()))
        place = {term: number for number, term in enumerate(terms)}
        size = sum(len(count) for count in counts.values())
        found = (place[term] for count in counts.values() for term in count)
        times = (times for count in counts.values() for times in count.values())
        return cls(
            terms,
            np.fromiter(found, np.int64, size),
            np.repeat(
                np.fromiter(counts, np.int64, len(counts)),
                [len(count) for count in counts.values()],
            ),
            np.fromiter(times, np.int64, size),
        )

    def joined(self, other: Self) -> "_Postings":
        """Return the postings of both."""
        known = set(self.terms)
        new = [term for term in other.terms if term not in known]
        # Sorting two sorted lists one behind the other is a merge.
        terms = sorted(self.terms + new)
        before = [bisect_left(self.terms, term) for term in new]
        shifts = np.searchsorted(before, np.arange(len(self.terms)), side="right")
        moved = np.array([bisect_left(terms, term) for term in other.terms], dtype=np.int64)
        return _Postings(
            terms,
            np.concatenate([self.places + shifts[self.places], moved[other.places]]),
            np.concatenate([self.rows, other.rows]),
            np.concatenate([self.times, other.times]),
        )
