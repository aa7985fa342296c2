"""The audit log, as managers and admins read it."""

import re
from datetime import date
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from adapters.keeping import keeping_of
from adapters.web.console.access.actions import action_names
from adapters.web.console.access.names import moment
from adapters.web.console.frame import render
from adapters.web.console.gate import needs
from adapters.web.console.visit import Visit
from adapters.web.console.words import noted, tell
from bot.roles import Permission
from bot.staff import Staff
from bot.storage.audit import BY_ITSELF, AuditRecord, Wanted
from bot.storage.store import Store

audit_log = APIRouter()

_ON_A_PAGE: Final = 100
_LARGEST_NUMBER: Final = 2**31 - 1
_NO_DAY: Final = noted("Please write a day as 2026-11-28.")
_NOBODY: Final = noted("There is nobody with this name.")
_DAY: Final = re.compile(r"2\d{3}-\d{2}-\d{2}", re.ASCII)
"""A day before the calendars of computers begin has no moment in another zone."""


class Asked(BaseModel):
    """What the page was asked for: whose records, of what kind, and before which one."""

    model_config = ConfigDict(frozen=True)

    person: Annotated[str, Field(max_length=120)] = ""
    action: Annotated[str, Field(max_length=120)] = ""
    subject: Annotated[str, Field(max_length=120)] = ""
    day: Annotated[str, Field(max_length=120)] = ""
    before: Annotated[int | None, Field(ge=1, le=_LARGEST_NUMBER)] = None

    @property
    def filters(self) -> dict[str, str]:
        """What was typed, by its field."""
        return {name: str(value).strip() for name, value in self if name != "before"}


@audit_log.get("/audit")
async def show_audit(
    request: Request,
    visit: Annotated[Visit, Depends(needs(Permission.AUDIT))],
    asked: Annotated[Asked, Query()],
) -> Response:
    """Show who saw and did what, the newest first; what is left out is not asked for."""
    typed = asked.filters
    everybody, actions = await keeping_of(request.app).use(
        lambda store: (store.accounts.all(), store.audit.actions())
    )
    wanted, problems = _read(typed, everybody, visit)

    def records(store: Store) -> tuple[AuditRecord, ...]:
        return store.audit.page(wanted, _ON_A_PAGE + 1, asked.before)

    found = () if problems else await keeping_of(request.app).use(records)
    shown = found[:_ON_A_PAGE]
    kept = {name: value for name, value in typed.items() if value}
    older = {**kept, "before": str(shown[-1].number)} if len(found) > len(shown) else {}
    return render(
        request,
        visit,
        "access/audit.html",
        status=422 if problems else 200,
        typed=typed,
        problems=problems,
        everybody=everybody,
        by_itself=BY_ITSELF,
        actions=actions,
        names=action_names(visit.interface, actions),
        records=shown,
        is_first=asked.before is None,
        newest=urlencode(kept),
        older=urlencode(older),
        moment=moment,
    )


def _read(
    typed: dict[str, str], everybody: tuple[Staff, ...], visit: Visit
) -> tuple[Wanted, dict[str, str]]:
    """Return what is wanted, and what is wrong with what was typed, by its field."""
    problems = {}
    person = typed["person"]
    if person and person not in {BY_ITSELF, *(one.id for one in everybody)}:
        problems["person"] = tell(visit.interface, _NOBODY)
    day = None
    if typed["day"]:
        try:
            day = date.fromisoformat(typed["day"]) if _DAY.fullmatch(typed["day"]) else None
        except ValueError:
            day = None
        if day is None:
            problems["day"] = tell(visit.interface, _NO_DAY)
    return Wanted(person or None, typed["action"], typed["subject"], day), problems
