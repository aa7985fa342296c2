"""What people leave with us: whether a reply was useful, and messages to a human being."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from knowledge.languages import Language

LONGEST_COMMENT: Final = 500
LONGEST_REACH: Final = 200
"""Characters; adapters refuse more, so that nothing is silently cut."""


class Reason(StrEnum):
    """Why a reply was of no use."""

    WRONG = "wrong"
    UNCLEAR = "unclear"
    OUTDATED = "outdated"
    NOT_MY_QUESTION = "not-my-question"
    OTHER = "other"


@dataclass(frozen=True)
class Feedback:
    """Whether one reply was useful.

    `id` is a UUID that the client made: sent again, it is the same feedback. `at` is aware of its
    zone; read back, it is in UTC. `kind` is the reply's kind, `service` the entry it gave.
    `comment` may be empty; `question` is, unless the person agreed to its being kept.
    """

    id: str
    at: datetime
    language: Language
    kind: str
    useful: bool
    service: str | None = None
    reason: Reason | None = None
    """None where it was useful, and where none was given."""
    comment: str = ""
    question: str = ""
    channel: str = "widget"


@dataclass(frozen=True)
class Handoff:
    """A person's wish to hear from a human being.

    `id`, `at` and `question` are as in `Feedback`. `reach` is where the person wants to hear from
    us: a telephone number, an e-mail address, a KakaoTalk id. `service` is the entry it is about.
    """

    id: str
    at: datetime
    language: Language
    reach: str
    question: str = ""
    service: str | None = None
    district: str | None = None
    channel: str = "widget"
    status: str = "open"
