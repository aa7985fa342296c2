"""The entries by how much they are used, how useful and how old they are, and who has read them."""

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from adapters.keeping import keeping_of
from adapters.web.console.learning.page import learning_page
from adapters.web.console.learning.reading import Learning, Span
from adapters.web.console.learning.standing import EntryOrder, standings
from adapters.web.console.learning.trends import days_of
from adapters.web.console.words import noted, tell
from adapters.web.parts import ieum_of, now_of

entries = APIRouter()

_ORDERS: Final = {
    EntryOrder.USE: noted("most used"),
    EntryOrder.USEFULNESS: noted("least useful"),
    EntryOrder.STALENESS: noted("most out of date"),
    EntryOrder.REVIEW: noted("least reviewed"),
    EntryOrder.TITLE: noted("title"),
}


@entries.get("/learning/entries")
async def list_entries(
    request: Request,
    visit: Learning,
    sort: EntryOrder = EntryOrder.USE,
    days: Span = Span.MONTH,
) -> HTMLResponse:
    """List all entries in an order."""
    first, today = days_of(days, now_of(request))
    tallies = await keeping_of(request.app).use(lambda store: store.counts.by_service(first, today))
    knowledge = ieum_of(request).knowledge
    rows = await run_in_threadpool(standings, knowledge, tallies, today, sort)
    return learning_page(
        request,
        visit,
        "entries.html",
        rows=rows,
        sort=sort,
        days=days,
        orders=[(order, tell(visit.interface, words)) for order, words in _ORDERS.items()],
    )
