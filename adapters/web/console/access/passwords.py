"""Changing one's own password, and why one is not taken."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from adapters.keeping import keeping_of
from adapters.web.console.access.attempts import is_own_password
from adapters.web.console.access.hashing import hashed
from adapters.web.console.auditing import record_of
from adapters.web.console.door import HOME, give_token
from adapters.web.console.frame import render
from adapters.web.console.gate import needs
from adapters.web.console.visit import Visit
from adapters.web.console.words import noted, tell
from adapters.web.parts import now_of
from bot.passwords import LONGEST, SHORTEST, Weakness, weakness
from bot.roles import Permission
from bot.storage.store import Store

passwords = APIRouter()

_WEAK: Final = {
    Weakness.SHORT: noted("Please use at least {shortest} characters."),
    Weakness.LONG: noted("Please use at most {longest} characters."),
    Weakness.COMMON: noted("This password is one of those that are guessed first."),
    Weakness.NAME: noted("Please do not use your name."),
}
WRONG_PASSWORD: Final = noted("This is not your password, or there were too many attempts.")
_DIFFERENT: Final = noted("These two are not the same.")
_SAME: Final = noted("Please choose a different password than before.")

Owner = Annotated[Visit, Depends(needs(Permission.OWN, also_at_first=True))]
Secret = Annotated[str, Form(max_length=2_000)]


@passwords.get("/account/password")
async def show_password(request: Request, visit: Owner) -> Response:
    """Show the form; it is all that a new account sees at first."""
    return _form(request, visit)


@passwords.post("/account/password")
async def change_password(
    request: Request, visit: Owner, old: Secret = "", new: Secret = "", again: Secret = ""
) -> Response:
    """Take another password; every other session of the account ends."""
    problems = {}
    if weak := why_weak(visit, new):
        problems["new"] = weak
    elif new == old:
        problems["new"] = tell(visit.interface, _SAME)
    elif new != again:
        problems["again"] = tell(visit.interface, _DIFFERENT)
    if not problems and not await is_own_password(request, visit, old):
        problems["old"] = tell(visit.interface, WRONG_PASSWORD)
    if problems:
        return _form(request, visit, problems)
    kept, record = await hashed(new), record_of(request, visit, "account.password", "")

    def change(store: Store) -> str:
        store.audit.add(record)
        store.accounts.set_password(visit.staff.id, kept, must_change=False)
        return store.sessions.open(visit.staff.id, now_of(request))

    token = await keeping_of(request.app).use(change)
    place = HOME if visit.staff.must_change else "/console/account?done=password"
    response = RedirectResponse(place, 303)
    give_token(response, token)
    return response


def why_weak(visit: Visit, password: str) -> str | None:
    """Return why a password of a visitor's own is not taken, in their language, or None."""
    weak = weakness(password, visit.staff.name, visit.staff.shown)
    if weak is None:
        return None
    return tell(visit.interface, _WEAK[weak], shortest=SHORTEST, longest=LONGEST)


def _form(request: Request, visit: Visit, problems: dict[str, str] | None = None) -> Response:
    return render(
        request,
        visit,
        "access/password.html",
        status=422 if problems else 200,
        problems=problems or {},
        shortest=SHORTEST,
    )
