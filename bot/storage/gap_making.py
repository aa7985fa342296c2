"""How questions become gaps: those that ask the same are put together, a few at a time.

Several processes may do so at once: each question is placed once, and one process places at a time.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

import numpy as np
from sqlalchemy import Connection, bindparam, case, delete, select, update

from bot.grouping import Groups
from bot.storage.console_tables import GAPS, QUESTIONS
from bot.storage.database import Database
from bot.storage.gap_lock import may_change_gaps
from bot.storage.gaps import GapState
from bot.storage.rows import zoned
from bot.storage.tables import UtcTime
from index.encoder import Vectors
from knowledge.languages import Language

_LONGEST_NAME: Final = 80
_SAMPLE: Final = 50
"""Questions by which a gap is placed anew for another encoder."""
_JOINED: Final = (GapState.OPEN.value, GapState.DISMISSED.value)
"""The states in which a gap takes more in. What is still asked after an entry was made is a new
gap: the entry does not answer it."""


class Reader(Protocol):
    """Whatever turns questions into vectors."""

    @property
    def name(self) -> str:
        """A name that changes when the vectors would."""

    def encode(self, questions: Sequence[tuple[str, Language]]) -> Vectors:
        """Return one unit row per question, float32 (n, d); zeros where no word is known."""


@dataclass(frozen=True)
class _Placed:
    """The gaps as they are: ids and means, in the order of their places."""

    ids: list[str]
    groups: Groups


class GapMaker:
    """Makes gaps of questions, joins gaps. Safe to share; every call may block.

    Every method may raise `StoreUnavailableError`.
    """

    def __init__(self, database: Database) -> None:
        """Take the store's database."""
        self._database = database

    def place_new(self, reader: Reader, limit: int = 500) -> int | None:
        """Put so many questions that have no gap yet into one; return how many were placed.

        Returns None, and places none, where another process is at it.
        """
        wanted = select(QUESTIONS.c.id, QUESTIONS.c.language, QUESTIONS.c.text, QUESTIONS.c.at)
        wanted = wanted.where(QUESTIONS.c.gap.is_(None)).limit(limit)
        with self._database.reading() as connection:
            rows = connection.execute(wanted).all()
        if not rows:
            return 0
        vectors = reader.encode([(row.text, Language(row.language)) for row in rows])
        with self._database.writing() as connection:
            if not may_change_gaps(connection):
                return None
            ids = [row.id for row in rows]
            waiting = select(QUESTIONS.c.id).where(
                QUESTIONS.c.id.in_(ids), QUESTIONS.c.gap.is_(None)
            )
            still = set(connection.scalars(waiting))
            kept = [number for number, row in enumerate(rows) if row.id in still]
            placed = _placed(connection, reader.name, vectors.shape[1], _JOINED)
            languages = [Language(rows[number].language) for number in kept]
            places = placed.groups.join(vectors[kept], languages)
            _write(connection, reader.name, placed, [rows[number] for number in kept], places)
        return len(kept)

    def merge(self, reader: Reader, since: datetime | None = None) -> int:
        """Join open gaps that have grown together; return how many gaps there are fewer.

        Looked at are those asked since a moment, beside all others; without one, all.

        Raises:
            ValueError: the time has no zone.
        """
        with self._database.reading() as connection:
            placed = _placed(connection, reader.name, 0, (GapState.OPEN.value,))
            touched = select(GAPS.c.id).where(GAPS.c.last_at >= zoned(since)) if since else None
            recent = None if touched is None else set(connection.scalars(touched))
        among = [at for at, gap in enumerate(placed.ids) if recent is None or gap in recent]
        pairs = placed.groups.grown_together(among=among) if among else []
        if not pairs:
            return 0
        with self._database.writing() as connection:
            if not may_change_gaps(connection):
                return 0
            return sum(
                _join(connection, reader.name, placed.ids[one], placed.ids[other])
                for one, other in pairs
            )

    def refit(self, reader: Reader, limit: int = 50) -> int:
        """Place so many gaps of another encoder anew, by their questions; return how many."""
        name = reader.name[:_LONGEST_NAME]
        wanted = select(GAPS.c.id, GAPS.c.encoder, GAPS.c.example).where(GAPS.c.encoder != name)
        with self._database.reading() as connection:
            gaps = connection.execute(wanted.limit(limit)).all()
            asked = [_some_of(connection, gap.id) or [(gap.example, Language.KO)] for gap in gaps]
        for gap, questions in zip(gaps, asked, strict=True):
            mean = reader.encode(questions).mean(axis=0, dtype=np.float32)
            change = update(GAPS).where(GAPS.c.id == gap.id, GAPS.c.encoder == gap.encoder)
            with self._database.writing() as connection:
                connection.execute(change.values(centre=mean.tobytes(), encoder=name))
        return len(gaps)


