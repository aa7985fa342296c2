"""Spellings as residents type them, made from clean text for training."""

import random
from typing import Final

from index.tokens import strip_marks

_HABITS: Final[dict[str, tuple[str, ...]]] = {
    "а": ("a",), "б": ("b",), "в": ("v", "w", "b"), "г": ("g",), "д": ("d",), "е": ("e", "ye"),
    "ж": ("j",), "з": ("z",), "и": ("i",), "й": ("i", "y"), "к": ("k",), "л": ("l",), "м": ("m",),
    "н": ("n",), "о": ("o",), "п": ("p",), "р": ("r",), "с": ("s",), "т": ("t",), "у": ("u",),
    "ф": ("f",), "х": ("h", "kh", "x"), "ц": ("ts", "c"), "ч": ("ch",), "ш": ("sh",), "щ": ("sh",),
    "ъ": ("",), "ы": ("ii", "y", "i"), "ь": ("i", ""), "э": ("e",), "ю": ("yu",), "я": ("ya",),
    "ё": ("yo",), "ө": ("u", "o", "q"), "ү": ("u", "v"),
}  # fmt: skip


def romanise(text: str, rng: random.Random) -> str:
    """Write Cyrillic Mongolian in Latin letters, in one writer's habits throughout."""
    habit = {letter: rng.choice(ways) for letter, ways in _HABITS.items()}
    return "".join(habit.get(letter, letter) for letter in text.lower())


def unmark(text: str) -> str:
    """Write Vietnamese without its marks."""
    return strip_marks(text)


def mistype(text: str, rng: random.Random) -> str:
    """Make one slip of the finger: a letter lost, doubled or swapped with the next."""
    if len(text) < 6:
        return text
    at = rng.randrange(len(text) - 1)
    slip = rng.randrange(3)
    if slip == 0:
        return text[:at] + text[at + 1 :]
    if slip == 1:
        return text[:at] + text[at] + text[at:]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
