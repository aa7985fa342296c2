"""A question as it comes from outside, checked field by field."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bot.assistant import LONGEST_QUESTION
from bot.reply import Message
from knowledge.languages import Language


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("the question is empty")
    return text


QuestionText = Annotated[
    str, Field(min_length=1, max_length=LONGEST_QUESTION), AfterValidator(_not_blank)
]


class Question(BaseModel):
    """One question as JSON; fields we do not know are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Annotated[str, Field(max_length=200)] = ""
    text: QuestionText
    language: Language | None = None
    district: Annotated[str, Field(max_length=40)] | None = None
    now: datetime | None = None

    def to_message(self) -> Message:
        """Return the question as the assistant takes it."""
        return Message(self.text, self.id, self.language, self.district, self.now)
