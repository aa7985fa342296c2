"""What staff note about tickets for one another; no person ever sees it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from bot.storage.console_tables import TICKET_NOTES
from bot.storage.database import Database
from bot.storage.errors import NoOpenTicketError
from bot.storage.rows import insert_into, row_of, uuid_of
from bot.storage.tables import HANDOFFS
from bot.storage.ticket_rows import locked


@dataclass(frozen=True)
class TicketNote:
    """A note about a ticket, open or closed, by a member of staff; ids are as in a message."""

    id: str
    ticket: str
    at: datetime
    staff: str
    text: str


class TicketNotes:
    """The notes of tickets. Safe to share; every call may block.

    Every method may raise `StoreUnavailableError`, and `ValueError` for an id that is no UUID.
    """

    def __init__(self, database: Database) -> None:
        """Take the store's database."""
        self._database = database

    def add(self, note: TicketNote) -> bool:
        """Keep a note, scrubbed; return whether it is new. A note of who holds it is a deed.

        Raises:
            NoOpenTicketError: there is no such ticket.
            ValueError: its time has no zone.
        """
        row = row_of(note, scrubbed=("text",)) | {"ticket": uuid_of(note.ticket)}
        new = insert_into(TICKET_NOTES, self._database).values(row).on_conflict_do_nothing()
        with self._database.writing() as connection:
            found = locked(connection, row["ticket"])
            if found is None:
                raise NoOpenTicketError("There is no such ticket.")
            if found.holder == note.staff:
                mine = update(HANDOFFS).where(HANDOFFS.c.id == found.id)
                connection.execute(mine.values(held_at=row["at"]))
            return connection.execute(new.returning(TICKET_NOTES.c.id)).first() is not None

    def of(self, ticket: str) -> tuple[TicketNote, ...]:
        """Return the notes of a ticket, the oldest first; none of an unknown one."""
        wanted = select(TICKET_NOTES).where(TICKET_NOTES.c.ticket == uuid_of(ticket))
        wanted = wanted.order_by(TICKET_NOTES.c.at, TICKET_NOTES.c.id)
        with self._database.reading() as connection:
            return tuple(TicketNote(**row) for row in connection.execute(wanted).mappings())
