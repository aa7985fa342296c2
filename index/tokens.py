"""Text as search sees it: one normal form, and the tokens of the lexical index.

Residents type without diacritics, in full-width letters, in Mongolian with Latin letters. Both
the indexed text and the question go through the same functions, so that such spellings meet.
"""

import re
import unicodedata
from typing import Final

from knowledge.languages import Language

_SPACE: Final = re.compile(r"\s+")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]")
_RUNS: Final = re.compile(
    r"(?P<hangul>[가-힣ㄱ-ㅎㅏ-ㅣ]+)|(?P<han>[\u3400-\u9fff]+)|(?P<cyrillic>[а-яёөү]+)"
    r"|(?P<latin>[a-zà-ɏḀ-ỿ]+)|(?P<number>\d+)"
)
_VISA: Final = re.compile(r"(?<![a-z0-9])([a-hф])[- ]?(\d{1,2})(?:-(\d{1,2}))?(?![a-z0-9])")

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
_VOWELS: Final = re.compile("[aeiu]")


def normalise(text: str) -> str:
    """Fold width, case and compatibility forms, drop control characters, join white space."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return _SPACE.sub(" ", _CONTROL.sub(" ", text)).strip()


def strip_marks(text: str) -> str:
    """Remove the marks of Latin letters (`khám bệnh` to `kham benh`); other scripts stay."""
    if text.isascii():
        return text
    kept = []
    for letter in text:
        plain = unicodedata.normalize("NFD", letter)
        kept.append(plain[0] if len(plain) > 1 and plain[0].isascii() else letter)
    return "".join(kept).replace("đ", "d").replace("Đ", "D")


def mongolian_skeleton(word: str) -> str:
    """Bring a Mongolian word, in Cyrillic or any habit of Latin letters, to one spelling.

    `зөвшөөрөх`, `zuvshuurukh` and `zovshoorox` meet: ө ү о у and v (typed for ү and в alike) fall
    together, as do kh h x, ts c, ye e; doubled letters become one.
    """
    word = word.translate(_CYRILLIC_TO_LATIN)
    for pattern, plain in _LATIN_HABITS:
        word = pattern.sub(plain, word)
    return word


def visa_codes(text: str) -> list[str]:
    """Find visa codes as typed (`E9`, `e-9`, `D 10-1`, `ф-6`) and return them as `E-9`."""
    codes = []
    for letter, major, minor in _VISA.findall(normalise(text)):
        code = f"{letter.replace('ф', 'f').upper()}-{int(major)}"
        codes.append(f"{code}-{int(minor)}" if minor else code)
    return codes


def lexical_tokens(text: str, language: Language | None = None) -> list[str]:
    """Cut a text into the tokens of the lexical index, repeated as often as they occur.

    Hangul and Han give characters and pairs; Latin and Cyrillic words give themselves and their
    3- and 4-grams. Mongolian, in either script, also gives skeletons (prefix `m`) and consonants
    (prefix `c`, for text-speak such as `bga`); Latin letters do so only when `language` says so.
    """
    text = normalise(text)
    tokens = [f"v:{code.lower().replace('-', '')}" for code in visa_codes(text)]
    for match in _RUNS.finditer(text):
        script, run = match.lastgroup, match[0]
        if script in {"hangul", "han"}:
            tokens += _grams(run, 1, 2)
        elif script == "number":
            tokens.append(run)
        else:
            tokens += _word_tokens(run if script == "cyrillic" else strip_marks(run))
            if script == "cyrillic" or language is Language.MN:
                tokens += _mongolian_tokens(run)
    return tokens


def _word_tokens(word: str) -> list[str]:
    if len(word) < 3:
        return [word]
    return [word, *(f"_{gram}" for gram in _grams(f"^{word}$", 3, 4))]


def _mongolian_tokens(word: str) -> list[str]:
    skeleton = mongolian_skeleton(word)
    tokens = [f"m:{skeleton}"]
    if len(skeleton) > 3:
        tokens += (f"m:_{gram}" for gram in _grams(f"^{skeleton}$", 4, 4))
    consonants = _VOWELS.sub("", skeleton)
    return [*tokens, f"c:{consonants}"] if len(consonants) > 1 else tokens


def _grams(text: str, shortest: int, longest: int) -> list[str]:
    return [
        text[start : start + size]
        for size in range(shortest, longest + 1)
        for start in range(len(text) - size + 1)
    ]
