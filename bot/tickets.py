"""Tickets: people's wishes to hear from a human being, and what both sides then write."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Update, delete, func, select, update

from bot.database import Database
from bot.records import Author, Handoff, TicketMessage, TicketStatus, Undelivered
from bot.rows import insert_into, row_of, uuid_of, zoned
from bot.store_errors import NoOpenTicketError
from bot.tables import HANDOFFS, TICKET_MESSAGES
from knowledge.languages import Language

_OPEN = HANDOFFS.c.status == TicketStatus.OPEN.value


class Tickets:
    """The tickets and their messages, known by their ids. Safe to share; every call may block.

    Every method may raise `StoreUnavailableError`, and `ValueError` for an id that is no UUID.
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
        if handoff.closed_at:
            ticket["closed_at"] = zoned(handoff.closed_at)
        rows = [_message_row(message, number) for number, message in enumerate(messages, 1)]
        if any(row["ticket"] != ticket["id"] for row in rows):
            raise ValueError("a message is of another ticket")
        new = insert_into(HANDOFFS, self._database).values(ticket).on_conflict_do_nothing()
        with self._database.writing() as connection:
            if connection.execute(new.returning(HANDOFFS.c.id)).first() is None:
                return False
            if rows:
                connection.execute(self._new_message, rows)
        return True

    def get(self, ticket: str) -> Handoff | None:
        """Return a ticket, or None."""
        return self._first(HANDOFFS.c.id == uuid_of(ticket))

    def open_of(self, chat: str) -> Handoff | None:
        """Return the open ticket of a chat, by the chat's name, or None."""
        return self._first(HANDOFFS.c.chat == chat, _OPEN)

    def all(self) -> tuple[Handoff, ...]:
        """Return all tickets, the oldest first."""
        wanted = select(HANDOFFS).order_by(HANDOFFS.c.at, HANDOFFS.c.id)
        with self._database.reading() as connection:
            return tuple(_handoff(row) for row in connection.execute(wanted).mappings())

    def add(self, message: TicketMessage) -> bool:
        """Keep a message as its ticket's last, scrubbed unless the staff wrote it.

        Returns whether it is new, and not one that was added before.

        Raises:
            NoOpenTicketError: the ticket is closed or gone, and the message is new.
            ValueError: its time has no zone.
        """
        row = _message_row(message, 0)
        # Whoever adds to the same ticket, or closes it, at the same time waits.
        is_open = select(HANDOFFS.c.id).where(HANDOFFS.c.id == row["ticket"], _OPEN)
        known = select(TICKET_MESSAGES.c.id).where(TICKET_MESSAGES.c.id == row["id"])
        last = select(func.coalesce(func.max(TICKET_MESSAGES.c.number), 0))
        last = last.where(TICKET_MESSAGES.c.ticket == row["ticket"])
        with self._database.writing() as connection:
            ticket = connection.execute(is_open.with_for_update()).first()
            if connection.execute(known).first():
                return False
            if ticket is None:
                raise NoOpenTicketError("The ticket is closed, or there is none.")
            row["number"] = connection.execute(last).scalar_one() + 1
            added = connection.execute(self._new_message.returning(TICKET_MESSAGES.c.id), row)
            return added.first() is not None

    def messages(self, ticket: str) -> tuple[TicketMessage, ...]:
        """Return the messages of a ticket in their order; none where there is no such ticket."""
        wanted = (
            select(TICKET_MESSAGES)
            .where(TICKET_MESSAGES.c.ticket == uuid_of(ticket))
            .order_by(TICKET_MESSAGES.c.number)
        )
        with self._database.reading() as connection:
            return tuple(_message(row) for row in connection.execute(wanted).mappings())

    def undelivered(self, limit: int) -> tuple[Undelivered, ...]:
        """Return so many of the staff's messages that are to be sent to a chat.

        They are those of open tickets with a sealed address: the oldest ticket first, and each
        ticket's messages in their order.
        """
        wanted = (
            select(TICKET_MESSAGES, HANDOFFS.c.sealed)
            .join(HANDOFFS, HANDOFFS.c.id == TICKET_MESSAGES.c.ticket)
            .where(_OPEN, HANDOFFS.c.sealed.is_not(None))
            .where(TICKET_MESSAGES.c.author == Author.STAFF.value)
            .where(TICKET_MESSAGES.c.delivered_at.is_(None))
            .order_by(HANDOFFS.c.at, HANDOFFS.c.id, TICKET_MESSAGES.c.number)
            .limit(limit)
        )
        with self._database.reading() as connection:
            rows = connection.execute(wanted).mappings().all()
        return tuple(Undelivered(_message(row), row["sealed"], row["begun"]) for row in rows)

    def begin_delivery(self, message: str) -> None:
        """Note that a message, by its id, is being sent; an unknown one is passed over."""
        self._write(_of_message(message).values(begun=True))

    def delivered(self, message: str, at: datetime) -> None:
        """Note when a message was sent, the first time; an unknown one is passed over.

        Raises:
            ValueError: the time has no zone.
        """
        undelivered = TICKET_MESSAGES.c.delivered_at.is_(None)
        self._write(_of_message(message).where(undelivered).values(delivered_at=zoned(at)))

    def close(self, ticket: str, at: datetime) -> bool:
        """Close a ticket, erase its sealed address, and let its chat go on; return whether it did.

        It does not where it was closed before, or there is none. What is still undelivered of it
        will not be delivered.

        Raises:
            ValueError: the time has no zone.
        """
        closed = {"status": TicketStatus.CLOSED.value, "closed_at": zoned(at), "sealed": None}
        wanted = update(HANDOFFS).where(HANDOFFS.c.id == uuid_of(ticket), _OPEN)
        return self._write(wanted.values(closed)) > 0

    def purge(self, before: datetime, connection: Connection) -> int:
        """Delete tickets, also open ones, that are older than a moment, with their messages.

        Returns how many tickets that were.
        """
        return connection.execute(delete(HANDOFFS).where(HANDOFFS.c.at < before)).rowcount

    @property
    def _new_message(self) -> Any:
        return insert_into(TICKET_MESSAGES, self._database).on_conflict_do_nothing(
            index_elements=["id"]
        )

    def _first(self, *conditions: Any) -> Handoff | None:
        with self._database.reading() as connection:
            row = connection.execute(select(HANDOFFS).where(*conditions)).mappings().first()
        return _handoff(row) if row else None

    def _write(self, change: Update) -> int:
        with self._database.writing() as connection:
            return connection.execute(change).rowcount


def _of_message(message: str) -> Update:
    return update(TICKET_MESSAGES).where(TICKET_MESSAGES.c.id == uuid_of(message))


def _message_row(message: TicketMessage, number: int) -> dict[str, Any]:
    row = row_of(message, scrubbed=() if message.author is Author.STAFF else ("text",))
    if message.delivered_at:
        row["delivered_at"] = zoned(message.delivered_at)
    return row | {"ticket": uuid_of(message.ticket), "number": number, "begun": False}


def _handoff(row: RowMapping) -> Handoff:
    return Handoff(
        **{
            **row,
            "language": Language(row["language"]),
            "status": TicketStatus(row["status"]),
        }
    )


def _message(row: RowMapping) -> TicketMessage:
    return TicketMessage(
        id=row["id"],
        ticket=row["ticket"],
        at=row["at"],
        author=Author(row["author"]),
        text=row["text"],
        language=Language(row["language"]),
        number=row["number"],
        delivered_at=row["delivered_at"],
    )
