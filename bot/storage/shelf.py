"""What each member of staff keeps at hand: what they saw last, and what they pinned."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, and_, delete, func, select

from bot.storage.console_tables import SHELF
from bot.storage.database import Database
from bot.storage.rows import insert_into, storable, uuid_of, zoned

MOST_RECENT: Final = 20
"""Things seen last that are kept."""
MOST_PINNED: Final = 40
LONGEST_ITEM: Final = 120


@dataclass(frozen=True)
class Kept:
    """What somebody keeps at hand, by its key (`entry/life-severance-pay`), the newest first."""

    pinned: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()


class Shelf:
    """Everybody's own shelf, by the id of an account. Safe to share; every call may block.

    Every method may raise `StoreUnavailableError`, and `ValueError` for an id that is no UUID, a
    time without a zone, or an item whose key is too long.
    """

    def __init__(self, database: Database) -> None:
        """Take the store's database."""
        self._database = database

    def of(self, staff: str) -> Kept:
        """Return what somebody keeps."""
        wanted = select(SHELF.c.item, SHELF.c.is_pinned).where(SHELF.c.staff == uuid_of(staff))
        with self._database.reading() as connection:
            rows = connection.execute(wanted.order_by(SHELF.c.at.desc(), SHELF.c.item)).all()
        return Kept(
            tuple(row.item for row in rows if row.is_pinned),
            tuple(row.item for row in rows if not row.is_pinned),
        )

    def see(self, staff: str, item: str, at: datetime) -> None:
        """Note that somebody saw something; what is pinned stays where it is."""
        with self._database.writing() as connection:
            self._put(staff, item, at, is_pinned=False, connection=connection)

    def pin(self, staff: str, item: str, at: datetime) -> bool:
        """Pin something; return whether there was room for it."""
        with self._database.writing() as connection:
            others = select(func.count()).where(
                SHELF.c.staff == uuid_of(staff), SHELF.c.is_pinned, SHELF.c.item != item
            )
            if connection.execute(others).scalar_one() >= MOST_PINNED:
                return False
            self._put(staff, item, at, is_pinned=True, connection=connection)
        return True

    def remove(self, staff: str, item: str) -> None:
        """Take something off, pinned or not."""
        of_it = and_(SHELF.c.staff == uuid_of(staff), SHELF.c.item == storable(item))
        with self._database.writing() as connection:
            connection.execute(delete(SHELF).where(of_it))

    def forget(self, staff: str) -> None:
        """Take off what somebody saw; what is pinned stays."""
        seen = and_(SHELF.c.staff == uuid_of(staff), ~SHELF.c.is_pinned)
        with self._database.writing() as connection:
            connection.execute(delete(SHELF).where(seen))

    def _put(
        self, staff: str, item: str, at: datetime, *, is_pinned: bool, connection: Connection
    ) -> None:
        if not 0 < len(item) <= LONGEST_ITEM:
            raise ValueError("the key of an item has 1 to 120 characters")
        row = {
            "staff": uuid_of(staff),
            "item": storable(item),
            "is_pinned": is_pinned,
            "at": zoned(at),
        }
        new = insert_into(SHELF, self._database).values(row)
        key = [SHELF.c.staff, SHELF.c.item]
        changed = {"at": row["at"], "is_pinned": is_pinned}
        whose = None if is_pinned else ~SHELF.c.is_pinned
        connection.execute(new.on_conflict_do_update(index_elements=key, set_=changed, where=whose))
        mine = and_(SHELF.c.staff == row["staff"], ~SHELF.c.is_pinned)
        newest = select(SHELF.c.item).where(mine).order_by(SHELF.c.at.desc(), SHELF.c.item)
        old = and_(mine, SHELF.c.item.not_in(newest.limit(MOST_RECENT)))
        connection.execute(delete(SHELF).where(old))
