"""Pages that are the same for everybody are made once an edition."""

from collections.abc import Callable

from fastapi import Request
from fastapi.responses import Response

from adapters.web.pages.editions import Editions
from adapters.web.pages.view import base_of, demo_of
from adapters.web.parts import ieum_of


def cached(request: Request, make: Callable[[], Response], *depends_on: str) -> Response:
    """Serve a page of today's edition; `depends_on` is what it takes from the query."""
    editions: Editions = request.app.state.editions
    key = "\n".join((base_of(request), demo_of(request), request.url.path, *depends_on))
    return editions.serve(ieum_of(request), request, key, make)
