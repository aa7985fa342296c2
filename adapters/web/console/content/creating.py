"""Making a new item, of nothing or of what people asked."""

import re
from dataclasses import replace
from typing import Annotated, Final

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from adapters.web.console.content.answering import answer, is_about_rows, with_rows
from adapters.web.console.content.forms import ItemKind
from adapters.web.console.content.gap_help import GapHelp, gap_of, settle
from adapters.web.console.content.items import Item, file_of, new_item
from adapters.web.console.content.kinds import ROOM, place_of
from adapters.web.console.content.pages import Beside, edit_page, look, questions
from adapters.web.console.content.posting import Posted, first
from adapters.web.console.content.saving import save
from adapters.web.console.content.submitted import SAVE, Submitted, submitted
from adapters.web.console.content.troubles import Trouble
from adapters.web.console.content.weighing import Weighed, blank, weigh
from adapters.web.console.content.workroom import stock_of, version_at
from adapters.web.console.gate import needs
from adapters.web.console.visit import Visit
from adapters.web.console.words import noted, tell
from bot.roles import Permission
from bot.storage.errors import EditConflictError
from index.spelling import strip_marks
from knowledge.loader import Knowledge
from knowledge.paths import UnknownFileError
from knowledge.schema import Kind

creating = APIRouter()

Editing = Annotated[Visit, Depends(needs(Permission.EDIT))]
_NOT_WORDS: Final = re.compile(r"[^a-z0-9]+")
_LONGEST: Final = 48
_PREFIXES: Final = {ItemKind.LINE: "line-"}
_LIFE: Final = "life-"
_UNNAMED: Final = "not-named-yet"
_THERE: Final = noted("There is one with this name already.")
_NO_ID: Final = noted("Give a short name of small letters, digits and hyphens.")


@creating.get("/content/new")
async def new_form(
    request: Request,
    visit: Editing,
    kind: ItemKind = ItemKind.ENTRY,
    gap: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """Show an empty form, or one with the questions of a gap."""
    helped = await gap_of(request, gap)
    item = new_item(kind, _UNNAMED, file_of(kind, _UNNAMED))
    posted = {**item.form.shown({}), **_questions(kind, helped)}
    stock = await stock_of(request)
    sheet = blank(item, posted, stock.knowledge, visit.interface, _place(kind))
    return edit_page(request, visit, sheet, Beside(gap=helped))


@creating.post("/content/new")
async def make(request: Request, visit: Editing, kind: ItemKind = ItemKind.ENTRY) -> Response:
    """Do with the form of a new item what its button says."""
    given = await submitted(request)
    if is_about_rows(given):
        item = new_item(kind, _UNNAMED, file_of(kind, _UNNAMED))
        return await with_rows(request, visit, item, given, _place(kind))
    weighed = await _weighed(request, visit, kind, given)
    if given.act == SAVE and weighed.is_sound:
        item = weighed.item
        try:
            said, weighed = await save(request, visit, weighed, given)
        except EditConflictError:
            # Somebody made it, or another term, just now: what is wrong is told anew.
            said, weighed = "", await _weighed(request, visit, kind, given)
        if said:
            await settle(request, given.gap, item.id)
            return RedirectResponse(f"{place_of(kind, item.id)}?said={said}", 303)
    return await answer(request, visit, weighed, given)


@creating.post("/content/new/look")
async def look_at_new(
    request: Request, visit: Editing, kind: ItemKind = ItemKind.ENTRY
) -> Response:
    """Show what residents would see of a new item."""
    given = await submitted(request)
    return await look(request, visit, await _weighed(request, visit, kind, given))


@creating.post("/content/new/questions")
async def ask_with_new(
    request: Request, visit: Editing, kind: ItemKind = ItemKind.ENTRY
) -> Response:
    """Show which questions a new item would win."""
    given = await submitted(request)
    weighed = await _weighed(request, visit, kind, given)
    return await questions(request, visit, weighed, await gap_of(request, given.gap))


def suggested(kind: ItemKind, posted: Posted, knowledge: Knowledge) -> str:
    """Make a short name of the English title; empty where there is none."""
    title = first(posted, "title.en") or first(posted, "name.en")
    short = _NOT_WORDS.sub("-", strip_marks(title.lower())).strip("-")[:_LONGEST].strip("-")
    prefix = _PREFIXES.get(kind, "")
    if kind is ItemKind.ENTRY and first(posted, "kind") == Kind.LIFE:
        prefix = _LIFE
    if not short:
        return ""
    name = short if short.startswith(prefix) else f"{prefix}{short}"
    taken = {**knowledge.entries, **knowledge.centers, **knowledge.lines, **knowledge.glossary}
    numbered = (f"{name}-{number}" for number in range(2, 100))
    return name if name not in taken else next(one for one in numbered if one not in taken)


async def _weighed(request: Request, visit: Visit, kind: ItemKind, given: Submitted) -> Weighed:
    """Weigh a new item; that it has no name yet hinders no preview."""
    knowledge = (await stock_of(request)).knowledge
    name = first(given.posted, "id") or suggested(kind, given.posted, knowledge)
    wrong: tuple[Trouble, ...] = ()
    try:
        path = file_of(kind, name)
    except UnknownFileError:
        wrong = (Trouble("id", "id", tell(visit.interface, _NO_ID)),)
        is_life = first(given.posted, "kind") == Kind.LIFE
        name = f"{_LIFE}{_UNNAMED}" if is_life else _UNNAMED
        path = file_of(kind, name)
    version = await version_at(request, path)
    text = version.text if version else ""
    item: Item = new_item(kind, name, path, text)
    if kind is not ItemKind.TERM and version:
        wrong = (Trouble("id", "id", tell(visit.interface, _THERE)),)
    posted = {**given.posted, "id": (name,)} if not wrong and given.act == SAVE else given.posted
    return await weigh(
        request, item, replace(given, posted=posted), visit.interface, _place(kind), wrong
    )


def _place(kind: ItemKind) -> str:
    return f"{ROOM}/new?kind={kind}"


def _questions(kind: ItemKind, helped: GapHelp | None) -> dict[str, tuple[str, ...]]:
    if helped is None:
        return {}
    if kind is not ItemKind.ENTRY:
        raise HTTPException(404)
    return {
        f"questions.{language}": ("\n".join(questions),)
        for language, questions in helped.by_language().items()
    }
