"""What a counselor keeps at hand: shown where nothing is searched for, pinned on each item."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from adapters.keeping import keeping_of
from adapters.web.console.frame import is_part, render
from adapters.web.console.gate import needs
from adapters.web.console.lookup.finding import Reference, reference_of
from adapters.web.console.lookup.rows import KINDS
from adapters.web.console.lookup.search import Search
from adapters.web.console.visit import Visit
from adapters.web.console.words import noted, tell
from adapters.web.parts import ieum_of, now_of
from bot.roles import Permission
from bot.storage.shelf import LONGEST_ITEM, MOST_PINNED, Kept
from bot.storage.store import Store
from knowledge.languages import Language

LookingUp = Annotated[Visit, Depends(needs(Permission.LOOK_UP))]
_FULL: Final = noted("There is room for {count} pins. Please unpin one first.")

shelf = APIRouter()


class Act(StrEnum):
    """What can be done with the shelf."""

    PIN = "pin"
    UNPIN = "unpin"
    REMOVE = "remove"
    FORGET = "forget"


@dataclass(frozen=True)
class AtHand:
    """Something on the shelf: `beside` is its title in the resident's language."""

    key: str
    address: str
    kind: str
    title: str
    beside: str
    beside_in: Language


@dataclass(frozen=True)
class OnShelf:
    """What is on a shelf and still exists, the newest first."""

    pinned: tuple[AtHand, ...]
    recent: tuple[AtHand, ...]


def shelf_of(kept: Kept, reference: Reference, search: Search, interface: Language) -> OnShelf:
    """Return what is on a shelf, told in the console's language and the resident's."""
    resident = search.filters.language or interface

    def at_hand(keys: tuple[str, ...]) -> tuple[AtHand, ...]:
        there = [item for key in keys if (item := reference.lookup.item(key))]
        return tuple(
            AtHand(
                item.key,
                search.item(item.key),
                tell(interface, KINDS[item.kind]),
                item.title(Language.KO),
                item.title(resident) if item.title(resident) != item.title(Language.KO) else "",
                resident,
            )
            for item in there
        )

    return OnShelf(at_hand(kept.pinned), at_hand(kept.recent))


@shelf.post("/shelf")
async def change_shelf(
    request: Request,
    visit: LookingUp,
    act: Annotated[Act, Form()],
    item: Annotated[str, Form(max_length=LONGEST_ITEM)] = "",
    on_item: Annotated[bool, Form()] = False,
    lang: Annotated[str, Form(max_length=8)] = "",
) -> Response:
    """Pin something, take something off, or forget what was seen last."""
    # What is gone from the content may still be taken off.
    if act is Act.PIN and reference_of(request).lookup.item(item) is None:
        raise HTTPException(404)
    done = await keeping_of(request.app).use(
        lambda store: _change(store, visit.staff.id, act, item, request)
    )
    search = Search.read({"lang": lang}, ieum_of(request).knowledge)
    full = "" if done else tell(visit.interface, _FULL, count=MOST_PINNED)
    if not is_part(request):
        if full:
            raise HTTPException(409, full)
        return RedirectResponse(search.item(item) if on_item else search.address, 303)
    if on_item:
        pinned = act is Act.PIN and done
        return render(
            request, visit, "lookup/pin.html", key=item, pinned=pinned, full=full, lang=lang
        )
    kept = await keeping_of(request.app).use(lambda store: store.shelf.of(visit.staff.id))
    told = shelf_of(kept, reference_of(request), search, visit.interface)
    return render(request, visit, "lookup/shelf.html", shelf=told, search=search)


def _change(store: Store, staff: str, act: Act, item: str, request: Request) -> bool:
    if act is Act.PIN:
        return store.shelf.pin(staff, item, now_of(request))
    if act is Act.FORGET:
        store.shelf.forget(staff)
    else:
        store.shelf.remove(staff, item)
        if act is Act.UNPIN:
            store.shelf.see(staff, item, now_of(request))
    return True
