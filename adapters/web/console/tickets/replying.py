"""Writing to the person: own words, or texts that are put in, sent once and only by the holder."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from adapters.keeping import keeping_of
from adapters.web.console.auditing import note
from adapters.web.console.frame import is_part, render
from adapters.web.console.lookup.finding import reference_of
from adapters.web.console.tickets.reading import PLACE, Answering, Case, case_of, view_of
from adapters.web.console.tickets.texts import find, holds_personal, insert_of
from adapters.web.console.tickets.ticket_page import Draft, inserted, page
from adapters.web.console.tickets.trouble import why
from adapters.web.console.visit import Visit
from adapters.web.console.words import noted, tell
from adapters.web.parts import ieum_of, now_of
from bot.assistant import LONGEST_QUESTION
from bot.lookup import LONGEST_SEARCH
from bot.storage.errors import TicketError
from bot.storage.records import Author, TicketMessage
from bot.storage.rows import uuid_of

replying = APIRouter()

LONGEST_REPLY: Final = LONGEST_QUESTION * 2
_MOST_INSERTED: Final = 10
_LENGTH: Final = noted("Please write between 1 and {longest} characters.")
_PERSONAL: Final = noted(
    "This holds what looks like a personal number, an address or a name. It would be sent and kept "
    "as it is. If that is right, send it once more."
)

Text = Annotated[str, Form(max_length=50_000)]
Keys = Annotated[list[str] | None, Form()]
Key = Annotated[str, Form(max_length=120)]
Id = Annotated[str, Form(max_length=36)]


@replying.post("/tickets/{ticket}/reply")
async def send(
    request: Request,
    visit: Answering,
    ticket: str,
    text: Text = "",
    message: Id = "",
    inserts: Keys = None,
) -> Response:
    """Send a reply; what cannot be sent comes back, with the reason, and nothing is lost."""
    case = await case_of(request, ticket)
    draft = await _draft(request, case, message, text, inserts)
    is_sure = (await request.form()).get("sure") == "1"
    problem = _problem_of(draft, is_sure, request, visit)
    if problem is None:
        problem = await _send(request, visit, case, draft)
    if problem is None:
        if not is_part(request):
            return RedirectResponse(f"{PLACE}/{case.ticket.id}#writing", 303)
        answer = await _writing(request, visit, case, Draft())
        # The browser forgets the draft, and looks at once for what was sent.
        answer.headers["hx-trigger"] = "sent, refresh"
        return answer
    again = Draft(draft.id, text, draft.inserted, *problem)
    if is_part(request):
        return await _writing(request, visit, case, again, status=422)
    fresh = await case_of(request, ticket)
    return await page(request, visit, fresh, again, status=422)


@replying.post("/tickets/{ticket}/insert")
async def insert(
    request: Request,
    visit: Answering,
    ticket: str,
    text: Text = "",
    message: Id = "",
    inserts: Keys = None,
) -> Response:
    """Put a text into the reply that is being written, with its Korean beside it."""
    case = await case_of(request, ticket)
    draft = await _draft(request, case, message, text, inserts)
    key = str((await request.form()).get("insert", ""))
    reference = await run_in_threadpool(reference_of, request)
    wanted = await run_in_threadpool(insert_of, key, case.ticket.language, reference)
    draft = draft.with_insert(wanted) if wanted else draft
    if is_part(request):
        return await _writing(request, visit, case, draft)
    return await page(request, visit, case, draft)


@replying.post("/tickets/{ticket}/texts")
async def find_texts(
    request: Request,
    visit: Answering,
    ticket: str,
    text: Text = "",
    message: Id = "",
    inserts: Keys = None,
) -> Response:
    """Find what is known for the reply, in the person's language and in Korean."""
    case = await case_of(request, ticket)
    query = str((await request.form()).get("q", ""))[:LONGEST_SEARCH]
    reference = await run_in_threadpool(reference_of, request)
    found = await run_in_threadpool(find, query, case.ticket.language, reference)
    about: dict[str, Any] = {"found": found, "query": query}
    if is_part(request):
        return render(
            request, visit, "tickets/found.html", ticket=case.ticket, place=PLACE, **about
        )
    draft = await _draft(request, case, message, text, inserts)
    return await page(request, visit, case, draft, **about)


async def _draft(
    request: Request, case: Case, message: str, text: str, keys: list[str] | None
) -> Draft:
    known = await run_in_threadpool(inserted, (keys or [])[:_MOST_INSERTED], case, request)
    try:
        return Draft(uuid_of(message), text, known)
    except ValueError:
        return Draft(text=text, inserted=known)


def _problem_of(
    draft: Draft, is_sure: bool, request: Request, visit: Visit
) -> tuple[str, bool] | None:
    """Tell why a draft cannot be sent as it is, and whether it can if that is what is meant."""
    if not 0 < len(draft.text.strip()) <= LONGEST_REPLY:
        return tell(visit.interface, _LENGTH, longest=f"{LONGEST_REPLY:,}"), False
    if not is_sure and holds_personal(draft.text, ieum_of(request).knowledge):
        return tell(visit.interface, _PERSONAL), True
    return None


async def _send(
    request: Request, visit: Visit, case: Case, draft: Draft
) -> tuple[str, bool] | None:
    """Send a draft; or tell why it was not."""
    services = [one.service for one in draft.inserted if one.service]
    message = TicketMessage(
        id=draft.id,
        ticket=case.ticket.id,
        at=now_of(request),
        author=Author.STAFF,
        text=draft.text.replace("\r\n", "\n").strip(),
        language=case.ticket.language,
        staff=visit.staff.id,
        service=services[0] if services else None,
    )
    try:
        is_new = await keeping_of(request.app).use(lambda store: store.desk.reply(message))
    except TicketError as error:
        # Who has it may have changed since it was read.
        return why(error, await case_of(request, case.ticket.id), visit.interface), False
    except ValueError as error:
        # A message of another ticket has this id: the form is none of ours.
        raise HTTPException(422) from error
    if is_new:
        await note(request, visit, "ticket.reply", case.ticket.id)
    return None


async def _writing(
    request: Request, visit: Visit, case: Case, draft: Draft, status: int = 200
) -> Response:
    return render(
        request,
        visit,
        "tickets/writing.html",
        status=status,
        ticket=case.ticket,
        view=view_of(case, request, visit),
        place=PLACE,
        draft=draft,
        longest=LONGEST_REPLY,
        inserts_now=False,
    )
