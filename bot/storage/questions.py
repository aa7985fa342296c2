"""Questions from which something can be learned, scrubbed, for as long as the settings say."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, Select, bindparam, delete, func, select, update

from bot.learning import LONGEST_KEPT, Learned
from bot.storage.console_tables import GAPS, QUESTIONS
from bot.storage.database import Database
from bot.storage.gap_lock import wait_for_gaps
from bot.storage.records import Reason
from bot.storage.rows import insert_into, row_of, uuid_of, zoned
from knowledge.languages import Language

_NEWEST_FIRST: Final = (QUESTIONS.c.at.desc(), QUESTIONS.c.id)
_NEWEST_OF_GAP: Final = func.coalesce(
    select(QUESTIONS.c.text)
    .where(QUESTIONS.c.gap == GAPS.c.id)
    .order_by(*_NEWEST_FIRST)
    .limit(1)
    .scalar_subquery(),
    "",
)


class Questions:
    """The questions, known by their ids. Safe to share; every call may block.

    Every method may raise `StoreUnavailableError`, and `ValueError` for an id that is no UUID.
    """

    def __init__(self, database: Database) -> None:
        """Take the store's database."""
        self._database = database

    def add(self, questions: Iterable[Learned]) -> int:
        """Keep questions, scrubbed; return how many are new, and not kept before.

        Raises:
            ValueError: a time has no zone.
        """
        rows = [_row(question) for question in questions]
        if not rows:
            return 0
        new = insert_into(QUESTIONS, self._database).on_conflict_do_nothing(index_elements=["id"])
        with self._database.writing() as connection:
            return len(connection.execute(new.returning(QUESTIONS.c.id), rows).all())

    def newest(self, limit: int, *, language: Language | None = None) -> tuple[Learned, ...]:
        """Return so many of the questions that were asked last, of one language or of all."""
        wanted = select(QUESTIONS).order_by(*_NEWEST_FIRST).limit(limit)
        if language:
            wanted = wanted.where(QUESTIONS.c.language == language.value)
        return self._all(wanted)

    def of_gap(
        self, gap: str, limit: int, offset: int = 0, *, language: Language | None = None
    ) -> tuple[Learned, ...]:
        """Return so many questions of a gap, the newest first, from beyond `offset` on."""
        wanted = (
            select(QUESTIONS)
            .where(QUESTIONS.c.gap == uuid_of(gap))
            .order_by(*_NEWEST_FIRST)
            .limit(limit)
            .offset(offset)
        )
        if language:
            wanted = wanted.where(QUESTIONS.c.language == language.value)
        return self._all(wanted)

    def count(self) -> int:
        """Count all questions that are kept."""
        with self._database.reading() as connection:
            return connection.execute(select(func.count()).select_from(QUESTIONS)).scalar_one()

    def part(self, at: datetime, after: str = "", limit: int = 1_000) -> tuple[Learned, ...]:
        """Return so many questions from a moment on, the oldest first.

        `after` is the id of the last one that is known of that very moment.

        Raises:
            ValueError: the time has no zone.
        """
        at = zoned(at)
        later = (QUESTIONS.c.at > at) | ((QUESTIONS.c.at == at) & (QUESTIONS.c.id > after))
        wanted = select(QUESTIONS).where(QUESTIONS.c.at >= at, later)
        return self._all(wanted.order_by(QUESTIONS.c.at, QUESTIONS.c.id).limit(limit))

    def purge(self, before: datetime, connection: Connection) -> int:
        """Delete the questions asked before a moment; return how many.

        Their gaps count fewer and show a newer example; those without any question left go, too.
        """
        wait_for_gaps(connection)
        old = QUESTIONS.c.at < zoned(before)
        lost = select(QUESTIONS.c.gap, func.count()).where(old, QUESTIONS.c.gap.is_not(None))
        fewer = connection.execute(lost.group_by(QUESTIONS.c.gap)).all()
        deleted = connection.execute(delete(QUESTIONS).where(old)).rowcount
        if fewer:
            lower = update(GAPS).where(GAPS.c.id == bindparam("which"))
            values = {"count": GAPS.c.count - bindparam("fewer"), "example": _NEWEST_OF_GAP}
            rows = [{"which": gap, "fewer": count} for gap, count in fewer]
            connection.execute(lower.values(values), rows)
            connection.execute(delete(GAPS).where(GAPS.c.count <= 0))
        return deleted

    def _all(self, wanted: Select[Any]) -> tuple[Learned, ...]:
        with self._database.reading() as connection:
            return tuple(_learned(row) for row in connection.execute(wanted).mappings())


def _row(question: Learned) -> dict[str, Any]:
    row = row_of(question, scrubbed=("text",))
    return row | {"text": row["text"][:LONGEST_KEPT]}


def _learned(row: RowMapping) -> Learned:
    reason = Reason(row["reason"]) if row["reason"] else None
    return Learned(**{**row, "language": Language(row["language"]), "reason": reason})
