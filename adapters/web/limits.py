"""What one address may ask for, and how large a request may be."""

from collections.abc import Callable
from typing import Final

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adapters.web.console.door import LOGIN, is_console
from adapters.web.console.errors import refuse as refuse_staff
from adapters.web.policy import content_policy
from adapters.web.reading import language_of
from adapters.web.refusal import refusal, refuse
from bot.messages import mark, say

_UNLIMITED: Final = ("/healthz", "/readyz", "/metrics", "/static/", "/leave", "/telegram/")
_URGENT_TIMES: Final = 20
_WAITING: Final = "/api/v1/handoff/"
_WAITING_TIMES: Final = 10
"""Who waits for staff in the widget looks every few seconds, and others at the same address too."""
_CONTENT: Final = "/console/content"
_LARGEST_CONTENT: Final = 1_000_000
"""Bytes: an entry has five languages in one form."""
_STAFF_PER_MINUTE: Final = 1_200
_LOGINS_PER_MINUTE: Final = 30
"""A whole office shares one address."""
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
            if len(body) > self._largest_for(scope["path"]):
                request = Request(scope)
                if is_console(scope["path"]):
                    await refuse_staff(request, 413)(scope, receive, send)
                    return
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

    def _largest_for(self, path: str) -> int:
        is_content = path.startswith(_CONTENT)
        return max(self._largest, _LARGEST_CONTENT) if is_content else self._largest


class RateLimit:
    """Refuses more than so many requests a minute from one address (429).

    Requests of somebody in danger are counted apart, and many more of them are let through; so are
    those to the console.
    """

    def __init__(
        self, app: ASGIApp, per_minute: int, is_urgent: Callable[[Scope], bool] = lambda _: False
    ) -> None:
        """Wrap an application; 0 means no limit."""
        self._app = app
        self._item = RateLimitItemPerMinute(per_minute) if per_minute else None
        self._urgent_item = RateLimitItemPerMinute(max(1, per_minute * _URGENT_TIMES))
        self._waiting_item = RateLimitItemPerMinute(max(1, per_minute * _WAITING_TIMES))
        self._staff_item = RateLimitItemPerMinute(_STAFF_PER_MINUTE)
        self._login_item = RateLimitItemPerMinute(_LOGINS_PER_MINUTE)
        self._is_urgent = is_urgent
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the request, then pass it on or refuse it."""
        if scope["type"] == "http" and self._item and not scope["path"].startswith(_UNLIMITED):
            address = (scope.get("client") or ("unknown",))[0]
            if not self._limiter.hit(*self._limit_for(scope, self._item), address):
                await self._refusal(Request(scope))(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _limit_for(
        self, scope: Scope, usual: RateLimitItemPerMinute
    ) -> tuple[RateLimitItemPerMinute, str]:
        """Return how much is allowed, and as what it is counted."""
        if is_console(scope["path"]):
            is_login = scope["method"] == "POST" and scope["path"].startswith(LOGIN)
            return (self._login_item, "login") if is_login else (self._staff_item, "staff")
        if scope["method"] == "GET" and scope["path"].startswith(_WAITING):
            return self._waiting_item, "waiting"
        return (self._urgent_item, "urgent") if self._is_urgent(scope) else (usual, "any")

    def _refusal(self, request: Request) -> Response:
        wait = {"retry-after": "60"}
        if is_console(request.url.path):
            return refuse_staff(request, 429, headers=wait)
        message = mark(
            "Too many questions came from this internet connection. Please wait a minute, "
            "then try again."
        )
        return refuse(request, 429, message, wait)


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
