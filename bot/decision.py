"""What to do with what was found: answer, ask which was meant, route, or say we do not know.

Pure. The thresholds are measured (`bot/confidence.py`), not guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

from bot.confidence import shipped_confidence
from bot.reply import ReplyKind
from index.fusion import Found
from knowledge.languages import Language
from knowledge.loader import Knowledge
from knowledge.passages import Passage
from knowledge.schema import Entry

_OVER_LINE_FROM: Final = 0.7
"""Confidence from which an entry is answered although the question names a helpline."""
_MOST_CHOICES: Final = 3


@dataclass(frozen=True)
class Decision:
    """The kind of reply and what it rests on: ids of entries or helplines, best first.

    `retelling` is the part of a document that says more than the first entry does.
    """

    kind: ReplyKind
    owners: tuple[str, ...]
    confidence: float
    is_welcome: bool = False
    is_handoff: bool = False
    retelling: Passage | None = None
    languages: tuple[Language, ...] = ()
    """Those to choose from, where it is not clear in which the question is written."""

    def asking_for(self, languages: tuple[Language, ...]) -> Self:
        """Ask for the language first, where there are several and we would have answered."""
        if not languages or self.kind not in {ReplyKind.ANSWER, ReplyKind.CLARIFY}:
            return self
        return replace(self, kind=ReplyKind.CLARIFY, languages=languages)

    @property
    def choices(self) -> tuple[str, ...]:
        """The few owners worth offering when a question may have meant several things."""
        return self.owners[:_MOST_CHOICES]


def decide(
    found: Found,
    language: Language,
    knowledge: Knowledge,
    line: str | None = None,
    *,
    line_only: bool = False,
) -> Decision:
    """Choose the kind of reply to a question from what was found, and the helpline it names.

    `language` is that of the question. With `line_only` it is nothing but the helpline's number.
    """
    estimates = shipped_confidence()
    is_ours, confidence = estimates.judge(found, language)
    owners = tuple(hit.owner for hit in found.hits)
    entries = tuple(owner for owner in owners if owner in knowledge.entries)
    unsure = confidence < _OVER_LINE_FROM or owners[0] in knowledge.lines
    if line is not None and (line_only or unsure):
        return Decision(ReplyKind.ROUTE, (line, *entries), confidence)
    if not is_ours:
        return Decision(ReplyKind.NO_ANSWER, entries, confidence)
    if owners[0] in knowledge.lines:
        return Decision(ReplyKind.ROUTE, owners, confidence)
    if confidence < estimates.answer_from and len(entries) > 1:
        return Decision(ReplyKind.CLARIFY, entries, confidence)
    return Decision(ReplyKind.ANSWER, entries, confidence, retelling=found.hits[0].retelling)


def welcome(examples: Sequence[str]) -> Decision:
    """Decide for a greeting: offer a few things that can be asked."""
    return Decision(ReplyKind.CLARIFY, tuple(examples), 1.0, is_welcome=True)


def chosen(entry: Entry) -> Decision:
    """Decide for an entry that the reader picked."""
    return Decision(ReplyKind.ANSWER, (entry.id,), 1.0)
