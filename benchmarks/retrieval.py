"""Measure retrieval, ablations and alternatives on the same questions, in one run.

    python -m benchmarks.retrieval [--questions FILE] [--out FILE] [--compare]

`make bench` runs it over `questions/`. With `--compare` also the ablations of our own search and
the alternatives (`alternatives.py`) are measured; that needs the extras `train` and `bench`.
"""

import argparse
import json
import platform
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from adapters.assemble import Ieum, assemble
from adapters.batch import read_lines
from adapters.evaluation import NOISY, Asked, judge, report
from adapters.metrics import first_is_right, share
from adapters.settings import Settings
from benchmarks.ablations import ablations
from benchmarks.alternatives import (
    Find,
    UseEncoder,
    bm25s,
    fts5,
    langchain_faiss,
    minilm,
    our_passages,
)
from index.manifest import FORMAT_VERSION
from knowledge.languages import Language
from knowledge.loader import content_hash

QUESTIONS: Final = Path(__file__).parent / "questions" / "evaluation.jsonl"


def main() -> None:
    """Read the command line, answer, print and write the result."""
    parser = argparse.ArgumentParser(prog="benchmarks.retrieval", description=__doc__)
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    parser.add_argument("--out", type=Path, help="write the result as JSON")
    parser.add_argument("--compare", action="store_true", help="measure the others, too")
    arguments = parser.parse_args()
    with arguments.questions.open("rb") as file:
        questions = read_lines(file, Asked)
    settings = Settings()
    ieum = assemble(settings)
    result = {
        "questions_file": arguments.questions.name,
        "content_hash": content_hash(settings.content),
        "index_format": FORMAT_VERSION,
        "encoder": ieum.searcher.encoder.name,
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        **report(list(judge(questions, ieum.assistant))),
    }
    if arguments.compare:
        result["compared"] = compare(questions, ieum)
    text = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")
    print(text)


def compare(questions: Sequence[Asked], ieum: Ieum) -> dict[str, Any]:
    """Return how often each way of searching puts a right entry first, and how fast it is."""
    passages = our_passages(ieum.searcher)
    ways: dict[str, Callable[[], Find]] = {
        **ablations(ieum),
        "SQLite FTS5, unicode61": lambda: fts5(passages),
        "bm25s": lambda: bm25s(passages),
        "FAISS + all-MiniLM-L6-v2 (LangChain)": lambda: minilm(passages),
        "FAISS + multilingual USE v3 (LangChain)": lambda: langchain_faiss(passages, UseEncoder()),
        "FAISS + our encoder (LangChain)": lambda: langchain_faiss(passages, ieum.searcher.encoder),
    }
    asked = [question for question in questions if question.is_ours]
    return {name: _measured(asked, make()) for name, make in ways.items()}


def _measured(asked: Sequence[Asked], find: Find) -> dict[str, Any]:
    outcomes, five, times = [], [], []
    for question in asked:
        started = time.perf_counter()
        found = find(question.text)
        times.append((time.perf_counter() - started) * 1000)
        outcomes.append(first_is_right(found, question.right))
        five.append(bool(question.right & {*found}))
    by_language = {
        language.value: [
            outcome for outcome, q in zip(outcomes, asked, strict=True) if q.lang is language
        ]
        for language in Language
    }
    noisy = [outcome for outcome, q in zip(outcomes, asked, strict=True) if q.style in NOISY]
    return {
        "first": round(share(outcomes), 3),
        "among_five": round(share(five), 3),
        "first_by_language": {code: round(share(some), 3) for code, some in by_language.items()},
        "first_noisy": round(share(noisy), 3),
        "latency_ms": {f"p{p}": round(float(np.percentile(times, p)), 3) for p in (50, 95)},
    }


if __name__ == "__main__":
    main()
