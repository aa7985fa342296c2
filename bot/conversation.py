"""What a conversation has been about: the topic of its last turns, never their text.

It travels with the messages, so that no server has to keep it, and it expires by itself.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from knowledge.languages import Language

LONGEST_PAUSE: Final = timedelta(minutes=30)
"""After which a message begins anew."""
MOST_TURNS: Final = 4


@dataclass(frozen=True)
class Turn:
    """What one reply was about, and for whom; `at` is aware of its time zone."""

    at: datetime
    service: str
    language: Language
    district: str | None = None
    visas: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the turn as JSON types."""
        return {
            "at": self.at.isoformat(timespec="seconds"),
            "service": self.service,
            "language": self.language.value,
            "district": self.district,
            "visas": list(self.visas),
        }


@dataclass(frozen=True)
class Conversation:
    """The last turns, the latest at the end."""

    turns: tuple[Turn, ...] = ()

    def last(self, now: datetime) -> Turn | None:
        """Return the last turn, unless it is too long ago, or says that it is still to come."""
        if not self.turns:
            return None
        turn = self.turns[-1]
        return turn if timedelta(minutes=-1) <= now - turn.at <= LONGEST_PAUSE else None

    def after(self, turn: Turn) -> "Conversation":
        """Return the conversation with one more turn, and without the oldest of many."""
        recent = (one for one in self.turns if turn.at - one.at <= LONGEST_PAUSE)
        return Conversation((*recent, turn)[-MOST_TURNS:])

    def to_list(self) -> list[dict[str, Any]]:
        """Return the turns as JSON types."""
        return [turn.to_dict() for turn in self.turns]


NEW_CONVERSATION: Final = Conversation()
