"""Which questions a change of the content would win or lose: the same questions, asked twice.

Nothing here touches what is served; the searcher of the changed content is another one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors
from index.search import Query, Searcher
from index.spelling import normalise
from knowledge.languages import Language
from knowledge.passages import Part


@dataclass(frozen=True)
class Asked:
    """A question: what was asked, or one that an entry (`owner`) holds of its own."""

    text: str
    language: Language | None
    owner: str = ""


@dataclass(frozen=True)
class Change:
    """A question whose first answer changes; an id is empty where nothing is found."""

    asked: Asked
    before: str
    after: str


@dataclass(frozen=True)
class Outcome:
    """What becomes of the questions: those won by an item, lost by it, and gone between others."""

    won: tuple[Change, ...]
    lost: tuple[Change, ...]
    moved: tuple[Change, ...]
    unchanged: int

    @property
    def asked(self) -> int:
        """How many were asked."""
        return self.unchanged + len(self.won) + len(self.lost) + len(self.moved)


def compare(old: Searcher, new: Searcher, asked: Sequence[Asked], owners: Iterable[str]) -> Outcome:
    """Ask the same questions before and after; `owners` are those that win or lose."""
    ours = frozenset(owners)
    before, after = _firsts(old, new, asked)
    changes = [
        Change(*found) for found in zip(asked, before, after, strict=True) if found[1] != found[2]
    ]
    won = tuple(one for one in changes if one.after in ours and one.before not in ours)
    lost = tuple(one for one in changes if one.before in ours and one.after not in ours)
    moved = tuple(one for one in changes if (one.before in ours) == (one.after in ours))
    return Outcome(won, lost, moved, len(asked) - len(changes))


class Focus:
    """What a change is about: the vectors of every text that came or went, and of some more."""

    def __init__(self, old: Searcher, new: Searcher, more: Iterable[str] = ()) -> None:
        """Take both searchers; `more` are texts that count, too, though they are no passages."""
        self._new = new
        then, now = ({(p.text, p.language) for p in one.fusion.passages} for one in (old, new))
        found = [_vectors(old, then - now), _vectors(new, now - then)]
        texts = [normalise(text) for text in more if text]
        if texts:
            found.append(new.encoder.encode(texts))
        self._vectors = np.concatenate(found)

    def own(self, limit: int) -> list[Asked]:
        """Return the entries' own questions that are nearest to it; none where nothing changed."""
        passages = self._new.fusion.passages
        rows = [row for row, one in enumerate(passages) if one.part is Part.QUESTION]
        nearest = self._nearest(self._new.dense.vectors[rows], limit)
        found = (passages[rows[place]] for place in nearest)
        return [Asked(one.text, one.language, one.owner) for one in found]

    def among(self, asked: Sequence[Asked], limit: int) -> list[Asked]:
        """Return those questions that are nearest to it."""
        if not asked:
            return []
        read = [self._new.query(one.text, one.language).text for one in asked]
        return [asked[place] for place in self._nearest(self._new.encoder.encode(read), limit)]

    def _nearest(self, vectors: Vectors, limit: int) -> list[int]:
        if not len(self._vectors) or not len(vectors):
            return []
        likeness: NDArray[np.float32] = (vectors @ self._vectors.T).max(axis=1)
        places: list[int] = np.argsort(-likeness, kind="stable")[:limit].tolist()
        return places


def _vectors(searcher: Searcher, wanted: set[tuple[str, Language]]) -> Vectors:
    rows = [
        row
        for row, one in enumerate(searcher.fusion.passages)
        if (one.text, one.language) in wanted
    ]
    vectors: Vectors = searcher.dense.vectors[rows]
    return vectors


def _firsts(old: Searcher, new: Searcher, asked: Sequence[Asked]) -> tuple[list[str], list[str]]:
    """Return who answers first, before and after; a text that reads the same is encoded once."""
    then = [old.query(one.text, one.language) for one in asked]
    now = [new.query(one.text, one.language) for one in asked]
    texts = list(dict.fromkeys(query.text for query in (*then, *now)))
    encoded = dict(zip(texts, old.encoder.encode(texts), strict=True)) if texts else {}
    return (
        [_first(old, query, encoded[query.text]) for query in then],
        [_first(new, query, encoded[query.text]) for query in now],
    )


def _first(searcher: Searcher, query: Query, vector: Vectors) -> str:
    if not query.tokens:
        return ""
    scores = (searcher.dense.scores(vector), searcher.lexical.scores(query.tokens))
    hits = searcher.fusion.fuse(*scores, query.language, 1).hits
    return hits[0].owner if hits else ""
