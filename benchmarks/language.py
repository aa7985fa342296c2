"""Measure how well the language of a question is identified, and how well we know when not.

    python -m benchmarks.language [--out FILE]

Whole questions, clean and noisy; and of those in Latin letters only, their first one, two and three
words, which are hard enough to show whether a sureness of .8 is right eight times in ten.
"""

import argparse
import itertools
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from adapters.batch import read_lines
from adapters.evaluation import NOISY, Asked
from adapters.metrics import calibration_error, share
from bot.language import identify
from bot.understanding import SURE_FROM

_QUESTIONS: Final = Path(__file__).parent / "questions"
_FILES: Final = ("tuning.jsonl", "evaluation.jsonl")
_WORDS: Final = (1, 2, 3)
_EDGES: Final = (0.0, SURE_FROM, 0.8, 0.9, 0.99, 1.01)


def main() -> None:
    """Read the command line, measure, print and write."""
    parser = argparse.ArgumentParser(prog="benchmarks.language", description=__doc__)
    parser.add_argument("--out", type=Path, help="write the result as JSON")
    arguments = parser.parse_args()
    result = {name.removesuffix(".jsonl"): _measured(_QUESTIONS / name) for name in _FILES}
    text = json.dumps(result, indent=2) + "\n"
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")
    print(text)


def _measured(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        asked = [one for one in read_lines(file, Asked) if one.is_ours]
    latin = [one for one in asked if one.text.isascii()]
    return {
        "clean": _row((one.text, one) for one in asked if one.style not in NOISY),
        "noisy": _row((one.text, one) for one in asked if one.style in NOISY),
        **{
            f"first {words} words, Latin letters": _row(
                (" ".join(one.text.split()[:words]), one) for one in latin
            )
            for words in _WORDS
        },
    }


def _row(texts: Iterable[tuple[str, Asked]]) -> dict[str, Any]:
    judged: list[tuple[float, bool]] = []
    for text, one in texts:
        found = identify(text)
        if found is not None:
            judged.append((found.sureness, found.language is one.lang))
    return {
        "texts": len(judged),
        "right": round(share([right for _, right in judged]), 4),
        "right_where_sure": round(share([r for s, r in judged if s >= SURE_FROM]), 4),
        "asked": round(share([s < SURE_FROM for s, _ in judged]), 4),
        "calibration_error": round(
            calibration_error([s for s, _ in judged], [r for _, r in judged]), 4
        ),
        "by_sureness": _bins(judged),
    }


def _bins(judged: Sequence[tuple[float, bool]]) -> dict[str, list[float]]:
    """Return, per bin of sureness, how many texts fall into it and the share that is right."""
    bins = {}
    for low, high in itertools.pairwise(_EDGES):
        some = [right for sureness, right in judged if low <= sureness < high]
        bins[f"{low} to {min(high, 1.0)}"] = [len(some), round(share(some), 3)]
    return bins


if __name__ == "__main__":
    main()
