"""Pure measures of retrieval; every share lies in [0, 1]."""

from collections.abc import Sequence

import numpy as np


def first_is_right(candidates: Sequence[str], right: frozenset[str]) -> bool:
    """Tell whether the first candidate is one of the right ones."""
    return bool(candidates) and candidates[0] in right


def reciprocal_rank(candidates: Sequence[str], right: frozenset[str]) -> float:
    """Return 1 / the place of the first right candidate; 0 where there is none."""
    places = (place for place, name in enumerate(candidates, start=1) if name in right)
    return next((1 / place for place in places), 0.0)


def share(outcomes: Sequence[bool]) -> float:
    """Return the share of true outcomes; 0 for none at all."""
    return sum(outcomes) / len(outcomes) if outcomes else 0.0


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest value with at least `percent` % of all values at or below it."""
    ordered = sorted(values)
    place = max(0, -(-len(ordered) * percent // 100) - 1)
    return ordered[int(place)]


def calibration_error(
    probabilities: Sequence[float], outcomes: Sequence[bool], bins: int = 10
) -> float:
    """Return the expected calibration error (Naeini et al. 2015), in [0, 1].

    The mean distance, over bins of equal width weighed by their size, between how probable the
    outcomes were said to be and how often they came true.
    """
    placed: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for probability, outcome in zip(probabilities, outcomes, strict=True):
        placed[min(bins - 1, int(probability * bins))].append((probability, outcome))
    distances = (
        abs(sum(p for p, _ in one) - sum(outcome for _, outcome in one)) for one in placed if one
    )
    return sum(distances) / len(probabilities) if probabilities else 0.0


def bootstrap_interval(
    outcomes: Sequence[bool], percent: float = 95, samples: int = 2_000, seed: int = 7
) -> tuple[float, float]:
    """Return the percentile bootstrap interval (Efron 1979) of a share."""
    if not outcomes:
        return 0.0, 0.0
    drawn = np.random.default_rng(seed).integers(0, len(outcomes), (samples, len(outcomes)))
    shares = np.array(outcomes, dtype=np.float64)[drawn].mean(axis=1)
    tail = (100 - percent) / 2
    low, high = np.percentile(shares, [tail, 100 - tail])
    return float(low), float(high)
