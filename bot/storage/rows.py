"""How records become rows that SQLite and PostgreSQL can both hold."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from bot.privacy import scrub
from bot.storage.database import Database


def row_of(record: Any, scrubbed: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the columns of a record, a dataclass with a UUID `id` and a moment `at`.

    The columns in `scrubbed` lose what tells who a person is.

    Raises:
        ValueError: its id is no UUID, or its time has no zone.
    """
    row = {name: storable(value) for name, value in asdict(record).items()}
    row |= {name: scrub(row[name]) for name in scrubbed}
    return row | {"id": uuid_of(record.id), "at": zoned(record.at)}


def storable(value: Any) -> Any:
    """Take out of a text what PostgreSQL cannot hold: NUL, and halves of a character."""
    if not isinstance(value, str):
        return value
    return str(value).replace("\0", "").encode(errors="replace").decode()


def uuid_of(text: str) -> str:
    """Return a UUID as the store spells it.

    Raises:
        ValueError: it is no UUID.
    """
    return str(UUID(text))


def zoned(moment: datetime) -> datetime:
    """Return a moment in UTC.

    Raises:
        ValueError: it has no zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a time in the store needs a zone")
    return moment.astimezone(UTC)


def insert_into(table: Table, database: Database) -> sqlite.Insert | postgresql.Insert:
    """Return an insertion that can say what to do about a row that is there already."""
    return sqlite.insert(table) if database.is_sqlite else postgresql.insert(table)
