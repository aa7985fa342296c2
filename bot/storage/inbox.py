"""What has arrived from a messenger, kept sealed until it is answered: a crash loses nothing."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, select, update

from bot.storage.database import Database
from bot.storage.records import Waiting
from bot.storage.rows import insert_into, zoned
from bot.storage.tables import INBOX

LARGEST: Final = 2**63 - 1
"""What databases can hold of a number."""


class Inbox:
    """The updates of a messenger, known by their numbers. Safe to share; every call may block.

    Every method may raise `StoreUnavailableError`.
    """

    def __init__(self, database: Database) -> None:
        """Take the store's database."""
        self._database = database

    def take_in(self, number: int, sealed: str, at: datetime) -> bool:
        """Keep an update, sealed; return whether its number is new, answered ones included.

        Raises:
            ValueError: the time has no zone, or the number is not within ±`LARGEST`.
        """
        return bool(self.take_in_many([(number, sealed)], at))

    def take_in_many(self, updates: Iterable[tuple[int, str]], at: datetime) -> tuple[int, ...]:
        """Keep all updates, each its number and what is sealed, or none; return the new numbers.

        The numbers rise, each once; of two updates with the same number either may be kept.

        Raises:
            ValueError: the time has no zone, or a number is not within ±`LARGEST`.
        """
        at = zoned(at)
        # Always in the same order: whoever writes the same rows at the same time waits, and is
        # not waited for.
        rows: list[dict[str, Any]] = [
            {"number": number, "sealed": sealed, "at": at, "begun": False}
            for number, sealed in sorted(updates)
        ]
        if not rows:
            return ()
        if rows[0]["number"] < -LARGEST or rows[-1]["number"] > LARGEST:
            raise ValueError("the number of an update is too large")
        new = insert_into(INBOX, self._database).on_conflict_do_nothing()
        with self._database.writing() as connection:
            return tuple(sorted(connection.scalars(new.returning(INBOX.c.number), rows)))

    def waiting(self, limit: int, after: int = 0) -> tuple[Waiting, ...]:
        """Return so many updates that are not answered, by number, from beyond `after` on."""
        wanted = (
            select(INBOX.c.number, INBOX.c.sealed, INBOX.c.begun)
            .where(INBOX.c.sealed.is_not(None), INBOX.c.number > after)
            .order_by(INBOX.c.number)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return tuple(Waiting(*row) for row in connection.execute(wanted))

    def begin(self, number: int) -> None:
        """Note that an update is being answered; one that is not there is passed over."""
        self._change(number, begun=True)

    def finish(self, number: int) -> None:
        """Erase what an update said, and keep its number; one that is not there is passed over."""
        self._change(number, sealed=None)

    def purge(self, before: datetime, connection: Connection) -> int:
        """Forget the numbers that arrived before a moment and are answered; return how many."""
        old = delete(INBOX).where(INBOX.c.at < before, INBOX.c.sealed.is_(None))
        return connection.execute(old).rowcount

    def _change(self, number: int, **values: object) -> None:
        change = update(INBOX).where(INBOX.c.number == number).values(values)
        with self._database.writing() as connection:
            connection.execute(change)
