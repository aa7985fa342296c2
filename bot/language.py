"""Which of the five languages a short text is written in.

Scripts decide first; Latin letters without Vietnamese marks go to a small character n-gram model
that knows English, Vietnamese without marks, Mongolian in Latin letters, pinyin, and Korean typed
on Latin keys. Residents mix Korean terms into every language, so a few Korean words among others do
not make a text Korean.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from index.keyboard import words_from_keys
from index.spelling import normalise
from knowledge.languages import Language

LATIN_MODEL: Final = Path(__file__).parent / "latin_ngrams.json"
LATIN_LANGUAGES: Final = (Language.EN, Language.VI, Language.MN, Language.ZH, Language.KO)
"""The languages of the model's weights, in their order."""

_HANGUL: Final = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_KANA: Final = re.compile(r"[\u3041-\u30fa]")
_CYRILLIC: Final = re.compile(r"[а-яёөү]")
_LATIN_WORD: Final = re.compile(r"[a-zà-ɏḀ-ỿ]{2,}")
_KOREAN_GRAMMAR: Final = re.compile(
    "어디|언제|어떻게|어떡해|얼마|무엇|무슨|뭐|[나까어아해세예에돼데]요|인데|는데|싶|있|없|되나|습니|니까|줘"
    "|하고|이랑|[을를](?![가-힣])"
)
"""Words and endings of a Korean sentence, against Korean names within another language's."""
_VIETNAMESE_MARK: Final = re.compile(
    r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹàáãèéìíòóõùúýĩũ]"
)
_INTERNATIONAL: Final = frozenset({
    "arc", "kiip", "topik", "visa", "eps", "sgc", "sfrc", "oasis", "muap", "gulp", "ged",
    "hikorea", "seoul", "korea", "tel", "fax", "email", "kakao", "ok", "app", "sns", "pc", "tv",
    "it", "ai", "id", "pr", "cv", "dvd", "www", "com", "http", "https",
})  # fmt: skip
_HANGUL_PER_WORD: Final = 2.5
"""A foreign word weighs about as much as this many Korean syllables."""


@dataclass(frozen=True)
class Identified:
    """The language a text is taken for, and how sure that is, in [0, 1].

    `typed_on_keys` is true of Korean that stands in the Latin letters of its keys.
    """

    language: Language
    sureness: float
    typed_on_keys: bool = False


def identify(text: str) -> Identified | None:
    """Identify the language of a text; none where no letter of ours stands in it."""
    text = normalise(text)
    hangul, han = len(_HANGUL.findall(text)), len(_HAN.findall(text))
    cyrillic = len(_CYRILLIC.findall(text))
    words = [word for word in _LATIN_WORD.findall(text) if word not in _INTERNATIONAL]
    if cyrillic > 1 and cyrillic >= len("".join(words)):
        return Identified(Language.MN, 1.0 if cyrillic * 2 > hangul + han else 0.6)
    if hangul and _KOREAN_GRAMMAR.search(text):
        return Identified(Language.KO, 0.95 if hangul > han + len(words) else 0.7)
    if han > 1 or (han and not hangul):
        return Identified(Language.ZH, 0.3 if _KANA.search(text) else 0.95)
    if words and _VIETNAMESE_MARK.search(text):
        return Identified(Language.VI, 0.99)
    foreign = len(words) * _HANGUL_PER_WORD
    if hangul and (len(words) < 2 or foreign < hangul):
        return Identified(Language.KO, 0.95 if foreign < hangul else 0.7)
    return _latin(words) if words or _LATIN_WORD.search(text) else None


def _latin(words: list[str]) -> Identified:
    if not words:
        return Identified(Language.EN, 0.4)
    shares = latin_shares(" ".join(words), _latin_model())
    shares[Language.KO] *= _syllables_share(words)
    best = max(shares, key=lambda language: shares[language])
    return Identified(best, shares[best], typed_on_keys=best is Language.KO)


def _syllables_share(words: list[str]) -> float:
    """Return the share of words that Latin keys spell in whole Korean syllables."""
    read = words_from_keys(" ".join(words))
    return sum(bool(_HANGUL.search(word)) for word in read.split()) / len(words)


def latin_shares(text: str, model: Mapping[str, tuple[float, ...]]) -> dict[Language, float]:
    """Return the probability of each Latin-letter language; `model` gives weights per n-gram."""
    sums = list(model[""])
    for gram in latin_grams(text):
        for place, weight in enumerate(model.get(gram, ())):
            sums[place] += weight
    top = max(sums)
    powers = [math.exp(value - top) for value in sums]
    return {lang: power / sum(powers) for lang, power in zip(LATIN_LANGUAGES, powers, strict=True)}


def latin_grams(text: str) -> set[str]:
    """Return the distinct character 1- to 4-grams of each word, with its ends marked."""
    grams = set()
    for word in text.split():
        padded = f" {word} "
        for size in range(1, 5):
            grams |= {padded[i : i + size] for i in range(len(padded) - size + 1)}
    return grams - {" "}


@cache
def _latin_model() -> dict[str, tuple[float, ...]]:
    weights = json.loads(LATIN_MODEL.read_text(encoding="utf-8"))
    return {gram: tuple(values) for gram, values in weights.items()}
