"""From passages found by meaning and by spelling to entries, best first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.languages import Language
from knowledge.passages import Part, Passage

DENSE_WEIGHT: Final = 0.5
LEXICAL_WEIGHT: Final = 1.0 - DENSE_WEIGHT
_PART_WEIGHTS: Final[dict[Part, float]] = {
    Part.TITLE: 1.0,
    Part.QUESTION: 1.0,
    Part.NAME: 0.95,
    Part.ANSWER: 0.9,
}
_OTHER_LANGUAGE: Final = 0.95
"""A passage in another language than the question's counts a little less."""
_SUPPORT: Final = 0.15
"""How much an entry's second- and third-best passages add to its best one."""


@dataclass(frozen=True)
class Hit:
    """One entry (or helpline) that was found, and why.

    `score`, `dense` and `lexical` lie in [0, 1]; `passage` is the text that matched best.
    """

    owner: str
    score: float
    dense: float
    lexical: float
    passage: Passage


def fuse(
    dense: Iterable[tuple[int, float]],
    lexical: Iterable[tuple[int, float]],
    passages: Sequence[Passage],
    language: Language | None,
    limit: int,
) -> list[Hit]:
    """Join passages by row number, weigh them, and keep the best `limit` owners."""
    cosines, shares = dict(dense), dict(lexical)
    found: dict[str, list[tuple[float, float, float, int]]] = {}
    for row in cosines.keys() | shares.keys():
        passage = passages[row]
        cosine, share = max(0.0, cosines.get(row, 0.0)), shares.get(row, 0.0)
        weight = _PART_WEIGHTS[passage.part]
        if language is not None and passage.language is not language:
            weight *= _OTHER_LANGUAGE
        score = weight * (DENSE_WEIGHT * cosine + LEXICAL_WEIGHT * share)
        found.setdefault(passage.owner, []).append((score, cosine, share, row))
    hits = [_hit(owner, sorted(rows, reverse=True), passages) for owner, rows in found.items()]
    return sorted(hits, key=lambda hit: (-hit.score, hit.owner))[:limit]


def _hit(
    owner: str, rows: Sequence[tuple[float, float, float, int]], passages: Sequence[Passage]
) -> Hit:
    best, *others = rows[:3]
    support = sum(score for score, *_ in others) / 2
    score = (best[0] + _SUPPORT * support) / (1 + _SUPPORT)
    return Hit(owner, score, best[1], best[2], passages[best[3]])
