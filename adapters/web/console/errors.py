"""What staff are told when something is refused, or has gone wrong: in the console's frame."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from adapters.web.console.door import (
    ForbiddenError,
    NotInError,
    StaleFormError,
    is_console,
    take_token,
)
from adapters.web.console.frame import interface_of, is_part, render
from adapters.web.console.visit import Visit
from adapters.web.console.words import noted, tell
from bot.storage.errors import StoreUnavailableError

log = logging.getLogger("ieum")

_RETRY_SECONDS: Final = "30"
_STALE: Final = noted(
    "This page was open for too long, or you have logged in again meanwhile. Nothing was changed. "
    "Please go back, load the page again and repeat it."
)
_MESSAGES: Final = {
    403: noted("You may not do this. If you need it for your work, ask an admin."),
    404: noted("There is no such page. It may have been deleted."),
    405: noted("You cannot do this here."),
    413: noted("This is too long to be sent at once."),
    422: noted("Something in this request is wrong. Please go back and try again."),
    429: noted("Too many requests came from here. Please wait a minute, then try again."),
    500: noted("Something went wrong on our side. Nothing is lost that was saved before."),
    503: noted(
        "The database cannot be reached just now. What you did last may not be saved. Please try "
        "again in a minute."
    ),
}
_OTHERWISE: Final = noted("Something is wrong with this request. Please try again.")


async def lead_elsewhere(request: Request, error: Exception) -> Response:
    """Send somebody to where they have to go first; htmx goes there with the whole page."""
    if not isinstance(error, NotInError):
        raise error
    response: Response
    if is_part(request):
        response = Response(status_code=401, headers={"hx-redirect": error.place})
    else:
        response = RedirectResponse(error.place, 303)
    response.headers["cache-control"] = "no-store"
    if error.has_ended:
        take_token(response)
    return response


async def say_forbidden(request: Request, error: Exception) -> Response:
    """Tell somebody that they may not do this, or that their form is too old."""
    return refuse(request, 403, _STALE if isinstance(error, StaleFormError) else None)


async def say_away(request: Request, error: Exception) -> Response:
    """Tell that the database is away; the log says why."""
    if not is_console(request.url.path):
        raise error
    log.warning("%s", error)
    return refuse(request, 503, headers={"retry-after": _RETRY_SECONDS})


def say_failed(request: Request, error: Exception) -> Response:
    """Tell why a request failed; a route's own words come in the visitor's language already."""
    if not isinstance(error, HTTPException):
        return refuse(request, 422 if isinstance(error, RequestValidationError) else 500)
    own = str(error.detail)
    is_ours = error.status_code != 400 and own != HTTPStatus(error.status_code).phrase
    return refuse(request, error.status_code, own if is_ours else None, headers=error.headers)


def refuse(
    request: Request,
    status: int,
    message: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Refuse a request; `message` is told in the visitor's language, or given in it."""
    visit: Visit | None = getattr(request.state, "visit", None)
    language = visit.interface if visit else interface_of(request)
    told = tell(language, message or _MESSAGES.get(status, _OTHERWISE))
    template = "access/trouble.html" if is_part(request) else "access/error.html"
    page = render(request, visit, template, status=status, code=status, message=told)
    page.headers.update(headers or {})
    if is_part(request):
        page.headers.update({"hx-retarget": "#trouble", "hx-reswap": "innerHTML"})
    return page


HANDLERS: Final = {
    NotInError: lead_elsewhere,
    ForbiddenError: say_forbidden,
    StoreUnavailableError: say_away,
}
"""Who answers for what is raised in the console."""
