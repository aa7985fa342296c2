"""What an address of this room asks for: filters, an order, a page; empty fields count as none."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import Depends, Query
from pydantic import BeforeValidator

from adapters.web.console.gate import needs
from adapters.web.console.visit import Visit
from bot.roles import Permission

Learning = Annotated[Visit, Depends(needs(Permission.LEARN))]
Exporting = Annotated[Visit, Depends(needs(Permission.EXPORT))]

PAGE: Final = 25
"""Rows of a list on one page."""
SPANS: Final = (7, 30, 90, 365)
"""Days that can be looked back on."""


def _unless_empty(value: Any) -> Any:
    return None if value == "" else value


EMPTY_IS_NONE: Final = BeforeValidator(_unless_empty)


class Span(StrEnum):
    """How many days are looked back on."""

    WEEK = "7"
    MONTH = "30"
    QUARTER = "90"
    YEAR = "365"

    @property
    def days(self) -> int:
        """Return how many days it has."""
        return int(self.value)


Page = Annotated[int, Query(ge=1, le=100_000)]


def since(days: Span | None, now: datetime) -> datetime | None:
    """Return since when a span lasts; None for all of the time."""
    return now - timedelta(days=days.days) if days else None


@dataclass(frozen=True)
class Pager:
    """Where one is in a list, and where the pages before and after are."""

    page: int
    count: int
    total: int
    path: str
    wanted: tuple[tuple[str, str], ...]

    @property
    def first(self) -> int:
        """Return the number of the first row shown, from 1."""
        return (self.page - 1) * PAGE + 1

    @property
    def last(self) -> int:
        """Return the number of the last row shown."""
        return self.first + self.count - 1

    @property
    def before(self) -> str:
        """Return the address of the page before; empty where there is none."""
        return self._to(self.page - 1) if self.page > 1 else ""

    @property
    def after(self) -> str:
        """Return the address of the page after; empty where there is none."""
        return self._to(self.page + 1) if self.last < self.total else ""

    def _to(self, page: int) -> str:
        return address(self.path, dict(self.wanted) | {"page": str(page)})


def pager(page: int, count: int, total: int, path: str, **wanted: object) -> Pager:
    """Make a pager for a list filtered by `wanted`, of which None is left out."""
    return Pager(page, count, total, path, tuple(given(**wanted).items()))


def given(**wanted: object) -> dict[str, str]:
    """Return what was chosen, as an address holds it."""
    return {name: str(value) for name, value in wanted.items() if value is not None}


def address(path: str, wanted: dict[str, str]) -> str:
    """Return the address of a page of this room."""
    return f"{path}?{urlencode(wanted)}" if wanted else path
