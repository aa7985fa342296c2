"""The queue: which tickets wait, for whom, and since when."""

from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from adapters.keeping import keeping_of
from adapters.web.console.content.options import name_of
from adapters.web.console.frame import is_part, render
from adapters.web.console.tickets.reading import PLACE, Answering
from adapters.web.console.tickets.telling import CHANNELS, Telling, stamp_of
from adapters.web.console.visit import Visit
from adapters.web.console.words import noted, tell
from adapters.web.parts import ieum_of, now_of
from bot.storage.records import URGENCIES
from bot.storage.store import Store
from bot.storage.ticket_queue import Listed, Place, Tab, Wanted
from knowledge.languages import NATIVE_NAMES, Language
from knowledge.schema import Topic

queue = APIRouter()

TABS: Final = {
    Tab.UNCLAIMED: noted("Unclaimed"),
    Tab.MINE: noted("Mine"),
    Tab.OPEN: noted("All open"),
    Tab.CLOSED: noted("Closed"),
}
_PAGE: Final = 50
_MOST_MINE: Final = 100
_ANY: Final = Wanted()


@dataclass(frozen=True)
class Asked:
    """What part of the queue is asked for; in its address stands only what was chosen."""

    tab: Tab = Tab.UNCLAIMED
    wanted: Wanted = _ANY
    after: Place | None = None

    @classmethod
    def read(cls, given: Any) -> "Asked":
        """Read an address; what says nothing that we know is left out."""
        wanted = Wanted(
            language=_one_of(Language, given.get("language")),
            topic=_one_of(Topic, given.get("topic")),
            channel=given.get("channel") if given.get("channel") in CHANNELS else None,
            urgency=given.get("urgency") if given.get("urgency") in URGENCIES else None,
        )
        try:
            after = Place.read(given.get("after", ""))
        except ValueError:
            after = None
        return cls(_one_of(Tab, given.get("tab")) or Tab.UNCLAIMED, wanted, after)

    @property
    def address(self) -> str:
        """Return where it stands."""
        chosen = {"tab": self.tab, **vars(self.wanted), "after": self.after}
        return f"{PLACE}?{urlencode({name: str(one) for name, one in chosen.items() if one})}"

    def at(self, tab: Tab) -> str:
        """Return where another tab stands, with the same filters."""
        return replace(self, tab=tab, after=None).address

    def beyond(self, after: Place | None) -> str:
        """Return where another page of it stands."""
        return replace(self, after=after).address


@queue.get("/tickets")
async def show_queue(request: Request, visit: Answering) -> Response:
    """Show a part of the queue; to htmx only its list, and nothing where that is as it was."""
    if entry := request.query_params.get("entry"):
        return await _choose(request, visit, entry)
    asked = Asked.read(request.query_params)

    def read(store: Store) -> tuple[Listed, Any, Any]:
        listed = store.queue.page(
            asked.tab, visit.staff.id, asked.wanted, after=asked.after, limit=_PAGE
        )
        return listed, store.queue.counts(visit.staff.id, asked.wanted), store.accounts.all()

    listed, counts, everybody = await keeping_of(request.app).use(read)
    telling = _telling(request, visit, everybody)
    rows = [telling.row(one, visit.staff.id) for one in listed.tickets]
    stamp = stamp_of((rows, counts, listed.after))
    if request.query_params.get("seen") == stamp:
        return Response(status_code=204)
    template = "tickets/list.html" if is_part(request) else "tickets/queue.html"
    return render(
        request,
        visit,
        template,
        asked=asked,
        rows=rows,
        counts=counts,
        stamp=stamp,
        next_page=asked.beyond(listed.after) if listed.after else "",
        tabs=[(tab, tell(visit.interface, name)) for tab, name in TABS.items()],
        choices=_choices(asked, telling, visit.interface),
    )


@queue.get("/tickets/new")
async def tell_news(request: Request, visit: Answering) -> JSONResponse:  # noqa: ARG001
    """Tell how many tickets nobody has claimed, and when the newest of them came."""
    waiting, newest = await keeping_of(request.app).use(lambda store: store.queue.waiting())
    told = {"waiting": waiting, "newest": newest.isoformat() if newest else None}
    return JSONResponse(told, headers={"cache-control": "no-store"})


async def _choose(request: Request, visit: Answering, entry: str) -> Response:
    """Ask which of one's tickets gets an entry: the one that was worked on last comes first."""
    if entry not in ieum_of(request).knowledge.entries:
        return RedirectResponse(PLACE, 303)

    def read(store: Store) -> tuple[Listed, Any]:
        listed = store.queue.page(Tab.MINE, visit.staff.id, limit=_MOST_MINE)
        return listed, store.accounts.all()

    listed, everybody = await keeping_of(request.app).use(read)
    tickets = [one for one in listed.tickets if one.takes_words]
    tickets.sort(key=lambda one: one.held_at or one.at, reverse=True)
    if len(tickets) == 1:
        return RedirectResponse(f"{PLACE}/{tickets[0].id}?{urlencode({'entry': entry})}", 303)
    telling = _telling(request, visit, everybody)
    return render(
        request,
        visit,
        "tickets/choose.html",
        entry=entry,
        title=ieum_of(request).knowledge.entries[entry].title.ko,
        rows=[telling.row(one, visit.staff.id) for one in tickets],
    )


def _telling(request: Request, visit: Visit, everybody: Any) -> Telling:
    names = {one.id: one.shown for one in everybody}
    return Telling(ieum_of(request), visit.interface, names, now_of(request))


def _choices(asked: Asked, telling: Telling, interface: Language) -> list[Any]:
    """Return the filters: of each its name, what it is called, its options, and the chosen one."""
    wanted = asked.wanted
    topics = [(topic.value, name_of(topic, interface)) for topic in Topic]
    return [
        (
            "urgency",
            tell(interface, noted("Urgency")),
            [(one, name_of(one, interface)) for one in reversed(URGENCIES)],
            wanted.urgency,
        ),
        (
            "language",
            tell(interface, noted("Language")),
            list(NATIVE_NAMES.items()),
            wanted.language,
        ),
        ("topic", tell(interface, noted("Topic")), topics, wanted.topic),
        (
            "channel",
            tell(interface, noted("Channel")),
            [(one, telling.channel(one)) for one in CHANNELS],
            wanted.channel,
        ),
    ]


def _one_of(kind: Any, value: str | None) -> Any:
    return kind(value) if value in set(kind) else None
