"""Editing an item that is there: its form, what comes of it, and two editors at once."""

from dataclasses import replace
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.background import BackgroundTask

from adapters.web.console.content.answering import answer, is_about_rows, with_rows
from adapters.web.console.content.conflicts import Clash, merged
from adapters.web.console.content.forms import ItemKind
from adapters.web.console.content.gap_help import gap_of, settle
from adapters.web.console.content.items import Item
from adapters.web.console.content.kinds import place_of
from adapters.web.console.content.pages import Beside, edit_page, look, questions
from adapters.web.console.content.saving import SAID, found_meanwhile, save
from adapters.web.console.content.submitted import SAVE, Submitted, submitted
from adapters.web.console.content.times import moment
from adapters.web.console.content.troubles import troubles
from adapters.web.console.content.weighing import blank, placed, weigh
from adapters.web.console.content.workroom import last_change, load, stock_of, warm_up
from adapters.web.console.frame import render
from adapters.web.console.gate import needs
from adapters.web.console.visit import Visit
from adapters.web.console.words import tell
from bot.roles import Permission
from bot.storage.errors import EditConflictError

editing = APIRouter()

Editing = Annotated[Visit, Depends(needs(Permission.EDIT))]
_CONFLICT: Final = 409
_BESIDE: Final = ("csrf", "do", "parent", "base")
"""What a conflict's page brings anew."""


@editing.get("/content/{kind:item}/{identifier}")
async def edit_form(
    request: Request,
    visit: Editing,
    kind: ItemKind,
    identifier: str,
    gap: Annotated[str, Query(max_length=40)] = "",
    said: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Show the form of an item."""
    item = await load(request, kind, identifier)
    stock = await stock_of(request)
    posted = item.form.shown(item.raw)
    place = place_of(kind, identifier)
    sheet = blank(item, posted, stock.knowledge, visit.interface, place)
    problems = placed(item, item.path, item.text, stock.problems.get(item.path, ()))
    sheet = replace(sheet, troubles=troubles(item.form, problems, visit.interface))
    told = tell(visit.interface, SAID[said]) if said in SAID else ""
    beside = Beside(item.digest, item.form.marks(posted), await gap_of(request, gap), said=told)
    page = edit_page(request, visit, sheet, beside)
    page.background = BackgroundTask(warm_up, request, item)
    return page


@editing.post("/content/{kind:item}/{identifier}")
async def edit(request: Request, visit: Editing, kind: ItemKind, identifier: str) -> Response:
    """Do with a form what its button says."""
    given = await submitted(request)
    item = await load(request, kind, identifier)
    if given.takes and given.parent == item.digest:
        shown = item.form.shown(item.raw)
        posted = merged(item.form, shown, given.posted, given.takes)
        given = replace(given, posted=posted, base=item.form.marks(shown), takes={})
    if given.act == SAVE and (found := found_meanwhile(item, given)):
        return await _conflict(request, visit, item, given, found)
    place = place_of(kind, identifier)
    if is_about_rows(given):
        return await with_rows(request, visit, item, given, place)
    weighed = await weigh(request, item, given, visit.interface, place)
    if given.act == SAVE and weighed.is_sound:
        try:
            said, weighed = await save(request, visit, weighed, given)
        except EditConflictError:
            item = await load(request, kind, identifier)
            found = found_meanwhile(item, given)
            return await _conflict(request, visit, item, given, found)
        if said:
            if said != "same":
                await settle(request, given.gap, identifier)
            return RedirectResponse(f"{place}?said={said}", 303)
    return await answer(request, visit, weighed, given)


@editing.post("/content/{kind:item}/{identifier}/look")
async def look_at(request: Request, visit: Editing, kind: ItemKind, identifier: str) -> Response:
    """Show what residents would see."""
    given = await submitted(request)
    item = await load(request, kind, identifier)
    place = place_of(kind, identifier)
    return await look(request, visit, await weigh(request, item, given, visit.interface, place))


@editing.post("/content/{kind:item}/{identifier}/questions")
async def ask_again(request: Request, visit: Editing, kind: ItemKind, identifier: str) -> Response:
    """Show which questions would change hands."""
    given = await submitted(request)
    item = await load(request, kind, identifier)
    weighed = await weigh(request, item, given, visit.interface, place_of(kind, identifier))
    return await questions(request, visit, weighed, await gap_of(request, given.gap))


async def _conflict(
    request: Request, visit: Visit, item: Item, given: Submitted, found: tuple[Clash, ...]
) -> Response:
    """Show what somebody else saved meanwhile beside what is about to be saved."""
    kept = [
        (name, value)
        for name, values in given.posted.items()
        for value in values
        if name not in _BESIDE and not name.startswith("_take.")
    ]
    return render(
        request,
        visit,
        "content/conflict.html",
        status=_CONFLICT,
        item=item,
        place=place_of(item.kind, item.id),
        clashes=found,
        takes=given.takes,
        kept=kept,
        moment=moment,
        last=await last_change(request, item),
    )
