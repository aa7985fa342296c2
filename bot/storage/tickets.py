"""Tickets: people's wishes to hear from a human being, and what both sides then write."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from bot.storage.database import Database
from bot.storage.errors import NoOpenTicketError
from bot.storage.records import URGENCIES, Handoff, TicketMessage, Undelivered
from bot.storage.rows import insert_into, row_of, uuid_of, zoned
from bot.storage.tables import HANDOFFS, TICKET_MESSAGES
from bot.storage.ticket_rows import (
    OPEN,
    UNDELIVERED,
    append,
    close_locked,
    erase_address,
    handoff_of,
    is_known,
    locked,
    locked_open,
    message_of,
    opened,
    row_of_message,
)


class Tickets:
    """The tickets and their messages, known by their ids. Safe to share; every call may block.

    What the staff do with them stands in `desk.py`. Every method may raise
    `StoreUnavailableError`, and `ValueError` for an id that is no UUID.
    """

    def __init__(self, database: Database) -> None:
        """Take the store's database."""
        self._database = database

    def open(self, handoff: Handoff, messages: Iterable[TicketMessage] = ()) -> bool:
        """Keep a ticket, scrubbed but for `reach`, with its first messages in their order.

        Returns whether it is new. It is not where it was opened before, or where its chat has
        another open ticket (see `open_of`); nothing is written then, its messages neither.

        Raises:
            ValueError: a time has no zone, or a message is of another ticket.
        """
        ticket = row_of(handoff, scrubbed=("question",))
        for name in ("closed_at", "held_at", "last_at", "since"):
            if ticket[name]:
                ticket[name] = zoned(ticket[name])
        rows = [row_of_message(message, number) for number, message in enumerate(messages, 1)]
        if any(row["ticket"] != ticket["id"] for row in rows):
            raise ValueError("a message is of another ticket")
        new = insert_into(HANDOFFS, self._database).values(ticket).on_conflict_do_nothing()
        with self._database.writing() as connection:
            if connection.execute(new.returning(HANDOFFS.c.id)).first() is None:
                return False
            if rows:
                connection.execute(insert(TICKET_MESSAGES), rows)
        return True

    def get(self, ticket: str) -> Handoff | None:
        """Return a ticket, or None."""
        return self._first(HANDOFFS.c.id == uuid_of(ticket))

    def open_of(self, chat: str) -> Handoff | None:
        """Return the open ticket of a chat, by the chat's name, or None."""
        return self._first(HANDOFFS.c.chat == chat, OPEN)

    def all(self) -> tuple[Handoff, ...]:
        """Return all tickets, the oldest first."""
        wanted = select(HANDOFFS).order_by(HANDOFFS.c.at, HANDOFFS.c.id)
        with self._database.reading() as connection:
            return tuple(handoff_of(row) for row in connection.execute(wanted).mappings())

    def add(self, message: TicketMessage, urgency: str = "none") -> bool:
        """Keep a message as its ticket's last, scrubbed where the person wrote it.

        Returns whether it is new, and not one that was added before. A ticket of which a message
        tells of danger becomes as urgent as `urgency`, and never less urgent.

        Raises:
            NoOpenTicketError: the ticket is closed or gone, and the message is new.
            ValueError: its time has no zone, or another ticket has a message of this id.
        """
        row = row_of_message(message, 0)
        with self._database.writing() as connection:
            ticket = locked(connection, row["ticket"])
            if is_known(connection, row):
                return False
            ticket = opened(ticket)
            if URGENCIES.index(urgency) > URGENCIES.index(ticket.urgency):
                of = update(HANDOFFS).where(HANDOFFS.c.id == ticket.id)
                connection.execute(of.values(urgency=urgency))
            return append(connection, self._database, ticket, row)

    def messages(self, ticket: str, after: int = 0) -> tuple[TicketMessage, ...]:
        """Return a ticket's messages after a number, in their order; none of an unknown ticket."""
        wanted = (
            select(TICKET_MESSAGES)
            .where(TICKET_MESSAGES.c.ticket == uuid_of(ticket), TICKET_MESSAGES.c.number > after)
            .order_by(TICKET_MESSAGES.c.number)
        )
        with self._database.reading() as connection:
            return tuple(message_of(row) for row in connection.execute(wanted).mappings())

    def undelivered(self, limit: int) -> tuple[Undelivered, ...]:
        """Return so many of the staff's messages that are to be sent to a chat.

        They are those of tickets with a sealed address, also closed ones: the oldest ticket first,
        and each ticket's messages in their order.
        """
        wanted = (
            select(TICKET_MESSAGES, HANDOFFS.c.sealed)
            .join(HANDOFFS, HANDOFFS.c.id == TICKET_MESSAGES.c.ticket)
            .where(HANDOFFS.c.sealed.is_not(None), UNDELIVERED)
            .order_by(HANDOFFS.c.at, HANDOFFS.c.id, TICKET_MESSAGES.c.number)
            .limit(limit)
        )
        with self._database.reading() as connection:
            rows = connection.execute(wanted).mappings().all()
        return tuple(Undelivered(message_of(row), row["sealed"], row["begun"]) for row in rows)

    def begin_delivery(self, message: str) -> None:
        """Note that a message, by its id, is being sent; an unknown one is passed over."""
        wanted = update(TICKET_MESSAGES).where(TICKET_MESSAGES.c.id == uuid_of(message))
        with self._database.writing() as connection:
            connection.execute(wanted.values(begun=True))

    def delivered(self, message: str, at: datetime) -> None:
        """Note when a message was sent, the first time; an unknown one is passed over.

        With the last one of a closed ticket, its sealed address is erased.

        Raises:
            ValueError: the time has no zone.
        """
        self._note_delivered(TICKET_MESSAGES.c.id == uuid_of(message), zoned(at))

    def shown(self, ticket: str, numbers: Collection[int], at: datetime) -> None:
        """Note that a widget has been given messages of the staff, by their numbers.

        Raises:
            ValueError: the time has no zone.
        """
        given = TICKET_MESSAGES.c.number.in_(numbers) & UNDELIVERED
        self._note_delivered((TICKET_MESSAGES.c.ticket == uuid_of(ticket)) & given, zoned(at))

    def close(self, ticket: str, at: datetime) -> bool:
        """Close a ticket, and let its chat go on; return whether it did.

        It does not where it was closed before, or there is none. What is still undelivered of it
        will be delivered; its sealed address is erased after that.

        Raises:
            ValueError: the time has no zone.
        """
        return self._close(ticket, at, is_lost=False)

    def cut_off(self, ticket: str, at: datetime) -> bool:
        """Close a ticket, open or not, of which the person cannot be reached any more.

        Its sealed address is erased, and what is undelivered will not be delivered. Returns whether
        it was open.

        Raises:
            ValueError: the time has no zone.
        """
        return self._close(ticket, at, is_lost=True)

    def purge(self, before: datetime, connection: Connection) -> int:
        """Delete tickets, also open ones, that are older than a moment, with their messages.

        Returns how many tickets that were.
        """
        return connection.execute(delete(HANDOFFS).where(HANDOFFS.c.at < before)).rowcount

    def _close(self, ticket: str, at: datetime, *, is_lost: bool) -> bool:
        ticket, at = uuid_of(ticket), zoned(at)
        with self._database.writing() as connection:
            if is_lost:
                of = update(HANDOFFS).where(HANDOFFS.c.id == ticket)
                connection.execute(of.values(sealed=None))
            try:
                locked_open(connection, ticket)
            except NoOpenTicketError:
                return False
            close_locked(connection, ticket, at)
            return True

    def _note_delivered(self, of: Any, at: datetime) -> None:
        tickets = select(TICKET_MESSAGES.c.ticket).where(of, UNDELIVERED).distinct()
        with self._database.writing() as connection:
            for ticket in connection.execute(tickets).scalars().all():
                # Whoever closes the ticket meanwhile sees what is delivered, or waits.
                locked(connection, ticket)
                mine = update(TICKET_MESSAGES).where(of, UNDELIVERED)
                connection.execute(
                    mine.where(TICKET_MESSAGES.c.ticket == ticket).values(delivered_at=at)
                )
                erase_address(connection, ticket)

    def _first(self, *conditions: Any) -> Handoff | None:
        with self._database.reading() as connection:
            row = connection.execute(select(HANDOFFS).where(*conditions)).mappings().first()
        return handoff_of(row) if row else None
