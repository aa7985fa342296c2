"""What a ticket is about, so that staff see what is urgent: its entry's, and what was heard."""

from dataclasses import dataclass
from typing import Final

from bot.safety import Heard
from bot.storage.records import URGENCIES
from knowledge.loader import Knowledge


@dataclass(frozen=True)
class Matter:
    """How urgent a ticket is, and on which shelf its entry stands."""

    urgency: str = "none"
    topic: str | None = None


NO_MATTER: Final = Matter()


def matter_of(knowledge: Knowledge, service: str | None) -> Matter:
    """Return the matter of an entry; of none, or of one that is gone, nothing is known."""
    entry = knowledge.entries.get(service or "")
    return Matter(entry.urgency.value, entry.topic.value) if entry else NO_MATTER


def urgency_of(heard: Heard) -> str:
    """Return how urgent a message is by what was heard in it."""
    return heard.alarm.dangers[0].urgency.value if heard.alarm else "none"


def most_urgent(*urgencies: str) -> str:
    """Return the most urgent of several."""
    return max(urgencies, key=URGENCIES.index)
