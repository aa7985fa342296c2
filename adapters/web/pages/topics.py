"""The shelves on which entries stand, as a reader sees them."""

from collections.abc import Iterable
from typing import Final

from bot.messages import mark
from knowledge.schema import Entry, Topic

TOPIC_NAMES: Final = {
    Topic.VISA: mark("Visa and stay"),
    Topic.WORK: mark("Rights at work"),
    Topic.JOBS: mark("Finding work and starting a business"),
    Topic.HEALTH: mark("Health and hospital"),
    Topic.SAFETY: mark("Safety and protection"),
    Topic.FAMILY: mark("Family and children"),
    Topic.EDUCATION: mark("School and Korean classes"),
    Topic.MONEY: mark("Money, banks and tax"),
    Topic.HOUSING: mark("Housing"),
    Topic.CENTERS: mark("Centers and advice"),
    Topic.PARTICIPATION: mark("Events and activities"),
    Topic.CITY: mark("City plans and statistics"),
}
"""Topics in the order in which they are shown, each with the message that names it."""


def by_topic(entries: Iterable[Entry]) -> dict[Topic, list[Entry]]:
    """Sort entries on their shelves, everyday matters first; empty shelves are left out."""
    shelves: dict[Topic, list[Entry]] = {topic: [] for topic in TOPIC_NAMES}
    for entry in sorted(entries, key=lambda entry: entry.kind.folder):
        shelves[entry.topic].append(entry)
    return {topic: on_it for topic, on_it in shelves.items() if on_it}
