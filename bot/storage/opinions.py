"""What people thought of answers, for who wants to do better."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, false, func, select

from bot.storage.database import Database
from bot.storage.records import Feedback, Reason
from bot.storage.rows import storable, zoned
from bot.storage.tables import FEEDBACK
from knowledge.languages import Language

_COLUMNS: Final = tuple(FEEDBACK.c)


@dataclass(frozen=True)
class OpinionFilter:
    """Which answers that were of no use: for a reason, in a language, of an entry, since when."""

    reason: Reason | None = None
    language: Language | None = None
    service: str | None = None
    since: datetime | None = None

    def conditions(self) -> Sequence[ColumnElement[bool]]:
        """Return what has to hold in the database."""
        wanted: list[ColumnElement[bool]] = [FEEDBACK.c.useful == false()]
        if self.reason:
            wanted.append(FEEDBACK.c.reason == self.reason.value)
        if self.language:
            wanted.append(FEEDBACK.c.language == self.language.value)
        if self.service:
            wanted.append(FEEDBACK.c.service == storable(self.service))
        if self.since:
            wanted.append(FEEDBACK.c.at >= zoned(self.since))
        return wanted


@dataclass(frozen=True)
class OpinionPage:
    """Some opinions, and how many there are in all; 0 beyond the last one."""

    opinions: tuple[Feedback, ...]
    total: int


class Opinions:
    """Reads feedback. Safe to share; every call may block, and raise `StoreUnavailableError`."""

    def __init__(self, database: Database) -> None:
        """Take the store's database."""
        self._database = database

    def not_useful(self, wanted: OpinionFilter, limit: int, offset: int = 0) -> OpinionPage:
        """Return so many answers that were of no use, the newest first, from beyond `offset` on."""
        found = (
            select(*_COLUMNS, func.count().over().label("total"))
            .where(*wanted.conditions())
            .order_by(FEEDBACK.c.at.desc(), FEEDBACK.c.id)
            .limit(limit)
            .offset(offset)
        )
        with self._database.reading() as connection:
            rows = connection.execute(found).mappings().all()
        return OpinionPage(
            tuple(_opinion({column.name: row[column.name] for column in _COLUMNS}) for row in rows),
            rows[0]["total"] if rows else 0,
        )

    def by_reason(self, wanted: OpinionFilter) -> dict[Reason | None, int]:
        """Count the answers that were of no use by reason; None is for none given."""
        counted = (
            select(FEEDBACK.c.reason, func.count())
            .where(*wanted.conditions())
            .group_by(FEEDBACK.c.reason)
        )
        with self._database.reading() as connection:
            rows = connection.execute(counted).all()
        return {Reason(reason) if reason else None: count for reason, count in rows}


def _opinion(row: dict[str, Any]) -> Feedback:
    reason = Reason(row["reason"]) if row["reason"] else None
    return Feedback(**{**row, "language": Language(row["language"]), "reason": reason})
