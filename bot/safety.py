"""Danger first: what a message tells of danger, before anything else is done with it.

Deterministic, without network or index, in well under a millisecond. The phrases are data
(`knowledge/phrases/`); what is said then stands in `knowledge/dangers/`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.language import identify
from bot.phrasebook import Phrasebook, Told
from bot.readings import Typed
from knowledge.dangers import Danger
from knowledge.languages import Language
from knowledge.loader import Knowledge
from knowledge.schema import Urgency


@dataclass(frozen=True)
class Alarm:
    """The dangers a message tells of, the gravest first, and the language it tells them in."""

    dangers: tuple[Danger, ...]
    language: Language

    @property
    def is_emergency(self) -> bool:
        """Whether nothing else is to be said first; wages are urgent, and no emergency."""
        return self.dangers[0].urgency is Urgency.EMERGENCY


@dataclass(frozen=True)
class Heard:
    """What a message says beyond any question: danger, or that a human being is wanted."""

    alarm: Alarm | None
    asks_for_person: Language | None


class Safety:
    """Hears danger in five languages. Safe to share between threads."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Take the phrases and the dangers they tell of."""
        self._books = [Phrasebook(book) for book in knowledge.phrases.values()]
        self._dangers = knowledge.dangers

    def hear(self, text: str) -> Heard:
        """Hear what a raw message says, whatever its language."""
        typed = Typed.of(text)
        told = {book.language: book.read(typed) for book in self._books}
        alarming = [language for language, one in told.items() if one.dangers]
        asking = [language for language, one in told.items() if one.asks_for_person]
        alarm = None
        if alarming:
            alarm = Alarm(self._gravest_first(told.values()), _written_in(text, alarming))
        return Heard(alarm, _written_in(text, asking) if asking else None)

    def _gravest_first(self, told: Iterable[Told]) -> tuple[Danger, ...]:
        names = {name for one in told for name in one.dangers}
        return tuple(sorted((self._dangers[name] for name in names), key=lambda one: one.rank))


def _written_in(text: str, met: list[Language]) -> Language:
    """Choose among languages whose phrases were met: Latin letters may mean several."""
    if len(met) == 1:
        return met[0]
    identified = identify(text)
    return identified.language if identified and identified.language in met else met[0]
