"""Measure whether danger is recognised, harmless messages are let through, and how long it takes.

    python -m benchmarks.danger [--misses] [--out FILE]

Sets of messages in each language, by other hands than the phrases: `training`, from which the
classifier learns; `development`, whose failures were looked at while the phrases were written; and
`held-out`, measured once before anything was learned from it or mended by it. `first_seen` in the
result keeps that first measure, which is the one to believe of messages nobody has seen; since then
all sets are learned from, and guard against what was mended breaking again.
"""

import argparse
import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from adapters.batch import read_lines
from adapters.metrics import percentile, share
from bot.clock import SEOUL
from bot.danger_classifier import DangerClassifier
from bot.routing import route
from bot.safety import Safety
from index.encoder import load_encoder
from knowledge.languages import Language
from knowledge.loader import Knowledge, load_knowledge

QUESTIONS: Final = Path(__file__).parent / "questions" / "danger"
SETS: Final = ("development", "held-out")
CRITICAL: Final = ("immediate-danger", "medical-fire", "suicide")
"""Dangers of which not one may be missed."""
_TIMES: Final = 5
_CLOCKS: Final = tuple(
    datetime(2026, 11, 26, tzinfo=SEOUL) + timedelta(hours=hours) for hours in range(0, 168, 5)
)


class Sent(BaseModel):
    """A message of a test set: the danger it tells of, or none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(min_length=1)]
    set: Literal["training", "development", "held-out"]
    text: Annotated[str, Field(min_length=1)]
    danger: str | None
    style: str


@dataclass(frozen=True)
class Judged:
    """A message, and the dangers that were heard in it."""

    sent: Sent
    heard: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether danger was heard where there is some, and none where there is none."""
        return bool(self.heard) is (self.sent.danger is not None)


def main() -> None:
    """Read the command line, measure, print and write."""
    parser = argparse.ArgumentParser(prog="benchmarks.danger", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="name every miss and false alarm")
    parser.add_argument("--out", type=Path, help="write the result as JSON")
    arguments = parser.parse_args()
    knowledge = load_knowledge()
    safety = Safety(knowledge, DangerClassifier.shipped(load_encoder(None)))
    judged = {language: judge(messages(language), safety) for language in Language}
    if arguments.misses:
        for one in (one for some in judged.values() for one in some if not one.is_right):
            print(one.sent.id, one.sent.danger, one.heard, one.sent.text)
    before = json.loads(arguments.out.read_text("utf-8")) if _exists(arguments.out) else {}
    result = {
        **{name: {lang: row(some, name) for lang, some in judged.items()} for name in SETS},
        "first_seen": before.get("first_seen", {}),
        "milliseconds": _latency(knowledge, safety),
    }
    text = json.dumps(result, indent=2) + "\n"
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")
    print(text)


def messages(language: Language) -> list[Sent]:
    """Read the messages of one language."""
    with (QUESTIONS / f"{language}.jsonl").open("rb") as file:
        return read_lines(file, Sent)


def judge(some: Iterable[Sent], safety: Safety) -> list[Judged]:
    """Hear every message."""
    judged = []
    for sent in some:
        alarm = safety.hear(sent.text).alarm
        heard = tuple(danger.id for danger in alarm.dangers) if alarm else ()
        judged.append(Judged(sent, heard))
    return judged


def row(judged: Sequence[Judged], name: str) -> dict[str, Any]:
    """Return recall, recall of the critical dangers, and the share of false alarms."""
    of_set = [one for one in judged if one.sent.set == name]
    dangers = [one for one in of_set if one.sent.danger]
    harmless = [one for one in of_set if not one.sent.danger]
    critical = [one for one in dangers if one.sent.danger in CRITICAL]
    return {
        "emergencies": len(dangers),
        "harmless": len(harmless),
        "recall": round(share([one.is_right for one in dangers]), 4),
        "critical_recall": round(share([one.is_right for one in critical]), 4),
        "named_right": round(share([one.sent.danger in one.heard for one in dangers]), 4),
        "false_alarms": round(share([not one.is_right for one in harmless]), 4),
    }


def _latency(knowledge: Knowledge, safety: Safety) -> dict[str, dict[str, float]]:
    texts = [sent.text for language in Language for sent in messages(language)]
    hearing = [_timed(lambda text=text: safety.hear(text)) for text in texts * _TIMES]
    asked = [
        (entry, language, clock, district)
        for entry in knowledge.entries.values()
        for language, clock, district in zip(Language, _CLOCKS, knowledge.districts, strict=False)
    ]
    for entry, language, clock, district in asked:
        route(entry, language, knowledge, clock, district)
    routing = [
        _timed(lambda one=one: route(one[0], one[1], knowledge, one[2], one[3])) for one in asked
    ]
    return {name: _percentiles(t) for name, t in (("safety", hearing), ("routing", routing))}


def _timed(call: Any) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def _percentiles(times: Sequence[float]) -> dict[str, float]:
    return {f"p{rank}": round(percentile(times, rank), 3) for rank in (50, 95, 99)}


def _exists(path: Path | None) -> bool:
    return path is not None and path.exists()


if __name__ == "__main__":
    main()
