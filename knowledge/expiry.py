"""What time has overtaken: dates that have passed, and facts more than a year old."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.base import PartialDate
from knowledge.loader import Knowledge
from knowledge.places import Center, Line
from knowledge.schema import Entry
from knowledge.sources import Provenance
from knowledge.validity import Status, last_day, old_from


@dataclass(frozen=True)
class Overtaken:
    """One entry to look at again: its id, what time has done to it, and since which day."""

    entry: str
    what: str
    since: date


@dataclass(frozen=True)
class OldPlaces:
    """How many centers and lines show a fact of their own that is more than a year old."""

    centers: int
    lines: int


def passed(knowledge: Knowledge, day: date) -> list[Overtaken]:
    """List what should have ended by a day and what was planned for before it, oldest first.

    An entry that already says that it ended, took place or is history needs no second look.
    """
    found = (_passed(entry, day) for entry in knowledge.entries.values())
    return _sorted(item for item in found if item)


def outdated(knowledge: Knowledge, day: date) -> list[Overtaken]:
    """List the entries whose newest source is more than a year old on a day, oldest first.

    A page that bears no date counts as of the month in which it was read.
    """
    return _sorted(
        Overtaken(entry.id, f"newest source of {newest}", old_from(newest))
        for entry in knowledge.entries.values()
        if day >= old_from(newest := _newest_source(entry))
    )


def old_places(knowledge: Knowledge, day: date) -> OldPlaces:
    """Count the centers and lines with an address, number, hours or languages grown old."""
    return OldPlaces(
        centers=sum(_any_old(_facts(center), day) for center in knowledge.centers.values()),
        lines=sum(_any_old(_facts(line), day) for line in knowledge.lines.values()),
    )


def _passed(entry: Entry, day: date) -> Overtaken | None:
    dates = entry.dates
    if dates.status is Status.CURRENT and dates.until:
        end, what = dates.until, f"current until {dates.until}"
    elif dates.status is Status.PLANNED and dates.plan_end:
        end, what = dates.plan_end, f"planned for {dates.plan_end}, outcome unknown"
    else:
        return None
    since = last_day(end) + timedelta(days=1)
    return Overtaken(entry.id, what, since) if day >= since else None


def _newest_source(entry: Entry) -> PartialDate:
    return max((source.as_of or source.collected or "" for source in entry.sources), key=last_day)


def _facts(place: Center | Line) -> Iterator[Provenance]:
    yield from place.phones
    facts = (place.hours, place.languages, place.address if isinstance(place, Center) else None)
    yield from (fact for fact in facts if fact)


def _any_old(facts: Iterator[Provenance], day: date) -> bool:
    return any(day >= old_from(fact.as_of) for fact in facts)


def _sorted(found: Iterator[Overtaken]) -> list[Overtaken]:
    return sorted(found, key=lambda item: (item.since, item.entry))
