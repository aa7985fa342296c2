"""Learn the second opinion on danger: `bot/danger_classifier.npz`.

    python -m benchmarks.danger_training

From the messages of the sets `training` and `development`, and as harmless ones the questions by
which search is tuned and those of the entries, but for those about danger. The set `held-out` is
not looked at. Needs the extra `train`.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from benchmarks.danger import messages
from bot.danger_classifier import BUCKETS, CLASSIFIER, MEANING_WEIGHT, buckets_of
from index.encoder import Encoder, load_encoder
from knowledge.languages import Language
from knowledge.loader import Knowledge, load_knowledge
from knowledge.schema import Urgency

_TUNING: Final = Path(__file__).parent / "questions" / "tuning.jsonl"
_NONE: Final = "none"
_STRENGTH: Final = 10.0
"""Inverse of the regularisation, in scikit-learn's sense."""
_WRITTEN_FOR_IT: Final = 3.0
"""How much more a message counts that was written for this than an ordinary question."""


def main() -> None:
    """Learn and write the classifier."""
    knowledge = load_knowledge()
    written = [
        (sent.text, sent.danger or _NONE)
        for language in Language
        for sent in messages(language)
        if sent.set != "held-out"
    ]
    classes, weights, level = learn(written, ordinary(knowledge), load_encoder(None))
    np.savez_compressed(
        CLASSIFIER,
        classes=np.array(classes),
        weights=weights.astype(np.float16),
        level=level.astype(np.float32),
    )
    print(f"{CLASSIFIER.name}: {len(written)} messages, {CLASSIFIER.stat().st_size // 1024} KiB")


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


def learn(
    written: Sequence[tuple[str, str]], harmless: Sequence[str], encoder: Encoder
) -> tuple[list[str], NDArray[np.float64], NDArray[np.float64]]:
    """Return the classes, harmless first, with weights (feature, class) and levels (class)."""
    from sklearn.linear_model import LogisticRegression

    texts = [text for text, _ in written] + list(harmless)
    names = [name for _, name in written] + [_NONE] * len(harmless)
    classes = [_NONE, *sorted({*names} - {_NONE})]
    counts = [_WRITTEN_FOR_IT] * len(written) + [1.0] * len(harmless)
    model = LogisticRegression(C=_STRENGTH, max_iter=3000)
    model.fit(features(texts, encoder), [classes.index(name) for name in names], counts)
    return classes, model.coef_.T, model.intercept_


def features(texts: Sequence[str], encoder: Encoder) -> csr_matrix:
    """Return the features of messages, as `DangerClassifier` weighs them."""
    rows, columns, values = [], [], []
    for row, text in enumerate(texts):
        found = buckets_of(text)
        rows += [row] * len(found)
        columns += found.tolist()
        values += [1 / np.sqrt(len(found))] * len(found)
    spelling = csr_matrix((values, (rows, columns)), shape=(len(texts), BUCKETS))
    meaning = csr_matrix(MEANING_WEIGHT * encoder.encode(list(texts)))
    return hstack([spelling, meaning]).tocsr()


if __name__ == "__main__":
    main()
