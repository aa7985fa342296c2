"""Make `bot/latin_ngrams.json`, the weights that tell languages in Latin letters apart.

    python -m bot.latin_training --data ../shared/parallel

A logistic regression over character n-grams of short texts; about three minutes. Needs the extra
`train`. What is English, Vietnamese without marks, Mongolian in Latin letters, Chinese in pinyin
and Korean typed on Latin keys comes from the encoder's aligned text and from our own questions.
"""

import argparse
import json
import random
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bot.language import LATIN_LANGUAGES, LATIN_MODEL, latin_grams
from index.keyboard import keys_from_hangul
from index.spelling import normalise, strip_marks
from index.training.corpus import read_rows
from index.training.noise import mistype, romanise
from knowledge.languages import Language
from knowledge.loader import Knowledge, load_knowledge

_PER_LANGUAGE = 30_000
_FEATURES = 14_000
_LONGEST_WORDS = 12
_OWN_TIMES = 4
_SLIPS = 0.25
"""Share of texts with slips of the finger."""

Typed = Callable[[str, random.Random], str]


def main() -> None:
    """Read the command line, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the aligned text")
    arguments = parser.parse_args()
    texts = _texts(arguments.data, load_knowledge())
    weights = _fit(texts)
    text = json.dumps(weights, ensure_ascii=False, separators=(",", ":"))
    LATIN_MODEL.write_text(text.replace("],", "],\n") + "\n", encoding="utf-8")


def _pinyin(text: str, rng: random.Random) -> str:
    """Write Chinese in pinyin, by words or by syllables, without tones."""
    from pypinyin import lazy_pinyin

    together = rng.random() < 0.6
    written, word = [], ""
    for syllable in lazy_pinyin(text, errors="ignore"):
        word += syllable
        if not together or rng.random() < 0.5:
            written.append(word)
            word = ""
    return " ".join([*written, word]).strip()


_TYPED: dict[Language, Typed] = {
    Language.EN: lambda text, _: text,
    Language.VI: lambda text, _: strip_marks(text),
    Language.MN: romanise,
    Language.ZH: _pinyin,
    Language.KO: lambda text, _: keys_from_hangul(text).lower(),
}


def _texts(folder: Path, knowledge: Knowledge) -> list[tuple[str, int]]:
    rng = random.Random(7)
    rows = read_rows(folder)
    texts = []
    for place, language in enumerate(LATIN_LANGUAGES):
        lines = [row.texts[language] for row in rows if language in row.texts]
        some = rng.sample(lines, min(len(lines), _PER_LANGUAGE))
        for entry in knowledge.entries.values():
            some += [*entry.questions.in_language(language)] * _OWN_TIMES
        texts += [(typed, place) for line in some if (typed := _as_typed(line, language, rng))]
    rng.shuffle(texts)
    return texts


def _as_typed(text: str, language: Language, rng: random.Random) -> str:
    plain = _TYPED[language](normalise(text), rng)
    if rng.random() < _SLIPS:
        plain = mistype(plain, rng)
    words = [word for word in plain.split() if word.isascii() and word.isalpha()]
    start = rng.randrange(max(1, len(words) - 3))
    return " ".join(words[start : start + rng.randint(2, _LONGEST_WORDS)])


def _fit(texts: list[tuple[str, int]]) -> dict[str, list[float]]:
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = CountVectorizer(analyzer=latin_grams, max_features=_FEATURES)
    features = vectorizer.fit_transform([text for text, _ in texts])
    model = LogisticRegression(C=0.3, max_iter=200)
    model.fit(features, np.array([place for _, place in texts]))
    grams = vectorizer.get_feature_names_out()
    weights = {"": [round(float(value), 2) for value in model.intercept_]}
    for gram, column in sorted(zip(grams, model.coef_.T, strict=True)):
        if np.abs(column).max() >= 0.05:
            weights[str(gram)] = [round(float(value), 2) for value in column]
    return weights


if __name__ == "__main__":
    main()
