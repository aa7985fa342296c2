"""Measure the numbers that search and decision rest on, without any test question.

    python -m benchmarks.calibration --off-topic FILE [--out FILE]

Leave-one-out: every question of the content is asked while its own passage is hidden, which is
harder than life, because an entry's questions were written to differ from each other. Off-topic
sentences (lines `{"text", "lang"}`, or MASSIVE rows with one text per language) must not be
answered. From both, a logistic regression gives the confidence of `bot/decision.py`, and a table
shows what each threshold would answer. Needs scikit-learn (extra `train`).
"""

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from adapters.assemble import assemble
from adapters.settings import Settings
from benchmarks.metrics import share
from index.fusion import Found, Hit
from index.search import Searcher
from knowledge.languages import Language
from knowledge.passages import Part

_OFF_TOPIC = 600
_THRESHOLDS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6)


@dataclass(frozen=True)
class _Case:
    language: Language
    on_topic: bool
    right: bool
    score: float
    lead: float


def main() -> None:
    """Read the command line, measure, print and write."""
    parser = argparse.ArgumentParser(prog="benchmarks.calibration", description=__doc__)
    parser.add_argument("--off-topic", type=Path, required=True, help="JSON lines, also gzipped")
    parser.add_argument("--out", type=Path, help="write the result as JSON")
    arguments = parser.parse_args()
    searcher = assemble(Settings()).searcher
    cases = [*_left_out(searcher), *_off_topic(searcher, arguments.off_topic)]
    on_topic = [case for case in cases if case.on_topic]
    weights, confidences = _fit(cases)
    result = {
        "left_out": {
            language.value: round(share([c.right for c in on_topic if c.language is language]), 3)
            for language in Language
        },
        "cases": {"left_out": len(on_topic), "off_topic": len(cases) - len(on_topic)},
        "logistic": weights,
        "thresholds": [_row(limit, cases, confidences) for limit in _THRESHOLDS],
    }
    text = json.dumps(result, indent=2) + "\n"
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")
    print(text)


def _left_out(searcher: Searcher) -> Iterator[_Case]:
    passages = searcher.fusion.passages
    rows = [row for row, passage in enumerate(passages) if passage.part is Part.QUESTION]
    questions = [(passages[row].text, passages[row].language) for row in rows]
    for row, (near, shared) in zip(rows, searcher.evidence(questions), strict=True):
        hits = searcher.fusion.fuse(_without(row, near), _without(row, shared), 2)
        right = bool(hits) and hits[0].owner == passages[row].owner
        yield _case(passages[row].language, True, right, hits)


def _off_topic(searcher: Searcher, path: Path) -> Iterator[_Case]:
    rng = random.Random(7)  # noqa: S311 - a sample, not a secret
    open_file = gzip.open if path.suffix == ".gz" else open
    with open_file(path, "rt", encoding="utf-8") as file:
        rows: list[dict[str, Any]] = [json.loads(line) for line in file]
    for row in rng.sample(rows, min(len(rows), _OFF_TOPIC)):
        language = Language(row["lang"]) if "lang" in row else rng.choice(list(Language))
        text = row["text"] if "text" in row else row[language.value]
        yield _case(language, False, False, searcher.search(text, language, 2))


def _without(row: int, found: Found) -> Found:
    kept = found[0] != row
    return found[0][kept], found[1][kept]


def _case(language: Language, on_topic: bool, right: bool, hits: list[Hit]) -> _Case:
    first, second = ([hit.score for hit in hits] + [0.0, 0.0])[:2]
    return _Case(language, on_topic, right, first, first - second)


def _fit(cases: list[_Case]) -> tuple[dict[str, float], list[float]]:
    from sklearn.linear_model import LogisticRegression

    features = np.array([[case.score, case.lead] for case in cases])
    model = LogisticRegression(C=100).fit(features, [case.right for case in cases])
    per_score, per_lead = model.coef_[0]
    weights = {
        "intercept": round(float(model.intercept_[0]), 2),
        "per_score": round(float(per_score), 2),
        "per_lead": round(float(per_lead), 2),
    }
    return weights, model.predict_proba(features)[:, 1].tolist()


def _row(limit: float, cases: list[_Case], confidences: list[float]) -> dict[str, float]:
    judged = list(zip(cases, confidences, strict=True))
    above = [case for case, confidence in judged if confidence >= limit]
    on_topic = [case for case in above if case.on_topic]
    all_on_topic = sum(case.on_topic for case in cases)
    return {
        "from": limit,
        "left_out_kept": round(len(on_topic) / all_on_topic, 3),
        "left_out_right": round(share([case.right for case in on_topic]), 3),
        "off_topic_kept": round((len(above) - len(on_topic)) / (len(cases) - all_on_topic), 3),
    }


if __name__ == "__main__":
    main()
