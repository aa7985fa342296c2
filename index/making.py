"""Making a searcher of the content: all of it, or only what has changed since the last one."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.dense import DenseIndex
from index.encoder import Encoder, Vectors
from index.lexical import LexicalIndex
from index.names import NameMatcher, all_spellings
from index.respell import Respeller
from index.search import Searcher, passage_tokens
from index.spelling import normalise
from knowledge.languages import Language
from knowledge.loader import Knowledge
from knowledge.passages import Part, Passage, passages
from knowledge.terms import Term

Progress = Callable[[int, int], None]
"""Called with passages done and passages in all."""

_AT_ONCE: Final = 512
_FEW: Final = 32
"""Passages that are encoded at once while questions are answered beside it."""
_RESPELT: Final = (Language.ZH, Language.MN)
_GONE: Final = -1


def silent(_done: int, _total: int) -> None:
    """Say nothing about progress."""


def make_searcher(knowledge: Knowledge, encoder: Encoder, progress: Progress = silent) -> Searcher:
    """Make a searcher of all passages, in memory."""
    found = list(passages(knowledge))
    glossary = NameMatcher.of_terms(knowledge.glossary.values())
    dense = DenseIndex.build(_encoded(found, encoder, _AT_ONCE, progress))
    lexical = LexicalIndex.build(passage_tokens(passage, glossary) for passage in found)
    return Searcher(encoder, (dense, lexical), found, glossary, _respeller(found))


def renew_searcher(searcher: Searcher, before: Knowledge, after: Knowledge) -> Searcher:
    """Make what `make_searcher` would make of `after`; what has not changed is taken over.

    `searcher` is of the content `before`, and stays as it is.
    """
    old, new = searcher.fusion.passages, list(passages(after))
    same_terms = before.glossary == after.glossary
    glossary = searcher.glossary
    if not same_terms:
        glossary = NameMatcher.of_terms(after.glossary.values())
    came_from = _origins(old, new)
    fresh = np.flatnonzero(came_from == _GONE)
    vectors = np.empty((len(new), searcher.dense.dimension), dtype=np.float32)
    vectors[came_from != _GONE] = searcher.dense.vectors[came_from[came_from != _GONE]]
    vectors[fresh] = _encoded([new[row] for row in fresh], searcher.encoder, _FEW, silent)
    if not same_terms:
        affected = _affected(before.glossary, after.glossary, new)
        came_from[affected] = _GONE
        fresh = np.union1d(fresh, affected)
    moved = np.full(len(old), _GONE)
    moved[came_from[came_from != _GONE]] = np.flatnonzero(came_from != _GONE)
    tokens = {int(row): passage_tokens(new[row], glossary) for row in fresh}
    lexical = searcher.lexical.renewed(moved, tokens, len(new))
    respeller = searcher.respeller
    if _respelt(old) != _respelt(new):
        respeller = _respeller(new)
    indexes = (DenseIndex.build(vectors), lexical)
    return Searcher(searcher.encoder, indexes, new, glossary, respeller)


def _encoded(
    found: Sequence[Passage], encoder: Encoder, at_once: int, progress: Progress
) -> Vectors:
    vectors = [np.zeros((0, encoder.dimension), dtype=np.float32)]
    for start in range(0, len(found), at_once):
        some = found[start : start + at_once]
        vectors.append(encoder.encode([normalise(passage.text) for passage in some]))
        progress(start + len(some), len(found))
    return np.concatenate(vectors)


def _origins(old: Sequence[Passage], new: Sequence[Passage]) -> NDArray[np.int64]:
    """Return for each new passage an old one of the same text and language; -1 where none is.

    No old passage is named twice.
    """
    rows: defaultdict[tuple[str, Language], list[int]] = defaultdict(list)
    for row in range(len(old) - 1, -1, -1):
        rows[old[row].text, old[row].language].append(row)
    return np.array(
        [found.pop() if (found := rows.get((one.text, one.language))) else _GONE for one in new],
        dtype=np.int64,
    )


def _affected(
    before: Mapping[str, Term], after: Mapping[str, Term], found: Sequence[Passage]
) -> NDArray[np.int64]:
    """Return the rows of the passages that name a term which came, went or is written otherwise.

    In all others the terms stand as before: a spelling that is not in a text changes nothing there.
    """
    changed = [
        term
        for some, others in ((before, after), (after, before))
        for name, term in some.items()
        if others.get(name) != term
    ]
    # By number, because a term that is written otherwise stands there twice.
    matcher = NameMatcher({str(n): all_spellings(term) for n, term in enumerate(changed)})
    rows = [row for row, passage in enumerate(found) if matcher.find(passage.text)]
    return np.array(rows, dtype=np.int64)


def _respelt(found: Sequence[Passage]) -> list[tuple[str, Language]]:
    return [
        (passage.text, passage.language)
        for passage in found
        if passage.language in _RESPELT and passage.part is not Part.OFF_TOPIC
    ]


def _respeller(found: Sequence[Passage]) -> Respeller:
    return Respeller.of_texts((normalise(text), language) for text, language in _respelt(found))
