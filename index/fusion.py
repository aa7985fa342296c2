"""From passages found by meaning and by spelling to entries, best first.

An entry is asked for in many words and five languages, so its evidence is the sum over its best
passages, each weighing less than the one before. The weights below were read off leave-one-out
searches with the content's own questions (`benchmarks/README.md`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.languages import Language
from knowledge.passages import Part, Passage

DENSE_WEIGHT: Final = 0.5
LEXICAL_WEIGHT: Final = 1.0 - DENSE_WEIGHT
Weights = NDArray[np.float64]

_DENSE_DECAY: Final[Weights] = np.float64(0.8) ** np.arange(6)
_LEXICAL_DECAY: Final[Weights] = np.float64(0.6) ** np.arange(5)
_PART_WEIGHTS: Final[dict[Part, float]] = {
    Part.TITLE: 1.0,
    Part.QUESTION: 1.0,
    Part.NAME: 0.95,
    Part.ANSWER: 0.9,
    Part.RETELLING: 0.9,
}

_CLEARLY: Final = 0.05
"""How much better a retelling has to fit than the answer, to be shown beside it."""

_COVERED_FROM: Final = 0.5
"""How like a question of the entry a question is that the entry covers."""

Found = tuple[NDArray[np.int64], NDArray[np.float32]]
"""Row numbers of passages and their scores in [0, 1], best first."""


@dataclass(frozen=True)
class Hit:
    """One entry (or helpline) that was found, and why.

    `score`, `dense` and `lexical` lie in [0, 1]; `passage` is the text that matched best. Only
    the first hit has a `retelling`: the part of a document that says more about the question
    than the entry does.
    """

    owner: str
    score: float
    dense: float
    lexical: float
    passage: Passage
    retelling: Passage | None = None


class Fusion:
    """Joins what two indexes found in the same passages."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        """Take the passages, in the order of their row numbers."""
        self.passages = passages
        self._owners = sorted({passage.owner for passage in passages})
        number = {owner: place for place, owner in enumerate(self._owners)}
        self._owner_of = np.array([number[p.owner] for p in passages], dtype=np.int64)
        self._is_retelling = np.array([p.part is Part.RETELLING for p in passages], dtype=bool)
        self._is_question = np.array([p.part is Part.QUESTION for p in passages], dtype=bool)
        self._is_korean_answer = np.array(
            [p.part is Part.ANSWER and p.language is Language.KO for p in passages], dtype=bool
        )
        self._weight_of = np.array([_PART_WEIGHTS[p.part] for p in passages], dtype=np.float32)

    def fuse(self, dense: Found, lexical: Found, limit: int) -> list[Hit]:
        """Weigh the evidence of both and keep the best `limit` owners."""
        near = self._evidence(dense, _DENSE_DECAY)
        shared = self._evidence(lexical, _LEXICAL_DECAY)
        scores = DENSE_WEIGHT * near + LEXICAL_WEIGHT * shared
        order = np.argsort(-scores, kind="stable")[:limit]
        return [
            Hit(
                self._owners[owner],
                float(scores[owner]),
                float(near[owner]),
                float(shared[owner]),
                self.passages[self._best_row(owner, lexical, dense)],
                self._retelling(owner, dense, lexical) if place == 0 else None,
            )
            for place, owner in enumerate(order.tolist())
            if scores[owner] > 0
        ]

    def _evidence(self, found: Found, decay: Weights) -> Weights:
        """Sum each owner's best passages, the place-th weighing `decay[place]`; shares of 1."""
        rows, scores = found
        evidence = np.zeros(len(self._owners))
        if not len(rows):
            return evidence
        scores = np.clip(scores, 0, 1) * self._weight_of[rows]
        owners = self._owner_of[rows]
        order = np.lexsort((-scores, owners))
        owners, scores = owners[order], scores[order]
        starts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
        places = np.arange(len(owners)) - np.repeat(starts, np.diff(np.r_[starts, len(owners)]))
        kept = places < len(decay)
        np.add.at(evidence, owners[kept], scores[kept] * decay[places[kept]])
        shares: Weights = evidence / decay.sum()
        return shares

    def _best_row(self, owner: int, *found: Found) -> int:
        """Find the passage that speaks most for an owner, in the first list that has one."""
        rows = (rows[self._owner_of[rows] == owner] for rows, _ in found)
        return int(next(own[0] for own in rows if len(own)))

    def _retelling(self, owner: int, dense: Found, lexical: Found) -> Passage | None:
        """Find the owner's retelling that says more about the question than the entry does.

        None where one of the entry's own questions is like the one asked: the entry covers it. Else
        the retelling has to fit clearly better than the answer; both are Korean, so whatever
        language the question is in, the comparison is fair.
        """
        own = np.flatnonzero(self._owner_of == owner)
        retold = self._is_retelling[own]
        if not retold.any():
            return None
        scores = np.zeros(len(own))
        for weight, (rows, found) in ((DENSE_WEIGHT, dense), (LEXICAL_WEIGHT, lexical)):
            _, ours, theirs = np.intersect1d(own, rows, return_indices=True)
            scores[ours] += weight * found[theirs]
        if scores[self._is_question[own]].max(initial=0.0) >= _COVERED_FROM:
            return None
        answered = scores[self._is_korean_answer[own]].max(initial=0.0)
        best = int(np.argmax(np.where(retold, scores, -1.0)))
        clearly = scores[best] > answered + _CLEARLY
        return self.passages[int(own[best])] if clearly else None
