"""What people leave with us, kept in a database: nothing unscrubbed is written through here."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, RowMapping, delete, select

from bot.storage.accounts import Accounts
from bot.storage.audit import BY_ITSELF, Audit, AuditRecord
from bot.storage.chats import Chats
from bot.storage.database import PATIENCE, Database
from bot.storage.desk import Desk
from bot.storage.gap_making import GapMaker
from bot.storage.gaps import Gaps
from bot.storage.inbox import Inbox
from bot.storage.login_failures import LoginFailures
from bot.storage.opinions import Opinions
from bot.storage.own_record import OwnRecords
from bot.storage.question_counts import QuestionCounts
from bot.storage.questions import Questions
from bot.storage.records import Feedback, Handoff, Reason, TicketMessage
from bot.storage.revisions import Revisions
from bot.storage.rows import insert_into, row_of, zoned
from bot.storage.shelf import Shelf
from bot.storage.staff_sessions import StaffSessions
from bot.storage.tables import FEEDBACK
from bot.storage.ticket_notes import TicketNotes
from bot.storage.ticket_queue import TicketQueue
from bot.storage.tickets import Tickets
from knowledge.languages import Language

_SWEEP: Final = 0x53776570
"""The lock of who deletes what is old."""


class Store:
    """Keeps feedback and handoffs. Safe to share between threads; every call may block.

    A bot that talks with people also uses its parts: `inbox` holds what has arrived, `chats` what
    is known of each chat, `tickets` the handoffs with their messages.

    Every method may raise `StoreUnavailableError` (`bot/storage/errors.py`); the next call tries
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
        self.desk = Desk(self._database)
        self.questions = Questions(self._database)
        self.counts = QuestionCounts(self._database)
        self.gaps = Gaps(self._database)
        self.gap_maker = GapMaker(self._database)
        self.opinions = Opinions(self._database)
        self.queue = TicketQueue(self._database)
        self.notes = TicketNotes(self._database)
        self.accounts = Accounts(self._database)
        self.sessions = StaffSessions(self._database)
        self.failures = LoginFailures(self._database)
        self.audit = Audit(self._database)
        self.own_records = OwnRecords(self._database)
        self.revisions = Revisions(self._database)
        self.shelf = Shelf(self._database)

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

    def add_handoff(self, handoff: Handoff, messages: Iterable[TicketMessage] = ()) -> bool:
        """Keep a handoff, scrubbed but for `reach`; return whether it is new.

        Raises:
            ValueError: its id is no UUID, or its time has no zone.
        """
        return self.tickets.open(handoff, messages)

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

    def purge(self, before: datetime, connection: Connection) -> int:
        """Delete what is older than a moment; return how much that was, messages not counted.

        That is feedback; tickets, also open ones, with their messages; the states of chats not
        used since; and the numbers of updates that are answered.
        """
        before = zoned(before)
        old = connection.execute(delete(FEEDBACK).where(FEEDBACK.c.at < before)).rowcount
        return old + sum(
            part.purge(before, connection) for part in (self.tickets, self.chats, self.inbox)
        )

    def sweep(
        self, purges: Mapping[str, Callable[[Connection], int]], at: datetime
    ) -> dict[str, int]:
        """Delete what each of `purges` deletes, all or nothing, and note in the audit what it was.

        Returns how much was deleted, by name, without what was nothing. While another process
        sweeps, nothing is done.
        """
        with self._database.writing() as connection:
            # SQLite lets one write at a time anyway.
            if not self._database.is_sqlite:
                alone = connection.exec_driver_sql(f"SELECT pg_try_advisory_xact_lock({_SWEEP})")
                if not alone.scalar_one():
                    return {}
            counts = {name: purge(connection) for name, purge in purges.items()}
            deleted = {name: count for name, count in counts.items() if count}
            if deleted:
                said = ", ".join(f"{name}: {count}" for name, count in deleted.items())
                record = AuditRecord(at, None, BY_ITSELF, "purge", detail=said)
                self.audit.add_within(record, connection)
        return deleted


def _feedback(row: RowMapping) -> Feedback:
    reason = Reason(row["reason"]) if row["reason"] else None
    return Feedback(**{**row, "language": Language(row["language"]), "reason": reason})
