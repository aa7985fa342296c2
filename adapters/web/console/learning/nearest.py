"""The entries nearest to what was asked: perhaps one of them is only worded differently."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from index.search import Searcher
from knowledge.languages import Language
from knowledge.loader import Knowledge
from knowledge.schema import Entry

_MOST: Final = 5


@dataclass(frozen=True)
class Near:
    """An entry, and how near it is to the questions: 0 for not at all, 100 for the same words."""

    entry: Entry
    score: int


def nearest(
    examples: Mapping[Language, str], searcher: Searcher, knowledge: Knowledge
) -> tuple[Near, ...]:
    """Return the entries that are nearest to one question a language, taken together."""
    found = searcher.find_many([(text, language) for language, text in examples.items()], _MOST * 2)
    scores: dict[str, float] = {}
    for one in found:
        for hit in one.hits:
            if hit.owner in knowledge.entries:
                scores[hit.owner] = scores.get(hit.owner, 0.0) + hit.dense / len(found)
    best = sorted(scores.items(), key=lambda scored: -scored[1])[:_MOST]
    return tuple(
        Near(knowledge.entries[name], max(0, min(100, round(score * 100)))) for name, score in best
    )
