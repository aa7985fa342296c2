"""What a person is told when a request is refused: in their language, as a page or as JSON."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from adapters.web.pages.view import render
from adapters.web.reading import language_of
from bot.messages import say


def refusal(
    request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Refuse a request; `detail` is in the reader's language already."""
    if wants_page(request):
        page = render(request, "refused.html", language_of(request), status=status, error=detail)
        page.headers.update(headers or {})
        return page
    return JSONResponse({"detail": detail}, status, headers)


def wants_page(request: Request) -> bool:
    """Tell whether a person's browser waits for a page, and not a program for JSON."""
    is_api = request.url.path.startswith(("/api/", "/static/"))
    return not is_api and "text/html" in request.headers.get("accept", "")


def refuse(
    request: Request, status: int, message: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Refuse a request with an interface message, known by its English text."""
    return refusal(request, status, say(language_of(request), message), headers)
