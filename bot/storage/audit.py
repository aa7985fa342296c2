"""The record of who saw and did what in the console."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, delete, insert, select

from bot.clock import SEOUL
from bot.storage.console_tables import AUDIT
from bot.storage.database import Database
from bot.storage.rows import storable, zoned

BY_ITSELF: Final = "Ieum"
"""The name under which what happens by itself is noted."""
LONGEST_SUBJECT: Final = 120
LONGEST_ACTION: Final = 40
_LONGEST_NAME: Final = 80


@dataclass(frozen=True)
class AuditRecord:
    """Something that was seen or done.

    `at` is aware of its zone; read back, it is in UTC. `staff_id` is None for what happened by
    itself. `action` is a short verb, `ticket.see`; `subject` says to what, by an id where it has
    one, and may be empty. `number` rises, and is given by the store.
    """

    at: datetime
    staff_id: str | None
    staff_name: str
    action: str
    subject: str = ""
    detail: str = ""
    number: int = 0


@dataclass(frozen=True)
class Wanted:
    """Which records to read; None and the empty text leave something open.

    `staff_id` may be `BY_ITSELF`. `day` is one of Seoul's.
    """

    staff_id: str | None = None
    action: str = ""
    subject: str = ""
    day: date | None = None


class Audit:
    """The records, in the order in which they were written. Safe to share; every call may block.

    Every method may raise `StoreUnavailableError`, and `ValueError` for a time without a zone.
    """

    def __init__(self, database: Database) -> None:
        """Take the store's database."""
        self._database = database

    def add(self, record: AuditRecord) -> None:
        """Keep a record."""
        with self._database.writing() as connection:
            self.add_within(record, connection)

    def add_once(self, record: AuditRecord, since: datetime) -> None:
        """Keep a record, unless the same person did the same to the same thing since a moment."""
        same = select(AUDIT.c.number).where(
            AUDIT.c.subject == storable(record.subject)[:LONGEST_SUBJECT],
            AUDIT.c.action == storable(record.action)[:LONGEST_ACTION],
            AUDIT.c.staff == record.staff_id,
            AUDIT.c.at >= zoned(since),
        )
        with self._database.reading() as connection:
            is_known = connection.execute(same.limit(1)).first() is not None
        if not is_known:
            self.add(record)

    def add_within(self, record: AuditRecord, connection: Connection) -> None:
        """Keep a record in a transaction that is under way: with what it tells of, or not at all.

        A subject or name that is too long is cut: what was done must not fail for that.
        """
        row = {
            "at": zoned(record.at),
            "staff": record.staff_id,
            "name": storable(record.staff_name)[:_LONGEST_NAME],
            "action": storable(record.action)[:LONGEST_ACTION],
            "subject": storable(record.subject)[:LONGEST_SUBJECT],
            "detail": storable(record.detail),
        }
        connection.execute(insert(AUDIT).values(row))

    def page(
        self, wanted: Wanted, limit: int, before: int | None = None
    ) -> tuple[AuditRecord, ...]:
        """Return so many records, the newest first; those before a number, where it is given."""
        conditions = _conditions(wanted)
        if before is not None:
            conditions.append(AUDIT.c.number < before)
        newest_first = select(AUDIT).where(*conditions).order_by(AUDIT.c.number.desc()).limit(limit)
        with self._database.reading() as connection:
            rows = connection.execute(newest_first).mappings().all()
        return tuple(_record(row) for row in rows)

    def actions(self) -> Sequence[str]:
        """Return which actions there are records of, in alphabetical order."""
        with self._database.reading() as connection:
            found = connection.execute(select(AUDIT.c.action).distinct()).scalars().all()
        return sorted(found)

    def purge(self, before: datetime, connection: Connection) -> int:
        """Delete what is older than a moment; return how many records that were."""
        return connection.execute(delete(AUDIT).where(AUDIT.c.at < zoned(before))).rowcount


def _conditions(wanted: Wanted) -> list[Any]:
    conditions: list[Any] = []
    if wanted.staff_id == BY_ITSELF:
        conditions.append(AUDIT.c.staff.is_(None))
    elif wanted.staff_id:
        conditions.append(AUDIT.c.staff == wanted.staff_id)
    if wanted.action:
        conditions.append(AUDIT.c.action == storable(wanted.action))
    if wanted.subject:
        conditions.append(AUDIT.c.subject == storable(wanted.subject))
    if wanted.day:
        start = datetime.combine(wanted.day, datetime.min.time(), SEOUL)
        end = datetime.combine(wanted.day, datetime.max.time(), SEOUL)
        conditions.append(AUDIT.c.at.between(start, end))
    return conditions


def _record(row: RowMapping) -> AuditRecord:
    return AuditRecord(
        at=row["at"],
        staff_id=row["staff"],
        staff_name=row["name"],
        action=row["action"],
        subject=row["subject"],
        detail=row["detail"],
        number=row["number"],
    )
