"""What to do with what was found: answer, ask which was meant, route, or say we do not know.

Pure. The numbers below come from `python -m benchmarks.calibration`; they are not guesses.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.reply import ReplyKind
from index.fusion import Hit
from knowledge.loader import Knowledge
from knowledge.passages import Passage
from knowledge.schema import Entry, Urgency

ANSWER_FROM: Final = 0.45
"""Confidence from which the first hit is answered."""
CLARIFY_FROM: Final = 0.25
"""Confidence from which two or three choices are offered; below, we say we do not know."""
_OVER_LINE_FROM: Final = 0.7
"""Confidence from which an entry is answered although the question names a helpline."""
_MOST_CHOICES: Final = 3

# Logistic regression of "the first hit is right" on its score and its lead over the second.
_INTERCEPT: Final = -3.15
_PER_SCORE: Final = 6.54
_PER_LEAD: Final = 29.01


@dataclass(frozen=True)
class Decision:
    """The kind of reply and what it rests on: ids of entries or helplines, best first.

    `retelling` is the part of a document that says more than the first entry does.
    """

    kind: ReplyKind
    owners: tuple[str, ...]
    confidence: float
    is_welcome: bool = False
    retelling: Passage | None = None

    @property
    def choices(self) -> tuple[str, ...]:
        """The few owners worth offering when a question may have meant several things."""
        return self.owners[:_MOST_CHOICES]


def confidence_of(hits: Sequence[Hit]) -> float:
    """Estimate the probability, in [0, 1], that the first hit is what was asked for."""
    if not hits:
        return 0.0
    lead = hits[0].score - (hits[1].score if len(hits) > 1 else 0.0)
    return 1 / (1 + math.exp(-(_INTERCEPT + _PER_SCORE * hits[0].score + _PER_LEAD * lead)))


def decide(
    hits: Sequence[Hit], knowledge: Knowledge, line: str | None = None, *, line_only: bool = False
) -> Decision:
    """Choose the kind of reply to a question from its hits, and the helpline it names.

    With `line_only` the question is nothing but the helpline's number.
    """
    confidence = confidence_of(hits)
    owners = tuple(hit.owner for hit in hits)
    entries = tuple(owner for owner in owners if owner in knowledge.entries)
    unsure = confidence < _OVER_LINE_FROM or owners[0] in knowledge.lines
    if line is not None and (line_only or unsure):
        return Decision(ReplyKind.ROUTE, (line, *entries), confidence)
    if confidence < CLARIFY_FROM:
        return Decision(ReplyKind.NO_ANSWER, entries, confidence)
    if owners[0] in knowledge.lines:
        return Decision(ReplyKind.ROUTE, owners, confidence)
    if confidence < ANSWER_FROM and len(entries) > 1:
        return Decision(ReplyKind.CLARIFY, entries, confidence)
    kind = _kind_of(knowledge.entries[entries[0]])
    return Decision(kind, entries, confidence, retelling=hits[0].retelling)


def welcome(examples: Sequence[str]) -> Decision:
    """Decide for a greeting: offer a few things that can be asked."""
    return Decision(ReplyKind.CLARIFY, tuple(examples), 1.0, is_welcome=True)


def chosen(entry: Entry) -> Decision:
    """Decide for an entry that the reader picked."""
    return Decision(_kind_of(entry), (entry.id,), 1.0)


def _kind_of(entry: Entry) -> ReplyKind:
    return ReplyKind.EMERGENCY if entry.urgency is Urgency.EMERGENCY else ReplyKind.ANSWER
