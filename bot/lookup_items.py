"""What the console's look-up can find, each thing under one name: `entry/life-severance-pay`."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from index.names import all_spellings
from knowledge.documents import Document, Retelling
from knowledge.languages import Language
from knowledge.loader import Knowledge
from knowledge.places import Center, Line
from knowledge.schema import Entry
from knowledge.terms import Term

_NAME: Final = 1.0
_QUESTION: Final = 0.8
_ABOUT: Final = 0.4
"""What a word weighs that stands in a name, in a question, or in a description."""


class ItemKind(StrEnum):
    """What sort of thing is looked up."""

    ENTRY = "entry"
    CENTER = "center"
    LINE = "line"
    PASSAGE = "passage"
    TERM = "term"


@dataclass(frozen=True)
class Item:
    """One thing that can be looked up.

    Of a passage, `id` is its document and its own id, `report-2025-04/sgc-operator`. `entry` is
    the entry itself, or the one that tells of a center or a passage.
    """

    kind: ItemKind
    id: str
    entry: Entry | None = None
    center: Center | None = None
    line: Line | None = None
    passage: Retelling | None = None
    document: Document | None = None
    term: Term | None = None

    @property
    def key(self) -> str:
        """Its kind and id, by which a shelf remembers it: `line/line-1345`."""
        return f"{self.kind}/{self.id}"

    @property
    def is_answer(self) -> bool:
        """Whether it is an entry, which is answered with as such."""
        return self.kind is ItemKind.ENTRY

    def title(self, language: Language) -> str:
        """Return what it is called; a passage is called something only in Korean."""
        if self.passage:
            return self.passage.title
        named = self.center or self.line or self.term
        if named:
            return named.name.in_language(language)
        return self.entry.title.in_language(language) if self.entry else self.id

    def texts(self) -> Iterator[tuple[str, float]]:
        """Yield the words under which it is looked up, each text with what it weighs."""
        if self.passage:
            yield self.passage.title, _NAME
            return
        named = self.center or self.line or self.term
        if named:
            yield from ((spelling, _NAME) for spelling in all_spellings(named))
        elif self.entry:
            for language in Language:
                yield self.entry.title.in_language(language), _NAME
                for question in self.entry.questions.in_language(language):
                    yield question, _QUESTION
        if self.line:
            yield from ((number, _NAME) for number in self.line.numbers)
        if self.center:
            yield from ((phone.number, _NAME) for phone in self.center.phones)
            if self.center.address:
                yield self.center.address.ko, _ABOUT
        if place := self.center or self.line:
            yield from ((place.about.in_language(language), _ABOUT) for language in Language)


def items_of(knowledge: Knowledge) -> tuple[Item, ...]:
    """List all that can be looked up: answers first, then places, helplines, reports, words."""
    return tuple(_items(knowledge))


def _items(knowledge: Knowledge) -> Iterator[Item]:
    entries = knowledge.entries
    for entry in entries.values():
        yield Item(ItemKind.ENTRY, entry.id, entry=entry)
    for center in knowledge.centers.values():
        entry_of_it = entries.get(center.service)
        yield Item(ItemKind.CENTER, center.id, entry=entry_of_it, center=center)
    for line in knowledge.lines.values():
        yield Item(ItemKind.LINE, line.id, line=line)
    for document in knowledge.documents.values():
        for told in document.passages:
            name = f"{document.id}/{told.id}"
            told_by = entries.get(told.service)
            yield Item(ItemKind.PASSAGE, name, told_by, passage=told, document=document)
    for term in knowledge.glossary.values():
        yield Item(ItemKind.TERM, term.id, term=term)
