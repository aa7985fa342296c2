"""Words that begin like those being typed: names, titles and questions, whatever their spelling.

Hangul is compared letter by letter, so that a syllable that is still being typed (`퇴지` on its way
to `퇴직`) fits; Latin letters without their marks; Mongolian, in both scripts, by its skeleton.
Hangul and Han are found inside a word, too, since their compounds have no spaces.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.spelling import mongolian_skeleton, normalise, strip_marks

Shares = NDArray[np.float32]
"""A share in [0, 1] per item, float32 (items,)."""

_RUNS: Final = re.compile(
    r"(?P<hangul>[가-힣]+)|(?P<han>[\u3400-\u9fff]+)|(?P<cyrillic>[а-яёөү]+)"
    r"|(?P<latin>[a-zà-ɏḀ-ỿ]+)|(?P<number>\d+(?:[-.]\d+)*)"
)
_KEPT_TEXTS: Final = 32_768
"""More than all content has, so that it is read once and not at every change."""
_AFTER: Final = "\U0010ffff"
_INITIALS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS: Final = (
    "ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ", "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅛ", "ㅜ",
    "ㅜㅓ", "ㅜㅔ", "ㅜㅣ", "ㅠ", "ㅡ", "ㅡㅣ", "ㅣ",
)  # fmt: skip
_FINALS: Final = (
    "", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ",
    "ㄹㅌ", "ㄹㅍ", "ㄹㅎ", "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ",
    "ㅎ",
)  # fmt: skip
"""In the order of Unicode; a sign that is typed in two strokes stands as both."""
_SYLLABLES: Final = {"hangul", "han"}
_MONGOLIAN: Final = "m:"
_INSIDE: Final = 0.7
"""What a word weighs that only stands inside another."""
_BEGUN: Final = 0.5
"""What a word weighs of which only a letter is there; it weighs 1 when it is whole."""
_GUESSED: Final = 0.7
"""What a word weighs that was not typed quite so."""
_SHORTENED: Final = 0.9
"""What a word weighs that is there without the end of it that was typed."""
_PARTICLE: Final = 2
"""Syllables of a particle."""
_READ: Final = 0.9
"""What a word in Latin letters weighs that is read as Mongolian."""
_SHORTEST_READ: Final = 3
_OF_NAMES: Final = 1.0
"""Weight from which a word may be guessed: what texts say is found by meaning, too."""
_LONG_ENOUGH: Final = 5
"""Letters from which a word with one wrong letter is still known."""


@dataclass(frozen=True)
class _Word:
    """A word as it is looked up, and what it weighs, in [0, 1]."""

    key: str
    weight: float = 1.0


class Beginnings:
    """Knows which items have words that begin with those typed. Safe to share between threads."""

    def __init__(self, texts: Iterable[tuple[int, str, float]], size: int) -> None:
        """Take texts as the number of their item, words, and weight in [0, 1]; `size` items."""
        best: dict[str, dict[int, float]] = {}
        for item, text, weight in texts:
            for word in _words_of(text):
                of_word = best.setdefault(word.key, {})
                of_word[item] = max(of_word.get(item, 0.0), word.weight * weight)
        self._size = size
        self._keys = sorted(best)
        counts = [len(best[key]) for key in self._keys]
        self._starts = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
        items = (item for key in self._keys for item in best[key])
        weights = (weight for key in self._keys for weight in best[key].values())
        self._items = np.fromiter(items, np.int64, int(self._starts[-1]))
        self._weights = np.fromiter(weights, np.float32, int(self._starts[-1]))
        lengths = np.array([len(key) for key in self._keys], dtype=np.float32)
        self._lengths = np.repeat(lengths, counts)
        self._guesses: dict[str, list[str]] = {}
        for key in self._keys:
            for shorter in _without_one(key) if max(best[key].values()) >= _OF_NAMES else ():
                self._guesses.setdefault(shorter, []).append(key)

    def find(self, text: str) -> Shares:
        """Return which share of the typed words' weight each item's words cover.

        A word that few items have weighs more. Any word of the text may be only begun. Zeros for a
        text without words.
        """
        total = np.zeros(self._size, np.float32)
        weight = 0.0
        for ways in _typed(normalise(text)):
            found = self._cover(ways)
            rarity = float(np.log1p(self._size / (1 + np.count_nonzero(found))))
            total += found * np.float32(rarity)
            weight += rarity
        return total / np.float32(weight) if weight else total

    def _cover(self, ways: Iterable[_Word]) -> Shares:
        """Return how well each item has a word that was typed in one of several ways."""
        covered = np.zeros(self._size, np.float32)
        for way in ways:
            np.maximum(covered, self._begun(way), out=covered)
        if covered.any():
            return covered
        for way in ways:
            known = {key for like in _without_one(way.key) for key in self._guesses.get(like, ())}
            for key in known:
                np.maximum(covered, self._begun(_Word(key, way.weight * _GUESSED)), out=covered)
        return covered

    def _begun(self, word: _Word) -> Shares:
        """Return how well the best word of each item that begins like this one fits it."""
        covered = np.zeros(self._size, np.float32)
        first, last = (bisect_left(self._keys, end) for end in (word.key, word.key + _AFTER))
        these = slice(self._starts[first], self._starts[last])
        share = np.float32(len(word.key)) / self._lengths[these]
        fits = self._weights[these] * (_BEGUN + (1 - _BEGUN) * share) * np.float32(word.weight)
        np.maximum.at(covered, self._items[these], fits)
        return covered


@lru_cache(_KEPT_TEXTS)
def _words_of(text: str) -> tuple[_Word, ...]:
    """Cut a text into the words by which it can be found."""
    return tuple(word for script, run in _runs(normalise(text)) for word in _words(script, run))


def _words(script: str, run: str) -> Iterator[_Word]:
    yield _Word(_key(script, run))
    if script == "number":
        yield from (_Word(part) for part in run.split("-")[1:])
    elif script in _SYLLABLES:
        yield from (_Word(_letters(run[start:]), _INSIDE) for start in range(1, len(run) - 1))


def _typed(text: str) -> Iterator[tuple[_Word, ...]]:
    """Yield each typed word with the ways in which it may be meant, the likeliest first."""
    for script, run in _runs(text):
        ways = [_Word(_key(script, run))]
        if script in _SYLLABLES:
            # Particles stand behind a word without a space.
            ways += (
                _Word(_letters(run[:end]), _SHORTENED)
                for end in range(len(run) - 1, max(1, len(run) - 1 - _PARTICLE), -1)
            )
        elif script == "latin" and len(run) >= _SHORTEST_READ:
            skeleton = mongolian_skeleton(strip_marks(run))
            ways.append(_Word(_MONGOLIAN + skeleton, _READ))
        yield tuple(ways)


def _runs(text: str) -> Iterator[tuple[str, str]]:
    for match in _RUNS.finditer(text):
        yield match.lastgroup or "", match[0]


def _key(script: str, run: str) -> str:
    if script in _SYLLABLES:
        return _letters(run)
    if script == "cyrillic":
        return _MONGOLIAN + mongolian_skeleton(run)
    return run.replace("-", "") if script == "number" else strip_marks(run)


def _letters(text: str) -> str:
    """Take Hangul syllables apart; Han stays."""
    return "".join(_apart(sign) if "가" <= sign <= "힣" else sign for sign in text)


def _apart(syllable: str) -> str:
    """Return the letters of a syllable, in the order in which they are typed."""
    initial, rest = divmod(ord(syllable) - ord("가"), len(_VOWELS) * len(_FINALS))
    vowel, final = divmod(rest, len(_FINALS))
    return _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]


def _without_one(key: str) -> Iterator[str]:
    """Yield a long word, and it without each of its letters: two that differ in one meet there."""
    if len(key) >= _LONG_ENOUGH:
        yield key
        yield from {key[:place] + key[place + 1 :] for place in range(len(key))}
