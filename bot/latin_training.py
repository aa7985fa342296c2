"""Make `bot/latin_ngrams.json`, the weights that tell languages in Latin letters apart.

    python -m bot.latin_training --data ../shared/parallel

A logistic regression over character n-grams of short texts; about two minutes. Needs the extra
`train`.
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np

from bot.language import LATIN_MODEL, latin_grams
from index.tokens import normalise, strip_marks
from index.training.corpus import read_rows
from index.training.noise import romanise
from knowledge.languages import Language
from knowledge.loader import Knowledge, load_knowledge

_PER_LANGUAGE = 40_000
_FEATURES = 12_000
_LONGEST_WORDS = 12


def main() -> None:
    """Read the command line, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the aligned text")
    arguments = parser.parse_args()
    texts = _texts(arguments.data, load_knowledge())
    weights = _fit(texts)
    text = json.dumps(weights, ensure_ascii=False, separators=(",", ":"))
    LATIN_MODEL.write_text(text.replace("],", "],\n") + "\n", encoding="utf-8")


def _texts(folder: Path, knowledge: Knowledge) -> list[tuple[str, int]]:
    rng = random.Random(7)
    places = {Language.EN: 0, Language.VI: 1, Language.MN: 2}
    found: dict[Language, list[str]] = {lang: [] for lang in places}
    for row in read_rows(folder, 7):
        for lang in places:
            found[lang] += row.get(lang, ())[:1]
    texts = []
    for lang, lines in found.items():
        some = rng.sample(lines, min(len(lines), _PER_LANGUAGE))
        texts += [(_as_typed(line, lang, rng), places[lang]) for line in some]
    for entry in knowledge.entries.values():
        for lang, place in places.items():
            texts += [
                (_as_typed(question, lang, rng), place)
                for question in entry.questions.in_language(lang)
                for _ in range(4)
            ]
    rng.shuffle(texts)
    return texts


def _as_typed(text: str, language: Language, rng: random.Random) -> str:
    plain = normalise(text)
    plain = romanise(plain, rng) if language is Language.MN else strip_marks(plain)
    words = [word for word in plain.split() if word.isascii() and word.isalpha()]
    start = rng.randrange(max(1, len(words) - 3))
    return " ".join(words[start : start + rng.randint(2, _LONGEST_WORDS)])


def _fit(texts: list[tuple[str, int]]) -> dict[str, list[float]]:
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = CountVectorizer(analyzer=latin_grams, max_features=_FEATURES)
    features = vectorizer.fit_transform([text for text, _ in texts])
    model = LogisticRegression(C=0.3, max_iter=300)
    model.fit(features, np.array([place for _, place in texts]))
    grams = vectorizer.get_feature_names_out()
    weights = {"": [round(float(value), 2) for value in model.intercept_]}
    for gram, column in sorted(zip(grams, model.coef_.T, strict=True)):
        if np.abs(column).max() >= 0.05:
            weights[str(gram)] = [round(float(value), 2) for value in column]
    return weights


if __name__ == "__main__":
    main()
