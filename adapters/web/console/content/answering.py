"""Giving a form back: with what its button asked for, and nothing lost that was typed."""

from typing import Final

from fastapi import Request
from fastapi.responses import Response

from adapters.web.console.content.gap_help import gap_of
from adapters.web.console.content.items import Item
from adapters.web.console.content.pages import Beside, base_of, contest_of, edit_page, previews_of
from adapters.web.console.content.submitted import QUESTIONS, SAVE, Submitted
from adapters.web.console.content.weighing import Weighed, blank
from adapters.web.console.visit import Visit
from adapters.web.parts import ieum_of

_WRONG: Final = 422
_ADD: Final = "add:"
_DROP: Final = "drop:"


def is_about_rows(given: Submitted) -> bool:
    """Tell whether a button adds a row to the form, or takes one away."""
    return given.act.startswith((_ADD, _DROP))


async def with_rows(
    request: Request, visit: Visit, item: Item, given: Submitted, place: str
) -> Response:
    """Show the form with a row more or less; nothing is judged meanwhile."""
    knowledge = ieum_of(request).knowledge
    sheet = blank(item, given.posted, knowledge, visit.interface, place)
    if given.act.startswith(_ADD):
        sheet = sheet.with_row(given.act.removeprefix(_ADD))
    else:
        sheet = sheet.without_row(given.act.removeprefix(_DROP))
    gap = await gap_of(request, given.gap)
    return edit_page(request, visit, sheet, Beside(given.parent, base_of(given, sheet), gap))


async def answer(request: Request, visit: Visit, weighed: Weighed, given: Submitted) -> Response:
    """Show the form with its preview and what is wrong, and the questions where they were asked."""
    gap = await gap_of(request, given.gap)
    was_asked = given.act == QUESTIONS
    beside = Beside(
        given.parent,
        base_of(given, weighed.sheet),
        gap,
        await previews_of(request, weighed),
        asked=await contest_of(request, weighed, gap) if was_asked else None,
        was_asked=was_asked,
    )
    status = _WRONG if given.act == SAVE else 200
    return edit_page(request, visit, weighed.sheet, beside, status)
