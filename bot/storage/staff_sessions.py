"""The sessions of the staff: from a login to its end, known by the hashes of their tokens."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Delete, delete, insert, or_, select, update

from bot.staff import Staff
from bot.storage.accounts import staff_in
from bot.storage.console_tables import STAFF, STAFF_SESSIONS
from bot.storage.database import Database
from bot.storage.rows import uuid_of, zoned

CODE_MINUTES: Final = 10
"""How long a login waits for its code."""
_TOKEN_BYTES: Final = 32
_SEEN_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class Session:
    """A session; `token` is the hash of its token. `awaits_code` means that it opens nothing yet.

    `staff` may have become inactive since.
    """

    token: str
    staff: Staff
    created_at: datetime
    seen_at: datetime
    awaits_code: bool


@dataclass(frozen=True)
class Patience:
    """How long a session lasts unused, and how long at most."""

    idle: timedelta
    longest: timedelta

    def holds(self, session: Session, now: datetime) -> bool:
        """Tell whether a session still is one."""
        longest = timedelta(minutes=CODE_MINUTES) if session.awaits_code else self.longest
        return now - session.seen_at < self.idle and now - session.created_at < longest


def new_token() -> str:
    """Return a token that nobody can guess: 256 bits."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def hash_of(token: str) -> str:
    """Return what the store keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def csrf_of(token: str) -> str:
    """Return what a form has to bring back: made from the token, and of no use without it."""
    return hmac.new(token.encode(), b"csrf", hashlib.sha256).hexdigest()


class StaffSessions:
    """The sessions, known by the hashes of their tokens. Safe to share; every call may block.

    Every method may raise `StoreUnavailableError`, and `ValueError` for a staff's id that is no
    UUID and a time without a zone.
    """

    def __init__(self, database: Database) -> None:
        """Take the store's database."""
        self._database = database

    def open(
        self, staff: str, at: datetime, *, instead_of: str | None = None, awaits_code: bool = False
    ) -> str:
        """Open a session, and end the one that it takes the place of; return its token."""
        token = new_token()
        row = {
            "token": hash_of(token),
            "staff": uuid_of(staff),
            "created_at": zoned(at),
            "seen_at": zoned(at),
            "awaits_code": awaits_code,
        }
        with self._database.writing() as connection:
            if instead_of:
                connection.execute(_of(instead_of))
            connection.execute(insert(STAFF_SESSIONS).values(row))
        return token

    def get(self, token: str) -> Session | None:
        """Return a session by its token's hash, ended by time or not, or None."""
        own = STAFF_SESSIONS.c
        wanted = (
            select(STAFF, own.created_at.label("begun_at"), own.seen_at, own.awaits_code)
            .join(STAFF_SESSIONS, own.staff == STAFF.c.id)
            .where(own.token == token)
        )
        with self._database.reading() as connection:
            row = connection.execute(wanted).mappings().first()
        if row is None:
            return None
        return Session(token, staff_in(row), row["begun_at"], row["seen_at"], row["awaits_code"])

    def visit(
        self, token: str, now: datetime, patience: Patience, *, is_used: bool = True
    ) -> Session | None:
        """Return a session that holds, and note at most once a minute that it is used; else None.

        What has ended by time is deleted; so is what belongs to somebody who may not log in.
        """
        session = self.get(token)
        if session is None:
            return None
        if not session.staff.is_active or not patience.holds(session, now):
            self.end(token)
            return None
        if is_used and now - session.seen_at >= _SEEN_EVERY:
            seen = update(STAFF_SESSIONS).where(STAFF_SESSIONS.c.token == token)
            with self._database.writing() as connection:
                connection.execute(seen.values(seen_at=zoned(now)))
        return session

    def of(self, staff: str) -> tuple[Session, ...]:
        """Return the sessions of somebody, the oldest first."""
        wanted = (
            select(STAFF_SESSIONS.c.token)
            .where(STAFF_SESSIONS.c.staff == uuid_of(staff))
            .order_by(STAFF_SESSIONS.c.created_at)
        )
        with self._database.reading() as connection:
            tokens = connection.execute(wanted).scalars().all()
        return tuple(session for token in tokens if (session := self.get(token)))

    def end(self, token: str) -> None:
        """End a session; an unknown one is passed over."""
        with self._database.writing() as connection:
            connection.execute(_of(token))

    def purge(self, now: datetime, patience: Patience, connection: Connection) -> int:
        """Delete the sessions that have ended by time; return how many that were."""
        own = STAFF_SESSIONS.c
        ended = or_(
            own.seen_at <= now - patience.idle,
            own.created_at <= now - patience.longest,
            own.awaits_code & (own.created_at <= now - timedelta(minutes=CODE_MINUTES)),
        )
        return connection.execute(delete(STAFF_SESSIONS).where(ended)).rowcount


def _of(token: str) -> Delete:
    return delete(STAFF_SESSIONS).where(STAFF_SESSIONS.c.token == token)
