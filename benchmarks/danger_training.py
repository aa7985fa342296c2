"""Learn the second opinion on danger: `bot/danger_classifier.npz`.

    python -m benchmarks.danger_training

From the messages of all sets (`held-out` only since it was measured, see `benchmarks.danger`); from
the phrases that stand for themselves, idioms as harmless ones; and from the questions by which
search is tuned and those of the entries, but for those about danger. Needs the extra `train`.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from benchmarks.danger import messages
from bot.danger_classifier import BUCKETS, CLASSIFIER, MEANING_WEIGHT, buckets_of
from index.encoder import Encoder, load_encoder
from index.spelling import normalise
from knowledge.languages import Language
from knowledge.loader import Knowledge, load_knowledge
from knowledge.schema import Urgency

_TUNING: Final = Path(__file__).parent / "questions" / "tuning.jsonl"
_NONE: Final = "none"
_STRENGTH: Final = 10.0
"""Inverse of the regularisation, in scikit-learn's sense."""
_WRITTEN_FOR_IT: Final = 3.0
_PHRASE: Final = 0.3
_ORDINARY: Final = 3.0
_NO_WORDS: Final = re.compile(r"[<>&]|\.\.")


def main() -> None:
    """Learn and write the classifier."""
    knowledge = load_knowledge()
    written = [
        (sent.text, sent.danger or _NONE) for language in Language for sent in messages(language)
    ]
    learned = [
        *((text, name, _WRITTEN_FOR_IT) for text, name in written),
        *((text, name, _PHRASE) for text, name in phrases(knowledge)),
        *((text, _NONE, _ORDINARY) for text in ordinary(knowledge)),
    ]
    classes, weights, level = learn(learned, load_encoder(None))
    np.savez_compressed(
        CLASSIFIER,
        classes=np.array(classes),
        weights=weights.astype(np.float16),
        level=level.astype(np.float32),
    )
    print(f"{CLASSIFIER.name}: {len(learned)} texts, {CLASSIFIER.stat().st_size // 1024} KiB")


def ordinary(knowledge: Knowledge) -> list[str]:
    """Return questions that are about no danger."""
    about_danger = {name for danger in knowledge.dangers.values() for name in danger.entries} | {
        name for name, entry in knowledge.entries.items() if entry.urgency is not Urgency.NONE
    }
    questions = [
        question
        for name, entry in knowledge.entries.items()
        if name not in about_danger
        for language in Language
        for question in entry.questions.in_language(language)
    ]
    for line in _TUNING.read_text("utf-8").splitlines():
        asked = json.loads(line)
        if not about_danger & {*asked["accept"], *asked.get("also_fine", ())}:
            questions.append(asked["text"])
    return questions


def phrases(knowledge: Knowledge) -> list[tuple[str, str]]:
    """Return the rules that are nothing but words, with the danger they tell of, or none."""
    told = [
        (rule, danger)
        for book in knowledge.phrases.values()
        for danger, some in book.dangers.items()
        for rule in some.certain
    ]
    told += [(rule, _NONE) for book in knowledge.phrases.values() for rule in book.idioms]
    plain = ((rule.strip("= ").replace("*", ""), name) for rule, name in told)
    return [(rule, name) for rule, name in plain if not _NO_WORDS.search(rule)]


def learn(
    learned: Sequence[tuple[str, str, float]], encoder: Encoder
) -> tuple[list[str], NDArray[np.float64], NDArray[np.float64]]:
    """Return the classes, harmless first, with weights (feature, class) and levels (class)."""
    from sklearn.linear_model import LogisticRegression

    classes = [_NONE, *sorted({name for _, name, _ in learned} - {_NONE})]
    model = LogisticRegression(C=_STRENGTH, max_iter=3000)
    model.fit(
        features([text for text, _, _ in learned], encoder),
        [classes.index(name) for _, name, _ in learned],
        [weight for _, _, weight in learned],
    )
    return classes, model.coef_.T, model.intercept_


def features(texts: Sequence[str], encoder: Encoder) -> csr_matrix:
    """Return the features of messages, as `DangerClassifier` weighs them."""
    rows, columns, values = [], [], []
    for row, text in enumerate(texts):
        found = buckets_of(normalise(text))
        rows += [row] * len(found)
        columns += found.tolist()
        values += [1 / np.sqrt(max(1, len(found)))] * len(found)
    spelling = csr_matrix((values, (rows, columns)), shape=(len(texts), BUCKETS))
    meaning = csr_matrix(MEANING_WEIGHT * encoder.encode(list(texts)))
    return hstack([spelling, meaning]).tocsr()


if __name__ == "__main__":
    main()
