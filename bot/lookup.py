"""The counselor's look-up: all that is known, found by meaning, by spelling, and as one types."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.lookup_filters import Filters
from bot.lookup_items import Item, ItemKind, items_of
from bot.understanding import Understanding, understand
from index.beginnings import Beginnings, Shares
from index.search import Searcher
from knowledge.languages import Language
from knowledge.loader import Knowledge
from knowledge.passages import Part, Passage

LONGEST_SEARCH: Final = 200
"""Characters of a search; of a longer text only the beginning is looked up."""
_SOUGHT: Final = 40
"""Entries and helplines that are found by meaning; what is farther off is found by its words."""
_NO_FILTERS: Final = Filters()
_BY_WORDS: Final = 0.3
"""What the words that were typed weigh, against 1 for what they mean."""
_WEIGHTS: Final = {
    ItemKind.ENTRY: 1.0,
    ItemKind.CENTER: 1.0,
    ItemKind.LINE: 1.0,
    ItemKind.PASSAGE: 0.5,
    ItemKind.TERM: 0.6,
}
"""An answer comes before what only explains a word of it, or tells more about it."""
_NAMED: Final = 0.4
_WHOLLY: Final = 0.9
"""What it adds to a name that a text holds (nearly) nothing else, and from which share that is."""
_TOLD: Final = frozenset({ItemKind.ENTRY, ItemKind.PASSAGE})
_FAVOURED: Final = 0.15
"""What it adds to be what the filters ask for, and not only to be allowed by them."""
_LEAST: Final = 0.05
"""Scores from which something is worth showing, where much else is."""


@dataclass(frozen=True)
class Match:
    """Something found, with its score; `passage` is what of it fits the text best."""

    item: Item
    score: float = 0.0
    passage: Passage | None = None


@dataclass(frozen=True)
class LookupResult:
    """What was found, best first: `matches` are the first of `total`; `hidden` by the filters."""

    matches: tuple[Match, ...]
    total: int
    hidden: int = 0
    written_in: Language | None = None
    """The language the text was taken for."""


class Lookup:
    """Finds entries, centers, helplines, passages of reports and words. Safe to share."""

    def __init__(self, knowledge: Knowledge, searcher: Searcher) -> None:
        """Take what is known and how it is found."""
        self._searcher = searcher
        self.items = items_of(knowledge)
        self._place = {item.key: place for place, item in enumerate(self.items)}
        texts = (
            (place, text, weight)
            for place, item in enumerate(self.items)
            for text, weight in item.texts()
        )
        self._beginnings = Beginnings(texts, len(self.items))
        self._all = np.ones(len(self.items), bool)
        self._weights = np.array([_WEIGHTS[item.kind] for item in self.items], np.float32)
        self._is_name = np.array([item.kind not in _TOLD for item in self.items])
        of_centers = [
            (place, self._place[f"{ItemKind.ENTRY}/{item.entry.id}"])
            for place, item in enumerate(self.items)
            if item.kind is ItemKind.CENTER and item.entry
        ]
        self._centers, self._told_by = np.array(of_centers, np.int64).reshape(-1, 2).T
        self._retold = {
            self._place[f"{ItemKind.PASSAGE}/{passage.origin}"]: row
            for row, passage in enumerate(searcher.fusion.passages)
            if passage.part is Part.RETELLING
        }
        self._retold_places, self._retold_rows = (
            np.array(list(part), np.int64) for part in (self._retold, self._retold.values())
        )

    def item(self, key: str) -> Item | None:
        """Return what a key names, `line/line-1345`; None if there is no such thing."""
        place = self._place.get(key)
        return None if place is None else self.items[place]

    def find(self, text: str, filters: Filters = _NO_FILTERS, limit: int = 20) -> LookupResult:
        """Find what fits a text, and the filters, best first; without a text, all they allow."""
        understood = understand(text[:LONGEST_SEARCH], filters.language, Language.KO)
        scores, passages = self._scores(understood)
        is_search = bool(scores.any())
        if text.strip() and not is_search:
            return LookupResult((), 0)
        worth = scores >= min(_LEAST, float(scores.max()) / 2)
        allowed, favoured = self._filtered(filters)
        ranked = scores + favoured * np.float32(_FAVOURED)
        order = np.argsort(-np.where(allowed & worth, ranked, -1), kind="stable")
        total = int(np.count_nonzero(allowed & worth))
        matches = (
            Match(self.items[place], float(scores[place]), self._passage(place, passages))
            for place in order[: min(limit, total)].tolist()
        )
        hidden = int(np.count_nonzero(worth & ~allowed)) if is_search else 0
        written_in = understood.written_in if is_search else None
        return LookupResult(tuple(matches), total, hidden, written_in)

    def _passage(self, place: int, found: Mapping[int, Passage]) -> Passage | None:
        retold = self._retold.get(place)
        return found.get(place) if retold is None else self._searcher.fusion.passages[retold]

    def _filtered(self, filters: Filters) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Tell of every item whether the filters allow it, and whether they favour it."""
        if filters == _NO_FILTERS:
            return self._all, ~self._all
        return (
            np.array([filters.allow(item) for item in self.items], bool),
            np.array([filters.favours(item) for item in self.items], bool),
        )

    def _scores(self, understood: Understanding) -> tuple[Shares, dict[int, Passage]]:
        """Score every item for a text, and name the passages that speak for some."""
        scores = np.zeros(len(self.items), np.float32)
        query = self._searcher.query(understood.text, understood.written_in)
        if not query.tokens:
            return scores, {}
        dense, lexical = next(iter(self._searcher.scores([query])))
        found = self._searcher.fusion.fuse(dense, lexical, query.language, _SOUGHT)
        passages = {}
        for hit in found.hits:
            kind = ItemKind.LINE if hit.owner.startswith("line-") else ItemKind.ENTRY
            place = self._place[f"{kind}/{hit.owner}"]
            scores[place] = hit.score
            passages[place] = hit.passage
        rows = self._retold_rows
        scores[self._retold_places] = (dense[rows].clip(0) + lexical[rows]) / np.float32(2)
        typed = self._beginnings.find(understood.text)
        # What a center is asked for, its entry tells; its name alone tells which center is meant.
        scores[self._centers] = scores[self._told_by] * typed[self._centers]
        scores += typed * np.float32(_BY_WORDS)
        scores[self._is_name & (typed > _WHOLLY)] += np.float32(_NAMED)
        return scores * self._weights, passages
