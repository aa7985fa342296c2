"""How sure we are: that a message is about our matters, and that the first entry is the right one.

Two logistic regressions over what search found, with a level of their own for each language, and
the thresholds that `bot/decision.py` decides by. `bot/confidence.json` holds them; `make calibrate`
measures them on questions of their own (`benchmarks/README.md`).
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Self

from index.fusion import Found
from knowledge.languages import Language

CONFIDENCE: Final = Path(__file__).parent / "confidence.json"
DEPTH: Final = 7
"""How many of the first hits count; it must be the same when the estimates are learned."""
FEATURES: Final = ("score", "lead", "dense", "lexical", "off dense", "off lexical")


def features_of(found: Found) -> tuple[float, ...]:
    """Return what the estimates rest on, in the order of `FEATURES`, each in [-1, 1].

    The first score and its lead over the second, the best passage by meaning and by spelling, and
    by how much a message that is none of our matters is more like the question than that.
    """
    hits = found.hits[:DEPTH]
    first = hits[0]
    second = hits[1].score if len(hits) > 1 else 0.0
    return (
        first.score,
        first.score - second,
        first.dense,
        first.lexical,
        found.off_topic_dense - max(hit.dense for hit in hits),
        found.off_topic_lexical - max(hit.lexical for hit in hits),
    )


@dataclass(frozen=True)
class Estimate:
    """A logistic regression: a weight per feature, and a level per language."""

    weights: tuple[float, ...]
    level: Mapping[str, float]

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """Read an estimate from its JSON."""
        return cls(tuple(kept["weights"][name] for name in FEATURES), kept["level"])

    def probability(self, features: tuple[float, ...], language: Language) -> float:
        """Return the probability, in [0, 1], of what is estimated."""
        weighed = sum(w * x for w, x in zip(self.weights, features, strict=True))
        exponent = self.level[language] + weighed
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, exponent))))


@dataclass(frozen=True)
class Confidence:
    """Both estimates, and from which probability what is done."""

    ours: Estimate
    right: Estimate
    decline_below: float
    answer_from: float

    def judge(self, found: Found, language: Language) -> tuple[bool, float]:
        """Tell whether a message is about our matters, and how probably the first hit is right."""
        if not found.hits:
            return False, 0.0
        features = features_of(found)
        is_ours = self.ours.probability(features, language) >= self.decline_below
        return is_ours, self.right.probability(features, language)


@cache
def shipped_confidence() -> Confidence:
    """Read the estimates and thresholds that come with Ieum."""
    kept = json.loads(CONFIDENCE.read_text(encoding="utf-8"))
    return Confidence(
        Estimate.of(kept["ours"]),
        Estimate.of(kept["right"]),
        kept["decline_below"],
        kept["answer_from"],
    )
