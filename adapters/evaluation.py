"""How well questions with known answers are answered: `ieum evaluate FILE`.

Each line of the file: `{"id", "lang", "style", "text", "accept", "also_fine"}`. `accept` and
`also_fine` name the entries that count as right; a question with neither is none of our matters and
has to be declined.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from adapters.metrics import (
    bootstrap_interval,
    calibration_error,
    first_is_right,
    percentile,
    reciprocal_rank,
    share,
)
from adapters.question import QuestionText
from bot.assistant import Assistant
from bot.reply import Message, Reply, ReplyKind
from knowledge.languages import Language

NOISY: Final = frozenset(
    {
        "no-diacritics", "latin-translit", "mixed-script", "typo", "traditional", "pinyin",
        "keyboard", "loose-jamo", "esl", "lowercase-slang",
    }
)  # fmt: skip
"""Styles of questions that are not typed as a dictionary would have it."""


class Asked(BaseModel):
    """A question, and what answers it; other fields are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str = ""
    lang: Language
    style: str = ""
    text: QuestionText
    accept: tuple[str, ...]
    also_fine: tuple[str, ...] = ()

    @property
    def right(self) -> frozenset[str]:
        """The entries that count as right."""
        return frozenset(self.accept + self.also_fine)

    @property
    def is_ours(self) -> bool:
        """Whether it is about our matters at all."""
        return bool(self.right)


@dataclass(frozen=True)
class Judged:
    """A question and the reply it got."""

    asked: Asked
    reply: Reply

    @property
    def first(self) -> bool:
        """Whether the first candidate is right."""
        return first_is_right(self.reply.candidates, self.asked.right)

    @property
    def among_five(self) -> bool:
        """Whether a right entry is among the candidates."""
        return bool(self.asked.right & {*self.reply.candidates})

    @property
    def declined(self) -> bool:
        """Whether we said that we do not know."""
        return self.reply.kind is ReplyKind.NO_ANSWER


def judge(questions: Iterable[Asked], assistant: Assistant) -> Iterator[Judged]:
    """Answer each question; one whose right entries do not exist can only be wrong."""
    for asked in questions:
        yield Judged(asked, assistant.respond(Message(asked.text)))


def report(judged: Sequence[Judged]) -> dict[str, Any]:
    """Return every measure, by language and style, with the questions that were missed."""
    ours = [one for one in judged if one.asked.is_ours]
    strangers = [one for one in judged if not one.asked.is_ours]
    by_language = _table(ours, lambda one: one.asked.lang.value)
    firsts = [row["first"] for row in by_language.values()]
    clean = [one for one in ours if one.asked.style not in NOISY]
    noisy = [one for one in ours if one.asked.style in NOISY]
    return {
        "questions": {"ours": len(ours), "off_topic": len(strangers)},
        "all": _row(ours),
        "by_language": by_language,
        "best_minus_worst_language": round(max(firsts) - min(firsts), 3) if firsts else 0.0,
        "clean": _row(clean),
        "noisy": _row(noisy),
        "by_style": _table(ours, lambda one: one.asked.style),
        "abstention": _abstention(ours, strangers),
        "calibration_error": round(
            calibration_error([one.reply.confidence for one in ours], [one.first for one in ours]),
            3,
        ),
        "latency_ms": _latency(judged),
        "missed": [_miss(one) for one in ours if not one.first],
        "not_declined": [_miss(one) for one in strangers if not one.declined],
    }


def _table(judged: Sequence[Judged], key: Any) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(key(one), []).append(one)
    return {name: _row(group) for name, group in sorted(groups.items())}


def _row(group: Sequence[Judged]) -> dict[str, Any]:
    if not group:
        return {"questions": 0}
    firsts = [one.first for one in group]
    low, high = bootstrap_interval(firsts)
    answered = [one for one in group if one.reply.service is not None]
    ranks = [reciprocal_rank(one.reply.candidates, one.asked.right) for one in group]
    return {
        "questions": len(group),
        "first": round(share(firsts), 3),
        "first_interval": [round(low, 3), round(high, 3)],
        "among_five": round(share([one.among_five for one in group]), 3),
        "mrr": round(sum(ranks) / len(ranks), 3),
        "language": round(share([one.reply.language == one.asked.lang for one in group]), 3),
        "answered": round(len(answered) / len(group), 3),
        "right_among_answered": round(share([one.first for one in answered]), 3),
        "declined": round(share([one.declined for one in group]), 3),
    }


def _abstention(ours: Sequence[Judged], strangers: Sequence[Judged]) -> dict[str, Any]:
    """Return how well declining tells strangers from our own: precision and recall."""
    declined = [*(one for one in ours if one.declined), *(one for one in strangers if one.declined)]
    return {
        "off_topic_declined": round(share([one.declined for one in strangers]), 3),
        "ours_declined": round(share([one.declined for one in ours]), 3),
        "precision": round(share([not one.asked.is_ours for one in declined]), 3),
        "off_topic_answered": round(share([one.reply.service is not None for one in strangers]), 3),
        "off_topic_declined_by_language": {
            language.value: round(
                share([one.declined for one in strangers if one.asked.lang is language]), 3
            )
            for language in Language
        },
    }


def _latency(judged: Sequence[Judged]) -> dict[str, float]:
    times = [one.reply.elapsed_ms for one in judged]
    return {f"p{percent}": percentile(times, percent) for percent in (50, 95) if times}


def _miss(one: Judged) -> dict[str, Any]:
    return {
        "id": one.asked.id,
        "text": one.asked.text,
        "right": sorted(one.asked.right),
        "candidates": one.reply.candidates,
        "kind": one.reply.kind,
        "language": one.reply.language,
        "confidence": one.reply.confidence,
    }
