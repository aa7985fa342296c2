"""What the encoder learns from our own knowledge base: aligned rows, and entries' questions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from index.training.corpus import LONGEST, Row
from knowledge.base import Localized
from knowledge.figures import fill
from knowledge.languages import Language
from knowledge.loader import Knowledge
from knowledge.places import Center, Line
from knowledge.schema import Entry

OURS: Final = "ieum"
_SENTENCE: Final = re.compile(r"(?<=[.!?。！？])\s*")


@dataclass(frozen=True)
class Matter:
    """Everything that one entry is asked and told in, per language."""

    id: str
    questions: dict[Language, tuple[str, ...]]


def knowledge_rows(knowledge: Knowledge) -> list[Row]:
    """Make rows of our own aligned text: terms, titles, names and the answers' sentences."""
    rows = []
    for term in knowledge.glossary.values():
        names = {lang: term.name.in_language(lang) for lang in Language}
        spellings = {lang: tuple(term.spellings.in_language(lang)) for lang in Language}
        rows.append(Row(names, spellings, OURS))
    for entry in knowledge.entries.values():
        rows.append(_translated(entry.title))
        rows += _sentences(entry)
    places: list[Center | Line] = [*knowledge.centers.values(), *knowledge.lines.values()]
    for place in places:
        rows += [_translated(place.name), _translated(place.about)]
    return rows


def matters(knowledge: Knowledge) -> list[Matter]:
    """Return each entry's own questions and title, per language: what must find each other."""
    return [
        Matter(
            entry.id,
            {
                lang: (*entry.questions.in_language(lang), entry.title.in_language(lang))
                for lang in Language
            },
        )
        for entry in knowledge.entries.values()
    ]


def _translated(text: Localized) -> Row:
    return Row({lang: text.in_language(lang)[:LONGEST] for lang in Language}, source=OURS)


def _sentences(entry: Entry) -> Iterator[Row]:
    """Yield the answer's sentences where each language has as many, else the answer whole."""
    answers = {lang: fill(entry.answer.in_language(lang), entry.figures, lang) for lang in Language}
    parts = {
        lang: [part for part in _SENTENCE.split(text) if part] for lang, text in answers.items()
    }
    counts = {len(part) for part in parts.values()}
    if len(counts) == 1:
        for place in range(counts.pop()):
            yield Row({lang: part[place][:LONGEST] for lang, part in parts.items()}, source=OURS)
    else:
        yield Row({lang: text[:LONGEST] for lang, text in answers.items()}, source=OURS)