def _placed(connection: Connection, encoder: str, dimension: int, states: Iterable[str]) -> _Placed:
    wanted = (
        select(GAPS.c.id, GAPS.c.centre, GAPS.c.count)
        .where(GAPS.c.encoder == encoder[:_LONGEST_NAME], GAPS.c.state.in_(states))
        .order_by(GAPS.c.id)
    )
    rows = connection.execute(wanted).all()
    if not rows:
        return _Placed([], Groups(dimension))
    means = np.frombuffer(b"".join(row.centre for row in rows), np.float32).reshape(len(rows), -1)
    counts = [row._mapping["count"] for row in rows]
    ids = [row.id for row in rows]
    spoken = _languages(connection)
    return _Placed(ids, Groups.of(means, counts, [spoken.get(gap, ()) for gap in ids]))


def _languages(connection: Connection) -> dict[str, list[Language]]:
    """Return in which languages each gap is asked."""
    wanted = select(QUESTIONS.c.gap, QUESTIONS.c.language).where(QUESTIONS.c.gap.is_not(None))
    found: dict[str, list[Language]] = {}
    for row in connection.execute(wanted.distinct()):
        found.setdefault(row.gap, []).append(Language(row.language))
    return found


def _write(
    connection: Connection,
    encoder: str,
    placed: _Placed,
    rows: Sequence[Any],
    places: Iterable[int],
) -> None:
    members: dict[int, list[Any]] = {}
    for row, place in zip(rows, places, strict=True):
        members.setdefault(int(place), []).append(row)
    known = len(placed.ids)
    new, grown, joined = [], [], []
    for place, some in members.items():
        times = [row.at for row in some]
        gap = placed.ids[place] if place < known else str(uuid.uuid4())
        joined += [{"question": row.id, "into": gap} for row in some]
        centre = placed.groups.mean(place).tobytes()
        if place < known:
            change = {"which": gap, "mean": centre, "more": len(some)}
            grown.append(change | {"first": min(times), "last": max(times)})
            continue
        new.append(
            {
                "id": gap,
                "centre": centre,
                "encoder": encoder[:_LONGEST_NAME],
                "count": len(some),
                "example": some[0].text,
                "state": GapState.OPEN.value,
                "first_at": min(times),
                "last_at": max(times),
            }
        )
    if new:
        connection.execute(GAPS.insert(), new)
    if grown:
        _grow(connection, grown)
    if joined:
        into = update(QUESTIONS).where(QUESTIONS.c.id == bindparam("question"))
        connection.execute(into.values(gap=bindparam("into")), joined)


def _grow(connection: Connection, grown: list[dict[str, Any]]) -> None:
    first, last = bindparam("first", type_=UtcTime), bindparam("last", type_=UtcTime)
    change = (
        update(GAPS)
        .where(GAPS.c.id == bindparam("which"))
        .values(
            centre=bindparam("mean"),
            count=GAPS.c.count + bindparam("more"),
            first_at=case((GAPS.c.first_at > first, first), else_=GAPS.c.first_at),
            last_at=case((GAPS.c.last_at < last, last), else_=GAPS.c.last_at),
        )
    )
    connection.execute(change, grown)


def _join(connection: Connection, encoder: str, one: str, other: str) -> bool:
    """Join two gaps into the greater one, if both are still there and open."""
    wanted = select(GAPS).where(GAPS.c.id.in_((one, other)), GAPS.c.state == GapState.OPEN.value)
    wanted = wanted.where(GAPS.c.encoder == encoder[:_LONGEST_NAME])
    found = connection.execute(wanted.with_for_update()).mappings().all()
    if len(found) < 2:
        return False
    less, greater = sorted(found, key=lambda gap: (gap["count"], gap["id"]))
    means = [np.frombuffer(gap["centre"], np.float32) for gap in (less, greater)]
    counts = [gap["count"] for gap in (less, greater)]
    mean = np.average(means, axis=0, weights=counts).astype(np.float32)
    values = {
        "centre": mean.tobytes(),
        "count": sum(counts),
        "first_at": min(gap["first_at"] for gap in found),
        "last_at": max(gap["last_at"] for gap in found),
    }
    moved = update(QUESTIONS).where(QUESTIONS.c.gap == less["id"]).values(gap=greater["id"])
    connection.execute(moved)
    connection.execute(update(GAPS).where(GAPS.c.id == greater["id"]).values(values))
    connection.execute(delete(GAPS).where(GAPS.c.id == less["id"]))
    return True


def _some_of(connection: Connection, gap: str) -> list[tuple[str, Language]]:
    wanted = select(QUESTIONS.c.text, QUESTIONS.c.language).where(QUESTIONS.c.gap == gap)
    found = connection.execute(wanted.order_by(QUESTIONS.c.id).limit(_SAMPLE)).all()
    return [(row.text, Language(row.language)) for row in found]
