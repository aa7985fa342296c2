"""One gap: all its questions, what is nearest to them, and what became of it."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from adapters.keeping import keeping_of
from adapters.web.console.auditing import note, note_once
from adapters.web.console.learning.nearest import nearest
from adapters.web.console.learning.page import learning_page
from adapters.web.console.learning.reading import EMPTY_IS_NONE, PAGE, Learning, Page, pager
from adapters.web.console.visit import Visit
from adapters.web.console.words import noted, tell
from adapters.web.parts import ieum_of, settings_of
from bot.storage.gaps import Gap, GapState
from knowledge.languages import Language

gap = APIRouter()

_NO_ENTRY: Final = noted("There is no entry with this name.")
_ACTIONS: Final = {
    GapState.OPEN: "gap.reopen",
    GapState.MADE: "gap.made",
    GapState.DISMISSED: "gap.dismiss",
}


@gap.get("/learning/gaps/{number}")
async def show_gap(
    request: Request,
    visit: Learning,
    number: str,
    language: Annotated[Language | None, EMPTY_IS_NONE] = None,
    page: Page = 1,
) -> HTMLResponse:
    """Show a gap with its questions, the newest first."""
    found = await _gap(request, number)
    if page == 1:
        await note(request, visit, "gap.see", found.id)
    return await _page(request, visit, found, language=language, page=page)


@gap.post("/learning/gaps/{number}")
async def settle_gap(
    request: Request,
    visit: Learning,
    number: str,
    state: Annotated[GapState, Form()],
    entry: Annotated[str, Form(max_length=80)] = "",
) -> Response:
    """Note what became of a gap: an entry answers it, it is set aside, or it is open again."""
    found = await _gap(request, number)
    entry = entry.strip() if state is GapState.MADE else ""
    if entry and entry not in ieum_of(request).knowledge.entries:
        problem = tell(visit.interface, _NO_ENTRY)
        return await _page(request, visit, found, problem=problem, entry=entry)
    await keeping_of(request.app).use(
        lambda store: store.gaps.settle(found.id, state, entry or None)
    )
    await note(request, visit, _ACTIONS[state], found.id, entry)
    return RedirectResponse(f"/console/learning/gaps/{found.id}", 303)


async def _gap(request: Request, number: str) -> Gap:
    """Return a gap.

    Raises:
        HTTPException: there is none (404).
    """
    try:
        known = str(UUID(number))
    except ValueError as error:
        raise HTTPException(404) from error
    found = await keeping_of(request.app).use(lambda store: store.gaps.get(known))
    if found is None:
        raise HTTPException(404)
    return found


async def _page(  # noqa: PLR0913 - each a part of the page
    request: Request,
    visit: Visit,
    found: Gap,
    *,
    language: Language | None = None,
    page: int = 1,
    problem: str = "",
    entry: str = "",
) -> HTMLResponse:
    await note_once(request, visit, "gap.see", found.id)
    questions = await keeping_of(request.app).use(
        lambda store: store.questions.of_gap(found.id, PAGE, (page - 1) * PAGE, language=language)
    )
    ieum = ieum_of(request)
    examples = found.examples or {Language.KO: found.example}
    near = await run_in_threadpool(nearest, examples, ieum.searcher, ieum.knowledge)
    total = found.languages.get(language, 0) if language else found.count
    path = f"/console/learning/gaps/{found.id}"
    return learning_page(
        request,
        visit,
        "gap.html",
        status=422 if problem else 200,
        gap=found,
        made=ieum.knowledge.entries.get(found.entry or ""),
        questions=questions,
        pager=pager(page, len(questions), total, path, language=language),
        near=near,
        language=language,
        problem=problem,
        entry=entry,
        question_days=settings_of(request).question_days,
    )
