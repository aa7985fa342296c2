"""The first page of this room: all content, searched and filtered."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from adapters.keeping import keeping_of
from adapters.web.console.content.forms import ItemKind
from adapters.web.console.content.kinds import KIND_NAMES, NEW_NAMES
from adapters.web.console.content.listing import Wanted, listed, unreadable
from adapters.web.console.content.options import Options, name_of
from adapters.web.console.content.times import moment
from adapters.web.console.content.workroom import aside, stock_of
from adapters.web.console.frame import is_part, render
from adapters.web.console.gate import needs
from adapters.web.console.visit import Visit
from adapters.web.console.words import noted, tell
from bot.roles import Permission
from bot.storage.errors import StoreUnavailableError
from knowledge.languages import NATIVE_NAMES, Language
from knowledge.schema import Kind, ReviewState, Topic
from knowledge.staleness import TRANSLATIONS
from knowledge.validity import Status

browsing = APIRouter()

_PER_PAGE: Final = 50
_STATES: Final = {
    ReviewState.DRAFTED: noted("{name}: drafted"),
    ReviewState.NATIVE_REVIEWED: noted("{name}: read by a native speaker"),
}


@browsing.get("/content")
async def browse(
    request: Request,
    visit: Annotated[Visit, Depends(needs(Permission.EDIT))],
    wanted: Annotated[Wanted, Query()],
) -> Response:
    """List what there is."""
    stock = await stock_of(request)
    try:
        changes = await keeping_of(request.app).use(lambda store: store.revisions.newest())
        is_known = True
    except StoreUnavailableError:
        changes, is_known = (), False
    rows = await aside(request, lambda: listed(stock, changes, visit.interface, wanted))
    pages = max(1, -(-len(rows) // _PER_PAGE))
    page = min(wanted.page, pages)
    return render(
        request,
        visit,
        "content/found.html" if is_part(request) else "content/list.html",
        rows=rows[(page - 1) * _PER_PAGE : page * _PER_PAGE],
        found=len(rows),
        page=page,
        pages=pages,
        query=wanted.model_dump(exclude_defaults=True, exclude={"page"}),
        wanted=wanted,
        problems_elsewhere=unreadable(stock),
        is_history_known=is_known,
        moment=moment,
        kind_names=KIND_NAMES,
        new_names=NEW_NAMES,
        filters=_filters(visit.interface),
        name_of=lambda value: name_of(value, visit.interface),
    )


def _filters(language: Language) -> dict[str, Options]:
    kinds = tuple((one.value, tell(language, KIND_NAMES[one])) for one in ItemKind)
    sorts = tuple((one.value, f"— {name_of(one, language)}") for one in Kind)
    return {
        "kind": (kinds[0], *sorts, *kinds[1:]),
        "topic": tuple((one.value, name_of(one, language)) for one in Topic),
        "status": tuple((one.value, name_of(one, language)) for one in Status),
        "review": tuple(
            (f"{state}.{one}", tell(language, message, name=NATIVE_NAMES[one]))
            for state, message in _STATES.items()
            for one in Language
        ),
        "stale": tuple((one.value, NATIVE_NAMES[one]) for one in TRANSLATIONS),
    }
