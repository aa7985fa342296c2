"""Telephone numbers in a text."""

import re
from typing import Final

_LONG: Final = re.compile(
    r"(?<![A-Za-z\d.,-])"
    r"(?:\+\d{1,3}(?:[-. ]\d{1,4}){2,3}|0\d{1,2}[. ]\d{3,4}[. ]\d{4}|\d{2,4}-\d{3,4}(?:-\d{4})?)"
    r"(?![\d-])"
)
_SHORT: Final = re.compile(r"(?<![A-Za-z\d.,:-])1\d{2,3}(?![\d-])(?![.,:]\d)")
_YEARS: Final = re.compile(r"(?:19|20)\d\d-(?:19|20)\d\d")


def long_numbers(text: str) -> list[str]:
    """Find numbers in several groups, as telephones are written; a span of years is none."""
    return [number for number in _LONG.findall(text) if not _YEARS.fullmatch(number)]


def short_numbers(text: str) -> list[str]:
    """Find three- and four-digit numbers that could be a helpline's, or a year or a count."""
    return _SHORT.findall(text)


def redact(text: str, allowed: frozenset[str]) -> str:
    """Blank out every number in several groups that is not allowed."""

    def judge(match: re.Match[str]) -> str:
        number = match[0]
        return number if number in allowed or _YEARS.fullmatch(number) else "…"

    return _LONG.sub(judge, text)
