"""Measure how often the right entry is found, by language and style, and how fast.

    python -m benchmarks.retrieval [--questions FILE] [--out FILE]

Each line of the questions: `{"id", "lang", "style", "text", "accept", "also_fine"}`. A question
whose right entries are none of ours is counted apart and not measured.
"""

import argparse
import json
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from adapters.assemble import Ieum, assemble
from adapters.settings import Settings
from benchmarks.metrics import first_is_right, percentile, reciprocal_rank, share
from bot.reply import Message, Reply
from index.manifest import FORMAT_VERSION
from knowledge.loader import content_hash

QUESTIONS = Path(__file__).parent / "questions" / "dev.jsonl"


@dataclass(frozen=True)
class _Answered:
    question: dict[str, Any]
    right: frozenset[str]
    reply: Reply

    @property
    def first(self) -> bool:
        return first_is_right(self.reply.candidates, self.right)


def main() -> None:
    """Read the command line, answer, print a table and write the result."""
    parser = argparse.ArgumentParser(prog="benchmarks.retrieval", description=__doc__)
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    parser.add_argument("--out", type=Path, help="write the result as JSON")
    arguments = parser.parse_args()
    questions = [json.loads(line) for line in arguments.questions.read_text("utf-8").splitlines()]
    settings = Settings()
    result = {
        "questions": arguments.questions.name,
        "content_hash": content_hash(settings.content),
        "index_format": FORMAT_VERSION,
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        **measure(questions, assemble(settings)),
    }
    text = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")
    print(text)


def measure(questions: list[dict[str, Any]], ieum: Ieum) -> dict[str, Any]:
    """Answer the questions and return every measure, with the questions that were missed."""
    answered = [found for question in questions if (found := _answer(question, ieum))]
    return {
        "asked": len(questions),
        "measured": len(answered),
        "by_language": _table(answered, "lang"),
        "by_style": _table(answered, "style"),
        "latency_ms": _latency(answered),
        "missed": [_miss(one) for one in answered if not one.first],
    }


def _answer(question: dict[str, Any], ieum: Ieum) -> _Answered | None:
    right = frozenset(question["accept"] + question["also_fine"]) & ieum.knowledge.entries.keys()
    if not right:
        return None
    return _Answered(question, right, ieum.assistant.respond(Message(question["text"])))


def _table(answered: list[_Answered], field: str) -> dict[str, dict[str, float]]:
    groups: dict[str, list[_Answered]] = {}
    for one in answered:
        groups.setdefault(one.question[field], []).append(one)
    return {name: _row(group) for name, group in sorted(groups.items())}


def _row(group: list[_Answered]) -> dict[str, float]:
    return {
        "questions": len(group),
        "first": round(share([one.first for one in group]), 3),
        "among_five": round(share([bool(one.right & {*one.reply.candidates}) for one in group]), 3),
        "mrr": round(
            sum(reciprocal_rank(one.reply.candidates, one.right) for one in group) / len(group), 3
        ),
        "language": round(share([one.reply.language == one.question["lang"] for one in group]), 3),
        "answered": round(share([one.reply.service is not None for one in group]), 3),
    }


def _latency(answered: list[_Answered]) -> dict[str, float]:
    times = [one.reply.elapsed_ms for one in answered]
    return {f"p{percent}": percentile(times, percent) for percent in (50, 95) if times}


def _miss(one: _Answered) -> dict[str, Any]:
    return {
        "id": one.question["id"],
        "text": one.question["text"],
        "right": sorted(one.right),
        "candidates": one.reply.candidates,
        "kind": one.reply.kind,
        "language": one.reply.language,
        "confidence": one.reply.confidence,
    }


if __name__ == "__main__":
    main()
