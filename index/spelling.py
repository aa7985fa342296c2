"""One normal form of a text, whatever its width, case, script variant or marks.

Both the indexed text and the question go through the same functions, so that spellings meet.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from opencc import OpenCC

_KEPT_WORDS: Final = 4_096
_SPACE: Final = re.compile(r"\s+")
_CONTROL: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ud800-\udfff\ufeff]"
)
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_LOOSE: Final = re.compile(r"[\u1100-\u11ff]")
_TORN_SYLLABLE: Final = re.compile(r"([가-힣])([\u1100-\u1112])(?=[가-힣])")
_FINALS: Final = 28
"""Hangul syllables come in blocks of 28, one for each final consonant, none first."""
_FINAL_OF: Final = {
    "ᄀ": "ᆨ", "ᄁ": "ᆩ", "ᄂ": "ᆫ", "ᄃ": "ᆮ", "ᄅ": "ᆯ", "ᄆ": "ᆷ", "ᄇ": "ᆸ", "ᄉ": "ᆺ", "ᄊ": "ᆻ",
    "ᄋ": "ᆼ", "ᄌ": "ᆽ", "ᄎ": "ᆾ", "ᄏ": "ᆿ", "ᄐ": "ᇀ", "ᄑ": "ᇁ", "ᄒ": "ᇂ",
}  # fmt: skip

_LATIN_LETTERS: Final = (
    "a b v g d e j z i i k l m n o p r s t u f h c ch sh sh _ i i e iu ia io u u"
)
_CYRILLIC_TO_LATIN: Final = str.maketrans(
    dict(
        zip(
            "абвгдежзийклмнопрстуфхцчшщъыьэюяёөү",
            _LATIN_LETTERS.split(),
            strict=True,
        )
    )
    | {"ъ": ""}
)
_LATIN_HABITS: Final = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        ("kh", "h"),
        ("t[sz]", "c"),
        ("x", "h"),
        ("dj|zh", "j"),
        ("ye", "e"),
        ("y", "i"),
        ("[ovwq]", "u"),
        (r"(.)\1+", r"\1"),
    )
)


def normalise(text: str) -> str:
    """Fold width, case, compatibility forms and traditional characters; mend torn Hangul.

    Control characters and halves of surrogate pairs go, white space is joined. Jamo that stand
    loose after a syllable (`무료진료ㄷ`, `ㅠㅠ`) go, too; those torn off a syllable within a word
    come back (`외구ㄱ인`). A normal text is its own normal form.
    """
    text = _composed(_composed(text).casefold())
    text = _CONTROL.sub(" ", text)
    if _LOOSE.search(text):
        text = _composed(_LOOSE.sub("", _TORN_SYLLABLE.sub(_mend, text)))
    if _HAN.search(text):
        # Twice, because 薴 becomes 苧, which itself is the traditional form of 苎.
        text = _to_simplified().convert(_to_simplified().convert(text))
    return _SPACE.sub(" ", text).strip()


def strip_marks(text: str) -> str:
    """Remove the marks of Latin letters (`khám bệnh` to `kham benh`); other scripts stay."""
    if text.isascii():
        return text
    kept = []
    for letter in text:
        plain = unicodedata.normalize("NFD", letter)
        kept.append(plain[0] if len(plain) > 1 and plain[0].isascii() else letter)
    return "".join(kept).replace("đ", "d").replace("Đ", "D")


@lru_cache(_KEPT_WORDS)
def mongolian_skeleton(word: str) -> str:
    """Bring a Mongolian word, in Cyrillic or any habit of Latin letters, to one spelling.

    `зөвшөөрөх`, `zuvshuurukh` and `zovshoorox` meet: ө ү о у and v (typed for ү and в alike) fall
    together, as do kh h x, ts c, ye e; doubled letters become one.
    """
    word = word.translate(_CYRILLIC_TO_LATIN)
    for pattern, plain in _LATIN_HABITS:
        word = pattern.sub(plain, word)
    return word


def _composed(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _mend(match: re.Match[str]) -> str:
    syllable, loose = match[1], match[2]
    is_open = (ord(syllable) - ord("가")) % _FINALS == 0
    final = _FINAL_OF.get(loose)
    return unicodedata.normalize("NFC", syllable + final) if is_open and final else match[0]


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")
