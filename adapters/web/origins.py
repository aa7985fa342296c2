"""Which websites may show the widget and call the API: those in the settings, and our own."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from adapters.settings import Settings
from adapters.web.reading import language_of
from adapters.web.refusal import refusal
from bot.messages import mark, say

_SAFE: Final = {"GET", "HEAD", "OPTIONS"}
_LOCAL: Final = ("127.0.0.1", "localhost", "[::1]")


def allowed_origins(settings: Settings) -> tuple[str, ...]:
    """Return the origins of the settings, and that of the website to try the widget on.

    Our own, too, where the world sees us at an address that a proxy does not pass on to us.
    """
    own = urlsplit(settings.public_url or "")
    ours = (f"{own.scheme}://{own.netloc.lower()}",) if settings.public_url else ()
    demo = settings.demo_port
    hosts = dict.fromkeys((*_LOCAL, settings.host)) if demo else ()
    return (*ours, *settings.embed_origins, *(f"http://{host}:{demo}" for host in hosts))


class Origins:
    """Refuses (403) what a browser sends for a website that may not ask."""

    def __init__(self, app: ASGIApp, allowed: Iterable[str]) -> None:
        """Wrap an application."""
        self._app = app
        self._allowed = frozenset(allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, unless it comes from a foreign website."""
        if scope["type"] != "http" or scope["method"] in _SAFE or self._may_ask(scope):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        detail = say(language_of(request), mark("Ieum cannot be used on this website."))
        await refusal(request, 403, detail)(scope, receive, send)

    def _may_ask(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        origin, host = headers.get("origin"), headers.get("host")
        return origin in {None, f"http://{host}", f"https://{host}", *self._allowed}
