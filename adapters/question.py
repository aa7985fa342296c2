"""A question as it comes from outside, checked field by field."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
)

from bot.assistant import LONGEST_QUESTION
from bot.conversation import MOST_TURNS, NEW_CONVERSATION, Conversation, Turn
from bot.learning import Channel
from bot.reply import Message
from knowledge.eligibility import VisaCode
from knowledge.languages import Language

_LONGEST_BODY: Final = 1_000_000


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("the question is empty")
    return text


QuestionText = Annotated[
    str, Field(min_length=1, max_length=LONGEST_QUESTION), AfterValidator(_not_blank)
]


class TurnTaken(BaseModel):
    """A turn of the conversation before, as the reply to it gave it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    at: AwareDatetime
    service: Annotated[str, Field(max_length=80)]
    language: Language
    district: Annotated[str, Field(max_length=40)] | None = None
    visas: Annotated[tuple[VisaCode, ...], Field(max_length=5)] = ()

    def to_turn(self) -> Turn:
        """Return the turn as the assistant takes it."""
        return Turn(self.at, self.service, self.language, self.district, self.visas)


Turns = Annotated[tuple[TurnTaken, ...], Field(max_length=MOST_TURNS)]


class Question(BaseModel):
    """One question as JSON; fields we do not know are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Annotated[str, Field(max_length=200)] = ""
    text: QuestionText
    language: Language | None = None
    district: Annotated[str, Field(max_length=40)] | None = None
    now: datetime | None = None
    conversation: Turns = ()

    def to_message(self) -> Message:
        """Return the question as the assistant takes it."""
        before = _conversation_of(self.conversation)
        return Message(self.text, self.id, self.language, self.district, self.now, before)


class HeardQuestion(Question):
    """A question in which danger has been listened for, so that its length is judged after that."""

    text: Annotated[str, Field(max_length=_LONGEST_BODY)]
    by: Literal["widget"] | None = None
    """What shows the answer; our widget says so, and others need not."""

    @property
    def channel(self) -> Channel:
        """Return how the question came to us."""
        return Channel.WIDGET if self.by == "widget" else Channel.API


_TURNS: Final = TypeAdapter(Turns)


def read_conversation(written: str) -> Conversation:
    """Read what `write_conversation` wrote; a new conversation where it is anything else."""
    try:
        return _conversation_of(_TURNS.validate_json(written))
    except ValidationError:
        return NEW_CONVERSATION


def write_conversation(conversation: Conversation) -> str:
    """Write a conversation as JSON, to come back with the next message."""
    return json.dumps(conversation.to_list())


def _conversation_of(turns: Iterable[TurnTaken]) -> Conversation:
    return Conversation(tuple(turn.to_turn() for turn in turns))
