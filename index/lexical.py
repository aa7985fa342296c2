"""Exact search by spelling: BM25 over our own tokens, as postings with their weights worked out.

The weights of Robertson & Zaragoza (2009), with k1 = 1.2 and b = 0.75, are computed when the index
is built (as bm25s does), so that a question costs one addition per posting.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
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
        weights: Vectors,
        size: int,
    ) -> None:
        """Take the postings of term i, `rows[starts[i]:starts[i + 1]]`, and the passages' number.

        Raises:
            ValueError: these do not fit each other.
        """
        if len(starts) != len(terms) + 1 or not starts[-1] == len(rows) == len(weights):
            raise ValueError("its terms and its postings do not fit each other")
        if rows.max(initial=-1) >= size:
            raise ValueError("it names a passage that it does not have")
        self._place = {term: place for place, term in enumerate(terms)}
        self._starts, self._rows, self._weights = starts, rows, weights
        self._size = size
        self._idf = _idf(np.diff(starts), size)
        self._unknown = float(_idf(np.zeros(1), size)[0])

    @classmethod
    def build(cls, tokens: Iterable[Sequence[str]]) -> Self:
        """Index passages by their tokens; row numbers count from 0."""
        counts = [Counter(of_one) for of_one in tokens]
        lengths = np.array([count.total() for count in counts], dtype=np.float64)
        terms = sorted({term for count in counts for term in count})
        place = {term: number for number, term in enumerate(terms)}
        found = [
            (place[term], row, times)
            for row, count in enumerate(counts)
            for term, times in count.items()
        ]
        table = np.array(sorted(found), dtype=np.int64).reshape(-1, 3)
        starts = np.searchsorted(table[:, 0], np.arange(len(terms) + 1))
        times = table[:, 2].astype(np.float64)
        idf = _idf(np.diff(starts), len(counts))[table[:, 0]]
        long = lengths / max(lengths.mean(), 1) if len(lengths) else lengths
        damped = times + _K1 * (1 - _B + _B * long[table[:, 1]])
        weights = (idf * times * _SATURATION / damped).astype(np.float32)
        return cls(terms, starts, table[:, 1].astype(np.int32), weights, len(counts))

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
                return cls(listed, kept["starts"], kept["rows"], kept["weights"], int(kept["size"]))
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
                weights=self._weights,
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
