"""Korean typed while the keyboard stood on Latin letters: `qlwk` is 비자.

The layout is the standard two-set one (KS X 5002): consonants left, vowels right.
"""

import re
import unicodedata
from typing import Final

_INITIALS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_MEDIALS: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS: Final = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_KEYS: Final = dict(
    zip(
        "rRseEfaqQtTdwWczxvgkoiOjpuPhynbml",
        "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ",
        strict=True,
    )
)
_DOUBLE: Final = {
    "ㅗㅏ": "ㅘ", "ㅗㅐ": "ㅙ", "ㅗㅣ": "ㅚ",
    "ㅜㅓ": "ㅝ", "ㅜㅔ": "ㅞ", "ㅜㅣ": "ㅟ", "ㅡㅣ": "ㅢ",
    "ㄱㅅ": "ㄳ", "ㄴㅈ": "ㄵ", "ㄴㅎ": "ㄶ", "ㅂㅅ": "ㅄ",
    "ㄹㄱ": "ㄺ", "ㄹㅁ": "ㄻ", "ㄹㅂ": "ㄼ", "ㄹㅅ": "ㄽ",
    "ㄹㅌ": "ㄾ", "ㄹㅍ": "ㄿ", "ㄹㅎ": "ㅀ",
}  # fmt: skip
_KEY_OF: Final = {jamo: key for key, jamo in _KEYS.items()}
_PAIR_OF: Final = {double: pair for pair, double in _DOUBLE.items()}
_FIRST_SYLLABLE: Final = ord("가")
_WHOLE: Final = re.compile(r"[가-힣\W\d_]+")


def hangul_from_keys(text: str) -> str:
    """Read Latin keys as the Hangul they would have typed; what makes no syllable stays jamo."""
    jamo = "".join(
        _KEYS.get(key, _KEYS.get(key.lower(), key)) if key.isascii() else key for key in text
    )
    written, at = [], 0
    while at < len(jamo):
        syllable, used = _syllable(jamo, at)
        written.append(syllable)
        at += used
    return "".join(written)


def words_from_keys(text: str) -> str:
    """Read as Hangul those words that Latin keys spell in whole syllables; the others stay."""
    return " ".join(
        read if _WHOLE.fullmatch(read := hangul_from_keys(word)) else word
        for word in text.split(" ")
    )


def keys_from_hangul(text: str) -> str:
    """Return the Latin keys that type a Korean text on the two-set layout."""
    keys = []
    for letter in unicodedata.normalize("NFC", text):
        code = ord(letter) - _FIRST_SYLLABLE
        if not 0 <= code < len(_INITIALS) * len(_MEDIALS) * len(_FINALS):
            keys.append(letter)
            continue
        block, final = divmod(code, len(_FINALS))
        initial, medial = divmod(block, len(_MEDIALS))
        for jamo in (_INITIALS[initial], _MEDIALS[medial], _FINALS[final]):
            keys += [_KEY_OF[single] for single in _PAIR_OF.get(jamo, jamo)]
    return "".join(keys)


def _syllable(jamo: str, at: int) -> tuple[str, int]:
    """Read one syllable, or one letter where none begins; return it and what it used."""
    if jamo[at] not in _INITIALS or at + 1 >= len(jamo) or jamo[at + 1] not in _MEDIALS:
        return jamo[at], 1
    end = at + 2
    medial = jamo[at + 1]
    if jamo[at + 1 : at + 3] in _DOUBLE:
        medial, end = _DOUBLE[jamo[at + 1 : at + 3]], at + 3
    final = ""
    for size in (2, 1):
        letters = jamo[end : end + size]
        found = _DOUBLE.get(letters, letters)
        begins_next = jamo[end + size : end + size + 1] in tuple(_MEDIALS)
        if len(letters) == size and found in _FINALS and not begins_next:
            final, end = found, end + size
            break
    code = _INITIALS.index(jamo[at]) * len(_MEDIALS) + _MEDIALS.index(medial)
    return chr(_FIRST_SYLLABLE + code * len(_FINALS) + _FINALS.index(final)), end - at
