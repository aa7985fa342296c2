"""Danger first: what a message tells of danger, before anything else is done with it.

Deterministic, without network or index, in well under a millisecond. The phrases are data
(`knowledge/phrases/`); what is said then stands in `knowledge/dangers/`. A classifier gives a
second opinion: it raises the alarm where no phrase does but danger is probable, and silences
phrases where danger is out of the question. Both thresholds are measured (`benchmarks/README.md`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import inf
from typing import Final, Self

from bot.danger_classifier import DangerClassifier
from bot.language import identify
from bot.phrasebook import Phrasebook
from bot.readings import Typed
from knowledge.dangers import Danger
from knowledge.languages import Language
from knowledge.loader import Knowledge
from knowledge.schema import Urgency

ALARM_FROM: Final = 0.7
"""Probability from which there is an alarm although no phrase was met."""
SHORT_ALARM_FROM: Final = 0.85
"""The same for a text of three or four short words."""
SILENT_BELOW: Final = 0.08
"""Probability below which phrases that were met are taken for something else."""
_SAID_AMONG_OTHERS: Final = 300
"""Letters from which a message says so much else that only the phrases are believed."""
_FEW_WORDS: Final = (3, 4)
_FEW_LETTERS: Final = 24
_WITHOUT_SPACES: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
"""Scripts in which a word or two say as much as a sentence elsewhere."""
_LONGEST_WISH: Final = 80
"""Letters beyond which a message that names a person asks something else, too."""
_LONGEST: Final = 6_000
"""Letters of a message that are listened to; longer ones are refused afterwards."""


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

    def __init__(
        self,
        knowledge: Knowledge,
        classifier: DangerClassifier | None = None,
        ready: Iterable[Phrasebook] = (),
    ) -> None:
        """Take the phrases, the dangers they tell of, and a second opinion.

        `ready` are phrase books that were made before; one of the same phrases is not made again.
        """
        self._classifier = classifier
        made = {one.language: one for one in ready}
        self._books = [
            made[name] if name in made and made[name].book == book else Phrasebook(book)
            for name, book in knowledge.phrases.items()
        ]
        self._dangers = knowledge.dangers

    def renewed(self, knowledge: Knowledge) -> Self:
        """Return the same for other knowledge."""
        return type(self)(knowledge, self._classifier, self._books)

    def hear(self, text: str) -> Heard:
        """Hear what a raw message says, whatever its language."""
        text = text[:_LONGEST]
        typed = Typed.of(text)
        told = {book.language: book.read(typed) for book in self._books}
        alarming = [language for language, one in told.items() if one.dangers]
        asking = [language for language, one in told.items() if one.asks_for_person]
        if len(typed.text) > _LONGEST_WISH:
            asking = []
        names = self._confirmed(typed, {name for one in told.values() for name in one.dangers})
        alarm = None
        if names:
            dangers = sorted((self._dangers[name] for name in names), key=lambda one: one.rank)
            alarm = Alarm(tuple(dangers), _written_in(text, alarming or list(Language)))
        return Heard(alarm, _written_in(text, asking) if asking else None)

    def _confirmed(self, typed: Typed, met: set[str]) -> set[str]:
        """Ask for the second opinion on the dangers whose phrases were met."""
        if self._classifier is None or not typed.text:
            return met
        if met and len(typed.text) > _SAID_AMONG_OTHERS:
            return met
        probability, likeliest = self._classifier.estimate(typed.text)
        if met:
            return met if probability >= SILENT_BELOW else set()
        needed = _needed(typed.text)
        return {likeliest} if probability >= needed and likeliest in self._dangers else set()


def _needed(text: str) -> float:
    """Return from which estimate a text alarms without any phrase; few words say too little.

    A single word of a language written with spaces ("children", "hello!") never does.
    """
    if _WITHOUT_SPACES.search(text):
        return ALARM_FROM
    words = len(text.split())
    if words < _FEW_WORDS[0]:
        return inf
    letters = sum(letter.isalpha() for letter in text)
    is_short = words <= _FEW_WORDS[1] and letters <= _FEW_LETTERS
    return SHORT_ALARM_FROM if is_short else ALARM_FROM


def _written_in(text: str, met: list[Language]) -> Language:
    """Choose among languages whose phrases were met: Latin letters may mean several."""
    if len(met) == 1:
        return met[0]
    identified = identify(text)
    return identified.language if identified and identified.language in met else met[0]
