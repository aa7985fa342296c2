"""The door of the console: who comes in, and to which of its rooms."""

import hmac
from collections.abc import Awaitable, Callable
from typing import Final

from fastapi import HTTPException, Request

from adapters.keeping import keeping_of
from adapters.retention import patience_of
from adapters.web.console.door import (
    CODE,
    PASSWORD,
    ForbiddenError,
    NotInError,
    StaleFormError,
    login_for,
    token_in,
)
from adapters.web.console.frame import interface_of
from adapters.web.console.visit import Visit
from adapters.web.parts import now_of, settings_of
from bot.roles import Permission
from bot.storage.staff_sessions import Session, csrf_of, hash_of

_SAFE: Final = {"GET", "HEAD", "OPTIONS"}
_HEADER: Final = "x-csrf-token"
_FIELD: Final = "csrf"
_BY_ITSELF: Final = "ieum-by-itself"
"""With this header a page asks by itself: a desk that somebody has left stays open no longer."""

Check = Callable[[Request], Awaitable[Visit]]


def needs(permission: Permission, *, also_at_first: bool = False) -> Check:
    """Return a dependency that lets in who has a permission, and gives their visit.

    Who still has a password that somebody else gave them is let in only where `also_at_first`.
    What changes something has to bring the form's token along.
    """

    async def check(request: Request) -> Visit:
        token, session = await session_of(request)
        if session.awaits_code:
            raise NotInError(CODE)
        visit = await _visit(request, token, session)
        if session.staff.must_change and not also_at_first:
            raise NotInError(PASSWORD)
        if not session.staff.may(permission):
            raise ForbiddenError
        return visit

    check.permission = permission  # type: ignore[attr-defined]
    return check


async def needs_code(request: Request) -> Visit:
    """Let in who has given a password and still has to give a code; nobody else."""
    token, session = await session_of(request)
    if not session.awaits_code:
        raise NotInError(login_for(request))
    return await _visit(request, token, session)


async def session_of(request: Request) -> tuple[str, Session]:
    """Return the token and the session of a request.

    Raises:
        NotInError: there is none, or it has ended.
        StoreUnavailableError: the database is away.
    """
    token = token_in(request)
    if token is None:
        raise NotInError(login_for(request))
    patience, now = patience_of(settings_of(request)), now_of(request)
    is_used = request.headers.get(_BY_ITSELF) is None
    session = await keeping_of(request.app).use(
        lambda store: store.sessions.visit(hash_of(token), now, patience, is_used=is_used)
    )
    if session is None:
        raise NotInError(login_for(request), has_ended=True)
    return token, session


def is_same(told: str, expected: str) -> bool:
    """Tell whether a token is the one expected, in a time that does not tell how nearly."""
    return hmac.compare_digest(told.encode(errors="replace"), expected.encode())


async def check_form(request: Request, expected: str) -> None:
    """See to it that a form, or htmx's header, brings back the token that its page was given.

    Raises:
        StaleFormError: it does not.
        HTTPException: the form cannot be read.
    """
    # Read here or by the route's parameters, a form is read once.
    try:
        told = request.headers.get(_HEADER) or (await request.form(max_files=0)).get(_FIELD)
    except UnicodeError as error:
        # A form may name a charset that Python knows and that nothing was written in.
        raise HTTPException(400) from error
    if not isinstance(told, str) or not is_same(told, expected):
        raise StaleFormError


async def _visit(request: Request, token: str, session: Session) -> Visit:
    csrf = csrf_of(token)
    interface = session.staff.interface or interface_of(request)
    visit = Visit(session.staff, session.token, csrf, interface)
    if not session.awaits_code:
        # For the frame of an error's page.
        request.state.visit = visit
    if request.method not in _SAFE:
        await check_form(request, csrf)
    return visit
