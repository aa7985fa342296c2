"""What search engines are told: which pages there are, and which they may not take."""

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from adapters.web.pages.caching import cached
from adapters.web.pages.entries import path_of
from adapters.web.pages.view import HTML_LANGUAGES, base_of, environment
from adapters.web.parts import ieum_of
from knowledge.loader import Knowledge

_LISTS: Final = ("", "centers", "help")

sitemap = APIRouter(include_in_schema=False)


@sitemap.get("/sitemap.xml")
def sitemap_xml(request: Request) -> Response:
    """List every page in every language, each with its translations."""
    return cached(request, lambda: _sitemap(request))


@sitemap.get("/robots.txt")
def robots(request: Request) -> PlainTextResponse:
    """Keep machines away from answers to single questions, and show them the rest."""
    closed = "".join(f"Disallow: /{lang}/search\n" for lang in HTML_LANGUAGES)
    rules = f"User-agent: *\nDisallow: /api/\nDisallow: /search\nDisallow: /leave\n{closed}"
    return PlainTextResponse(f"{rules}\nSitemap: {base_of(request)}/sitemap.xml\n")


def _sitemap(request: Request) -> Response:
    xml = environment.get_template("sitemap.xml").render(
        base=base_of(request),
        html_languages=HTML_LANGUAGES,
        places=_places(ieum_of(request).knowledge),
    )
    return Response(xml, media_type="application/xml")


def _places(knowledge: Knowledge) -> dict[str, str]:
    """Return where every page stands, and of what day it is, as far as that is known."""
    places: dict[str, str] = dict.fromkeys(_LISTS, "")
    places |= {
        path_of(entry): _whole_day(entry.dates.as_of) for entry in knowledge.entries.values()
    }
    return places | dict.fromkeys((f"centers/{name}" for name in knowledge.centers), "")


def _whole_day(day: str) -> str:
    """Leave out a month or a year alone: the sitemap's schema takes nothing less than a day."""
    return day if len(day) == 10 else ""
