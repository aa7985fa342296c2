"""The page of one entry, `/vi/services/<id>` or `/vi/life/<id>`."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from adapters.question import write_conversation
from adapters.web.pages.caching import cached
from adapters.web.pages.structured import faq_page
from adapters.web.pages.topics import by_topic
from adapters.web.pages.view import base_of, render
from adapters.web.parts import ieum_of
from knowledge.languages import Language
from knowledge.schema import Entry

entries = APIRouter(include_in_schema=False)


@entries.api_route("/{lang:language}/services/{name}", methods=["GET", "HEAD"])
def service_page(request: Request, lang: Language, name: str) -> Response:
    """Show what we know about a service."""
    return _entry_page(request, lang, "services", name)


@entries.api_route("/{lang:language}/life/{name}", methods=["GET", "HEAD"])
def life_page(request: Request, lang: Language, name: str) -> Response:
    """Show what we know about an everyday matter."""
    return _entry_page(request, lang, "life", name)


def _entry_page(request: Request, lang: Language, folder: str, name: str) -> Response:
    entry = ieum_of(request).knowledge.entries.get(name)
    if entry is None or entry.kind.folder != folder:
        raise HTTPException(404)
    return cached(request, lambda: _render(request, entry, lang))


def path_of(entry: Entry) -> str:
    """Return where an entry stands in every language: `life/life-unpaid-wages`."""
    return f"{entry.kind.folder}/{entry.id}"


def _render(request: Request, entry: Entry, language: Language) -> Response:
    ieum = ieum_of(request)
    reply = ieum.assistant.show(entry, language)
    shelf = by_topic(ieum.knowledge.entries.values())[entry.topic]
    return render(
        request,
        "entry.html",
        language,
        place=path_of(entry),
        chosen=language,
        entry=entry,
        reply=reply,
        conversation=write_conversation(reply.conversation),
        related=[other for other in shelf if other.id != entry.id],
        structured=faq_page(reply, entry, f"{base_of(request)}/{language}/{path_of(entry)}"),
    )
