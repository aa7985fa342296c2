"""How much was asked, when, about what: numbers, and nobody's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select

from bot.learning import Cell, Tally
from bot.storage.console_tables import QUESTION_COUNTS
from bot.storage.database import Database
from bot.storage.rows import insert_into

_COUNTED = tuple(QUESTION_COUNTS.c[name] for name in Tally._fields)
_TOGETHER = tuple(func.sum(column) for column in _COUNTED)


class Side(StrEnum):
    """By what counts are told apart."""

    LANGUAGE = "language"
    TOPIC = "topic"
    CHANNEL = "channel"
    KIND = "kind"
    HOUR = "hour"


@dataclass(frozen=True)
class Counted:
    """What was counted of one value of a side, on one day."""

    day: date
    value: str
    tally: Tally


class QuestionCounts:
    """Counts of questions. Safe to share between threads and processes; every call may block.

    Every method may raise `StoreUnavailableError`.
    """

    def __init__(self, database: Database) -> None:
        """Take the store's database."""
        self._database = database

    def add(self, counts: Mapping[Cell, Tally]) -> None:
        """Count more, all of it or nothing; others may count in the same cells at the same time."""
        # Always in the same order: whoever writes the same rows at the same time waits, and is
        # not waited for.
        rows: list[dict[str, Any]] = [
            {**cell._asdict(), **counts[cell]._asdict()} for cell in sorted(counts)
        ]
        if not rows:
            return
        new = insert_into(QUESTION_COUNTS, self._database)
        more = {column.name: column + new.excluded[column.name] for column in _COUNTED}
        keys = list(QUESTION_COUNTS.primary_key.columns)
        upsert = new.on_conflict_do_update(index_elements=keys, set_=more)
        with self._database.writing() as connection:
            connection.execute(upsert, rows)

    def by_day(self, side: Side, first: date, last: date) -> tuple[Counted, ...]:
        """Return what was counted from one day to another, told apart by a side, day by day."""
        column = QUESTION_COUNTS.c[side.value]
        wanted = (
            select(QUESTION_COUNTS.c.day, column, *_TOGETHER)
            .where(QUESTION_COUNTS.c.day.between(first.isoformat(), last.isoformat()))
            .group_by(QUESTION_COUNTS.c.day, column)
            .order_by(QUESTION_COUNTS.c.day, column)
        )
        with self._database.reading() as connection:
            rows = connection.execute(wanted).all()
        return tuple(
            Counted(date.fromisoformat(day), str(value), Tally(*map(int, tally)))
            for day, value, *tally in rows
        )

    def together(self, side: Side, first: date, last: date) -> dict[str, Tally]:
        """Return what was counted from one day to another by a side, all days in one."""
        column = QUESTION_COUNTS.c[side.value]
        wanted = (
            select(column, *_TOGETHER)
            .where(QUESTION_COUNTS.c.day.between(first.isoformat(), last.isoformat()))
            .group_by(column)
        )
        with self._database.reading() as connection:
            rows = connection.execute(wanted).all()
        return {str(value): Tally(*map(int, tally)) for value, *tally in rows}

    def by_service(self, first: date, last: date) -> dict[str, Tally]:
        """Return what was counted of each entry from one day to another."""
        service = QUESTION_COUNTS.c.service
        wanted = (
            select(service, *_TOGETHER)
            .where(QUESTION_COUNTS.c.day.between(first.isoformat(), last.isoformat()))
            .where(service != "")
            .group_by(service)
        )
        with self._database.reading() as connection:
            rows = connection.execute(wanted).all()
        return {name: Tally(*map(int, tally)) for name, *tally in rows}
