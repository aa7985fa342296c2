"""Named things in a text (terms, districts), whatever their language or spelling.

In the lexical index a glossary term that is found adds one token of its own (`t:arc`), so that
`ARC`, `외국인등록증` and `айди карт` meet.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from index.spelling import mongolian_skeleton, normalise, strip_marks
from knowledge.languages import Language
from knowledge.places import Center, District, Line
from knowledge.terms import Term

_CJK: Final = re.compile(r"[\u3400-\u9fff가-힣]")
_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_SHORTEST: Final = 2


class NameMatcher:
    """Finds names in a text by every spelling that is known of them."""

    def __init__(
        self, spellings: Mapping[str, Iterable[str]], *, whole_words: bool = False
    ) -> None:
        """Take the spellings of each id.

        With `whole_words`, a name in Hangul has to begin a word: 구로 is not in 대구로. Terms may
        stand inside a compound, places may not.
        """
        self._by_words: dict[tuple[str, ...], set[str]] = {}
        cjk: dict[str, set[str]] = {}
        for term, words in spellings.items():
            for word in words:
                plain = normalise(word)
                if len(plain) < _SHORTEST:
                    continue
                if _CJK.search(plain):
                    cjk.setdefault(plain if whole_words else _joined(plain), set()).add(term)
                else:
                    self._by_words.setdefault(_plain_words(plain), set()).add(term)
        self._cjk = cjk
        self._whole_words = whole_words
        longest_first = sorted(cjk, key=len, reverse=True)
        any_name = "|".join(re.escape(word) for word in longest_first) or r"(?!)"
        self._cjk_pattern = re.compile(f"(?<![가-힣])(?:{any_name})" if whole_words else any_name)
        self._longest: dict[str, int] = {}
        for words in filter(None, self._by_words):
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    @classmethod
    def of_terms(cls, terms: Iterable[Term]) -> "NameMatcher":
        """Make a matcher of the glossary, with all names and spellings."""
        return cls({term.id: all_spellings(term) for term in terms})

    @classmethod
    def of_districts(cls, districts: Iterable[District]) -> "NameMatcher":
        """Make a matcher of districts, with all names and spellings."""
        spellings = {district.id: all_spellings(district) for district in districts}
        return cls(spellings, whole_words=True)

    def find(self, text: str) -> list[str]:
        """Return the ids of the names that stand in a text, each once, in order."""
        text = normalise(text)
        found: dict[str, None] = {}
        if _CJK.search(text):
            for match in self._cjk_pattern.finditer(text if self._whole_words else _joined(text)):
                found |= dict.fromkeys(sorted(self._cjk[match[0]]))
        words = _plain_words(text)
        for start, first in enumerate(words):
            for size in range(1, self._longest.get(first, 0) + 1):
                terms = self._by_words.get(words[start : start + size])
                found |= dict.fromkeys(sorted(terms or ()))
        return list(found)


def all_spellings(item: Term | District | Center | Line) -> list[str]:
    """List every way something named is written, its names included, in all languages."""
    return [
        spelling
        for language in Language
        for spelling in (item.name.in_language(language), *item.spellings.in_language(language))
    ]


def _joined(text: str) -> str:
    return text.replace(" ", "")


def _plain_words(text: str) -> tuple[str, ...]:
    return tuple(_plain(word) for word in _WORD.findall(text))


def _plain(word: str) -> str:
    cyrillic = any("а" <= letter <= "я" or letter in "ёөү" for letter in word)
    return mongolian_skeleton(word) if cyrillic else strip_marks(word)
