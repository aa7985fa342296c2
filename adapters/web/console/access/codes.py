"""Codes from one's own telephone: asked for at login from now on, or no more."""

from typing import Annotated, Final

import segno
from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from adapters.keeping import keeping_of
from adapters.web.console.access.attempts import is_own_password
from adapters.web.console.access.passwords import WRONG_PASSWORD
from adapters.web.console.auditing import record_of
from adapters.web.console.door import give_token
from adapters.web.console.frame import render
from adapters.web.console.gate import needs
from adapters.web.console.visit import Visit
from adapters.web.console.words import noted, tell
from adapters.web.parts import now_of
from bot.roles import Permission
from bot.storage.store import Store
from bot.totp import address_of, is_secret, new_secret, step_of

codes = APIRouter()

_WRONG_CODE: Final = noted(
    "This is not the code that the app shows now. Is the clock of your telephone right?"
)
_DOT: Final = 6
"""Pixels of the smallest square of a picture."""
Owner = Annotated[Visit, Depends(needs(Permission.OWN))]
Typed = Annotated[str, Form(max_length=2_000)]


@codes.get("/account/codes")
async def show_codes(request: Request, visit: Owner) -> Response:
    """Show a new secret to be read by an app; or, who has one, how to be without."""
    return _form(request, visit, new_secret())


@codes.post("/account/codes")
async def take_codes(
    request: Request, visit: Owner, secret: Typed = "", code: Typed = "", password: Typed = ""
) -> Response:
    """Ask for codes from now on, once one shows that the secret has arrived.

    The secret comes back from the form: only its owner can put another there, for themselves.
    """
    if visit.staff.has_totp or not is_secret(secret):
        return RedirectResponse("/console/account/codes", 303)
    problems = {}
    step = step_of(secret, code, now_of(request))
    if step is None:
        problems["code"] = tell(visit.interface, _WRONG_CODE)
    elif not await is_own_password(request, visit, password):
        problems["password"] = tell(visit.interface, WRONG_PASSWORD)
    if problems:
        return _form(request, visit, secret, problems)
    return await _change(request, visit, secret, step)


@codes.post("/account/codes/remove")
async def drop_codes(request: Request, visit: Owner, password: Typed = "") -> Response:
    """Ask for codes no more."""
    if not visit.staff.has_totp:
        return RedirectResponse("/console/account/codes", 303)
    if not await is_own_password(request, visit, password):
        return _form(request, visit, "", {"password": tell(visit.interface, WRONG_PASSWORD)})
    return await _change(request, visit, None, None)


async def _change(request: Request, visit: Visit, secret: str | None, step: int | None) -> Response:
    action = "account.codes" if secret else "account.no-codes"
    record = record_of(request, visit, action, "")

    def change(store: Store) -> str:
        store.audit.add(record)
        store.accounts.set_totp(visit.staff.id, secret, step)
        return store.sessions.open(visit.staff.id, now_of(request))

    token = await keeping_of(request.app).use(change)
    done = "codes" if secret else "no-codes"
    response = RedirectResponse(f"/console/account?done={done}", 303)
    give_token(response, token)
    return response


def _form(
    request: Request, visit: Visit, secret: str, problems: dict[str, str] | None = None
) -> Response:
    picture = None
    if not visit.staff.has_totp:
        address = address_of(secret, visit.staff.name)
        # Black on white in the dark, too: many cameras read nothing else.
        picture = segno.make(address).svg_data_uri(scale=_DOT, dark="#000", light="#fff")
    return render(
        request,
        visit,
        "access/codes.html",
        status=422 if problems else 200,
        picture=picture,
        secret=secret,
        problems=problems or {},
    )
