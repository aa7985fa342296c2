"""How good an encoder is on text it never saw: Tatoeba, NTREX-128, SIB-200 and MASSIVE.

All figures are accuracy@1, in [0, 1]. The texts only measure; they are never trained on.
"""

import gzip
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from knowledge.languages import Language

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
TATOEBA: Final = ("mon", "kor", "cmn", "vie")


def measure(encode: Encode, folder: Path) -> dict[str, float]:
    """Measure an encoder on the held-out texts in `folder`; `encode` gives unit rows.

    Raises:
        FileNotFoundError: a text is not in `folder`.
    """
    figures = tatoeba(encode, folder)
    for name in ("ntrex", "sib200"):
        rows = _read(folder / f"{name}_five.jsonl.gz")
        for language in (lang for lang in Language if lang is not Language.KO):
            kept = [row for row in rows if row.get(language) and row.get("ko")]
            figures[f"{name} {language}-ko"] = _matched(
                encode, [row[language] for row in kept], [row["ko"] for row in kept]
            )
    return figures | _intents(encode, _read(folder / "massive_five.jsonl.gz"))


def tatoeba(encode: Encode, folder: Path) -> dict[str, float]:
    """Measure how often a sentence's nearest English sentence is its translation."""
    figures = {}
    for name in TATOEBA:
        lines = (folder / f"{name}-eng.tsv").read_text(encoding="utf-8").splitlines()
        foreign, english = zip(*(line.split("\t")[:2] for line in lines), strict=True)
        figures[f"tatoeba {name}-eng"] = _matched(encode, list(foreign), list(english))
    return figures


def _matched(encode: Encode, left: list[str], right: list[str]) -> float:
    scores = encode(left) @ encode(right).T
    return float(np.mean(scores.argmax(axis=1) == np.arange(len(left))))


def _intents(encode: Encode, rows: list[dict[str, Any]]) -> dict[str, float]:
    """Nearest Korean training sentence's intent, for test sentences of every language."""
    train = [row for row in rows if row["partition"] == "train"]
    test = [row for row in rows if row["partition"] == "test"]
    if not train or not test:
        return {}
    known = encode([row["ko"] for row in train])
    intents: NDArray[np.str_] = np.array([row["intent"] for row in train])
    wanted = np.array([row["intent"] for row in test])
    found = {}
    for language in Language:
        nearest = (encode([row[language] for row in test]) @ known.T).argmax(axis=1)
        found[f"massive {language}"] = float(np.mean(intents[nearest] == wanted))
    return found


def _read(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]
