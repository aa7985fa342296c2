"""A page of this room, with what all of them call things by."""

from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from adapters.web.console.content.options import name_of
from adapters.web.console.frame import render
from adapters.web.console.learning.labels import channel_name, kind_name, reason_name, state_name
from adapters.web.console.learning.reading import SPANS
from adapters.web.console.visit import Visit
from bot.clock import in_seoul


def learning_page(
    request: Request, visit: Visit, template: str, *, status: int = 200, **about: Any
) -> HTMLResponse:
    """Render a page of this room, by the name of its template."""
    interface = visit.interface
    return render(
        request,
        visit,
        f"learning/{template}",
        status=status,
        in_seoul=in_seoul,
        spans=SPANS,
        kind_name=lambda kind: kind_name(kind, interface),
        channel_name=lambda channel: channel_name(channel, interface),
        reason_name=lambda reason: reason_name(reason, interface),
        state_name=lambda state: state_name(state, interface),
        topic_name=lambda topic: name_of(topic, interface),
        **about,
    )
