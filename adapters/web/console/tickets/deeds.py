"""What is done with a ticket: claimed, given back, given on, taken over, closed, opened, noted."""

import uuid
from collections.abc import Callable
from typing import Annotated, Final

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from adapters.keeping import keeping_of
from adapters.web.console.auditing import note, note_once
from adapters.web.console.frame import is_part, render
from adapters.web.console.tickets.reading import PLACE, Answering, case_of, id_in, view_of
from adapters.web.console.tickets.ticket_page import Draft, page
from adapters.web.console.tickets.trouble import why
from adapters.web.console.words import noted, tell
from adapters.web.parts import now_of
from bot.messages import mark, say
from bot.roles import Permission
from bot.storage.errors import NoOpenTicketError, TicketError
from bot.storage.records import Author, TicketMessage
from bot.storage.store import Store
from bot.storage.ticket_notes import TicketNote

deeds = APIRouter()

_LONGEST_NOTE: Final = 2_000
_FAREWELL: Final = mark(
    "We have closed this conversation. From now on Ieum, the program, answers you here again. If "
    "you need us again, ask for a person."
)
_NO_NOTE: Final = noted("Please write between 1 and 2,000 characters.")


@deeds.post("/tickets/{ticket}/claim")
async def claim(request: Request, visit: Answering, ticket: str) -> Response:
    """Claim a ticket."""
    at, staff = now_of(request), visit.staff.id
    return await _do(
        request, visit, ticket, "claim", lambda store, of: store.desk.claim(of, staff, at)
    )


@deeds.post("/tickets/{ticket}/take")
async def take_over(request: Request, visit: Answering, ticket: str) -> Response:
    """Take a ticket over from a colleague."""
    at, staff, is_any = now_of(request), visit.staff.id, visit.may(Permission.ASSIGN)
    return await _do(
        request,
        visit,
        ticket,
        "take",
        lambda store, of: store.desk.take_over(of, staff, at, any_ticket=is_any),
    )


@deeds.post("/tickets/{ticket}/release")
async def release(request: Request, visit: Answering, ticket: str) -> Response:
    """Give a ticket back, for somebody else to claim."""
    staff, is_any = visit.staff.id, visit.may(Permission.ASSIGN)
    return await _do(
        request,
        visit,
        ticket,
        "release",
        lambda store, of: store.desk.release(of, staff, any_ticket=is_any),
    )


@deeds.post("/tickets/{ticket}/assign")
async def assign(
    request: Request,
    visit: Answering,
    ticket: str,
    to: Annotated[str, Form(max_length=36)] = "",
) -> Response:
    """Give a ticket to a colleague."""
    at, staff, is_any = now_of(request), visit.staff.id, visit.may(Permission.ASSIGN)
    colleague = id_or_nobody(to)
    return await _do(
        request,
        visit,
        ticket,
        "assign",
        lambda store, of: store.desk.assign(of, staff, colleague, at, any_ticket=is_any),
        detail=colleague,
    )


@deeds.post("/tickets/{ticket}/close")
async def close(request: Request, visit: Answering, ticket: str) -> Response:
    """Close a ticket; the person is told so in their language, where that can reach them."""
    case = await case_of(request, ticket)
    language = case.ticket.language
    farewell = TicketMessage(
        id=str(uuid.uuid4()),
        ticket=case.ticket.id,
        at=now_of(request),
        author=Author.STAFF,
        text=say(language, _FAREWELL),
        language=language,
        staff=visit.staff.id,
    )
    is_any = visit.may(Permission.ASSIGN)
    return await _do(
        request,
        visit,
        ticket,
        "close",
        lambda store, _: store.desk.close(farewell, any_ticket=is_any),
    )


@deeds.post("/tickets/{ticket}/reopen")
async def reopen(request: Request, visit: Answering, ticket: str) -> Response:
    """Open a ticket again that was closed."""
    at, staff = now_of(request), visit.staff.id
    return await _do(
        request, visit, ticket, "reopen", lambda store, of: store.desk.reopen(of, staff, at)
    )


@deeds.post("/tickets/{ticket}/notes")
async def add_note(
    request: Request,
    visit: Answering,
    ticket: str,
    note_id: Annotated[str, Form(max_length=36)] = "",
    text: Annotated[str, Form(max_length=10_000)] = "",
) -> Response:
    """Keep a note for colleagues."""
    text = text.strip()
    problem = ""
    if not 0 < len(text) <= _LONGEST_NOTE:
        problem = tell(visit.interface, _NO_NOTE)
    else:
        kept = TicketNote(id_in(note_id), id_in(ticket), now_of(request), visit.staff.id, text)
        try:
            await keeping_of(request.app).use(lambda store: store.notes.add(kept))
        except NoOpenTicketError:
            raise HTTPException(404) from None
        await note(request, visit, "ticket.note", kept.ticket)
        if not is_part(request):
            return RedirectResponse(f"{PLACE}/{kept.ticket}#notes", 303)
    case = await case_of(request, ticket)
    status, typed = (422, text) if problem else (200, "")
    if not is_part(request):
        return await page(
            request, visit, case, Draft(), status=422, note_text=text, note_problem=problem
        )
    await note_once(request, visit, "ticket.see", case.ticket.id)
    return render(
        request,
        visit,
        "tickets/notes.html",
        status=status,
        ticket=case.ticket,
        view=view_of(case, request, visit),
        place=PLACE,
        note_id=note_id if problem else str(uuid.uuid4()),
        note_text=typed,
        note_problem=problem,
    )


def id_or_nobody(text: str) -> str:
    """Return an id that was chosen; of what is none, one that nobody has."""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return str(uuid.UUID(int=0))


async def _do(
    request: Request,
    visit: Answering,
    ticket: str,
    action: str,
    deed: Callable[[Store, str], None],
    *,
    detail: str = "",
) -> Response:
    """Do something with a ticket and lead back to it; or show it, and why that was not done."""
    identifier = id_in(ticket)
    try:
        await keeping_of(request.app).use(lambda store: deed(store, identifier))
    except TicketError as error:
        case = await case_of(request, ticket)
        trouble = why(error, case, visit.interface)
        return await page(request, visit, case, Draft(), status=409, trouble=trouble)
    await note(request, visit, f"ticket.{action}", identifier, detail)
    return RedirectResponse(f"{PLACE}/{identifier}", 303)
