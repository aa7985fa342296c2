"""What became of an item: who changed what, when and why; and how to take it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from adapters.content.differences import Difference, differences
from adapters.content.editor import Saved
from adapters.content.errors import (
    ContentUnwritableError,
    ContentWrongError,
    UnknownRevisionError,
)
from adapters.web.console.auditing import note
from adapters.web.console.content.fields import FieldPath
from adapters.web.console.content.forms import ItemKind
from adapters.web.console.content.items import Item, with_changes
from adapters.web.console.content.kinds import place_of
from adapters.web.console.content.saving import SAID, serve
from adapters.web.console.content.times import moment
from adapters.web.console.content.troubles import in_words
from adapters.web.console.content.workroom import aside, at_content, editor_in, load
from adapters.web.console.frame import render
from adapters.web.console.gate import needs
from adapters.web.console.visit import Visit
from adapters.web.console.words import noted, tell
from bot.roles import Permission
from bot.storage.errors import EditConflictError
from bot.storage.revisions import Revision
from knowledge.glossary_file import terms
from knowledge.writing import UneditableError

history = APIRouter()

Editing = Annotated[Visit, Depends(needs(Permission.EDIT))]
_VERSIONS: Final = 50
_OF_GLOSSARY: Final = 300
_BACK: Final = "↶ {number}"
_CONFLICT: Final = noted(
    "Somebody changed this meanwhile, so nothing was taken back. Look at what they did first."
)
_WRONG: Final = noted("That version does not pass today's checks: {why}")
_NOT_WRITTEN: Final = noted("This could not be written, and nothing was changed: {why}")


@dataclass(frozen=True)
class Step:
    """One version, and what it changed against the one before."""

    number: int
    at: datetime
    name: str
    note: str
    changed: tuple[Difference, ...]
    is_first: bool
    is_now: bool


@history.get("/content/{kind:item}/{identifier}/history")
async def show_history(
    request: Request, visit: Editing, kind: ItemKind, identifier: str, said: str = ""
) -> Response:
    """Show every version that is known, the newest first."""
    item = await load(request, kind, identifier)
    told = tell(visit.interface, SAID[said]) if said in SAID else ""
    return await _page(request, visit, item, said=told)


@history.post("/content/{kind:item}/{identifier}/history")
async def take_back(
    request: Request,
    visit: Editing,
    kind: ItemKind,
    identifier: str,
    number: Annotated[int, Form(ge=1, le=2**31 - 1)],
    parent: Annotated[str, Form(max_length=64)],
) -> Response:
    """Make an item what it was in an older version, as a new version."""
    item = await load(request, kind, identifier)
    language = visit.interface
    try:
        saved = await _restore(request, visit, item, number, parent)
    except EditConflictError:
        return await _page(request, visit, item, wrong=tell(language, _CONFLICT), status=409)
    except ContentWrongError as error:
        why = "; ".join(f"{one.place} {in_words(one.message, language)}" for one in error.problems)
        return await _page(request, visit, item, wrong=tell(language, _WRONG, why=why), status=422)
    except (ContentUnwritableError, UneditableError) as error:
        why = tell(language, _NOT_WRITTEN, why=str(error))
        return await _page(request, visit, item, wrong=why, status=422)
    said = "same" if saved.is_unchanged else await serve(request, saved)
    await note(request, visit, "content.restore", f"{kind}/{identifier}", str(number))
    return RedirectResponse(f"{place_of(kind, identifier)}/history?said={said}", 303)


async def _restore(request: Request, visit: Visit, item: Item, number: int, parent: str) -> Saved:
    """Take an item back; a term alone, and not the whole glossary.

    Raises:
        HTTPException: there is no such version of it (404).
    """
    by = editor_in(visit)
    known = await at_content(request, lambda editor: editor.history(item.path, _OF_GLOSSARY))
    old = next((one for one in known if one.number == number), None)
    if old is None:
        raise HTTPException(404)
    if item.kind is not ItemKind.TERM:
        try:
            return await at_content(
                request, lambda editor: editor.restore(number, parent=parent, by=by)
            )
        except UnknownRevisionError as error:
            raise HTTPException(404) from error
    before = terms(old.text).get(item.id)
    if before is None:
        raise HTTPException(404)
    names = {*before, *item.raw} - {"id"}
    changes: Mapping[FieldPath, object] = {(name,): before.get(name) for name in names}
    text = with_changes(item, changes)
    told = _BACK.format(number=number)
    return await at_content(
        request, lambda editor: editor.save(item.path, text, parent=parent, by=by, note=told)
    )


async def _page(
    request: Request,
    visit: Visit,
    item: Item,
    *,
    said: str = "",
    wrong: str = "",
    status: int = 200,
) -> Response:
    limit = _OF_GLOSSARY if item.kind is ItemKind.TERM else _VERSIONS
    known = await at_content(request, lambda editor: editor.history(item.path, limit))
    steps = await aside(request, lambda: _steps(item, known))
    return render(
        request,
        visit,
        "content/history.html",
        status=status,
        item=item,
        place=place_of(item.kind, item.id),
        steps=steps,
        moment=moment,
        said=said,
        wrong=wrong,
        is_outside=not known or known[0].digest != item.digest,
        outside=_own(item, differences(known[0].text, item.text)) if known else (),
    )


def _steps(item: Item, known: tuple[Revision, ...]) -> list[Step]:
    """Compare each version with the one before; of the glossary, only what changed the term."""
    found = []
    for place, one in enumerate(known):
        before = known[place + 1].text if place + 1 < len(known) else None
        changed = _own(item, differences(before, one.text)) if before is not None else ()
        if before is not None and not changed:
            continue
        found.append(
            Step(
                one.number,
                one.at,
                one.name,
                one.note,
                changed,
                is_first=before is None,
                is_now=one.digest == item.digest,
            )
        )
    return found


def _own(item: Item, changed: tuple[Difference, ...]) -> tuple[Difference, ...]:
    if item.kind is not ItemKind.TERM:
        return changed
    start = f"{item.id}."
    return tuple(
        Difference(one.field.removeprefix(start), one.before, one.after)
        for one in changed
        if one.field.startswith(start)
    )
