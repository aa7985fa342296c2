"""Spellings as residents type them, made from clean text for training."""

import random
import unicodedata
from collections.abc import Iterator
from typing import Final

from index.spelling import strip_marks
from knowledge.languages import Language

_HABITS: Final[dict[str, tuple[str, ...]]] = {
    "а": ("a",), "б": ("b",), "в": ("v", "w", "b"), "г": ("g",), "д": ("d",), "е": ("e", "ye"),
    "ж": ("j",), "з": ("z",), "и": ("i",), "й": ("i", "y"), "к": ("k",), "л": ("l",), "м": ("m",),
    "н": ("n",), "о": ("o",), "п": ("p",), "р": ("r",), "с": ("s",), "т": ("t",), "у": ("u",),
    "ф": ("f",), "х": ("h", "kh", "x"), "ц": ("ts", "c"), "ч": ("ch",), "ш": ("sh",), "щ": ("sh",),
    "ъ": ("",), "ы": ("ii", "y", "i"), "ь": ("i", ""), "э": ("e",), "ю": ("yu",), "я": ("ya",),
    "ё": ("yo",), "ө": ("u", "o", "q"), "ү": ("u", "v"),
}  # fmt: skip
_VOWELS: Final = frozenset("aeiou")
_FINALS: Final = 28
"""Hangul syllables come in blocks of 28, one for each final consonant."""
_SHORTEST: Final = 6
"""Characters below which a slip of the finger would make another word."""


def spellings(text: str, language: Language, rng: random.Random) -> Iterator[str]:
    """Yield a few noisy spellings of a clean text, each as one writer might type it."""
    lower = text.lower()
    if language is Language.MN:
        yield romanise(lower, rng)
        yield mistype(romanise(lower, rng), rng)
        yield mistype(lower, rng)
    elif language is Language.VI:
        yield unmark(lower)
        yield mistype(unmark_some(lower, rng), rng)
    elif language is Language.KO:
        yield mistype(lower.replace(" ", "") if rng.random() < 0.5 else lower, rng)
    elif language is Language.EN:
        yield mistype(lower, rng)


def romanise(text: str, rng: random.Random) -> str:
    """Write Cyrillic Mongolian in Latin letters, in one writer's habits throughout."""
    habit = {letter: rng.choice(ways) for letter, ways in _HABITS.items()}
    written = "".join(habit.get(letter, letter) for letter in text.lower())
    if rng.random() < 0.15:
        return " ".join(_text_speak(word) for word in written.split(" "))
    return written


def unmark(text: str) -> str:
    """Write Vietnamese without its marks."""
    return strip_marks(text)


def unmark_some(text: str, rng: random.Random) -> str:
    """Write Vietnamese with the marks of some words only."""
    return " ".join(unmark(word) if rng.random() < 0.5 else word for word in text.split(" "))


def mistype(text: str, rng: random.Random) -> str:
    """Make a slip of the finger every dozen letters: one lost, doubled or swapped with the next."""
    for _ in range(1 + len(text) // 40):
        if len(text) < _SHORTEST:
            return text
        at = rng.randrange(len(text) - 1)
        slip = rng.randrange(4)
        if slip == 0:
            text = text[:at] + text[at + 1 :]
        elif slip == 1:
            text = text[:at] + text[at] + text[at:]
        elif slip == 2:
            text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        else:
            text = text[:at] + _loosen(text[at]) + text[at + 1 :]
    return text


def _loosen(letter: str) -> str:
    """Set the final consonant of a Hangul syllable loose; one without gets a stray `ㄷ`."""
    if not "가" <= letter <= "힣":
        return letter
    final = (ord(letter) - ord("가")) % _FINALS
    if not final:
        return letter + "ㄷ"
    return chr(ord(letter) - final) + unicodedata.normalize("NFKC", chr(0x11A7 + final))


def _text_speak(word: str) -> str:
    """Leave out the vowels of a long word after its first letter (`bgaa` for `baigaa`)."""
    if len(word) < 5:
        return word
    return word[0] + "".join(letter for letter in word[1:-1] if letter not in _VOWELS) + word[-1]
