"""How an entry stands: how much it is used, how useful it is, how old, how well reviewed."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bot.learning import Tally
from knowledge.expiry import outdated, passed
from knowledge.languages import Language
from knowledge.loader import Knowledge
from knowledge.schema import Entry, ReviewState
from knowledge.staleness import stale_languages

FEW: Final = 10
"""Opinions below which a share says little."""
_SURE: Final = 1.96
"""Standard deviations within which 95 of 100 chances lie."""


class EntryOrder(StrEnum):
    """Which entries come first."""

    USE = "use"
    USEFULNESS = "usefulness"
    STALENESS = "staleness"
    REVIEW = "review"
    TITLE = "title"


@dataclass(frozen=True)
class Standing:
    """One entry: what was counted of it, and what is to be looked at again.

    `stale` are the languages whose translation is older than the Korean, `drafted` those that no
    native speaker has read. `has_passed` and `is_old` are by the calendar.
    """

    entry: Entry
    tally: Tally
    stale: tuple[Language, ...]
    drafted: tuple[Language, ...]
    has_passed: bool
    is_old: bool

    @property
    def judged(self) -> int:
        """Return how many people said whether it was useful."""
        return self.tally.useful + self.tally.not_useful

    @property
    def share(self) -> int | None:
        """Return how many of a hundred found it useful; None where nobody said."""
        return round(100 * self.tally.useful / self.judged) if self.judged else None

    @property
    def says_little(self) -> bool:
        """Tell whether too few have said whether it was useful."""
        return 0 < self.judged < FEW

    @property
    def doubt(self) -> float:
        """Return how useful it is at best, in [0, 1], few opinions taken for chance; 1 for none.

        It is the upper bound of Wilson's interval: an entry that one person disliked does not stand
        before one that half of a hundred did.
        """
        if not self.judged:
            return 1.0
        count, squared = self.judged, _SURE**2
        share = self.tally.useful / count
        middle = share + squared / (2 * count)
        width = _SURE * math.sqrt(share * (1 - share) / count + squared / (4 * count**2))
        return (middle + width) / (1 + squared / count)


def standings(
    knowledge: Knowledge, tallies: Mapping[str, Tally], today: date, order: EntryOrder
) -> list[Standing]:
    """Return how all entries stand, those to be looked at first in front."""
    gone = {one.entry for one in passed(knowledge, today)}
    old = {one.entry for one in outdated(knowledge, today)}
    found = [
        Standing(
            entry,
            tallies.get(entry.id, Tally()),
            stale_languages(entry),
            tuple(_drafted(entry)),
            entry.id in gone,
            entry.id in old,
        )
        for entry in knowledge.entries.values()
    ]
    return sorted(found, key=lambda one: (_place(one, order), one.entry.id))


def _drafted(entry: Entry) -> Iterable[Language]:
    return (one for one in Language if entry.review.get(one) is not ReviewState.NATIVE_REVIEWED)


def _place(one: Standing, order: EntryOrder) -> tuple[float | str, ...]:
    match order:
        case EntryOrder.USE:
            return (-one.tally.asked,)
        case EntryOrder.USEFULNESS:
            return (one.doubt, -one.judged)
        case EntryOrder.STALENESS:
            return (-one.has_passed, -len(one.stale), -one.is_old, one.entry.dates.as_of)
        case EntryOrder.REVIEW:
            return (-len(one.drafted), -one.tally.asked)
        case EntryOrder.TITLE:
            return (one.entry.title.ko,)
