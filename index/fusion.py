"""From passages found by meaning and by spelling to entries, best first.

What speaks for an entry (`evidence.py`) is weighed by `fusion.json`, which `make calibrate` learned
from questions of their own (`benchmarks/README.md`).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.evidence import FEATURES, Evidence, Scores
from knowledge.languages import Language
from knowledge.passages import Part, Passage

WEIGHTS: Final = Path(__file__).parent / "fusion.json"
"""A weight per feature, none negative, which sum up to 1."""

_CLEARLY: Final = 0.05
"""How much better a retelling has to fit than the answer, to be shown beside it."""

_COVERED_FROM: Final = 0.5
"""How like a question of the entry a question is that the entry covers."""


@dataclass(frozen=True)
class Hit:
    """One entry (or helpline) that was found, and why.

    `score`, `dense` and `lexical` lie in [0, 1], the last two of the passages that matched best.
    Only the first hit has a `retelling`: the part of a document that says more about the question
    than the entry does.
    """

    owner: str
    score: float
    dense: float
    lexical: float
    passage: Passage
    retelling: Passage | None = None


@dataclass(frozen=True)
class Found:
    """What was found, best first, and how like a message it is that is none of our matters."""

    hits: tuple[Hit, ...] = ()
    off_topic_dense: float = 0.0
    off_topic_lexical: float = 0.0


class Fusion:
    """Joins what two indexes found in the same passages."""

    def __init__(
        self, passages: Sequence[Passage], weights: NDArray[np.float32] | None = None
    ) -> None:
        """Take the passages, in the order of their row numbers, and the weights, if not ours."""
        self.passages = passages
        self.evidence = Evidence(passages)
        self._weights = shipped_weights() if weights is None else weights
        self._part_of = np.array([passage.part.value for passage in passages])
        self._is_korean = np.array([passage.language is Language.KO for passage in passages])

    def fuse(self, dense: Scores, lexical: Scores, language: Language | None, limit: int) -> Found:
        """Weigh the evidence of both, a score per passage each, and keep the best owners."""
        scores = self.evidence.of(dense, lexical, language) @ self._weights
        order = np.argsort(-scores, kind="stable")[:limit]
        together: Scores = (np.clip(dense, 0, 1) + lexical) / np.float32(2)
        return Found(
            tuple(
                self._hit(owner, float(scores[owner]), dense, lexical, together, first=place == 0)
                for place, owner in enumerate(order.tolist())
                if scores[owner] > 0
            ),
            self.evidence.off_topic(dense),
            self.evidence.off_topic(lexical),
        )

    def _hit(
        self,
        owner: int,
        score: float,
        dense: Scores,
        lexical: Scores,
        together: Scores,
        *,
        first: bool,
    ) -> Hit:
        rows = self.evidence.rows_of(owner)
        best = int(rows[np.argmax(together[rows])])
        return Hit(
            self.evidence.owners[owner],
            score,
            float(np.clip(dense[rows].max(), 0, 1)),
            float(lexical[rows].max()),
            self.passages[best],
            self._retelling(rows, together) if first else None,
        )

    def _retelling(self, rows: NDArray[np.int64], together: Scores) -> Passage | None:
        """Find the owner's retelling that says more about the question than the entry does.

        None where one of the entry's own questions is like the one asked: the entry covers it. Else
        the retelling has to fit clearly better than the answer; both are Korean, so whatever
        language the question is in, the comparison is fair.
        """
        parts, scores = self._part_of[rows], together[rows]
        retold = parts == Part.RETELLING
        if not retold.any() or scores[parts == Part.QUESTION].max(initial=0.0) >= _COVERED_FROM:
            return None
        answers = (parts == Part.ANSWER) & self._is_korean[rows]
        best = int(np.argmax(np.where(retold, scores, -1.0)))
        clearly = scores[best] > scores[answers].max(initial=0.0) + _CLEARLY
        return self.passages[int(rows[best])] if clearly else None


@cache
def shipped_weights() -> NDArray[np.float32]:
    """Read the weights that come with Ieum, in the order of `FEATURES`."""
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return np.array([kept[name] for name in FEATURES], dtype=np.float32)
