"""Taking out of a text what tells who a person is, before anything else reads it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from bot.personal import Rule, canonical
from bot.personal_names import NAMES, REACHES
from bot.personal_numbers import FEWEST_DIGITS, NUMBERS, SPELT
from bot.personal_places import ADDRESSES

# Between digits, people also type the vowel ㅡ and the numeral 一 for a hyphen.
_DASHES: Final = re.compile("[\u2010-\u2015\u2212]|(?<=\\d)[\u1173\u4e00\u30fc](?=\\d)")
_UNSEEN: Final = re.compile(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_DIGIT: Final = re.compile(r"\d")
_MARK: Final = re.compile(
    r"\[(?:(?:registration-|passport-|phone-)?number|email|address|account|id|name)\]"
)
_MOST_PASSES: Final = 16
"""One number may hide the next; nearly every text needs one pass, or two."""
_NOTHING: Final[frozenset[str]] = frozenset()


def scrub(text: str, public: frozenset[str] = _NOTHING) -> str:
    """Replace personal numbers, addresses, e-mail addresses, messenger ids and told names.

    Helplines (`1577-1366`), years, dates, amounts, visa codes and districts stay, and so does
    what is `public` (see `public_in`). Full-width letters and the many hyphens come out plain, and
    what cannot be seen is left out. Scrubbing twice is scrubbing once.
    """
    text = _plain(text)
    for _ in range(_MOST_PASSES):
        before = text
        for rule in _rules_for(text):
            text = rule.apply(text, public)
        if text == before:
            break
    return text


def without_marks(text: str) -> str:
    """Leave out what `scrub` wrote in place of numbers: English words that nobody typed."""
    return _MARK.sub(" ", text)


def public_in(texts: Iterable[str]) -> frozenset[str]:
    """Return what of our own texts `scrub` would take for personal: our numbers and addresses."""
    found: set[str] = set()
    for text in map(_plain, texts):
        for rule in _rules_for(text):
            found.update(map(canonical, rule.find(text)))
    return frozenset(one for one in found if not one.isdigit() or len(one) >= FEWEST_DIGITS)


def _plain(text: str) -> str:
    return _DASHES.sub("-", unicodedata.normalize("NFKC", _UNSEEN.sub("", text)))


def _rules_for(text: str) -> Iterator[Rule]:
    lowered = text.lower()
    digits = len(_DIGIT.findall(text))
    rules = _ALL if digits >= FEWEST_DIGITS else _SHORT if digits else _WORDED
    return (rule for rule in rules if rule.may_find(lowered))


_WORDED: Final = (*REACHES, *SPELT, *NAMES)
_SHORT: Final = (*REACHES, *ADDRESSES, *SPELT, *NAMES)
_ALL: Final = (*REACHES, *NUMBERS, *ADDRESSES, *SPELT, *NAMES)
