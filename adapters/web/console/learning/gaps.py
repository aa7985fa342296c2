"""The gaps: what people ask that has no answer, one row a gap, whatever the languages."""

from dataclasses import asdict, dataclass
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from adapters.keeping import keeping_of
from adapters.web.console.frame import is_part
from adapters.web.console.learning.labels import kind_name, state_name
from adapters.web.console.learning.page import learning_page
from adapters.web.console.learning.reading import (
    EMPTY_IS_NONE,
    PAGE,
    Learning,
    Page,
    Span,
    pager,
    since,
)
from adapters.web.parts import now_of, settings_of
from bot.learning import KINDS
from bot.storage.gaps import GapFilter, GapOrder, GapState
from knowledge.languages import Language

gaps = APIRouter()

_PATH: Final = "/console/learning"


@dataclass(frozen=True)
class _Wanted:
    """What the list is filtered by, as the address says it."""

    state: GapState = GapState.OPEN
    language: Annotated[Language | None, EMPTY_IS_NONE] = None
    kind: Annotated[
        Literal["no_answer", "route", "clarify", "not-useful"] | None, EMPTY_IS_NONE
    ] = None
    days: Annotated[Span | None, EMPTY_IS_NONE] = None
    sort: GapOrder = GapOrder.COUNT


@gaps.get("/learning")
async def list_gaps(
    request: Request, visit: Learning, wanted: Annotated[_Wanted, Depends()], page: Page = 1
) -> HTMLResponse:
    """List the gaps of a state, the most frequent or the latest first."""
    some = GapFilter(
        wanted.state, wanted.language, wanted.kind, since(wanted.days, now_of(request))
    )
    keeping, start = keeping_of(request.app), (page - 1) * PAGE
    found = await keeping.use(lambda store: store.gaps.find(some, wanted.sort, PAGE, start))
    states = await keeping.use(lambda store: store.gaps.states())
    return learning_page(
        request,
        visit,
        "gap_list.html" if is_part(request) else "gaps.html",
        gaps=found.gaps,
        pager=pager(page, len(found.gaps), found.total, _PATH, **asdict(wanted)),
        chosen=wanted,
        states=[(one, state_name(one, visit.interface), count) for one, count in states.items()],
        kinds=[(one, kind_name(one, visit.interface)) for one in KINDS],
        orders=GapOrder,
        question_days=settings_of(request).question_days,
    )
