"""One thing that is known, in Korean and in the resident's language side by side."""

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from adapters.keeping import keeping_of
from adapters.web.console.content.options import all_options
from adapters.web.console.frame import render
from adapters.web.console.gate import needs
from adapters.web.console.lookup.about import about, related
from adapters.web.console.lookup.finding import Reference, reference_of
from adapters.web.console.lookup.rows import KINDS, badges_of
from adapters.web.console.lookup.search import item_address
from adapters.web.console.visit import Visit
from adapters.web.console.words import tell
from adapters.web.parts import now_of
from bot.clock import in_seoul
from bot.lookup_items import Item, ItemKind
from bot.messages import locale_of, say
from bot.roles import Permission
from bot.storage.shelf import Kept
from bot.storage.store import Store
from knowledge.figures import format_day
from knowledge.languages import Language

LookingUp = Annotated[Visit, Depends(needs(Permission.LOOK_UP))]
_OTHERWISE: Final = Language.EN
"""The resident's language where nothing says which."""

items = APIRouter()


@dataclass(frozen=True)
class View:
    """An item as it is to be shown: for whom, and from which district."""

    item: Item
    resident: Language
    district: str
    is_pinned: bool

    @property
    def asked(self) -> dict[str, str]:
        """Return what an address has to say to show another item in the same way."""
        asked = {"lang": self.resident.value, "district": self.district}
        return {name: value for name, value in asked.items() if value}


@items.get("/items/{kind}/{name:path}")
async def item_page(
    request: Request,
    visit: LookingUp,
    kind: str,
    name: str,
    lang: Annotated[str, Query(max_length=8)] = "",
    district: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """Show an item, and remember that it was seen."""
    reference = await run_in_threadpool(reference_of, request)
    item = reference.lookup.item(f"{kind}/{name}")
    if item is None:
        raise HTTPException(404)
    staff, now = visit.staff.id, now_of(request)

    def see(store: Store) -> Kept:
        store.shelf.see(staff, item.key, now)
        return store.shelf.of(staff)

    kept = await keeping_of(request.app).use(see)
    view = View(item, _resident(lang, visit), district, item.key in kept.pinned)
    return await run_in_threadpool(_show, request, visit, reference, view)


def _show(request: Request, visit: Visit, reference: Reference, view: View) -> Response:
    item, resident, interface = view.item, view.resident, visit.interface
    knowledge, showing = reference.ieum.knowledge, reference.showing
    district = view.district if view.district in knowledge.districts else None
    shown = {
        language: showing.show(item, language, district)
        for language in {Language.KO, resident, interface}
    }
    today = in_seoul(now_of(request)).date()
    return render(
        request,
        visit,
        "lookup/item.html",
        item=item,
        kind=tell(interface, KINDS[item.kind]),
        say=say,
        language_names={one: locale_of(interface).languages[one] for one in Language},
        korean=shown[Language.KO],
        here=shown[interface],
        today=format_day(today, interface),
        answer_at=item_address(f"{ItemKind.ENTRY}/{item.entry.id}", view.asked)
        if item.entry
        else "",
        beside=shown[resident] if resident is not Language.KO and not item.passage else None,
        resident=resident,
        district=district or "",
        districts=all_options(knowledge, interface)["districts"],
        pinned=view.is_pinned,
        badges=list(badges_of(item, None, resident, interface, today)),
        about=about(item, shown[interface], knowledge, resident),
        related=[
            (one, tell(interface, KINDS[one.kind]), item_address(one.key, view.asked))
            for one in related(item, reference)
        ],
    )


def _resident(asked: str, visit: Visit) -> Language:
    """Return the resident's language: as asked, or else the first foreign one of the counselor."""
    if asked in set(Language):
        return Language(asked)
    spoken = (language for language in visit.staff.languages if language is not Language.KO)
    return next(spoken, _OTHERWISE)
