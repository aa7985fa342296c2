"""What people leave with us: whether a reply was useful, messages to a human being, chats."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from knowledge.languages import Language

LONGEST_COMMENT: Final = 500
LONGEST_REACH: Final = 200
"""Characters; adapters refuse more, so that nothing is silently cut."""
URGENCIES: Final = ("none", "urgent", "emergency")
"""How soon a ticket is to be answered: those of entries (`knowledge.schema.Urgency`), rising."""
WIDGET: Final = "widget"
"""The channel of who writes on our website."""


class Reason(StrEnum):
    """Why a reply was of no use."""

    WRONG = "wrong"
    UNCLEAR = "unclear"
    OUTDATED = "outdated"
    NOT_MY_QUESTION = "not-my-question"
    OTHER = "other"


class TicketStatus(StrEnum):
    """Whether anybody still waits for an answer."""

    OPEN = "open"
    CLOSED = "closed"


class Author(StrEnum):
    """Who wrote a message of a ticket."""

    PERSON = "person"
    BOT = "bot"
    STAFF = "staff"


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

    One that came from a chat is a ticket that both sides write to: `chat` is the chat's name, a
    keyed hash (`bot.sealing`), and `sealed` its address, sealed, erased when the ticket is closed
    and the last word of the staff is delivered. One with a `key` is written to by a widget.
    """

    id: str
    at: datetime
    language: Language
    reach: str
    question: str = ""
    service: str | None = None
    district: str | None = None
    channel: str = WIDGET
    status: TicketStatus = TicketStatus.OPEN
    chat: str | None = None
    sealed: str | None = None
    closed_at: datetime | None = None
    urgency: str = "none"
    """As of the entry it is about: `none`, `urgent` or `emergency`."""
    topic: str | None = None
    key: str | None = None
    """The SHA-256 of the key with which a widget reads and writes on; None where it cannot."""
    holder: str | None = None
    """The id of the member of staff who has claimed it, or had when it was closed."""
    held_at: datetime | None = None
    """When they claimed it, or last did something about it."""
    last_at: datetime | None = None
    """When its last message was written; None where nobody has written since it was opened."""
    awaits: bool = True
    """Whether the last word is the person's."""
    since: datetime | None = None
    """Since when `awaits` is so, whoever writes again; None: since it was opened."""

    @property
    def takes_words(self) -> bool:
        """Whether what staff write can still reach the person, in a chat or a widget."""
        return self.sealed is not None or self.key is not None

    @property
    def can_be_reopened(self) -> bool:
        """Whether it can be taken up again: not a chat's, of which the address is erased."""
        return self.status is TicketStatus.CLOSED and self.channel == WIDGET


@dataclass(frozen=True)
class TicketMessage:
    """One message of a ticket.

    `id` is a UUID: added again, it is the same message. `ticket` is the handoff's id. `at` is aware
    of its zone; read back, it is in UTC. `number` counts from 1 within the ticket, and is given by
    the store. `delivered_at` is None until a message of the staff has reached the person.
    """

    id: str
    ticket: str
    at: datetime
    author: Author
    text: str
    language: Language
    number: int = 0
    delivered_at: datetime | None = None
    staff: str | None = None
    """Who of the staff wrote it, by id."""
    service: str | None = None
    """The entry that it rests on: its sources are those of the message."""


@dataclass(frozen=True)
class Undelivered:
    """A message of the staff that is still to be sent to `sealed`, the chat's sealed address.

    Once `begun`, it may have been sent already.
    """

    message: TicketMessage
    sealed: str
    begun: bool


@dataclass(frozen=True)
class Waiting:
    """An update that has arrived and is not answered; once `begun`, part of it may have been.

    `number` is the messenger's own, and rises; `sealed` is what arrived, sealed.
    """

    number: int
    sealed: str
    begun: bool


@dataclass(frozen=True)
class ChatState:
    """What is known of a chat between two messages.

    `name` is a keyed hash of its address. `language` is None until the person has chosen or shown
    one. `conversation` is JSON: the turns as the assistant needs them, never anybody's words.
    `ticket` is the id of its open ticket, during which the bot is silent: the store reads it from
    the tickets, and saving a state leaves it alone. `at` is when it was last used.
    """

    name: str
    at: datetime
    language: Language | None = None
    conversation: str = "[]"
    ticket: str | None = None
