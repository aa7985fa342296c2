"""Taking personal numbers out of a text before anything else reads it."""

import re
import unicodedata
from typing import Final

_DASHES: Final = re.compile("[\u2010-\u2015\u2212]")
_MOST_OTHER_DIGITS: Final = 9

_PERSONAL: Final = tuple(
    (re.compile(pattern), mark)
    for pattern, mark in (
        (r"[\w.+-]+@[\w-]+\.[\w.-]+", "[email]"),
        # Resident and alien registration numbers: six digits of birth, seven more.
        (r"(?<!\d)\d{6}\s*-?\s*[1-8]\d{6}(?!\d)", "[registration-number]"),
        (r"(?<![A-Za-z0-9])[A-Za-z]{1,2}\d{7,8}(?!\d)", "[passport-number]"),
        (
            r"(?<![\d-])\(?(?:\+?82[-.\s]?\(?0?|0)\d{1,2}\)?[-.\s]{0,2}\d{3,4}[-.\s]?\d{4}(?!\d)",
            "[phone-number]",
        ),
        (r"(?<!\d)\d{4}(?:[- ]\d{4}){3}(?!\d)", "[number]"),
    )
)
_MARK: Final = re.compile(r"\[(?:(?:registration-|passport-|phone-)?number|email)\]")
_GROUPS: Final = re.compile(r"(?<![\d-])\d+(?:-\d+)*(?![\d-])")


def scrub(text: str) -> str:
    """Replace registration, passport, telephone and other long numbers, and e-mail addresses.

    Helplines (`1577-1366`), years, dates, amounts and visa codes stay. Full-width letters and
    the many hyphens come out plain.
    """
    text = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
    for pattern, mark in _PERSONAL:
        text = pattern.sub(mark, text)
    return _GROUPS.sub(_unless_short, text)


def without_marks(text: str) -> str:
    """Leave out what `scrub` wrote in place of numbers: English words that nobody typed."""
    return _MARK.sub(" ", text)


def _unless_short(match: re.Match[str]) -> str:
    digits = sum(letter.isdigit() for letter in match[0])
    return "[number]" if digits > _MOST_OTHER_DIGITS else match[0]
