"""Which websites may show the widget and call the API: those in the settings, and our own."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from adapters.settings import Settings
from adapters.web.console.door import is_console
from adapters.web.console.errors import refuse as refuse_staff
from adapters.web.reading import language_of
from adapters.web.refusal import refusal
from bot.messages import mark, say

_SAFE: Final = {"GET", "HEAD", "OPTIONS"}
_LOCAL: Final = ("127.0.0.1", "localhost", "[::1]")


def own_origins(settings: Settings) -> tuple[str, ...]:
    """Return our own origin, where the world sees us at an address that no request tells us."""
    own = urlsplit(settings.public_url or "")
    return (f"{own.scheme}://{own.netloc.lower()}",) if settings.public_url else ()


def allowed_origins(settings: Settings) -> tuple[str, ...]:
    """Return our own origin, those of the settings, and that of the widget's demo."""
    ours = own_origins(settings)
    demo = settings.demo_port
    hosts = dict.fromkeys((*_LOCAL, settings.host)) if demo else ()
    return (*ours, *settings.embed_origins, *(f"http://{host}:{demo}" for host in hosts))


class Origins:
    """Refuses (403) what a browser sends for a website that may not ask.

    The console takes forms from nobody but itself, also not from websites that show the widget.
    """

    def __init__(self, app: ASGIApp, allowed: Iterable[str], own: Iterable[str] = ()) -> None:
        """Wrap an application; `own` are the origins that are ourselves."""
        self._app = app
        self._allowed = frozenset(allowed)
        self._own = frozenset(own)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, unless it comes from a foreign website."""
        if scope["type"] != "http" or scope["method"] in _SAFE or self._may_ask(scope):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        if is_console(scope["path"]):
            await refuse_staff(request, 403)(scope, receive, send)
            return
        detail = say(language_of(request), mark("Ieum cannot be used on this website."))
        await refusal(request, 403, detail)(scope, receive, send)

    def _may_ask(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        origin, host = headers.get("origin"), headers.get("host")
        others = self._own if is_console(scope["path"]) else self._allowed
        return origin in {None, f"http://{host}", f"https://{host}", *others}


class PublicCors:
    """Lets other websites read what is public (CORS), and nothing of the console."""

    def __init__(self, app: ASGIApp, allowed: Iterable[str]) -> None:
        """Wrap an application; `allowed` are the origins of websites that may read."""
        self._app = app
        self._open = CORSMiddleware(
            app,
            allow_origins=tuple(allowed),
            allow_methods=("GET", "POST"),
            allow_headers=("content-type", "accept", "ieum-ticket-key"),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        is_shut = scope["type"] == "http" and is_console(scope["path"])
        await (self._app if is_shut else self._open)(scope, receive, send)
