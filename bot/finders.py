"""Finding many phrases in one message at once, letter by letter or word by word.

A finder is given numbered phrases once; then it tells which of them stand in a message, and where.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from bot.readings import LETTER_READINGS, WORD_READINGS, WordReading, is_of_letters
from index.spelling import normalise
from knowledge.languages import Language

_SHORTEST_MISSPELT: Final = 5
"""Letters from which a word with one wrong letter is still read as the word it is near."""

_KEPT: Final = 4_096
_LONGEST_KEPT: Final = 12
_STEM_BEGINS: Final = 2
_FIRST_LETTERS: Final = 3
"""By so many letters of its beginning a phrase is looked up."""


class Span(NamedTuple):
    """Where a phrase stands: from letter or word `start` up to `end`, which is not part of it."""

    start: int
    end: int


Found = dict[int, list[Span]]


class LetterFinder:
    """Finds phrases as runs of letters, whatever spaces are typed between them."""

    def __init__(self, read: Callable[[str], str], gap: int) -> None:
        """Take the way letters are read, and the most letters between two parts of a rule."""
        self._read = read
        self._phrases: dict[str, list[int]] = {}
        self._sizes: dict[str, tuple[int, ...]] = {}
        self.gap = gap

    def add(self, phrase: str, number: int) -> None:
        """Look for one more phrase."""
        letters = self._read(normalise(phrase.rstrip("*")))
        numbers = self._phrases.setdefault(letters, [])
        if number not in numbers:
            numbers.append(number)
        for size in range(1, _FIRST_LETTERS + 1):
            if size == len(letters) or size == _FIRST_LETTERS < len(letters):
                known = self._sizes.get(letters[:size], ())
                self._sizes[letters[:size]] = tuple(sorted({*known, len(letters)}))

    def find(self, text: str) -> tuple[Found, int]:
        """Return where each phrase stands, in letters as they are read."""
        letters = self._read(text)
        found: Found = {}
        for start in range(len(letters)):
            for first in range(1, min(_FIRST_LETTERS, len(letters) - start) + 1):
                for size in self._sizes.get(letters[start : start + first], ()):
                    if start + size > len(letters):
                        break
                    phrase = letters[start : start + size]
                    for number in self._phrases.get(phrase, ()):
                        found.setdefault(number, []).append(Span(start, start + size))
        return found, len(letters)


class WordFinder:
    """Finds phrases as runs of words, with one letter wrong in a long word."""

    def __init__(self, reading: WordReading, gap: int, ordinary: Iterable[str]) -> None:
        """Take how words are read, the most words between two parts, and words never misspelt."""
        self._reading = reading
        self._whole: dict[str, set[str]] = {}
        self._stems: dict[str, set[str]] = {}
        self._stem_sizes: dict[str, tuple[int, ...]] = {}
        self._near: dict[str, list[tuple[str, str]]] = {}
        self._alone: dict[str, list[int]] = {}
        self._by_two: dict[tuple[str, str], list[tuple[tuple[str, ...], int]]] = {}
        self._ordinary = {form for word in ordinary for form in reading.spellings(normalise(word))}
        self._kept = lru_cache(_KEPT)(self._read)
        self.gap = gap

    def add(self, phrase: str, number: int) -> None:
        """Look for one more phrase; a word of it that ends in `*` may go on."""
        names: list[str] = []
        for typed in phrase.split():
            is_stem = typed.endswith("*")
            for word in self._reading.cut(normalise(typed.rstrip("*"))):
                names.append(f"{word}*" if is_stem else word)
                self._learn(word, names[-1], is_stem=is_stem)
        if len(names) == 1:
            self._alone.setdefault(names[0], []).append(number)
        elif names:
            self._by_two.setdefault((names[0], names[1]), []).append((tuple(names[2:]), number))

    def find(self, text: str) -> tuple[Found, int]:
        """Return where each phrase stands, in words as they are read."""
        read = [self._meant(word) for word in self._reading.cut(text)]
        found: Found = {}
        for start, names in enumerate(read):
            followers = read[start + 1] if start + 1 < len(read) else ()
            for name in names:
                for number in self._alone.get(name, ()):
                    found.setdefault(number, []).append(Span(start, start + 1))
                for follower in followers:
                    for rest, number in self._by_two.get((name, follower), ()):
                        if _stands(rest, read, start + 2):
                            span = Span(start, start + 2 + len(rest))
                            found.setdefault(number, []).append(span)
        return found, len(read)

    def _learn(self, word: str, name: str, *, is_stem: bool) -> None:
        known = self._stems if is_stem else self._whole
        for form in self._reading.spellings(word):
            if name in known.setdefault(form, set()):
                continue
            known[form].add(name)
            if is_stem:
                sizes = self._stem_sizes.get(form[:_STEM_BEGINS], ())
                self._stem_sizes[form[:_STEM_BEGINS]] = tuple(sorted({*sizes, len(form)}))
            if self._reading.mends and len(form) >= _SHORTEST_MISSPELT:
                for near in _with_one_left_out(form):
                    self._near.setdefault(near, []).append((form, name))

    def _meant(self, word: str) -> set[str]:
        """Read a word; what it means is kept for common words, and never for numbers."""
        is_plain = word.isalpha() and len(word) <= _LONGEST_KEPT
        return self._kept(word) if is_plain else self._read(word)

    def _read(self, word: str) -> set[str]:
        meant: set[str] = set()
        for form in self._reading.forms(word):
            meant |= self._whole.get(form, set())
            for size in self._stem_sizes.get(form[:_STEM_BEGINS], ()):
                meant |= self._stems.get(form[:size], set())
        return meant or (self._misspelt(word) if self._reading.mends else meant)

    def _misspelt(self, word: str) -> set[str]:
        """Read a word that is none of ours as one that it is a letter away from."""
        meant: set[str] = set()
        for form in self._reading.forms(word):
            if len(form) < _SHORTEST_MISSPELT or form in self._ordinary:
                continue
            for near in _with_one_left_out(form):
                for spelling, name in self._near.get(near, ()):
                    if _is_one_away(form, spelling):
                        meant.add(name)
        return meant


def finders_of(
    language: Language, phrases: Iterable[tuple[str, int]]
) -> list[LetterFinder | WordFinder]:
    """Look for numbered phrases of a language, those in Hangul or Han letter by letter."""
    by_words = WordFinder(WORD_READINGS[language], 0, ())
    by_letters = None
    if language in LETTER_READINGS:
        by_letters = LetterFinder(LETTER_READINGS[language], 0)
    for phrase, number in phrases:
        if not is_of_letters(phrase):
            by_words.add(phrase, number)
        elif by_letters:
            by_letters.add(phrase, number)
    return [by_words, by_letters] if by_letters else [by_words]


def _stands(phrase: tuple[str, ...], read: Sequence[set[str]], start: int) -> bool:
    if start + len(phrase) > len(read):
        return False
    return all(name in read[start + place] for place, name in enumerate(phrase))


def _with_one_left_out(word: str) -> Iterator[str]:
    """Yield a word and what is left of it without one letter; the first letter stays."""
    yield word
    for place in range(1, len(word)):
        yield word[:place] + word[place + 1 :]


def _is_one_away(typed: str, word: str) -> bool:
    """Tell whether one letter was left out, put in, changed, or swapped with its neighbour."""
    if typed[:1] != word[:1] or abs(len(typed) - len(word)) > 1 or len(word) < _SHORTEST_MISSPELT:
        return False
    same = 0
    while same < min(len(typed), len(word)) and typed[same] == word[same]:
        same += 1
    rest, wanted = typed[same:], word[same:]
    swapped = rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:]
    return swapped or rest[1:] == wanted or rest == wanted[1:] or rest[1:] == wanted[1:]
