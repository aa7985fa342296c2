"""One's own account: what one wishes of the console, where one is logged in, one's own record."""

import json
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from adapters.keeping import keeping_of
from adapters.web.console.access.names import moment, role_names
from adapters.web.console.auditing import note
from adapters.web.console.frame import render
from adapters.web.console.gate import needs
from adapters.web.console.visit import Visit
from adapters.web.console.words import INTERFACES, noted, tell
from bot.roles import Permission
from bot.storage.store import Store
from knowledge.languages import Language

account = APIRouter()

_DONE: Final = {
    "kept": noted("Your settings are saved."),
    "password": noted("Your password is changed."),
    "codes": noted("From now on you need a code from your telephone to log in."),
    "no-codes": noted("From now on you need no code to log in."),
    "ended": noted("You are logged out everywhere but here."),
}
Owner = Annotated[Visit, Depends(needs(Permission.OWN))]


@account.get("/account")
async def show_account(request: Request, visit: Owner, done: str = "") -> Response:
    """Show all that somebody may change of their own account."""
    sessions = await keeping_of(request.app).use(lambda store: store.sessions.of(visit.staff.id))
    said = _DONE.get(done)
    return render(
        request,
        visit,
        "access/account.html",
        done=tell(visit.interface, said) if said else None,
        sessions=sessions,
        role=role_names(visit.interface)[visit.staff.role],
        moment=moment,
    )


@account.post("/account")
async def change_account(
    request: Request,
    visit: Owner,
    interface: Annotated[str, Form(max_length=8)] = "",
    languages: Annotated[list[Language] | None, Form()] = None,
    sound: Annotated[str, Form(max_length=8)] = "",
) -> Response:
    """Keep what somebody wishes; without a language, the console follows the browser."""
    chosen = Language(interface) if interface in INTERFACES else None
    spoken = tuple(languages or ())
    await keeping_of(request.app).use(
        lambda store: store.accounts.prefer(visit.staff.id, chosen, spoken, sound=bool(sound))
    )
    return RedirectResponse("/console/account?done=kept", 303)


@account.post("/account/sessions/end")
async def end_other_sessions(request: Request, visit: Owner) -> Response:
    """Log somebody out everywhere but here."""

    def end(store: Store) -> None:
        for session in store.sessions.of(visit.staff.id):
            if session.token != visit.session:
                store.sessions.end(session.token)

    await note(request, visit, "account.sessions", "")
    await keeping_of(request.app).use(end)
    return RedirectResponse("/console/account?done=ended", 303)


@account.get("/account/record.json")
async def take_record(request: Request, visit: Owner) -> Response:
    """Give somebody all that is kept of them, and nothing of anybody else."""
    await note(request, visit, "account.record", "")
    record = await keeping_of(request.app).use(lambda store: store.own_records.of(visit.staff.id))
    text = json.dumps(record, ensure_ascii=False, indent=2)
    headers = {
        "content-disposition": 'attachment; filename="ieum-record.json"',
        "cache-control": "no-store",
    }
    return Response(text, media_type="application/json", headers=headers)
