"""How well questions that ask the same are put together, in whatever language they are asked.

Labelled by what they are about: of `dev.jsonl` one question in five languages each, of the others
all that one entry answers, which is coarser than one question. Messages about none of our matters
stand between them; none of these may be put together with any of those.
"""

import json
from collections import Counter
from math import comb
from typing import Any, Final

import numpy as np

from adapters.assemble import assemble
from adapters.settings import Settings
from benchmarks.console_data import QUESTIONS_FOLDER
from bot.grouping import (
    JOINS_FROM,
    MERGES_FROM,
    NEW_LANGUAGE_FROM,
    OTHER_LANGUAGES_FROM,
    Groups,
)
from bot.storage.question_reading import QuestionReader
from knowledge.languages import Language

_ORDERS: Final = 5
"""Orders in which questions come: the first of a group decides what joins it."""


def measure() -> dict[str, Any]:
    """Return for each file the precision and recall of pairs, and of how many all are together."""
    reader = QuestionReader(assemble(Settings()).searcher)
    found = {name: _of_file(reader, name) for name in ("dev", "tuning", "evaluation")}
    thresholds = {
        "joins": JOINS_FROM,
        "joins, first of its language": NEW_LANGUAGE_FROM,
        "merges": MERGES_FROM,
        "merges, no language in both": OTHER_LANGUAGES_FROM,
    }
    return {"cosines from which on": thresholds, **found}


def _of_file(reader: QuestionReader, name: str) -> dict[str, float]:
    rows = _read(name)
    if name == "dev":
        # It has no messages about something else.
        rows += [row for row in _read("tuning") if not row["accept"]]
    languages = [Language(row["lang"]) for row in rows]
    vectors = reader.encode([(row["text"], one) for row, one in zip(rows, languages, strict=True)])
    labels = [_label(row, name, number) for number, row in enumerate(rows)]
    measured = []
    for seed in range(_ORDERS):
        order = np.random.default_rng(seed).permutation(len(rows))
        spoken = [languages[place] for place in order]
        groups = _grouped(vectors[order], spoken)
        measured.append(_judged([labels[place] for place in order], groups))
    means = np.mean(measured, axis=0).round(3).tolist()
    return dict(zip(("precision", "recall", "whole"), means, strict=True))


def _grouped(vectors: Any, languages: list[Language]) -> list[int]:
    """Put vectors into groups, and join these until none has grown together with another."""
    groups = Groups(vectors.shape[1])
    places = groups.join(vectors, languages)
    while True:
        count = int(places.max()) + 1
        members = [np.flatnonzero(places == place) for place in range(count)]
        means = np.stack([vectors[some].mean(axis=0) for some in members])
        spoken = [{languages[one] for one in some} for some in members]
        pairs = Groups.of(means, [len(some) for some in members], spoken).grown_together()
        if not pairs:
            return [int(place) for place in places]
        for one, other in pairs:
            places[places == other] = one
        places = np.unique(places, return_inverse=True)[1]


def _judged(labels: list[str], groups: list[int]) -> tuple[float, float, float]:
    """Return precision and recall of pairs with a label, and the share of labels kept whole."""
    known = {label for label in labels if not label.startswith("none")}
    together = Counter(zip(labels, groups, strict=True))
    both = sum(comb(count, 2) for (label, _), count in together.items() if label in known)
    strangers = Counter(
        group for label, group in zip(labels, groups, strict=True) if label not in known
    )
    sizes = Counter(groups)
    put = sum(comb(size, 2) - comb(strangers[group], 2) for group, size in sizes.items())
    wanted = sum(comb(count, 2) for label, count in Counter(labels).items() if label in known)
    whole = [len({group for label, group in together if label == one}) == 1 for one in known]
    return both / put, both / wanted, sum(whole) / len(whole)


def _label(row: dict[str, Any], name: str, number: int) -> str:
    if not row["accept"]:
        return f"none {number}"
    return str(row["id"].rsplit("-", 1)[0] if name == "dev" else row["accept"][0])


def _read(name: str) -> list[dict[str, Any]]:
    lines = (QUESTIONS_FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]
