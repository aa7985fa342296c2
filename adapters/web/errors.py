"""What went wrong with a request, said so that a person understands it."""

from http import HTTPStatus
from typing import Final

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from adapters.web.console.door import is_console
from adapters.web.console.errors import refuse as refuse_staff
from adapters.web.console.errors import say_failed
from adapters.web.refusal import refusal, refuse, wants_page
from bot.messages import mark

_MESSAGES: Final = {
    404: mark("There is no such page."),
    405: mark("You cannot do this here."),
}
_OTHERWISE: Final = mark("Something is wrong with this request. Please try again.")


async def say_what_is_wrong(request: Request, error: Exception) -> Response:
    """Name the fields that are wrong, without sending a person's own words back."""
    if is_console(request.url.path):
        return say_failed(request, error)
    if wants_page(request):
        return refuse(request, 422, _OTHERWISE)
    faults = error.errors() if isinstance(error, RequestValidationError) else []
    detail = [{"loc": fault["loc"], "msg": fault["msg"], "type": fault["type"]} for fault in faults]
    return JSONResponse({"detail": detail}, status_code=422)


async def say_what_failed(request: Request, error: Exception) -> Response:
    """Tell why a request was refused: in the words of who refused it, else in ours."""
    if not isinstance(error, HTTPException):
        raise error
    if is_console(request.url.path):
        return say_failed(request, error)
    own = str(error.detail)
    # The framework's own words, which are English: a bare phrase, or how it failed to read a body.
    if error.status_code != 400 and own != HTTPStatus(error.status_code).phrase:
        return refusal(request, error.status_code, own, error.headers)
    message = _MESSAGES.get(error.status_code, _OTHERWISE)
    return refuse(request, error.status_code, message, error.headers)


async def say_what_broke(request: Request, _: Exception) -> Response:
    """Own that something is wrong with us; the log tells what."""
    if is_console(request.url.path):
        return refuse_staff(request, 500)
    return refuse(request, 500, mark("Something went wrong on our side. Please try again later."))
