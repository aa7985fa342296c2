"""What one address may ask for, and how large a request may be."""

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_UNLIMITED: Final = ("/healthz", "/readyz", "/metrics", "/static/")
_URGENT_TIMES: Final = 20
_SECURITY: Final = {
    b"content-security-policy": b"default-src 'none'; style-src 'self'; img-src 'self'; "
    b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    b"referrer-policy": b"no-referrer",
    b"x-content-type-options": b"nosniff",
}


class BodyLimit:
    """Refuses a request body over a size (413), also one that does not tell its length."""

    def __init__(self, app: App, largest: int) -> None:
        """Wrap an application; `largest` is in bytes."""
        self._app = app
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body up to the limit, then pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = b""
        more = True
        while more:
            event = await receive()
            if event["type"] == "http.disconnect":
                return
            body += event.get("body", b"")
            more = event.get("more_body", False)
            if len(body) > self._largest:
                await _refuse(send, 413, f"A request may hold at most {self._largest} bytes.")
                return
        scope["ieum.body"] = body
        served = False

        async def replay() -> MutableMapping[str, Any]:
            nonlocal served
            if served:
                return await receive()
            served = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, replay, send)


class RateLimit:
    """Refuses more than so many requests a minute from one address (429).

    Requests of somebody in danger are counted apart, and many more of them are let through.
    """

    def __init__(
        self, app: App, per_minute: int, is_urgent: Callable[[Scope], bool] = lambda _: False
    ) -> None:
        """Wrap an application; 0 means no limit."""
        self._app = app
        self._item = RateLimitItemPerMinute(per_minute) if per_minute else None
        self._urgent_item = RateLimitItemPerMinute(max(1, per_minute * _URGENT_TIMES))
        self._is_urgent = is_urgent
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the request, then pass it on or refuse it."""
        if scope["type"] == "http" and self._item and not scope["path"].startswith(_UNLIMITED):
            address = (scope.get("client") or ("unknown",))[0]
            is_urgent = self._is_urgent(scope)
            item, of = (self._urgent_item, "urgent") if is_urgent else (self._item, "any")
            if not self._limiter.hit(item, of, address):
                wait = [(b"retry-after", b"60")]
                await _refuse(send, 429, "Too many requests; please wait a minute.", wait)
                return
        await self._app(scope, receive, send)


class SecurityHeaders:
    """Adds the headers that keep a browser from doing more than our pages ask of it."""

    def __init__(self, app: App) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the response's headers."""

        async def complete(event: MutableMapping[str, Any]) -> None:
            if event["type"] == "http.response.start":
                present = {name for name, _ in event["headers"]}
                missing = [pair for pair in _SECURITY.items() if pair[0] not in present]
                event["headers"] = [*event["headers"], *missing]
            await send(event)

        await self._app(scope, receive, complete)


async def _refuse(
    send: Send, status: int, detail: str, headers: list[tuple[bytes, bytes]] | None = None
) -> None:
    body = json.dumps({"detail": detail}).encode()
    kind = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    start = {"type": "http.response.start", "status": status, "headers": kind + (headers or [])}
    await send(start)
    await send({"type": "http.response.body", "body": body})
