"""What may be learned from: which questions are kept, and what is counted of all of them."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple, Self

from bot.clock import in_seoul
from bot.mentions import greeted_in
from bot.reply import Reply, ReplyKind
from bot.storage.records import Feedback, Reason
from knowledge.languages import Language

LONGEST_KEPT: Final = 2_000
"""Characters of a question that are kept."""
NOT_USEFUL: Final = "not-useful"
"""The kind of a question whose answer was of no use, beside the kinds of replies."""
KINDS: Final = (
    ReplyKind.NO_ANSWER.value,
    ReplyKind.ROUTE.value,
    ReplyKind.CLARIFY.value,
    NOT_USEFUL,
)
"""Those of questions that are kept, the gravest lack first."""


class Channel(StrEnum):
    """Where a question was asked."""

    WEB = "web"
    WIDGET = "widget"
    API = "api"
    TELEGRAM = "telegram"


class Cell(NamedTuple):
    """What is counted together: by the clock of Seoul, and without a word of anybody's.

    `topic` and `service` are empty where a reply has none.
    """

    day: str
    hour: int
    language: str
    channel: str
    kind: str
    topic: str
    service: str


class Tally(NamedTuple):
    """How often it was asked, and said to be useful or not."""

    asked: int = 0
    useful: int = 0
    not_useful: int = 0

    def plus(self, more: Self) -> "Tally":
        """Add up two tallies."""
        return Tally(*(one + other for one, other in zip(self, more, strict=True)))


@dataclass(frozen=True)
class Learned:
    """A question from which something can be learned.

    `id` is a UUID; `at` is aware of its zone, and in UTC when read back. `kind` is one of `KINDS`;
    `reason` is why an answer was of no use. `gap` is the group it belongs to, once it has one.
    """

    id: str
    at: datetime
    language: Language
    kind: str
    channel: str
    text: str
    service: str | None = None
    topic: str | None = None
    reason: Reason | None = None
    gap: str | None = None


def worth_keeping(text: str, reply: Reply) -> bool:
    """Tell whether a question may be kept: we could not answer it, and nobody is in danger.

    Not kept are those that only greet, ask for a human being or hold no letter, and those whose
    language we have to ask for first.
    """
    if reply.alarms or reply.card or reply.handoff or reply.languages:
        return False
    if reply.kind not in {ReplyKind.NO_ANSWER, ReplyKind.ROUTE, ReplyKind.CLARIFY}:
        return False
    return greeted_in(text) is None and any(letter.isalpha() for letter in text)


def learned_from(text: str, reply: Reply, channel: Channel, at: datetime) -> Learned | None:
    """Return what to keep of a question and its reply, unscrubbed; None for nothing."""
    if not worth_keeping(text, reply):
        return None
    text = text[:LONGEST_KEPT]
    return Learned(str(uuid.uuid4()), at, reply.language, reply.kind.value, channel.value, text)


def learned_from_opinion(given: Feedback, topic: str | None, *, is_danger: bool) -> Learned | None:
    """Return what to keep of an answer that was of no use; None for nothing.

    Only what a person agreed to send is kept, and nothing where there is danger.
    """
    if given.useful or is_danger or given.kind == ReplyKind.EMERGENCY or not given.question.strip():
        return None
    return Learned(
        id=given.id,
        at=given.at,
        language=given.language,
        kind=NOT_USEFUL,
        channel=given.channel,
        text=given.question[:LONGEST_KEPT],
        service=given.service,
        topic=topic,
        reason=given.reason,
    )


def cell_of(reply: Reply, topic: str | None, channel: Channel, at: datetime) -> Cell:
    """Return where a reply is counted; `topic` is that of its entry."""
    return _cell(at, reply.language, channel, reply.kind, topic, reply.service)


def cell_of_opinion(given: Feedback, topic: str | None) -> Cell:
    """Return where it is counted whether a reply was useful."""
    return _cell(given.at, given.language, given.channel, given.kind, topic, given.service)


def _cell(
    at: datetime,
    language: str,
    channel: str,
    kind: str,
    topic: str | None,
    service: str | None,
) -> Cell:
    local = in_seoul(at)
    day = local.date().isoformat()
    # Plain texts: what is counted together has to be equal, whatever enumeration it came from.
    return Cell(day, local.hour, str(language), str(channel), str(kind), topic or "", service or "")
