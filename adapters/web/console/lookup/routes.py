"""The first room of the console: search as one types, and what each counselor keeps at hand."""

from math import ceil
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from adapters.keeping import keeping_of
from adapters.web.console.content.options import all_options, name_of
from adapters.web.console.frame import is_part, render
from adapters.web.console.gate import needs
from adapters.web.console.lookup.finding import Reference, reference_of
from adapters.web.console.lookup.item import items
from adapters.web.console.lookup.rows import KINDS, row_of
from adapters.web.console.lookup.search import PAGE, Search
from adapters.web.console.lookup.shelf import shelf, shelf_of
from adapters.web.console.visit import Visit
from adapters.web.console.words import noted, tell
from adapters.web.parts import ieum_of, now_of
from bot.clock import in_seoul
from bot.lookup import LONGEST_SEARCH
from bot.lookup_items import ItemKind
from bot.roles import Permission
from bot.storage.shelf import Kept
from knowledge.loader import Knowledge
from knowledge.schema import Audience, Kind

LookingUp = Annotated[Visit, Depends(needs(Permission.LOOK_UP))]
_WRONG: Final = noted("We cannot search by this.")

lookup = APIRouter()


@lookup.get("/")
async def search_page(request: Request, visit: LookingUp) -> Response:
    """Show the search with what it finds; or, where nothing is asked, what is at hand."""
    search = Search.read(request.query_params, ieum_of(request).knowledge)
    kept = await keeping_of(request.app).use(lambda store: store.shelf.of(visit.staff.id))
    return await run_in_threadpool(_answer, request, visit, search, kept)


def _answer(request: Request, visit: Visit, search: Search, kept: Kept) -> Response:
    reference = reference_of(request)
    template = "lookup/results.html" if is_part(request) else "lookup/search.html"
    page = render(
        request,
        visit,
        template,
        status=422 if search.wrong else 200,
        search=search,
        longest=LONGEST_SEARCH,
        wrong=dict.fromkeys(search.wrong, tell(visit.interface, _WRONG)),
        shelf=shelf_of(kept, reference, search, visit.interface) if search.is_empty else None,
        **_found(request, visit, search, reference),
        **({} if is_part(request) else _choices(ieum_of(request).knowledge, visit)),
    )
    if is_part(request):
        # The address stays short, and leads back here from what is opened.
        page.headers["hx-replace-url"] = search.address
    return page


def _found(
    request: Request, visit: Visit, search: Search, reference: Reference
) -> dict[str, object]:
    if search.is_empty:
        return {"found": None, "rows": [], "first": 1, "last": 1}
    today = in_seoul(now_of(request)).date()
    found = reference.lookup.find(search.text, search.filters, search.page * PAGE)
    before = (search.page - 1) * PAGE
    rows = [row_of(match, search, visit.interface, today) for match in found.matches[before:]]
    return {"found": found, "rows": rows, "first": before + 1, "last": ceil(found.total / PAGE)}


def _choices(knowledge: Knowledge, visit: Visit) -> dict[str, object]:
    """Return what each filter chooses from: values with what is read."""
    interface = visit.interface
    rules = (entry.visas for entry in knowledge.entries.values())
    visas = sorted({code for rule in rules for code in (*rule.allowed, *rule.excluded)})
    return {
        "kinds": [(kind.value, tell(interface, KINDS[kind])) for kind in ItemKind],
        "matters": [(kind.value, name_of(kind, interface)) for kind in Kind],
        "audiences": [(one.value, name_of(one, interface)) for one in Audience],
        "visas": [(code, code) for code in visas],
        "districts": all_options(knowledge, interface)["districts"],
    }


router = APIRouter(prefix="/console", include_in_schema=False)
for _part in (lookup, items, shelf):
    router.include_router(_part)
