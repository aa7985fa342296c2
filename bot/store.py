"""What people leave with us, kept in a database: nothing unscrubbed is written through here."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.database import PATIENCE, Database
from bot.privacy import scrub
from bot.records import Feedback, Handoff, Reason
from bot.tables import FEEDBACK, HANDOFFS
from knowledge.languages import Language


class Store:
    """Keeps feedback and handoffs. Safe to share between threads; every call may block.

    Every method may raise `StoreUnavailableError` (`bot/store_errors.py`); the next call tries
    again, so that a database which comes back is used without a restart.
    """

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        """Take the address of a database; `patience` is how many seconds to wait for a lock.

        Opens nothing: the first call makes the folder, the file and the tables where need be.

        Raises:
            StoreUrlError: the address names no database that we can use.
        """
        self._database = Database(url, patience)

    def migrate(self) -> None:
        """Bring the tables up to date, as the first call does by itself."""
        self._database.migrate()

    def close(self) -> None:
        """Close what is open."""
        self._database.close()

    def add_feedback(self, feedback: Feedback) -> bool:
        """Keep feedback, scrubbed; return whether it is new, and not one that was sent again.

        Raises:
            ValueError: its id is no UUID, or its time has no zone.
        """
        return self._add(FEEDBACK, feedback, scrubbed=("comment", "question"))

    def add_handoff(self, handoff: Handoff) -> bool:
        """Keep a handoff, scrubbed but for `reach`; return whether it is new.

        Raises:
            ValueError: its id is no UUID, or its time has no zone.
        """
        return self._add(HANDOFFS, handoff, scrubbed=("question",))

    def feedback(self, since: datetime | None = None) -> tuple[Feedback, ...]:
        """Return the feedback from a moment on, or all of it; the oldest first."""
        wanted = select(FEEDBACK).order_by(FEEDBACK.c.at, FEEDBACK.c.id)
        if since:
            wanted = wanted.where(FEEDBACK.c.at >= _zoned(since))
        with self._database.reading() as connection:
            rows = connection.execute(wanted).mappings().all()
        return tuple(_feedback(row) for row in rows)

    def handoffs(self) -> tuple[Handoff, ...]:
        """Return all handoffs, the oldest first."""
        wanted = select(HANDOFFS).order_by(HANDOFFS.c.at, HANDOFFS.c.id)
        with self._database.reading() as connection:
            rows = connection.execute(wanted).mappings().all()
        return tuple(_handoff(row) for row in rows)

    def purge(self, before: datetime) -> int:
        """Delete what is older than a moment; return how much that was."""
        before = _zoned(before)
        with self._database.writing() as connection:
            return sum(
                connection.execute(delete(table).where(table.c.at < before)).rowcount
                for table in (FEEDBACK, HANDOFFS)
            )

    def _add(self, table: Table, record: Feedback | Handoff, scrubbed: tuple[str, ...]) -> bool:
        row = {name: _storable(value) for name, value in asdict(record).items()}
        row |= {name: scrub(row[name]) for name in scrubbed}
        row |= {"id": str(UUID(record.id)), "at": _zoned(record.at)}
        insert = sqlite.insert if self._database.is_sqlite else postgresql.insert
        new = insert(table).values(row).on_conflict_do_nothing(index_elements=["id"])
        with self._database.writing() as connection:
            return connection.execute(new.returning(table.c.id)).first() is not None


def _storable(value: Any) -> Any:
    """Take out of a text what PostgreSQL cannot hold: NUL, and halves of a character."""
    if not isinstance(value, str):
        return value
    return str(value).replace("\0", "").encode(errors="replace").decode()


def _zoned(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a time in the store needs a zone")
    return moment.astimezone(UTC)


def _feedback(row: RowMapping) -> Feedback:
    reason = Reason(row["reason"]) if row["reason"] else None
    return Feedback(**_with_language(row) | {"reason": reason})


def _handoff(row: RowMapping) -> Handoff:
    return Handoff(**_with_language(row))


def _with_language(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {**row, "language": Language(row["language"])}
