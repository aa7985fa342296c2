"""The accounts of the staff: who may log in, with what, and what they may do."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, Update, delete, or_, select, update

from bot.roles import Role
from bot.staff import Staff
from bot.storage.console_tables import STAFF, STAFF_SESSIONS
from bot.storage.database import Database
from bot.storage.errors import LastAdminError
from bot.storage.rows import insert_into, storable, uuid_of, zoned
from knowledge.languages import Language

LONGEST_NAME: Final = 80
LONGEST_SHOWN: Final = 120
"""Characters; adapters refuse more, so that nothing is silently cut."""


@dataclass(frozen=True)
class Account:
    """A member of staff with what opens their account.

    `password` is its hash (`bot/passwords.py`), `totp` the secret of their codes in base32, and
    `totp_step` the last step of 30 seconds whose code was used.
    """

    staff: Staff
    password: str
    totp: str | None
    totp_step: int | None


def name_of(typed: str) -> str:
    """Return a name as it is stored, however it was typed: in small letters, without spaces."""
    return unicodedata.normalize("NFKC", typed).casefold().strip()


def is_name(name: str) -> bool:
    """Tell whether a stored name may be one: 2 to 80 letters, digits and any of `.`, `_`, `-`, `@`.

    Letters of every script are letters.
    """
    return 2 <= len(name) <= LONGEST_NAME and all(
        letter.isalnum() or letter in "._-@" for letter in name
    )


class Accounts:
    """The accounts, known by the ids of their staff. Safe to share; every call may block.

    Whatever opens an account or says what it may do ends its sessions when it changes. Every method
    may raise `StoreUnavailableError`, and `ValueError` for an id that is no UUID.
    """

    def __init__(self, database: Database) -> None:
        """Take the store's database."""
        self._database = database

    def add(self, staff: Staff, password: str) -> bool:
        """Keep a new account with its password's hash; return whether its name was free.

        Raises:
            ValueError: its time has no zone.
        """
        row = {
            "id": uuid_of(staff.id),
            "name": staff.name,
            "shown": storable(staff.shown),
            "role": staff.role.value,
            "password": password,
            "must_change": staff.must_change,
            "languages": _spelt(staff.languages),
            "interface": staff.interface,
            "sound": staff.sound,
            "is_active": staff.is_active,
            "created_at": zoned(staff.created_at),
        }
        new = insert_into(STAFF, self._database).values(row).on_conflict_do_nothing()
        with self._database.writing() as connection:
            return connection.execute(new.returning(STAFF.c.id)).first() is not None

    def are_none(self) -> bool:
        """Tell whether nobody has an account yet."""
        with self._database.reading() as connection:
            return connection.execute(select(STAFF.c.id).limit(1)).first() is None

    def get(self, staff: str) -> Staff | None:
        """Return a member of staff, or None."""
        account = self._first(STAFF.c.id == uuid_of(staff))
        return account.staff if account else None

    def account(self, staff: str) -> Account | None:
        """Return an account with what opens it, or None."""
        return self._first(STAFF.c.id == uuid_of(staff))

    def named(self, name: str) -> Account | None:
        """Return the account of a name, however it is typed, or None."""
        return self._first(STAFF.c.name == storable(name_of(name)))

    def all(self) -> tuple[Staff, ...]:
        """Return everybody, also who may not log in any more, by their names."""
        with self._database.reading() as connection:
            rows = connection.execute(select(STAFF).order_by(STAFF.c.name)).mappings().all()
        return tuple(staff_in(row) for row in rows)

    def set_password(self, staff: str, password: str, *, must_change: bool) -> bool:
        """Take another hash, and end the sessions; return whether there is such an account."""
        return self._change(staff, password=password, must_change=must_change)

    def rehash(self, staff: str, old: str, new: str) -> None:
        """Take another hash of the same password, unless that was changed meanwhile."""
        self._write(
            update(STAFF)
            .where(STAFF.c.id == uuid_of(staff), STAFF.c.password == old)
            .values(password=new)
        )

    def set_role(self, staff: str, role: Role) -> bool:
        """Give a role, and end the sessions; return whether there is such an account.

        Raises:
            LastAdminError: nobody else who may log in is an admin.
        """
        return self._change(staff, is_admin_after=role is Role.ADMIN, role=role.value)

    def set_active(self, staff: str, *, is_active: bool) -> bool:
        """Let somebody in, or keep them out from now on; return whether there is such an account.

        Raises:
            LastAdminError: they are the last admin who may log in.
        """
        return self._change(staff, is_admin_after=is_active, is_active=is_active)

    def set_totp(self, staff: str, secret: str | None, step: int | None = None) -> bool:
        """Ask for codes made from a secret, or for none; end the sessions.

        `step` is that of the code which showed that the secret arrived. Returns whether there is
        such an account.
        """
        return self._change(staff, totp=secret, totp_step=step)

    def use_step(self, staff: str, step: int) -> bool:
        """Note the step of a code that was given; return False where it, or a later one, was."""
        unused = or_(STAFF.c.totp_step.is_(None), STAFF.c.totp_step < step)
        wanted = update(STAFF).where(STAFF.c.id == uuid_of(staff), unused)
        return self._write(wanted.values(totp_step=step)) > 0

    def prefer(
        self, staff: str, interface: Language | None, languages: Sequence[Language], *, sound: bool
    ) -> None:
        """Keep what somebody wishes of the console, and what they speak."""
        values: dict[str, Any] = {
            "interface": interface,
            "languages": _spelt(languages),
            "sound": sound,
        }
        self._write(update(STAFF).where(STAFF.c.id == uuid_of(staff)).values(values))

    def note_login(self, staff: str, at: datetime) -> None:
        """Keep when somebody last logged in.

        Raises:
            ValueError: the time has no zone.
        """
        wanted = update(STAFF).where(STAFF.c.id == uuid_of(staff))
        self._write(wanted.values(last_login_at=zoned(at)))

    def _change(self, staff: str, *, is_admin_after: bool = True, **values: Any) -> bool:
        known = uuid_of(staff)
        with self._database.writing() as connection:
            if not is_admin_after and _active_admins(connection) == {known}:
                raise LastAdminError("The last admin has to stay one.")
            changed = connection.execute(update(STAFF).where(STAFF.c.id == known).values(values))
            connection.execute(delete(STAFF_SESSIONS).where(STAFF_SESSIONS.c.staff == known))
            return changed.rowcount > 0

    def _first(self, condition: Any) -> Account | None:
        with self._database.reading() as connection:
            row = connection.execute(select(STAFF).where(condition)).mappings().first()
        if row is None:
            return None
        return Account(staff_in(row), row["password"], row["totp"], row["totp_step"])

    def _write(self, change: Update) -> int:
        with self._database.writing() as connection:
            return connection.execute(change).rowcount


def staff_in(row: RowMapping) -> Staff:
    """Return the member of staff that a row of their table tells of."""
    return Staff(
        id=row["id"],
        name=row["name"],
        shown=row["shown"],
        role=Role(row["role"]),
        created_at=row["created_at"],
        languages=tuple(Language(code) for code in row["languages"].split()),
        interface=Language(row["interface"]) if row["interface"] else None,
        sound=row["sound"],
        is_active=row["is_active"],
        must_change=row["must_change"],
        has_totp=row["totp"] is not None,
        last_login_at=row["last_login_at"],
    )


def _active_admins(connection: Connection) -> set[str]:
    """Return the ids of the admins who may log in; two who are to go at once wait in line here."""
    wanted = select(STAFF.c.id).where(STAFF.c.role == Role.ADMIN.value, STAFF.c.is_active)
    locked = wanted.order_by(STAFF.c.id).with_for_update()
    return set(connection.execute(locked).scalars())


def _spelt(languages: Sequence[Language]) -> str:
    return " ".join(language.value for language in Language if language in languages)
