"""The queue of tickets as staff see it: what is urgent first, then who has waited longest."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Self

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select

from bot.storage.database import Database
from bot.storage.records import Handoff
from bot.storage.rows import uuid_of
from bot.storage.tables import HANDOFFS, UtcTime
from bot.storage.ticket_rows import OPEN, RANK, handoff_of
from knowledge.languages import Language


class Tab(StrEnum):
    """Which tickets are looked at."""

    UNCLAIMED = "unclaimed"
    MINE = "mine"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class Wanted:
    """Which tickets of a tab are looked at: where something is None, of any."""

    language: Language | None = None
    topic: str | None = None
    channel: str | None = None
    urgency: str | None = None

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """Return what has to hold of a ticket."""
        wanted = {
            HANDOFFS.c.language: self.language,
            HANDOFFS.c.topic: self.topic,
            HANDOFFS.c.channel: self.channel,
            HANDOFFS.c.urgency: self.urgency,
        }
        return [column == value for column, value in wanted.items() if value is not None]


@dataclass(frozen=True)
class Place:
    """After which ticket of the queue a page begins; as text it stands in an address."""

    rank: int
    since: datetime
    ticket: str

    @classmethod
    def read(cls, text: str) -> Self:
        """Read what `str` wrote.

        Raises:
            ValueError: it is no place.
        """
        rank, since, ticket = text.split("_")
        moment = datetime.fromisoformat(since)
        if moment.tzinfo is None or not 2000 <= moment.year < 9999:
            raise ValueError("a place needs a time of ours with a zone")
        if not re.fullmatch(r"\d{1,2}", rank, re.ASCII):
            raise ValueError("a place needs a rank")
        return cls(int(rank), moment, uuid_of(ticket))

    def __str__(self) -> str:
        """Write it, without a sign that an address would have to escape but `+` and `:`."""
        return f"{self.rank}_{self.since.isoformat()}_{self.ticket}"


@dataclass(frozen=True)
class Listed:
    """A page of the queue, and where the next begins; None where there is none."""

    tickets: tuple[Handoff, ...]
    after: Place | None


_NEVER: Final = 10
"""More than any rank: who does not wait comes after all who do."""
_OPEN_RANK: Final = RANK + case((HANDOFFS.c.awaits, 0), else_=_NEVER)
_SINCE: Final = func.coalesce(HANDOFFS.c.since, HANDOFFS.c.at, type_=UtcTime())
_CLOSED_AT: Final = func.coalesce(HANDOFFS.c.closed_at, HANDOFFS.c.at, type_=UtcTime())


class TicketQueue:
    """Reads the queue. Safe to share; every call may block, and raise `StoreUnavailableError`."""

    def __init__(self, database: Database) -> None:
        """Take the store's database."""
        self._database = database

    def page(
        self,
        tab: Tab,
        staff: str,
        wanted: Wanted = Wanted(),
        *,
        after: Place | None = None,
        limit: int = 50,
    ) -> Listed:
        """Return a page of a tab, as `staff`, by id, see it.

        Open tickets: who waits for an answer first, of these the most urgent, of these who has
        waited longest. Closed ones: the last closed first.
        """
        is_closed = tab is Tab.CLOSED
        rank = literal(0) if is_closed else _OPEN_RANK
        since = _CLOSED_AT if is_closed else _SINCE
        query = select(HANDOFFS, rank.label("rank"), since.label("sorted_by"))
        query = query.where(_tab(tab, staff), *wanted.conditions)
        if after:
            query = query.where(_beyond(rank, since, after, falling=is_closed))
        order = since.desc() if is_closed else since
        query = query.order_by(rank, order, HANDOFFS.c.id).limit(limit + 1)
        with self._database.reading() as connection:
            rows = [dict(row) for row in connection.execute(query).mappings()]
        places = [Place(row.pop("rank"), row.pop("sorted_by"), row["id"]) for row in rows]
        shown = tuple(handoff_of(row) for row in rows[:limit])
        return Listed(shown, places[limit - 1] if len(rows) > limit else None)

    def counts(
        self,
        staff: str,
        wanted: Wanted = Wanted(),
    ) -> Mapping[Tab, int]:
        """Count the tickets of each tab."""
        sums = [func.sum(case((_tab(tab, staff), 1), else_=0)).label(tab) for tab in Tab]
        with self._database.reading() as connection:
            row = connection.execute(select(*sums).where(*wanted.conditions)).mappings().one()
        return {tab: row[tab] or 0 for tab in Tab}

    def waiting(self) -> tuple[int, datetime | None]:
        """Count the open tickets that nobody has claimed; tell when the newest was opened."""
        unclaimed = and_(OPEN, HANDOFFS.c.holder.is_(None))
        newest: Any = func.max(HANDOFFS.c.at, type_=UtcTime())
        with self._database.reading() as connection:
            row = connection.execute(select(func.count(), newest).where(unclaimed)).one()
        return row[0], row[1]


def _tab(tab: Tab, staff: str) -> ColumnElement[bool]:
    match tab:
        case Tab.UNCLAIMED:
            return and_(OPEN, HANDOFFS.c.holder.is_(None))
        case Tab.MINE:
            return and_(OPEN, HANDOFFS.c.holder == staff)
        case Tab.OPEN:
            return OPEN
        case Tab.CLOSED:
            return ~OPEN


def _beyond(rank: Any, since: Any, place: Place, *, falling: bool) -> ColumnElement[bool]:
    """Tell what comes after a place; one condition of three, as times fall among the closed."""
    moment = literal(place.since, UtcTime())
    later = since < moment if falling else since > moment
    same = and_(since == moment, HANDOFFS.c.id > place.ticket)
    return or_(rank > place.rank, and_(rank == place.rank, or_(later, same)))
