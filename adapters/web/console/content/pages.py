"""The page on which an item is edited, as a whole and in the parts that htmx asks for."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse

from adapters.web.console.content.gap_help import GapHelp, asked_before
from adapters.web.console.content.kinds import NEW_NAMES
from adapters.web.console.content.posting import Posted, first
from adapters.web.console.content.sheet import Sheet, languages_with
from adapters.web.console.content.submitted import Submitted
from adapters.web.console.content.trial import Contest, Preview, contest, previews
from adapters.web.console.content.weighing import Weighed
from adapters.web.console.content.workroom import aside
from adapters.web.console.frame import render
from adapters.web.console.visit import Visit
from adapters.web.console.words import tell
from adapters.web.parts import ieum_of
from knowledge.languages import Language

_SHOWN: Final = 12
"""Changed questions of a sort that are listed."""


@dataclass(frozen=True)
class Beside:
    """What stands beside a form. `parent` and `base`: see `Submitted`."""

    parent: str = ""
    base: Mapping[str, str] = field(default_factory=dict)
    gap: GapHelp | None = None
    preview: Sequence[Preview] = ()
    said: str = ""
    asked: Contest | None = None
    was_asked: bool = False


def edit_page(
    request: Request, visit: Visit, sheet: Sheet, beside: Beside, status: int = 200
) -> HTMLResponse:
    """Show the whole page."""
    gap = beside.gap
    return render(
        request,
        visit,
        "content/edit.html",
        status=status,
        heading=_heading(sheet, visit.interface),
        sheet=sheet,
        parent=beside.parent,
        base=json.dumps(beside.base, separators=(",", ":")),
        gap=gap.id if gap else "",
        offered=_offered(gap, sheet.posted) if gap and not sheet.item.is_new else {},
        wrong_in=languages_with(sheet.troubles),
        preview=beside.preview,
        said=beside.said,
        later=False,
        **_contest(request, visit, beside.asked, was_asked=beside.was_asked),
    )


async def look(request: Request, visit: Visit, weighed: Weighed) -> HTMLResponse:
    """Show what residents would see, with what is wrong and the lamps."""
    return render(
        request,
        visit,
        "content/looked.html",
        sheet=weighed.sheet,
        preview=await previews_of(request, weighed),
    )


async def questions(
    request: Request, visit: Visit, weighed: Weighed, gap: GapHelp | None
) -> HTMLResponse:
    """Show which questions would change hands."""
    asked = await contest_of(request, weighed, gap)
    about = _contest(request, visit, asked, was_asked=True)
    return render(request, visit, "content/contest.html", **about)


async def previews_of(request: Request, weighed: Weighed) -> tuple[Preview, ...]:
    """Return what residents would see, where there is anything to see."""
    if not weighed.can_be_tried:
        return ()
    ieum = ieum_of(request)
    return await aside(request, lambda: previews(ieum, weighed.draft))


async def contest_of(request: Request, weighed: Weighed, gap: GapHelp | None) -> Contest | None:
    """Ask the questions again; None where the item cannot be found yet."""
    if not weighed.can_be_tried:
        return None
    ieum = ieum_of(request)
    stored, of_gap = await asked_before(request, gap)
    return await aside(request, lambda: contest(ieum, weighed.draft, weighed.item, stored, of_gap))


def base_of(given: Submitted, sheet: Sheet) -> Mapping[str, str]:
    """Return what each unit looked like when the editor began."""
    return given.base or sheet.form.marks(sheet.form.shown(sheet.item.raw))


def _heading(sheet: Sheet, language: Language) -> str:
    if sheet.item.is_new:
        return tell(language, NEW_NAMES[sheet.item.kind])
    for name in ("title", "name"):
        told = first(sheet.form.shown(sheet.item.raw), f"{name}.{language}")
        if told:
            return told
    return sheet.item.id


def _offered(gap: GapHelp, posted: Posted) -> Mapping[Language, tuple[str, ...]]:
    known = [
        line for one in Language for line in first(posted, f"questions.{one}").split("\n") if line
    ]
    return gap.by_language(known)


def _contest(
    request: Request, visit: Visit, asked: Contest | None, *, was_asked: bool
) -> dict[str, Any]:
    entries = ieum_of(request).knowledge.entries
    lines = ieum_of(request).knowledge.lines
    return {
        "outcome": asked.outcome if asked else None,
        "stored": asked.stored if asked else 0,
        "seconds": asked.seconds if asked else 0,
        "was_asked": was_asked,
        "shown": _SHOWN,
        "titles": {name: one.title.in_language(visit.interface) for name, one in entries.items()}
        | {name: one.name.in_language(visit.interface) for name, one in lines.items()}
        if asked
        else {},
    }
