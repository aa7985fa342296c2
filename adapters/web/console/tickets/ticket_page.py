"""A ticket: the conversation with its sources, who has it, and what to do with it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from adapters.web.console.auditing import note, note_once
from adapters.web.console.frame import is_part, render
from adapters.web.console.lookup.finding import reference_of
from adapters.web.console.tickets.reading import (
    PLACE,
    Answering,
    Case,
    case_of,
    colleagues,
    view_of,
)
from adapters.web.console.tickets.texts import Insert, canned, insert_of, inserts_of
from adapters.web.console.visit import Visit
from adapters.web.parts import ieum_of
from bot.assistant import LONGEST_QUESTION

ticket_page = APIRouter()


@dataclass(frozen=True)
class Draft:
    """A reply that is being written; sent with the same `id`, it is sent once."""

    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    text: str = ""
    inserted: tuple[Insert, ...] = ()
    problem: str = ""
    asks_sure: bool = False
    """Whether it may hold a personal number, and has to be sent a second time."""

    def with_insert(self, insert: Insert) -> "Draft":
        """Return it with a text put after what is written."""
        text = f"{self.text.rstrip()}\n\n{insert.text}" if self.text.strip() else insert.text
        known = {one.key: one for one in (*self.inserted, insert)}
        return Draft(self.id, text, tuple(known.values()))


@ticket_page.get("/tickets/{ticket}")
async def show_ticket(
    request: Request,
    visit: Answering,
    ticket: str,
    entry: Annotated[str, Query(max_length=80)] = "",
    seen: Annotated[str, Query(max_length=32)] = "",
) -> Response:
    """Show a ticket; to htmx only its conversation, and nothing where that is as it was."""
    case = await case_of(request, ticket)
    if is_part(request):
        return await _talk(request, visit, case, seen)
    await note(request, visit, "ticket.see", case.ticket.id)
    draft = Draft()
    if entry:
        reference = await run_in_threadpool(reference_of, request)
        key = f"entry/{entry}"
        insert = await run_in_threadpool(insert_of, key, case.ticket.language, reference)
        draft = draft.with_insert(insert) if insert else draft
    return await page(request, visit, case, draft, inserts_now=bool(entry))


@ticket_page.get("/tickets/{ticket}/reach")
async def show_reach(request: Request, visit: Answering, ticket: str) -> Response:
    """Show where the person is reached to who may know it; that it was seen is noted."""
    case = await case_of(request, ticket)
    if not view_of(case, request, visit).may_see_reach:
        raise HTTPException(403)
    await note(request, visit, "ticket.reach", case.ticket.id)
    if is_part(request):
        return render(request, visit, "tickets/reach.html", reach=case.ticket.reach)
    return await page(request, visit, case, Draft(), shows_reach=True)


async def _talk(request: Request, visit: Visit, case: Case, seen: str) -> Response:
    view = await run_in_threadpool(view_of, case, request, visit)
    if view.stamp == seen:
        return Response(status_code=204)
    await note_once(request, visit, "ticket.see", case.ticket.id)
    about: dict[str, Any] = {"ticket": case.ticket, "view": view, "place": PLACE}
    return await run_in_threadpool(render, request, visit, "tickets/talk.html", **about)


async def page(
    request: Request,
    visit: Visit,
    case: Case,
    draft: Draft,
    *,
    status: int = 200,
    **about: Any,
) -> Response:
    """Show the whole of a ticket, with what is being written; that it was seen is noted."""
    await note_once(request, visit, "ticket.see", case.ticket.id)
    return await run_in_threadpool(_page, request, visit, case, draft, status, about)


def _page(
    request: Request,
    visit: Visit,
    case: Case,
    draft: Draft,
    status: int,
    about: Mapping[str, Any],
) -> Response:
    given: Mapping[str, Any] = {
        "trouble": "",
        "inserts_now": False,
        "shows_reach": False,
        "found": (),
        "query": "",
        "note_text": "",
        "note_problem": "",
    }
    knowledge = ieum_of(request).knowledge
    ticket = case.ticket
    return render(
        request,
        visit,
        "tickets/ticket.html",
        status=status,
        ticket=ticket,
        view=view_of(case, request, visit),
        place=PLACE,
        colleagues=colleagues(case),
        district=_district(case, request, visit),
        draft=draft,
        longest=LONGEST_QUESTION * 2,
        canned=canned(ticket.language, visit.interface, knowledge),
        note_id=str(uuid.uuid4()),
        **{**given, **about},
    )


def inserted(keys: list[str], case: Case, request: Request) -> tuple[Insert, ...]:
    """Return the texts that were put into a reply before."""
    if not keys:
        return ()
    return tuple(inserts_of(keys, case.ticket.language, reference_of(request)))


def _district(case: Case, request: Request, visit: Visit) -> str:
    known = ieum_of(request).knowledge.districts.get(case.ticket.district or "")
    return known.name.in_language(visit.interface) if known else ""
