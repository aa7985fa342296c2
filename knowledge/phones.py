"""Telephone numbers in a text."""

import re
from typing import Final

_DASHED: Final = re.compile(r"(?<![\w.,-])\+?\d{2,4}-\d{3,4}(?:-\d{4})?(?![\w-])")
_SHORT: Final = re.compile(r"(?<![\w.,:-])1\d{2,3}(?![\d.,:-])")
_YEARS: Final = re.compile(r"(?:19|20)\d\d-(?:19|20)\d\d")


def dashed_numbers(text: str) -> list[str]:
    """Find numbers written with hyphens, as telephones are; a span of years is none."""
    return [number for number in _DASHED.findall(text) if not _YEARS.fullmatch(number)]


def short_numbers(text: str) -> list[str]:
    """Find three- and four-digit numbers that could be a helpline's, or a year or a count."""
    return _SHORT.findall(text)


def redact(text: str, allowed: frozenset[str]) -> str:
    """Blank out every hyphenated number that is not allowed."""

    def judge(match: re.Match[str]) -> str:
        number = match[0]
        return number if number in allowed or _YEARS.fullmatch(number) else "…"

    return _DASHED.sub(judge, text)
