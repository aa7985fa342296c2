"""Named things in a text (terms, districts), whatever their language or spelling.

In the lexical index a glossary term that is found adds one token of its own (`t:arc`), so that
`ARC`, `외국인등록증` and `айди карт` meet.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from index.tokens import mongolian_skeleton, normalise, strip_marks
from knowledge.languages import Language
from knowledge.schema import District, Term

_CJK: Final = re.compile(r"[\u3400-\u9fff가-힣]")
_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_SHORTEST: Final = 2


class NameMatcher:
    """Finds names in a text by every spelling that is known of them."""

    def __init__(self, spellings: Mapping[str, Iterable[str]]) -> None:
        """Take the spellings of each id."""
        self._by_words: dict[tuple[str, ...], set[str]] = {}
        cjk: dict[str, set[str]] = {}
        for term, words in spellings.items():
            for word in words:
                plain = normalise(word)
                if len(plain) < _SHORTEST:
                    continue
                if _CJK.search(plain):
                    cjk.setdefault(plain.replace(" ", ""), set()).add(term)
                else:
                    self._by_words.setdefault(_plain_words(plain), set()).add(term)
        self._cjk = cjk
        self._cjk_pattern = re.compile(
            "|".join(re.escape(word) for word in sorted(cjk, key=len, reverse=True)) or r"(?!)"
        )
        self._longest = max((len(words) for words in self._by_words), default=0)

    @classmethod
    def of(cls, named: Iterable[Term | District]) -> "NameMatcher":
        """Make a matcher of terms or districts, with all their names and spellings."""
        return cls({item.id: _all_spellings(item) for item in named})

    def find(self, text: str) -> list[str]:
        """Return the ids of the names that stand in a text, each once, in order."""
        text = normalise(text)
        found: dict[str, None] = {}
        for match in self._cjk_pattern.finditer(text.replace(" ", "")):
            found |= dict.fromkeys(sorted(self._cjk[match[0]]))
        words = _plain_words(text)
        for start in range(len(words)):
            for size in range(1, self._longest + 1):
                terms = self._by_words.get(words[start : start + size])
                found |= dict.fromkeys(sorted(terms or ()))
        return list(found)


def _all_spellings(item: Term | District) -> list[str]:
    return [
        spelling
        for language in Language
        for spelling in (item.name.in_language(language), *item.spellings.in_language(language))
    ]


def _plain_words(text: str) -> tuple[str, ...]:
    return tuple(_plain(word) for word in _WORD.findall(text))


def _plain(word: str) -> str:
    cyrillic = any("а" <= letter <= "я" or letter in "ёөү" for letter in word)
    return mongolian_skeleton(word) if cyrillic else strip_marks(word)
