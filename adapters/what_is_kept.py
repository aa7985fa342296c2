"""What people are told of what is kept of their questions: as true as the settings are."""

from typing import Final

from bot.messages import mark, say
from knowledge.languages import Language

_NOTHING: Final = mark("Your question is not stored.")
_SOME: Final = mark(
    "If Ieum cannot answer or is not sure, your question is kept for {days} days, without phone or "
    "ID numbers, so that we can add an answer. Other questions are not stored."
)


def kept_of_questions(language: Language, days: int) -> str:
    """Say what is kept of a question, where those without an answer are kept for so many days."""
    return say(language, _SOME, days=str(days)) if days else say(language, _NOTHING)
