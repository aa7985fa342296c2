"""Taking personal numbers out of a text before anything else reads it."""

import re
from typing import Final

_PERSONAL: Final = tuple(
    (re.compile(pattern), mark)
    for pattern, mark in (
        (r"[\w.+-]+@[\w-]+\.[\w.-]+", "[email]"),
        # Resident and alien registration numbers: six digits of birth, seven more.
        (r"(?<!\d)\d{6}\s*[-–]?\s*[1-8]\d{6}(?!\d)", "[registration-number]"),
        (r"(?<![A-Za-z0-9])[A-Za-z]{1,2}\d{7,8}(?!\d)", "[passport-number]"),
        (r"(?<!\d)(?:\+?82[-.\s]?0?|0)\d{1,2}[-.\s]?\d{3,4}[-.\s]?\d{4}(?!\d)", "[phone-number]"),
        (r"(?<!\d)\d(?:[-\s]?\d){9,}(?!\d)", "[number]"),
    )
)


def scrub(text: str) -> str:
    """Replace registration, passport, telephone and other long numbers, and e-mail addresses.

    Helplines (`1577-1366`), years, amounts and visa codes stay.
    """
    for pattern, mark in _PERSONAL:
        text = pattern.sub(mark, text)
    return text
