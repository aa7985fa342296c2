"""Reading a ticket with all that belongs to it, for a page of it."""

from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends, HTTPException, Request

from adapters.keeping import keeping_of
from adapters.web.console.gate import needs
from adapters.web.console.tickets.telling import Bubble, Names, Noted, Row, Telling, stamp_of
from adapters.web.console.visit import Visit
from adapters.web.parts import ieum_of, now_of
from bot.roles import Permission
from bot.staff import Staff
from bot.storage.desk import IDLE
from bot.storage.records import Handoff, TicketMessage, TicketStatus
from bot.storage.store import Store
from bot.storage.ticket_notes import TicketNote

Answering = Annotated[Visit, Depends(needs(Permission.ANSWER))]
PLACE: Final = "/console/tickets"


@dataclass(frozen=True)
class Case:
    """A ticket, its messages and notes, and everybody who works here."""

    ticket: Handoff
    messages: tuple[TicketMessage, ...]
    notes: tuple[TicketNote, ...]
    everybody: tuple[Staff, ...]

    @property
    def names(self) -> Names:
        """Return what colleagues read of each member of staff."""
        return {one.id: one.shown for one in self.everybody}


@dataclass(frozen=True)
class View:
    """A ticket as one member of staff sees it, at one moment; `stamp` changes with what it says."""

    row: Row
    bubbles: tuple[Bubble, ...]
    notes: tuple[Noted, ...]
    stamp: str
    holds: bool
    may_take: bool
    may_see_reach: bool
    """Whether they may see where the person is reached: who holds it, or gives tickets away."""


async def case_of(request: Request, ticket: str) -> Case:
    """Read a ticket.

    Raises:
        HTTPException: there is none.
        StoreUnavailableError: the database is away.
    """
    identifier = id_in(ticket)

    def read(store: Store) -> Case | None:
        found = store.tickets.get(identifier)
        if found is None:
            return None
        messages, notes = store.tickets.messages(found.id), store.notes.of(found.id)
        return Case(found, messages, notes, store.accounts.all())

    case = await keeping_of(request.app).use(read)
    if case is None:
        raise HTTPException(404)
    return case


def id_in(ticket: str) -> str:
    """Return the id of a ticket in an address.

    Raises:
        HTTPException: it is none, so there is no such ticket.
    """
    try:
        return str(UUID(ticket))
    except ValueError:
        raise HTTPException(404) from None


def view_of(case: Case, request: Request, visit: Visit) -> View:
    """Tell of a ticket."""
    ticket, mine = case.ticket, visit.staff.id
    now = now_of(request)
    telling = Telling(ieum_of(request), visit.interface, case.names, now)
    is_open = ticket.status is TicketStatus.OPEN
    holds = is_open and ticket.holder == mine
    active = {one.id for one in case.everybody if one.is_active}
    is_left = ticket.holder not in active or (ticket.held_at or ticket.at) <= now - IDLE
    may_assign = visit.may(Permission.ASSIGN)
    row = telling.row(ticket, mine)
    bubbles = tuple(telling.bubble(one, ticket) for one in case.messages)
    notes = tuple(telling.note(one) for one in case.notes)
    may_take = is_open and ticket.holder not in {None, mine} and (is_left or may_assign)
    stamp = stamp_of((row, bubbles, may_take))
    return View(row, bubbles, notes, stamp, holds, may_take, holds or may_assign)


def colleagues(case: Case) -> list[Staff]:
    """Return who else can be given the ticket."""
    return [
        one for one in case.everybody if one.may(Permission.ANSWER) and one.id != case.ticket.holder
    ]
