"""The phrases of one language, made ready to be looked for in a message."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from bot.finders import Found, LetterFinder, Span, WordFinder
from bot.readings import LETTER_READINGS, WORD_READINGS, Typed, is_of_letters
from knowledge.languages import Language
from knowledge.phrases import PhraseBook, Rule

_WORDS_BETWEEN: Final = 6
_LETTERS_BETWEEN: Final = {Language.KO: 36, Language.ZH: 10}
"""The most jamo, and the most characters, left out between two parts of a rule."""
_MOST_PLACES: Final = 40
"""Places of one rule that are looked at; a longer message repeats itself."""


@dataclass(frozen=True)
class Sense:
    """What meeting a rule means: the danger it tells of, or that there is none."""

    danger: str = ""
    is_certain: bool = True
    is_idiom: bool = False
    is_topic: bool = False
    asks_for_person: bool = False


@dataclass(frozen=True)
class Told:
    """What a message tells in one language: dangers, and whether a human being is asked for."""

    dangers: frozenset[str]
    asks_for_person: bool


NOTHING: Final = Told(frozenset(), asks_for_person=False)


class Phrasebook:
    """Looks for all rules of one language at once. Safe to share between threads."""

    def __init__(self, book: PhraseBook) -> None:
        """Take a book apart into numbered phrases and rules over their numbers."""
        self.book = book
        self.language = book.id
        by_words = WordFinder(WORD_READINGS[book.id], _WORDS_BETWEEN, book.ordinary)
        self._words = _Rules(by_words, book, of_letters=False)
        self._letters = None
        if book.id in LETTER_READINGS:
            read = LETTER_READINGS[book.id]
            finder = LetterFinder(read, _LETTERS_BETWEEN[book.id])
            self._letters = _Rules(finder, book, of_letters=True)

    def read(self, typed: Typed) -> Told:
        """Tell what a message says, as far as it is in this language."""
        told = []
        has_letters = typed.has_hangul if self.language is Language.KO else typed.has_han
        if self._letters and has_letters:
            told.append(self._letters.read(typed.text))
        if typed.may_hold_words_of(self.language):
            told.append(self._words.read(typed.text))
        dangers = frozenset[str]().union(*(one.dangers for one in told))
        return Told(dangers, any(one.asks_for_person for one in told))


class _Rules:
    """The rules of a book that one finder can look for."""

    def __init__(
        self, finder: LetterFinder | WordFinder, book: PhraseBook, *, of_letters: bool
    ) -> None:
        self._finder = finder
        self._of_letters = of_letters
        self._numbers: dict[str, int] = {}
        self._by_first: dict[int, list[tuple[_Numbered, Sense]]] = {}
        for name, phrases in book.words.items():
            self._number(f"<{name}>", phrases)
        self._filler = self._number("<>", book.fillers)
        for text, sense in dict.fromkeys(_senses(book)):
            self._add(Rule.parse(text, book.words), sense)

    def read(self, text: str) -> Told:
        found, size = self._finder.find(text)
        if not found:
            return NOTHING
        met = list(self._met(found, size))
        harmless = {span for sense, spans in met if sense.is_idiom for span in spans}
        about = any(sense.is_topic for sense, _ in met)
        dangers, person = set(), False
        for sense, spans in met:
            if any(_overlap(span, other) for span in spans for other in harmless):
                continue
            if sense.danger and (sense.is_certain or not about):
                dangers.add(sense.danger)
            person = person or sense.asks_for_person
        return Told(frozenset(dangers), person)

    def _met(self, found: Found, size: int) -> Iterator[tuple[Sense, tuple[Span, ...]]]:
        for number in list(found):
            for rule, sense in self._by_first.get(number, ()):
                if not rule.numbers <= found.keys():
                    continue
                for spans in rule.places(found, self._finder.gap):
                    if not rule.whole or self._says_nothing_else(spans, found, size):
                        yield sense, spans

    def _says_nothing_else(self, spans: tuple[Span, ...], found: Found, size: int) -> bool:
        covered = set[int]()
        for span in (*spans, *found.get(self._filler, ())):
            covered.update(range(span.start, span.end))
        return len(covered) == size

    def _add(self, rule: Rule, sense: Sense) -> None:
        parts = []
        for part in rule.parts:
            numbers = []
            for item in part:
                if item not in self._numbers:
                    self._number(item, (item,))
                numbers.append(self._numbers[item])
            parts.append(tuple(numbers))
        all_numbers = frozenset(number for part in parts for number in part)
        numbered = _Numbered(tuple(parts), rule.whole, all_numbers)
        self._by_first.setdefault(parts[0][0], []).append((numbered, sense))

    def _number(self, name: str, phrases: Iterable[str]) -> int:
        number = self._numbers.setdefault(name, len(self._numbers))
        for phrase in dict.fromkeys(phrases):
            if is_of_letters(phrase) is self._of_letters:
                self._finder.add(phrase, number)
        return number


@dataclass(frozen=True)
class _Numbered:
    """A rule over the numbers of phrases."""

    parts: tuple[tuple[int, ...], ...]
    whole: bool
    numbers: frozenset[int]

    def places(self, found: Found, gap: int) -> Iterator[tuple[Span, ...]]:
        """Yield where the rule is met: the spans of its items."""
        yield from islice(self._parts_from(0, found, gap), _MOST_PLACES)

    def _parts_from(self, place: int, found: Found, gap: int) -> Iterator[tuple[Span, ...]]:
        for first in _in_order(self.parts[place], found, gap):
            if place + 1 == len(self.parts):
                yield first
                continue
            for others in self._parts_from(place + 1, found, gap):
                if _are_near(first, others, 2 * gap):
                    yield (*first, *others)


def _in_order(
    items: tuple[int, ...], found: Found, gap: int, after: int | None = None
) -> Iterator[tuple[Span, ...]]:
    for span in found[items[0]]:
        if after is not None and not 0 <= span.start - after <= gap:
            continue
        if len(items) == 1:
            yield (span,)
        else:
            for rest in _in_order(items[1:], found, gap, span.end):
                yield (span, *rest)


def _are_near(some: tuple[Span, ...], others: tuple[Span, ...], most: int) -> bool:
    if any(_overlap(one, other) for one in some for other in others):
        return False
    return max(some[0].start, others[0].start) - min(some[-1].end, others[-1].end) <= most


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _senses(book: PhraseBook) -> Iterator[tuple[str, Sense]]:
    for danger, phrases in book.dangers.items():
        yield from ((rule, Sense(danger)) for rule in phrases.certain)
        yield from ((rule, Sense(danger, is_certain=False)) for rule in phrases.likely)
    yield from ((rule, Sense(is_idiom=True)) for rule in book.idioms)
    yield from ((rule, Sense(is_topic=True)) for rule in book.topics)
    yield from ((rule, Sense(asks_for_person=True)) for rule in book.person)
