"""What one address may ask for, and how large a request may be."""

from collections.abc import Callable
from typing import Final

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adapters.web.policy import content_policy
from adapters.web.reading import language_of
from adapters.web.refusal import refusal, refuse
from bot.messages import mark, say

_UNLIMITED: Final = ("/healthz", "/readyz", "/metrics", "/static/", "/leave", "/telegram/")
_URGENT_TIMES: Final = 20
_SECURITY: Final = {
    b"content-security-policy": content_policy().encode(),
    b"referrer-policy": b"same-origin",
    b"x-content-type-options": b"nosniff",
}


class BodyLimit:
    """Refuses a request body over a size (413), also one that does not tell its length."""

    def __init__(self, app: ASGIApp, largest: int) -> None:
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
                request = Request(scope)
                detail = say(
                    language_of(request),
                    mark("This is too long. You can send at most {size} bytes at a time."),
                    size=str(self._largest),
                )
                await refusal(request, 413, detail)(scope, receive, send)
                return
        scope["ieum.body"] = body
        served = False

        async def replay() -> Message:
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
        self, app: ASGIApp, per_minute: int, is_urgent: Callable[[Scope], bool] = lambda _: False
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
                wait = {"retry-after": "60"}
                message = mark(
                    "Too many questions came from this internet connection. Please wait a minute, "
                    "then try again."
                )
                await refuse(Request(scope), 429, message, wait)(scope, receive, send)
                return
        await self._app(scope, receive, send)


class SecurityHeaders:
    """Adds the headers that keep a browser from doing more than our pages ask of it."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the response's headers."""

        async def complete(event: Message) -> None:
            if event["type"] == "http.response.start":
                present = {name for name, _ in event["headers"]}
                missing = [pair for pair in _SECURITY.items() if pair[0] not in present]
                event["headers"] = [*event["headers"], *missing]
            await send(event)

        await self._app(scope, receive, complete)
