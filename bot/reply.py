"""What goes in and what comes out: the message a person sends and the reply they get."""

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import PlainSerializer

from bot.conversation import NEW_CONVERSATION, Conversation
from knowledge.languages import Language

_AS_LIST: Final = PlainSerializer(Conversation.to_list, return_type=list[dict[str, Any]])
"""Over HTTP, too, a conversation is the list of its turns, as it comes back."""


class ReplyKind(StrEnum):
    """What sort of reply it is."""

    ANSWER = "answer"
    ROUTE = "route"
    CLARIFY = "clarify"
    EMERGENCY = "emergency"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True)
class Message:
    """A question: its text, and what the person chose. `now` is for tests and replays."""

    text: str
    id: str = ""
    language: Language | None = None
    district: str | None = None
    now: datetime | None = None
    conversation: Conversation = NEW_CONVERSATION


@dataclass(frozen=True)
class Citation:
    """Where an answer comes from: a document and section, or an outside publisher.

    `as_of` is empty for a page that bears no date; `label` then says when it was read.
    """

    document: str
    section: str | None
    as_of: str
    sureness: str
    label: str


@dataclass(frozen=True)
class Number:
    """A telephone number, and whether the reader must be asked to confirm it."""

    number: str
    confirm: bool


@dataclass(frozen=True)
class Contact:
    """A center or helpline as a reader sees it; what is not known is empty.

    `korean_name` is what stands on the door, empty where `name` already shows it.
    """

    id: str
    name: str
    korean_name: str
    about: str
    numbers: tuple[Number, ...] = ()
    address: str = ""
    hours: str = ""
    opening: str = ""
    """Whether it is open at the time of the reply, or on the day that was asked about."""
    languages: str = ""
    how_to: str = ""
    caution: str = ""
    is_open: bool | None = None
    """Whether it is open at the time of the reply; None where that is not known."""
    map: str = ""
    """Where to look the address up on a map."""
    website: str = ""


@dataclass(frozen=True)
class Quote:
    """A Korean text shown beside the answer, and why: `note` is in the reader's language."""

    note: str
    text: str
    source: str = ""


@dataclass(frozen=True)
class Choice:
    """One of the matters a question may have meant."""

    id: str
    title: str


@dataclass(frozen=True)
class Card:
    """What a person in danger is told: `steps` is what to do, `silently` how to call unheard.

    `say` is Korean to say or show; `sound` is how it is read aloud, `meaning` what it means.
    """

    danger: str
    title: str
    steps: tuple[str, ...]
    silently: tuple[str, ...]
    say: str
    sound: str
    meaning: str
    unwatched: str
    """That this is a program, and nobody has been called."""


@dataclass(frozen=True)
class Reply:
    """The answer to one message, the same for every adapter.

    `service` is an entry's id; `candidates` holds up to five, best first, whatever the kind.
    `text` is all of it as plain text; the other fields are its parts. `languages` are those the
    reader is asked to choose from, where the question's language is not clear. `card` stands before
    all else where there is danger; `verdict` says whether the matter is for the person who asked.
    `conversation` is to come with the next message, so that a follow-up keeps the topic.
    """

    id: str
    kind: ReplyKind
    language: Language
    service: str | None
    candidates: tuple[str, ...]
    center: str | None
    lines: tuple[str, ...]
    text: str
    show_to_staff: str
    citations: tuple[Citation, ...]
    confidence: float
    elapsed_ms: float
    title: str
    body: str
    caution: str
    status: str
    quotes: tuple[Quote, ...]
    choices: tuple[Choice, ...]
    contacts: tuple[Contact, ...]
    languages: tuple[Language, ...] = ()
    card: Card | None = None
    verdict: str = ""
    second_center: str | None = None
    handoff: bool = False
    """Whether a human being was asked for."""
    conversation: Annotated[Conversation, _AS_LIST] = NEW_CONVERSATION
    alarms: tuple[str, ...] = ()
    """The dangers the message told of, the gravest first."""

    def to_dict(self) -> dict[str, Any]:
        """Return the reply as JSON types."""
        plain = asdict(self)
        plain["conversation"] = self.conversation.to_list()
        return plain
