"""What people leave with us, kept in a database: nothing unscrubbed is written through here."""

from datetime import datetime

from sqlalchemy import RowMapping, delete, select

from bot.chats import Chats
from bot.database import PATIENCE, Database
from bot.inbox import Inbox
from bot.records import Feedback, Handoff, Reason
from bot.rows import insert_into, row_of, zoned
from bot.tables import FEEDBACK
from bot.tickets import Tickets
from knowledge.languages import Language


class Store:
    """Keeps feedback and handoffs. Safe to share between threads; every call may block.

    A bot that talks with people also uses its parts: `inbox` holds what has arrived, `chats` what
    is known of each chat, `tickets` the handoffs with their messages.

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
        self.inbox = Inbox(self._database)
        self.chats = Chats(self._database)
        self.tickets = Tickets(self._database)

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
        row = row_of(feedback, scrubbed=("comment", "question"))
        new = insert_into(FEEDBACK, self._database).values(row).on_conflict_do_nothing()
        with self._database.writing() as connection:
            return connection.execute(new.returning(FEEDBACK.c.id)).first() is not None

    def add_handoff(self, handoff: Handoff) -> bool:
        """Keep a handoff, scrubbed but for `reach`; return whether it is new.

        Raises:
            ValueError: its id is no UUID, or its time has no zone.
        """
        return self.tickets.open(handoff)

    def feedback(self, since: datetime | None = None) -> tuple[Feedback, ...]:
        """Return the feedback from a moment on, or all of it; the oldest first."""
        wanted = select(FEEDBACK).order_by(FEEDBACK.c.at, FEEDBACK.c.id)
        if since:
            wanted = wanted.where(FEEDBACK.c.at >= zoned(since))
        with self._database.reading() as connection:
            rows = connection.execute(wanted).mappings().all()
        return tuple(_feedback(row) for row in rows)

    def handoffs(self) -> tuple[Handoff, ...]:
        """Return all handoffs, the oldest first."""
        return self.tickets.all()

    def purge(self, before: datetime) -> int:
        """Delete what is older than a moment; return how much that was, messages not counted.

        That is feedback; tickets, also open ones, with their messages; the states of chats not
        used since; and the numbers of updates that are answered.
        """
        before = zoned(before)
        with self._database.writing() as connection:
            old = connection.execute(delete(FEEDBACK).where(FEEDBACK.c.at < before)).rowcount
            return old + sum(
                part.purge(before, connection) for part in (self.tickets, self.chats, self.inbox)
            )


def _feedback(row: RowMapping) -> Feedback:
    reason = Reason(row["reason"]) if row["reason"] else None
    return Feedback(**{**row, "language": Language(row["language"]), "reason": reason})
