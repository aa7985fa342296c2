"""Gaps: what people ask that Ieum cannot answer, one gap whatever the languages it is asked in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, func, select, tuple_, update

from bot.storage.console_tables import GAPS, QUESTIONS
from bot.storage.database import Database
from bot.storage.rows import uuid_of, zoned
from knowledge.languages import Language


class GapState(StrEnum):
    """What has become of a gap."""

    OPEN = "open"
    MADE = "made"
    """An entry answers it now."""
    DISMISSED = "dismissed"
    """It is none of our matters; what is asked like it joins it."""


class GapOrder(StrEnum):
    """Which gaps come first."""

    COUNT = "count"
    LAST = "last"


@dataclass(frozen=True)
class GapFilter:
    """Which gaps, and which of their questions count: of a language, of a kind, since a moment."""

    state: GapState | None = GapState.OPEN
    language: Language | None = None
    kind: str | None = None
    since: datetime | None = None

    @property
    def is_narrow(self) -> bool:
        """Tell whether only some questions of a gap count."""
        return bool(self.language or self.kind or self.since)


@dataclass(frozen=True)
class Gap:
    """Questions that ask the same. `count` is how many of them pass the filter.

    `languages`, `kinds` and `examples`, the newest question of each language, are of all its
    questions. `entry` is the id of the entry that was made for it.
    """

    id: str
    count: int
    example: str
    state: GapState
    entry: str | None
    first_at: datetime
    last_at: datetime
    languages: Mapping[Language, int] = field(default_factory=dict)
    kinds: Mapping[str, int] = field(default_factory=dict)
    examples: Mapping[Language, str] = field(default_factory=dict)


@dataclass(frozen=True)
class GapPage:
    """Some gaps, and how many there are in all; 0 beyond the last one."""

    gaps: tuple[Gap, ...]
    total: int


_PLAIN: Final = tuple(
    GAPS.c[name] for name in ("id", "count", "example", "state", "entry", "first_at", "last_at")
)
_CELLS: Final = (QUESTIONS.c.gap, QUESTIONS.c.language, QUESTIONS.c.kind)


class Gaps:
    """The gaps, known by their ids. Safe to share; every call may block.

    `gap_making.py` makes them. Every method may raise `StoreUnavailableError`, and `ValueError`
    for an id that is no UUID.
    """

    def __init__(self, database: Database) -> None:
        """Take the store's database."""
        self._database = database

    def find(self, wanted: GapFilter, order: GapOrder, limit: int, offset: int = 0) -> GapPage:
        """Return so many gaps in an order, the greatest first, from beyond `offset` on."""
        count, last = GAPS.c.count, GAPS.c.last_at
        total = func.count().over().label("total")
        joined = select(*_PLAIN, total)
        if wanted.is_narrow:
            some = _some(wanted).subquery()
            count, last = some.c.count, some.c.last_at
            others = (column for column in _PLAIN if column.name not in {"count", "last_at"})
            joined = select(*others, count, last, total).join(some, some.c.gap == GAPS.c.id)
        first = {GapOrder.COUNT: (count, last), GapOrder.LAST: (last, count)}[order]
        if wanted.state:
            joined = joined.where(GAPS.c.state == wanted.state.value)
        joined = joined.order_by(*(column.desc() for column in first), GAPS.c.id)
        with self._database.reading() as connection:
            rows = connection.execute(joined.limit(limit).offset(offset)).all()
        return GapPage(self._with_examples(rows), rows[0].total if rows else 0)

    def get(self, gap: str) -> Gap | None:
        """Return a gap, or None."""
        with self._database.reading() as connection:
            rows = connection.execute(select(*_PLAIN).where(GAPS.c.id == uuid_of(gap))).all()
        return next(iter(self._with_examples(rows)), None)

    def states(self) -> dict[GapState, int]:
        """Count the gaps of each state."""
        wanted = select(GAPS.c.state, func.count()).group_by(GAPS.c.state)
        with self._database.reading() as connection:
            found = {GapState(state): count for state, count in connection.execute(wanted)}
        return {state: found.get(state, 0) for state in GapState}

    def settle(self, gap: str, state: GapState, entry: str | None = None) -> bool:
        """Note what became of a gap, with the entry made for it; return whether there is one."""
        made = entry if state is GapState.MADE else None
        change = update(GAPS).where(GAPS.c.id == uuid_of(gap)).values(state=state.value, entry=made)
        with self._database.writing() as connection:
            return connection.execute(change).rowcount > 0

    def _with_examples(self, rows: Iterable[Any]) -> tuple[Gap, ...]:
        found = [{column.name: row._mapping[column.name] for column in _PLAIN} for row in rows]
        if not found:
            return ()
        cells = select(*_CELLS, func.count().label("count"), func.max(QUESTIONS.c.at).label("at"))
        cells = cells.where(QUESTIONS.c.gap.in_([row["id"] for row in found])).group_by(*_CELLS)
        with self._database.reading() as connection:
            counted = connection.execute(cells).all()
            newest: dict[tuple[str, str], Row[Any]] = {}
            for cell in counted:
                place = (cell.gap, cell.language)
                if place not in newest or newest[place].at < cell.at:
                    newest[place] = cell
            texts = select(QUESTIONS.c.gap, QUESTIONS.c.language, QUESTIONS.c.text)
            # A gap whose last question has just gone has none.
            wanted = texts.where(_these(newest.values())) if newest else texts.limit(0)
            examples = {(row.gap, row.language): row.text for row in connection.execute(wanted)}
        return tuple(_gap(row, counted, examples) for row in found)


def _some(wanted: GapFilter) -> Any:
    """Select what is counted of each gap where only some of its questions count."""
    count, last = func.count().label("count"), func.max(QUESTIONS.c.at).label("last_at")
    some = select(QUESTIONS.c.gap, count, last).where(QUESTIONS.c.gap.is_not(None))
    if wanted.language:
        some = some.where(QUESTIONS.c.language == wanted.language.value)
    if wanted.kind:
        some = some.where(QUESTIONS.c.kind == wanted.kind)
    if wanted.since:
        # SQLite would go by the index of moments, and read every row that it names.
        some = some.where(func.coalesce(QUESTIONS.c.at, QUESTIONS.c.at) >= zoned(wanted.since))
    return some.group_by(QUESTIONS.c.gap)


def _these(cells: Iterable[Row[Any]]) -> ColumnElement[bool]:
    return tuple_(*_CELLS, QUESTIONS.c.at).in_(
        [(cell.gap, cell.language, cell.kind, cell.at) for cell in cells]
    )


def _gap(
    row: dict[str, Any], cells: Iterable[Row[Any]], examples: Mapping[tuple[str, str], str]
) -> Gap:
    languages: dict[Language, int] = dict.fromkeys(Language, 0)
    kinds: dict[str, int] = {}
    for cell in cells:
        if cell.gap == row["id"]:
            languages[Language(cell.language)] += cell._mapping["count"]
            kinds[cell.kind] = kinds.get(cell.kind, 0) + cell._mapping["count"]
    said = {one: examples[row["id"], one] for one in Language if (row["id"], one) in examples}
    return Gap(
        **{**row, "state": GapState(row["state"])},
        languages={one: count for one, count in languages.items() if count},
        kinds=kinds,
        examples=said,
    )
