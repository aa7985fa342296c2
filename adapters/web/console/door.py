"""The cookie of a session, and why somebody is not let in."""

from typing import Final
from urllib.parse import quote, unquote, urlsplit

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

COOKIE: Final = "__Host-ieum-staff"
"""The prefix makes browsers refuse it from anybody but this host, and without `Secure`.

Browsers count http://127.0.0.1 and http://localhost as secure; anywhere else the console needs
https://, and the login page says so when a browser does not bring its cookies back.
"""
HOME: Final = "/console/"
LOGIN: Final = "/console/login"
CODE: Final = "/console/login/code"
PASSWORD: Final = "/console/account/password"
_ROOT: Final = "/console"


class NotInError(Exception):
    """Somebody has to go elsewhere first: to log in, to give their code, to change a password."""

    def __init__(self, place: str, *, has_ended: bool = False) -> None:
        """Take the path to which they have to go, and whether their session has ended."""
        super().__init__(place)
        self.place = place
        self.has_ended = has_ended


class ForbiddenError(Exception):
    """Somebody may not do this."""


class StaleFormError(ForbiddenError):
    """A form came without its token: it is not ours, or its session has ended."""


def is_console(path: str) -> bool:
    """Tell whether a path belongs to the console."""
    return path == _ROOT or path.startswith(f"{_ROOT}/")


def place_after_login(wanted: str) -> str:
    """Return where to go after login: a path of the console, and never another website."""
    try:
        parts = urlsplit(wanted.replace("\\", "/"))
    except ValueError:
        return HOME
    is_own = not parts.scheme and not parts.netloc and parts.path.startswith(HOME)
    # To a browser, `%2e` is a point of `..`, too.
    is_plain = wanted.isascii() and wanted.isprintable() and ".." not in unquote(wanted)
    if not (is_own and is_plain) or parts.path.startswith((LOGIN, "/console/logout")):
        return HOME
    return wanted


def login_for(request: Request) -> str:
    """Return the login's address that leads back to the page at which somebody was."""
    if shown := request.headers.get("hx-current-url"):
        try:
            asked = urlsplit(shown)._replace(scheme="", netloc="", fragment="").geturl()
        except ValueError:
            return LOGIN
    elif request.method == "GET":
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    else:
        return LOGIN
    place = place_after_login(asked)
    return LOGIN if place == HOME else f"{LOGIN}?next={quote(place, safe='/')}"


def token_in(request: HTTPConnection) -> str | None:
    """Return the token of the session that the browser says it has."""
    return request.cookies.get(COOKIE) or None


def give_token(response: Response, token: str) -> None:
    """Give the browser a session's token; it forgets it when it is closed."""
    response.set_cookie(COOKIE, token, secure=True, httponly=True, samesite="lax", path="/")


def take_token(response: Response) -> None:
    """Make the browser forget its session."""
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="lax", path="/")
