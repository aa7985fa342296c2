"""A reply as server-sent events: what matters first, the text as it is written, then all of it."""

import json
from collections.abc import Iterator
from typing import Any, Final

from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event
from pydantic import TypeAdapter

from adapters.sentences import sentences
from bot.reply import Reply

MEDIA_TYPE: Final = "text/event-stream"
_REPLY: Final = TypeAdapter(Reply)
# A proxy that gathers a stream before it passes it on would undo it.
_HEADERS: Final = {"cache-control": "no-store", "x-accel-buffering": "no"}


def stream(reply: Reply) -> StreamingResponse:
    """Send a reply as the events `start`, `text` (several) and `reply` (the whole, as JSON)."""
    return StreamingResponse(_events(reply), media_type=MEDIA_TYPE, headers=_HEADERS)


def _events(reply: Reply) -> Iterator[bytes]:
    whole = _REPLY.dump_python(reply, mode="json")
    first = {name: whole[name] for name in ("kind", "language", "title", "card", "verdict")}
    yield _event("start", first)
    for sentence in sentences(reply.body):
        yield _event("text", {"delta": sentence})
    yield _event("reply", whole)


def _event(name: str, data: dict[str, Any]) -> bytes:
    return format_sse_event(event=name, data_str=json.dumps(data, ensure_ascii=False))
