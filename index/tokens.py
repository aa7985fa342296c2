"""The tokens of the lexical index: pieces of words in which different spellings meet."""

import re
from typing import Final

from index.spelling import mongolian_skeleton, normalise, strip_marks
from knowledge.languages import Language

_RUNS: Final = re.compile(
    r"(?P<hangul>[가-힣ㄱ-ㅎㅏ-ㅣ]+)|(?P<han>[\u3400-\u9fff]+)|(?P<cyrillic>[а-яёөү]+)"
    r"|(?P<latin>[a-zà-ɏḀ-ỿ]+)|(?P<number>\d+)"
)
VISA_CODE: Final = re.compile(r"(?<![a-z0-9])([a-hф])[- ]?(\d{1,2})(?:-(\d{1,2}))?(?![a-z0-9])")

_VOWELS: Final = re.compile("[aeiu]")


def visa_codes(text: str) -> list[str]:
    """Find visa codes as typed (`E9`, `e-9`, `D 10-1`, `ф-6`) and return them as `E-9`."""
    codes = []
    for letter, major, minor in VISA_CODE.findall(normalise(text)):
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
