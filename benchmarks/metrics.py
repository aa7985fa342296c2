"""Pure measures of retrieval; every share lies in [0, 1]."""

from collections.abc import Sequence


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
