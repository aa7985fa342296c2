"""The desk at which staff answer tickets: claimed by one of them at a time, and closed."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, select, update

from bot.roles import Permission, Role, may
from bot.storage.console_tables import STAFF
from bot.storage.database import Database
from bot.storage.errors import (
    NoColleagueError,
    NoOpenTicketError,
    TicketHeldError,
    UnreachableError,
)
from bot.storage.records import Handoff, TicketMessage, TicketStatus
from bot.storage.rows import uuid_of, zoned
from bot.storage.tables import HANDOFFS
from bot.storage.ticket_rows import (
    OPEN,
    append,
    close_locked,
    is_known,
    locked,
    locked_open,
    opened,
    row_of_message,
)

IDLE: Final = timedelta(minutes=30)
"""After so long without a deed of who holds a ticket, a colleague may take it over."""


class Desk:
    """What staff do with tickets, each known by its id. Safe to share; every call may block.

    Staff are known by their ids. With `any_ticket`, for those with `Permission.ASSIGN`, it does not
    matter who holds a ticket. Every method may raise `StoreUnavailableError`, `NoOpenTicketError`,
    and `ValueError` for an id that is no UUID or a time without a zone.
    """

    def __init__(self, database: Database) -> None:
        """Take the store's database."""
        self._database = database

    def claim(self, ticket: str, staff: str, at: datetime) -> None:
        """Claim a ticket; one that is claimed by the same person already stays so.

        Raises:
            TicketHeldError: somebody else was first.
        """
        free = OPEN & HANDOFFS.c.holder.is_(None)
        self._take(ticket, staff, at, free)

    def take_over(self, ticket: str, staff: str, at: datetime, *, any_ticket: bool = False) -> None:
        """Claim a ticket whose holder has left, or has left it alone for `IDLE`.

        Raises:
            TicketHeldError: they have not.
        """
        here = select(STAFF.c.id).where(STAFF.c.is_active)
        is_idle = (HANDOFFS.c.held_at <= zoned(at) - IDLE) | HANDOFFS.c.holder.not_in(here)
        left_alone = OPEN & (HANDOFFS.c.holder.is_(None) | is_idle)
        self._take(ticket, staff, at, OPEN if any_ticket else left_alone)

    def release(self, ticket: str, staff: str, *, any_ticket: bool = False) -> None:
        """Give a ticket back to all, for somebody else to claim; one that nobody holds stays so.

        Raises:
            TicketHeldError: somebody else holds it.
        """
        with self._database.writing() as connection:
            found = locked_open(connection, uuid_of(ticket))
            if found.holder is not None:
                _check_holder(found, staff, any_ticket=any_ticket)
            _change(connection, found.id, holder=None, held_at=None)

    def assign(
        self, ticket: str, staff: str, to: str, at: datetime, *, any_ticket: bool = False
    ) -> None:
        """Give a ticket to a colleague who may answer it.

        Raises:
            TicketHeldError: somebody else holds it, or nobody does.
            NoColleagueError: the colleague has left, or answers no tickets.
        """
        with self._database.writing() as connection:
            found = locked_open(connection, uuid_of(ticket))
            _check_holder(found, staff, any_ticket=any_ticket)
            _check_colleague(connection, uuid_of(to))
            _change(connection, found.id, holder=uuid_of(to), held_at=zoned(at))

    def reply(self, message: TicketMessage) -> bool:
        """Write to the person, in the words as they are; return whether that is new.

        It is not where it was sent before. `message.staff` is who writes it.

        Raises:
            TicketHeldError: who writes it does not hold the ticket.
            UnreachableError: nothing can reach the person there any more.
        """
        row = row_of_message(message, 0)
        with self._database.writing() as connection:
            found = locked(connection, row["ticket"])
            if is_known(connection, row):
                return False
            found = opened(found)
            _check_holder(found, message.staff)
            if not found.takes_words:
                raise UnreachableError("Nothing can reach the person there.")
            _change(connection, found.id, held_at=row["at"])
            return append(connection, self._database, found, row)

    def close(self, farewell: TicketMessage, *, any_ticket: bool = False) -> None:
        """Close a ticket with a last word, where one can reach the person.

        What is undelivered will be delivered, the last word too: `farewell`, of which `staff` is
        who closes the ticket, `at` when.

        Raises:
            TicketHeldError: somebody else holds it, or nobody does.
        """
        row = row_of_message(farewell, 0)
        with self._database.writing() as connection:
            found = locked_open(connection, row["ticket"])
            _check_holder(found, farewell.staff, any_ticket=any_ticket)
            if found.takes_words and not is_known(connection, row):
                append(connection, self._database, found, row)
            close_locked(connection, found.id, row["at"])

    def reopen(self, ticket: str, staff: str, at: datetime) -> None:
        """Open a closed ticket again, for whoever does so to answer.

        Raises:
            NoOpenTicketError: there is none.
            UnreachableError: it was a chat's, whose address is erased: when the person writes
                again, there is a new one.
        """
        with self._database.writing() as connection:
            found = locked(connection, uuid_of(ticket))
            if found is None:
                raise NoOpenTicketError("There is no such ticket.")
            if found.status is TicketStatus.OPEN:
                return
            if not found.can_be_reopened:
                raise UnreachableError("The chat's address is erased.")
            opened: dict[str, Any] = {"status": TicketStatus.OPEN.value, "closed_at": None}
            _change(connection, found.id, holder=staff, held_at=zoned(at), **opened)

    def _take(self, ticket: str, staff: str, at: datetime, allowed: Any) -> None:
        wanted = update(HANDOFFS).where(HANDOFFS.c.id == uuid_of(ticket), allowed)
        now = {"holder": uuid_of(staff), "held_at": zoned(at)}
        with self._database.writing() as connection:
            if connection.execute(wanted.values(now)).rowcount:
                return
            found = locked_open(connection, uuid_of(ticket))
            if found.holder != uuid_of(staff):
                raise TicketHeldError(found.holder)


def _check_holder(ticket: Handoff, staff: str | None, *, any_ticket: bool = False) -> None:
    if not any_ticket and (staff is None or ticket.holder != staff):
        raise TicketHeldError(ticket.holder)


def _check_colleague(connection: Connection, staff: str) -> None:
    wanted = select(STAFF.c.role, STAFF.c.is_active).where(STAFF.c.id == staff)
    found = connection.execute(wanted.with_for_update(read=True)).first()
    if found is None or not found.is_active or not may(Role(found.role), Permission.ANSWER):
        raise NoColleagueError("They do not answer tickets.")


def _change(connection: Connection, ticket: str, **values: Any) -> None:
    connection.execute(update(HANDOFFS).where(HANDOFFS.c.id == ticket).values(values))
