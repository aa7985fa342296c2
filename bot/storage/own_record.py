"""All that the store keeps of a member of staff, for themselves to take away."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Column, select

from bot.storage.console_tables import AUDIT, REVISIONS, SHELF, STAFF, STAFF_SESSIONS, TICKET_NOTES
from bot.storage.database import Database
from bot.storage.rows import uuid_of
from bot.storage.tables import HANDOFFS, TICKET_MESSAGES

_SECRET: Final = {"password", "totp", "totp_step"}
"""What opens the account is of no use in a file, and only a danger there."""
PLACES: Final = {
    "account": (STAFF.c.id, tuple(column for column in STAFF.c if column.name not in _SECRET)),
    "sessions": (
        STAFF_SESSIONS.c.staff,
        (STAFF_SESSIONS.c.created_at, STAFF_SESSIONS.c.seen_at, STAFF_SESSIONS.c.awaits_code),
    ),
    "shelf": (SHELF.c.staff, (SHELF.c.at, SHELF.c.item, SHELF.c.is_pinned)),
    "notes": (
        TICKET_NOTES.c.staff,
        (TICKET_NOTES.c.at, TICKET_NOTES.c.ticket, TICKET_NOTES.c.text),
    ),
    "replies": (
        TICKET_MESSAGES.c.staff,
        (
            TICKET_MESSAGES.c.at,
            TICKET_MESSAGES.c.ticket,
            TICKET_MESSAGES.c.language,
            TICKET_MESSAGES.c.text,
            TICKET_MESSAGES.c.service,
        ),
    ),
    "holds": (HANDOFFS.c.holder, (HANDOFFS.c.held_at, HANDOFFS.c.id.label("ticket"))),
    "revisions": (
        REVISIONS.c.staff,
        (REVISIONS.c.at, REVISIONS.c.path, REVISIONS.c.note, REVISIONS.c.digest),
    ),
    "audit": (AUDIT.c.staff, (AUDIT.c.at, AUDIT.c.action, AUDIT.c.subject, AUDIT.c.detail)),
}
"""Where the tables name somebody, and what is told of that; it is sorted by the first."""


class OwnRecords:
    """What is kept of each member of staff. Safe to share; every call may block.

    Every method may raise `StoreUnavailableError`, and `ValueError` for an id that is no UUID.
    """

    def __init__(self, database: Database) -> None:
        """Take the store's database."""
        self._database = database

    def of(self, staff: str) -> dict[str, list[dict[str, Any]]]:
        """Return all that is kept of somebody, by what it is, the oldest first; plain JSON data.

        Sessions come without their tokens, and of tickets only what they wrote themselves. Nothing
        comes of whom there is none.
        """
        known = uuid_of(staff)
        with self._database.reading() as connection:
            return {
                name: [
                    {key: _plain(value) for key, value in row.items()}
                    for row in connection.execute(_wanted(owner, columns, known)).mappings()
                ]
                for name, (owner, columns) in PLACES.items()
            }


def _wanted(owner: Column[Any], columns: Iterable[Any], staff: str) -> Any:
    first, *_ = columns
    return select(*columns).where(owner == staff).order_by(first)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
