"""Danger is heard before a question is counted, queued or refused."""

import json
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import parse_qs

from adapters.web.limits import App, Receive, Scope, Send
from bot.reply import Message
from bot.safety import Heard

_PATHS: Final = ("/", "/api/v1/ask")
_STATE: Final = "heard"


class Hearing:
    """Listens to every question that comes in; what it heard stands in the request's state."""

    def __init__(self, app: App, hear: Callable[[Message], Heard]) -> None:
        """Wrap an application; stands inside the limit on bodies, which reads them."""
        self._app = app
        self._hear = hear

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hear the question, then pass the request on."""
        if scope["type"] == "http" and scope["method"] == "POST" and scope["path"] in _PATHS:
            text = _text_of(scope.get("ieum.body", b""), is_form=scope["path"] == "/")
            if text:
                scope.setdefault("state", {})[_STATE] = self._hear(Message(text))
        await self._app(scope, receive, send)


def heard_in(scope: Scope) -> Heard | None:
    """Return what was heard in a request, if anything was asked."""
    heard: Heard | None = scope.get("state", {}).get(_STATE)
    return heard


def is_emergency(scope: Scope) -> bool:
    """Tell whether a request comes from somebody in danger."""
    heard = heard_in(scope)
    return heard is not None and heard.alarm is not None and heard.alarm.is_emergency


def _text_of(body: bytes, *, is_form: bool) -> str:
    """Read the question out of a body; whatever is wrong with it is told later."""
    if is_form:
        form = parse_qs(body.decode("utf-8", "replace"), max_num_fields=20)
        return form.get("q", [""])[0]
    try:
        asked: Any = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    text = asked.get("text") if isinstance(asked, dict) else None
    return text if isinstance(text, str) else ""
