"""Tickets and their messages as rows: what `tickets.py`, `desk.py` and `ticket_queue.py` share."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Insert, RowMapping, case, exists, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import Database
from bot.storage.errors import NoOpenTicketError
from bot.storage.records import URGENCIES, Author, Handoff, TicketMessage, TicketStatus
from bot.storage.rows import insert_into, row_of, uuid_of, zoned
from bot.storage.tables import HANDOFFS, TICKET_MESSAGES
from knowledge.languages import Language

OPEN: Final = HANDOFFS.c.status == TicketStatus.OPEN.value
RANK: Final = case(
    {name: rank for rank, name in enumerate(reversed(URGENCIES))},
    value=HANDOFFS.c.urgency,
    else_=len(URGENCIES),
)
"""How soon a ticket is to be answered: 0 first."""
UNDELIVERED: Final = (TICKET_MESSAGES.c.author == Author.STAFF.value) & (
    TICKET_MESSAGES.c.delivered_at.is_(None)
)


def handoff_of(row: Mapping[Any, Any]) -> Handoff:
    """Read a ticket."""
    known = {"language": Language(row["language"]), "status": TicketStatus(row["status"])}
    return Handoff(**{**row, **known})


def message_of(row: RowMapping) -> TicketMessage:
    """Read a message; `row` may hold more than its own columns."""
    return TicketMessage(
        id=row["id"],
        ticket=row["ticket"],
        at=row["at"],
        author=Author(row["author"]),
        text=row["text"],
        language=Language(row["language"]),
        number=row["number"],
        delivered_at=row["delivered_at"],
        staff=row["staff"],
        service=row["service"],
    )


def row_of_message(message: TicketMessage, number: int) -> dict[str, Any]:
    """Write a message, scrubbed where the person wrote it; `number` is its place in the ticket.

    Raises:
        ValueError: an id is no UUID, or a time has no zone.
    """
    row = row_of(message, scrubbed=("text",) if message.author is Author.PERSON else ())
    if message.delivered_at:
        row["delivered_at"] = zoned(message.delivered_at)
    return row | {"ticket": uuid_of(message.ticket), "number": number, "begun": False}


def new_message(database: Database) -> sqlite.Insert | postgresql.Insert | Insert:
    """Return the insertion of a message that may be there already."""
    return insert_into(TICKET_MESSAGES, database).on_conflict_do_nothing(index_elements=["id"])


def locked(connection: Connection, ticket: str) -> Handoff | None:
    """Read a ticket, and let whoever wants to change it too wait for this transaction's end."""
    wanted = select(HANDOFFS).where(HANDOFFS.c.id == ticket).with_for_update()
    row = connection.execute(wanted).mappings().first()
    return handoff_of(row) if row else None


def locked_open(connection: Connection, ticket: str) -> Handoff:
    """Read an open ticket as `locked` does.

    Raises:
        NoOpenTicketError: it is closed, or there is none.
    """
    return opened(locked(connection, ticket))


def opened(found: Handoff | None) -> Handoff:
    """Return a ticket that was found, and is open.

    Raises:
        NoOpenTicketError: it is closed, or there is none.
    """
    if found is None or found.status is not TicketStatus.OPEN:
        raise NoOpenTicketError("The ticket is closed, or there is none.")
    return found


def is_known(connection: Connection, row: dict[str, Any]) -> bool:
    """Tell whether a message of this id is there already.

    Raises:
        ValueError: it is, and is another ticket's.
    """
    of = select(TICKET_MESSAGES.c.ticket).where(TICKET_MESSAGES.c.id == row["id"])
    ticket = connection.execute(of).scalar()
    if ticket not in {None, row["ticket"]}:
        raise ValueError("a message of this id is of another ticket")
    return ticket is not None


def append(
    connection: Connection, database: Database, ticket: Handoff, row: dict[str, Any]
) -> bool:
    """Add a message as the last of a ticket that is `locked`; return whether it is new.

    The ticket then knows when it was written, and whether the person waits.
    """
    last = select(func.coalesce(func.max(TICKET_MESSAGES.c.number), 0))
    number = connection.execute(last.where(TICKET_MESSAGES.c.ticket == ticket.id)).scalar_one()
    wanted = new_message(database).returning(TICKET_MESSAGES.c.id)
    if connection.execute(wanted, row | {"number": number + 1}).first() is None:
        return False
    known: dict[str, Any] = {"last_at": row["at"]}
    if row["author"] != Author.BOT.value:
        awaits = row["author"] == Author.PERSON.value
        known |= {"awaits": awaits}
        if awaits is not ticket.awaits:
            known |= {"since": row["at"]}
    connection.execute(update(HANDOFFS).where(HANDOFFS.c.id == ticket.id).values(known))
    return True


def close_locked(connection: Connection, ticket: str, at: datetime) -> None:
    """Close a ticket that is `locked`; its address goes when nothing is left to be delivered."""
    closed = {"status": TicketStatus.CLOSED.value, "closed_at": at}
    connection.execute(update(HANDOFFS).where(HANDOFFS.c.id == ticket).values(closed))
    erase_address(connection, ticket)


def erase_address(connection: Connection, ticket: str) -> None:
    """Erase the address of a closed ticket, unless something is still to be delivered to it."""
    waiting = exists().where(TICKET_MESSAGES.c.ticket == ticket, UNDELIVERED)
    wanted = update(HANDOFFS).where(HANDOFFS.c.id == ticket, ~OPEN, ~waiting)
    connection.execute(wanted.values(sealed=None))
