"""Logging in and out."""

from datetime import timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from adapters.keeping import keeping_of
from adapters.web.console.access.attempts import give_code, log_in, wait_for_code
from adapters.web.console.auditing import note
from adapters.web.console.door import (
    CODE,
    HOME,
    LOGIN,
    NotInError,
    give_token,
    place_after_login,
    take_token,
)
from adapters.web.console.frame import interface_of, render
from adapters.web.console.gate import is_same, needs, needs_code
from adapters.web.console.visit import Visit
from adapters.web.console.words import noted, tell
from adapters.web.parts import now_of
from bot.passwords import LONGEST
from bot.roles import Permission
from bot.storage.staff_sessions import csrf_of, new_token
from bot.totp import step_of

login = APIRouter()

_BEFORE: Final = "__Host-ieum-login"
"""The cookie of a browser that has not logged in yet.

Another website can neither set it (`__Host-`) nor read it, and so cannot log a colleague in to an
account of its own: the form has to bring back what is made from it. `SameSite=Lax` and `Origins`
(`adapters/web/origins.py`) say the same once more, for browsers that send no `Origin`.
"""
_NO_COOKIE: Final = noted(
    "Your browser did not send our cookie back. Please try once more. If it happens again: allow "
    "cookies for this page, and open it with https://."
)
_WRONG: Final = noted("The name or the password is wrong.")
_WRONG_CODE: Final = noted("This code is wrong, or was used already. Wait for the next one.")
_WAIT: Final = noted(
    "There were too many attempts with this name, or from this internet connection. Please wait "
    "{seconds} seconds, then try again."
)
Typed = Annotated[str, Form(max_length=LONGEST)]
Place = Annotated[str, Form(alias="next", max_length=2_000)]


@login.get("/login")
async def show_login(request: Request, next: str = "") -> Response:  # noqa: A002
    """Show the form; while there is no account at all, say how to make the first."""
    return await _form(request, place=next)


@login.post("/login")
async def try_login(
    request: Request,
    name: Typed = "",
    password: Annotated[str, Form(max_length=2_000)] = "",
    place: Place = "",
    csrf: Typed = "",
) -> Response:
    """Log in with a name and a password."""
    before = request.cookies.get(_BEFORE, "")
    if not before or not is_same(csrf, csrf_of(before)):
        return await _form(request, 403, place, name, _NO_COOKIE)
    attempt = await log_in(request, name, password)
    if attempt.wait:
        page = await _form(request, 429, place, name, _WAIT, attempt.wait)
        page.headers["retry-after"] = str(_seconds(attempt.wait))
        return page
    if attempt.token is None:
        return await _form(request, 422, place, name, _WRONG)
    wanted = place_after_login(place)
    if attempt.awaits_code:
        wanted = f"{CODE}?next={wanted}" if wanted != HOME else CODE
    response = RedirectResponse(wanted, 303)
    give_token(response, attempt.token)
    response.delete_cookie(_BEFORE, secure=True, httponly=True, samesite="lax", path="/")
    return response


@login.get("/login/code")
async def show_code(
    request: Request,
    visit: Annotated[Visit, Depends(needs_code)],
    next: str = "",  # noqa: A002
) -> Response:
    """Ask for the code."""
    return _code_form(request, visit, 200, next)


@login.post("/login/code")
async def try_code(
    request: Request,
    visit: Annotated[Visit, Depends(needs_code)],
    code: Typed = "",
    place: Place = "",
) -> Response:
    """Log in with the code, after the password."""
    account = await keeping_of(request.app).use(
        lambda store: store.accounts.account(visit.staff.id)
    )
    if account is None or account.totp is None:
        raise NotInError(LOGIN, has_ended=True)
    if wait := await wait_for_code(request, account):
        page = _code_form(request, visit, 429, place, _WAIT, wait)
        page.headers["retry-after"] = str(_seconds(wait))
        return page
    token = await give_code(request, account, step_of(account.totp, code, now_of(request)))
    if token is None:
        return _code_form(request, visit, 422, place, _WRONG_CODE)
    response = RedirectResponse(place_after_login(place), 303)
    give_token(response, token)
    return response


@login.post("/logout")
async def log_out(
    request: Request, visit: Annotated[Visit, Depends(needs(Permission.OWN, also_at_first=True))]
) -> Response:
    """End the session."""
    await note(request, visit, "logout", "")
    await keeping_of(request.app).use(lambda store: store.sessions.end(visit.session))
    response = RedirectResponse(LOGIN, 303)
    take_token(response)
    return response


async def _form(
    request: Request,
    status: int = 200,
    place: str = "",
    name: str = "",
    problem: str | None = None,
    wait: timedelta = timedelta(),
) -> Response:
    before = request.cookies.get(_BEFORE) or new_token()
    page = render(
        request,
        None,
        "access/login.html",
        status=status,
        csrf=csrf_of(before),
        place=place_after_login(place),
        name=name,
        problem=_told(request, problem, wait),
        are_none=await keeping_of(request.app).use(lambda store: store.accounts.are_none()),
    )
    page.set_cookie(_BEFORE, before, secure=True, httponly=True, samesite="lax", path="/")
    return page


def _code_form(
    request: Request,
    visit: Visit,
    status: int,
    place: str,
    problem: str | None = None,
    wait: timedelta = timedelta(),
) -> Response:
    return render(
        request,
        None,
        "access/code.html",
        status=status,
        csrf=visit.csrf,
        place=place_after_login(place),
        problem=_told(request, problem, wait),
    )


def _told(request: Request, problem: str | None, wait: timedelta) -> str | None:
    return problem and tell(interface_of(request), problem, seconds=_seconds(wait))


def _seconds(wait: timedelta) -> int:
    return int(wait.total_seconds()) + 1
