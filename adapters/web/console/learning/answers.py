"""Answers that were of no use to people: which, why, and what they wrote about it."""

from dataclasses import asdict, dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from pydantic import StringConstraints

from adapters.keeping import keeping_of
from adapters.web.console.auditing import note, note_once
from adapters.web.console.learning.labels import reason_name
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
from adapters.web.parts import ieum_of, now_of, settings_of
from bot.storage.opinions import OpinionFilter
from bot.storage.records import Reason
from knowledge.languages import Language

answers = APIRouter()

_Service = Annotated[str, StringConstraints(max_length=80)]
_PATH: Final = "/console/learning/answers"


@dataclass(frozen=True)
class _Wanted:
    """What the list is filtered by, as the address says it."""

    reason: Annotated[Reason | None, EMPTY_IS_NONE] = None
    language: Annotated[Language | None, EMPTY_IS_NONE] = None
    service: Annotated[_Service | None, EMPTY_IS_NONE] = None
    days: Annotated[Span | None, EMPTY_IS_NONE] = None


@answers.get("/learning/answers")
async def list_answers(
    request: Request, visit: Learning, chosen: Annotated[_Wanted, Depends()], page: Page = 1
) -> HTMLResponse:
    """List the answers that were marked as not useful, the newest first."""
    service = chosen.service
    begin = since(chosen.days, now_of(request))
    wanted = OpinionFilter(chosen.reason, chosen.language, service, begin)
    keeping = keeping_of(request.app)
    if page == 1:
        await note(request, visit, "answers.see", service or "all")
    else:
        await note_once(request, visit, "answers.see", service or "all")
    found = await keeping.use(
        lambda store: store.opinions.not_useful(wanted, PAGE, (page - 1) * PAGE)
    )
    by_reason = await keeping.use(lambda store: store.opinions.by_reason(wanted))
    most_first = sorted(by_reason.items(), key=lambda counted: -counted[1])
    return learning_page(
        request,
        visit,
        "answers.html",
        opinions=found.opinions,
        pager=pager(page, len(found.opinions), found.total, _PATH, **asdict(chosen)),
        chosen=chosen,
        by_reason=[(reason_name(one, visit.interface), count) for one, count in most_first],
        reasons=[(one, reason_name(one, visit.interface)) for one in Reason],
        entries=ieum_of(request).knowledge.entries,
        keep_days=settings_of(request).keep_days,
    )
