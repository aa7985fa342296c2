"""Danger is heard before a question is counted, queued or refused."""

import json
from typing import Any, Final
from urllib.parse import parse_qs

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from adapters.web.parts import ieum_of
from bot.reply import Message
from bot.safety import Heard

_ASK: Final = "/api/v1/ask"
_HANDOFF: Final = "/api/v1/handoff"
_SEARCH: Final = "/search"
_MOST_FIELDS: Final = 20
_STATE: Final = "heard"


class Hearing:
    """Listens to every question that comes in; what it heard stands in the request's state."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application; stands inside the limit on bodies, which reads them."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hear the question, then pass the request on."""
        if scope["type"] == "http":
            text = _question_in(scope)
            if text:
                heard = ieum_of(HTTPConnection(scope)).assistant.hear(Message(text))
                scope["state"][_STATE] = heard
        await self._app(scope, receive, send)


def heard_in(scope: Scope) -> Heard | None:
    """Return what was heard in a request, if anything was asked."""
    heard: Heard | None = scope.get("state", {}).get(_STATE)
    return heard


def is_emergency(scope: Scope) -> bool:
    """Tell whether a request comes from somebody in danger."""
    heard = heard_in(scope)
    return heard is not None and heard.alarm is not None and heard.alarm.is_emergency


def _question_in(scope: Scope) -> str:
    """Read the question out of a request; whatever is wrong with it is told later."""
    body: bytes = scope.get("ieum.body", b"")
    if scope["path"].endswith(_SEARCH):
        asked = body if scope["method"] == "POST" else scope.get("query_string", b"")
        try:
            fields = parse_qs(asked.decode("utf-8", "replace"), max_num_fields=_MOST_FIELDS)
        except ValueError:
            return ""
        return str(fields.get("q", [""])[-1])
    name = _field_of(scope)
    if name is None:
        return ""
    try:
        asked_in: Any = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    text = asked_in.get(name) if isinstance(asked_in, dict) else None
    return text if isinstance(text, str) else ""


def _field_of(scope: Scope) -> str | None:
    """Return where a request's JSON says what a person wrote; None where it says nothing."""
    path: str = scope["path"]
    if scope["method"] != "POST":
        return None
    if path == _HANDOFF:
        return "question"
    return "text" if path == _ASK or path.startswith(f"{_HANDOFF}/") else None
