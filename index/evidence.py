"""What speaks for each entry: the likeness of its passages to a question, part by part.

An entry is asked for in many words and five languages, so besides its best passage the sum over
its best few counts, each weighing less than the one before.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.languages import Language
from knowledge.passages import Part, Passage

Scores = NDArray[np.float32]
"""A score in [0, 1] per passage, by row number."""

_VIEWS: Final = ("all", "own language", "title", "question", "answer", "retelling")
FEATURES: Final = tuple(f"{index}: {view}" for index in ("dense", "lexical") for view in _VIEWS)
"""The names of the columns that `Evidence.of` returns."""

_DECAY: Final = (0.7 ** np.arange(6)).astype(np.float32)
_FEW: Final = (0.7 ** np.arange(3)).astype(np.float32)
_TITLES: Final = (Part.TITLE, Part.NAME)


class Evidence:
    """Knows which passages are whose, and adds up what they say."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        """Take the passages, in the order of their row numbers."""
        self.owners = sorted({p.owner for p in passages if p.part is not Part.OFF_TOPIC})
        number = {owner: place for place, owner in enumerate(self.owners)}
        owner_of = [-1 if p.part is Part.OFF_TOPIC else number[p.owner] for p in passages]
        self.owner_of = np.array(owner_of, dtype=np.int64)
        self._language_of = np.array([p.language.value for p in passages])
        self._part_of = np.array([p.part.value for p in passages])
        self._off_topic = np.flatnonzero(np.array([p.part is Part.OFF_TOPIC for p in passages]))
        self._rows_of = [np.flatnonzero(self.owner_of == place) for place in number.values()]
        known = self.owner_of >= 0
        self._members = {
            "all": self._table(known),
            "title": self._table(known & np.isin(self._part_of, _TITLES)),
            "question": self._table(known & (self._part_of == Part.QUESTION)),
            "answer": self._table(known & (self._part_of == Part.ANSWER)),
            "retelling": self._table(known & (self._part_of == Part.RETELLING)),
        } | {
            language.value: self._table(known & (self._language_of == language))
            for language in Language
        }

    def of(self, dense: Scores, lexical: Scores, language: Language | None) -> NDArray[np.float32]:
        """Return what speaks for each owner, float32 (owners, features), each in [0, 1].

        The columns are `FEATURES`; without a language "own language" is all of them.
        """
        own = language.value if language else "all"
        return np.column_stack(
            [column for scores in (dense, lexical) for column in self._columns(scores, own)]
        )

    def off_topic(self, scores: Scores) -> float:
        """Return the best score among the messages that are none of our matters; 0 for none."""
        return float(scores[self._off_topic].max(initial=0.0))

    def rows_of(self, owner: int) -> NDArray[np.int64]:
        """Return the row numbers of an owner's passages."""
        return self._rows_of[owner]

    def _columns(self, scores: Scores, own: str) -> list[NDArray[np.float32]]:
        padded = np.append(np.clip(scores, 0, 1), np.float32(0))
        return [
            _decayed(padded[self._members["all"]], _DECAY),
            padded[self._members[own]].max(axis=1, initial=0),
            padded[self._members["title"]].max(axis=1, initial=0),
            _decayed(padded[self._members["question"]], _FEW),
            padded[self._members["answer"]].max(axis=1, initial=0),
            padded[self._members["retelling"]].max(axis=1, initial=0),
        ]

    def _table(self, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
        """List each owner's chosen rows, padded with a row number beyond the last."""
        rows = np.flatnonzero(chosen)
        counts = np.bincount(self.owner_of[rows], minlength=len(self.owners))
        table = np.full((len(self.owners), int(counts.max(initial=0))), len(chosen))
        rows = rows[np.argsort(self.owner_of[rows], kind="stable")]
        starts = np.cumsum(counts) - counts
        table[self.owner_of[rows], np.arange(len(rows)) - np.repeat(starts, counts)] = rows
        return table


def _decayed(scores: NDArray[np.float32], decay: NDArray[np.float32]) -> NDArray[np.float32]:
    """Sum each row's best scores, each weighing less than the one before; shares of 1."""
    size = len(decay)
    if scores.shape[1] > size:
        scores = np.partition(scores, -size, axis=1)[:, -size:]
    ordered = -np.sort(-scores, axis=1)
    shares: NDArray[np.float32] = ordered @ decay[: ordered.shape[1]] / decay.sum()
    return shares
