"""Logins that failed: who guesses has to wait, and nobody has to wait for long."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select

from bot.storage.console_tables import LOGIN_FAILURES
from bot.storage.database import Database
from bot.storage.rows import zoned

WINDOW: Final = timedelta(minutes=15)
"""How long a failure counts."""
WAIT: Final = timedelta(minutes=1)
"""How long to wait after a failure that was one too many: short, since anybody can cause it."""
_LOCK: Final = 0x4C6F6769


def key_of(kind: str, value: str) -> str:
    """Return by what a name or an address is counted: nothing that tells which it was."""
    return hashlib.sha256(f"{kind}:{value}".encode(errors="replace")).hexdigest()


class LoginFailures:
    """The failures, counted by keys. Safe to share; every call may block.

    They stand in the database, so that all processes count together. Every method may raise
    `StoreUnavailableError`, and `ValueError` for a time without a zone.
    """

    def __init__(self, database: Database) -> None:
        """Take the store's database."""
        self._database = database

    def try_once(self, allowed: Mapping[str, int], now: datetime) -> timedelta:
        """Count an attempt as failed before it is made; return how long to wait first.

        `allowed` says after how many failures a key has to wait. Nothing is counted where there is
        to be waited. Counting first leaves no gap for attempts that are made at once; `forget` them
        once one was right.
        """
        with self._database.writing() as connection:
            if not self._database.is_sqlite:
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            waits = [_wait(connection, key, most, zoned(now)) for key, most in allowed.items()]
            longest = max(waits, default=timedelta())
            if not longest:
                rows = [{"key": key, "at": zoned(now)} for key in allowed]
                connection.execute(insert(LOGIN_FAILURES), rows)
            return longest

    def forget(self, key: str, at: datetime | None = None) -> None:
        """Forget the failures of a key; only that of a moment, where it is given."""
        wanted = delete(LOGIN_FAILURES).where(LOGIN_FAILURES.c.key == key)
        if at is not None:
            wanted = wanted.where(LOGIN_FAILURES.c.at == zoned(at))
        with self._database.writing() as connection:
            connection.execute(wanted)

    def purge(self, now: datetime, connection: Connection) -> int:
        """Delete the failures that count no more; return how many that were."""
        old = LOGIN_FAILURES.c.at < zoned(now) - WINDOW
        return connection.execute(delete(LOGIN_FAILURES).where(old)).rowcount


def _wait(connection: Connection, key: str, most: int, now: datetime) -> timedelta:
    own = LOGIN_FAILURES.c
    counted = select(func.count(), func.max(own.at)).where(own.key == key, own.at > now - WINDOW)
    count, last = connection.execute(counted).one()
    return max(timedelta(), last + WAIT - now) if count >= most else timedelta()
