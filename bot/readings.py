"""A message as the phrases of a language read it: as letters without spaces, or as words.

Korean is read in jamo, so that a stem meets its conjugations and half a misspelling does not
matter; Chinese in simplified characters; the others word by word: Vietnamese with marks and
without, Mongolian in Cyrillic and in Latin letters alike, pinyin syllable by syllable.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Final

from index.spelling import mongolian_skeleton, normalise, strip_marks
from knowledge.languages import Language

HANGUL: Final = re.compile("[가-힣]")
HAN: Final = re.compile("[\u3400-\u9fff]")
_LATIN: Final = re.compile("[a-zà-ɏḀ-ỿ]")
_MARKED: Final = re.compile("[à-ɏḀ-ỿ]")
_CYRILLIC: Final = re.compile("[а-яёөү]")
_LETTERS_ONLY: Final = re.compile(r"[^\w]+|_")
_WORD: Final = re.compile(r"[^\W_]+")
_APOSTROPHES: Final = re.compile("['’`´ʼ]")
_REPEATED: Final = re.compile(r"([^\W\d])\1{2,}")
_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_TONE: Final = re.compile(f"[{_TONES}]")
_JAMO_ALIKE: Final = str.maketrans({
    "ᅢ": "ᅦ", "ᅤ": "ᅦ", "ᅨ": "ᅦ",  # ㅐ ㅒ ㅖ sound like ㅔ
    "ᆻ": "ᆺ", "ᇁ": "ᆸ", "ᆭ": "ᆫ", "ᆶ": "ᆯ", "ᆹ": "ᆸ", "ᆪ": "ᆨ", "ᆬ": "ᆫ", "ᆩ": "ᆨ",
})  # fmt: skip

_INITIALS: Final = "b p m f d t n l g k h j q x zh ch sh r z c s y w"
_FINALS: Final = (
    "a o e i u v ai ei ui ao ou iu ie ue ve er an en in un vn ang eng ing ong ia ian iang iao iong "
    "ua uai uan uang uo"
)
_ALONE: Final = "a o e ai ei ao ou an en ang eng er"
_SYLLABLES: Final = frozenset([
    *map("".join, product(_INITIALS.split(), _FINALS.split())),
    *_ALONE.split(),
])  # fmt: skip
_LONGEST_SYLLABLE: Final = 6
_LONGEST_PINYIN: Final = 30
"""Letters of a sentence typed without spaces; a longer run is none."""


def is_of_letters(phrase: str) -> bool:
    """Tell whether a phrase is written in letters that are read one by one: Hangul or Han."""
    return bool(HANGUL.search(phrase) or HAN.search(phrase))


def jamo(text: str) -> str:
    """Write Hangul in jamo, those that sound alike as one, without spaces or punctuation."""
    plain = _LETTERS_ONLY.sub("", _REPEATED.sub(r"\1", text))
    return unicodedata.normalize("NFD", plain).translate(_JAMO_ALIKE)


def characters(text: str) -> str:
    """Write a normal text without spaces or punctuation."""
    return _LETTERS_ONLY.sub("", text)


def words(text: str) -> list[str]:
    """Cut a normal text into words; apostrophes go (`can't` is `cant`)."""
    return _WORD.findall(_APOSTROPHES.sub("", text))


def syllables(text: str) -> list[str]:
    """Cut a normal text into pinyin syllables; a word that is none stays whole."""
    cut: list[str] = []
    for word in words(strip_marks(text)):
        is_short = len(word) <= _LONGEST_PINYIN
        cut += (_syllables_of(word) if is_short else None) or [word]
    return cut


def _syllables_of(word: str) -> list[str] | None:
    if not word:
        return []
    for size in range(min(_LONGEST_SYLLABLE, len(word)), 0, -1):
        if word[:size] in _SYLLABLES and (rest := _syllables_of(word[size:])) is not None:
            return [word[:size], *rest]
    return None


def plain_forms(word: str) -> tuple[str, ...]:
    """Return a word without marks; drawn-out letters once and twice."""
    return _drawn_in(strip_marks(word))


def unmarked_forms(word: str) -> tuple[str, ...]:
    """Return a word that bears no marks, as English ones do not; none of any other."""
    return _drawn_in(word) if word.isascii() else ()


@cache
def _vietnamese(word: str) -> str:
    """Write the tone of a syllable at its end, wherever it was typed (`hoà`, `hòa`)."""
    loose = unicodedata.normalize("NFD", word)
    tone = "".join(_TONE.findall(loose))
    return unicodedata.normalize("NFC", _TONE.sub("", loose)) + tone


def vietnamese_forms(word: str) -> tuple[str, ...]:
    """Return how a typed Vietnamese word may be meant: as it stands, its tone at the end."""
    if word.isascii():
        return _drawn_in(word)
    return tuple(_vietnamese(form) for form in _drawn_in(word))


def vietnamese_spellings(word: str) -> tuple[str, ...]:
    """Return how a Vietnamese word may be typed: with its marks, or with none."""
    return (_vietnamese(word), strip_marks(word))


def mongolian_forms(word: str) -> tuple[str, ...]:
    """Return the skeleton of a Mongolian word in either script; none of a word with marks."""
    is_either = word.isascii() or _CYRILLIC.search(word)
    return (mongolian_skeleton(word),) if is_either else ()


def _drawn_in(word: str) -> tuple[str, ...]:
    if not _REPEATED.search(word):
        return (word,)
    return (_REPEATED.sub(r"\1", word), _REPEATED.sub(r"\1\1", word))


@dataclass(frozen=True)
class WordReading:
    """How the words of a language are read.

    `cut` cuts a normal text, `forms` gives the forms of a typed word, and `spellings` the forms
    under which a word of a phrase is met. `mends` is whether long words are met though misspelt:
    syllables are too short to be told apart then.
    """

    cut: Callable[[str], list[str]]
    forms: Callable[[str], tuple[str, ...]]
    spellings: Callable[[str], tuple[str, ...]]
    mends: bool = False


WORD_READINGS: Final = {
    Language.KO: WordReading(words, unmarked_forms, unmarked_forms),
    Language.EN: WordReading(words, unmarked_forms, unmarked_forms, mends=True),
    Language.ZH: WordReading(syllables, plain_forms, plain_forms),
    Language.VI: WordReading(words, vietnamese_forms, vietnamese_spellings),
    Language.MN: WordReading(words, mongolian_forms, mongolian_forms, mends=True),
}
LETTER_READINGS: Final = {Language.KO: jamo, Language.ZH: characters}
"""How the languages are read that are also read letter by letter."""


@dataclass(frozen=True)
class Typed:
    """A message in its normal form, and which letters stand in it."""

    text: str
    has_hangul: bool
    has_han: bool
    has_latin: bool
    has_cyrillic: bool
    has_marks: bool
    """Whether Latin letters bear marks, as in Vietnamese."""

    @classmethod
    def of(cls, text: str) -> "Typed":
        """Read a raw message."""
        text = normalise(text)
        hangul, han = HANGUL.search(text), HAN.search(text)
        latin, cyrillic = _LATIN.search(text), _CYRILLIC.search(text)
        marks = latin and _MARKED.search(text)
        return cls(text, *(bool(one) for one in (hangul, han, latin, cyrillic, marks)))

    def may_hold_words_of(self, language: Language) -> bool:
        """Tell whether its letters are those in which words of a language are typed."""
        if language is Language.MN:
            return self.has_cyrillic or (self.has_latin and not self.has_marks)
        return self.has_latin
