"""How the content changed: every version of a file that somebody saved, the newest first."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, func, insert, select

from bot.storage.console_tables import REVISIONS
from bot.storage.database import Database
from bot.storage.errors import EditConflictError
from bot.storage.rows import storable, zoned

LARGEST: Final = 2**31 - 1
"""What databases can hold of a revision's number."""
_LONGEST_NAME: Final = 80


def digest_of(text: str) -> str:
    """Return 64 hexadecimal digits that tell one text of a file from another."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Editor:
    """Who changes content: a member of the staff by id, and the name that colleagues read."""

    staff: str | None
    name: str


@dataclass(frozen=True)
class Revision:
    """One version of a content file, as somebody left it.

    `number` rises with every revision of any file; the store gives it. `at` is aware of its zone;
    read back, it is in UTC. `staff` is an id, None for what was found in the folder; `name` is what
    the person was called then. `text` is the whole file; `digest` is that of it, and `parent` that
    of the text it was made from, empty for a new file. `note` may be empty.
    """

    number: int
    path: str
    at: datetime
    staff: str | None
    name: str
    text: str
    digest: str
    parent: str
    note: str = ""


class Revisions:
    """The versions of content files, known by their paths. Safe to share; every call may block.

    Every method may raise `StoreUnavailableError`.
    """

    def __init__(self, database: Database) -> None:
        """Take the store's database."""
        self._database = database

    def add(
        self,
        path: str,
        text: str,
        *,
        parent: str,
        by: Editor,
        at: datetime,
        note: str = "",
    ) -> Revision:
        """Keep a new version of a file, made from the version with the digest `parent`.

        Where no version of the file is known, any parent will do.

        Raises:
            EditConflictError: the latest version is another than `parent`; nothing was written.
            ValueError: the time has no zone.
        """
        row = _row(path, text, parent, at) | {
            "staff": by.staff,
            "name": storable(by.name)[:_LONGEST_NAME],
            "note": storable(note),
        }
        with self._database.writing() as connection:
            latest = self._latest_in_turn(path, connection)
            if latest and latest.digest != parent:
                raise EditConflictError(
                    path, latest.text, latest.digest, name=latest.name, at=latest.at
                )
            return self._insert(row, connection)

    def begin(self, path: str, text: str, at: datetime) -> None:
        """Keep what a file says before anybody changed it; nothing where a version is known.

        Raises:
            ValueError: the time has no zone.
        """
        with self._database.writing() as connection:
            if self._latest_in_turn(path, connection) is None:
                self._insert(_row(path, text, "", at), connection)

    def catch_up(self, path: str, text: str, at: datetime) -> None:
        """Keep what a file says that may be changed elsewhere; nothing where that is the latest.

        Raises:
            ValueError: the time has no zone.
        """
        with self._database.writing() as connection:
            latest = self._latest_in_turn(path, connection)
            if latest is None or latest.digest != digest_of(text):
                row = _row(path, text, latest.digest if latest else "", at)
                self._insert(row, connection)

    def latest(self, path: str) -> Revision | None:
        """Return the newest version of a file, or None."""
        with self._database.reading() as connection:
            return _first(connection, _of(path).limit(1))

    def history(self, path: str, limit: int = 50) -> tuple[Revision, ...]:
        """Return so many versions of a file, the newest first."""
        return self._all(_of(path).limit(limit))

    def get(self, number: int) -> Revision | None:
        """Return one version of a file by its number, or None."""
        if not 0 < number <= LARGEST:
            return None
        with self._database.reading() as connection:
            return _first(connection, select(REVISIONS).where(REVISIONS.c.number == number))

    def newest(self, after: int = 0) -> tuple[Revision, ...]:
        """Return the newest version of every file that was changed after a number, by path."""
        last = select(func.max(REVISIONS.c.number)).group_by(REVISIONS.c.path)
        wanted = select(REVISIONS).where(
            REVISIONS.c.number.in_(last.where(REVISIONS.c.number > after))
        )
        return self._all(wanted.order_by(REVISIONS.c.path))

    def last(self) -> int:
        """Return the highest number, 0 where there is none: it rises when anything changes."""
        with self._database.reading() as connection:
            return connection.scalar(select(func.max(REVISIONS.c.number))) or 0

    def _all(self, wanted: Select[Any]) -> tuple[Revision, ...]:
        with self._database.reading() as connection:
            return tuple(Revision(**row) for row in connection.execute(wanted).mappings())

    def _latest_in_turn(self, path: str, connection: Connection) -> Revision | None:
        """Let one write at a time: a number that is seen has all lower ones before it.

        SQLite does so by itself.
        """
        if not self._database.is_sqlite:
            connection.exec_driver_sql("LOCK TABLE revision IN SHARE ROW EXCLUSIVE MODE")
        return _first(connection, _of(path).limit(1))

    def _insert(self, row: dict[str, Any], connection: Connection) -> Revision:
        new = insert(REVISIONS).values(row).returning(REVISIONS.c.number)
        return Revision(number=connection.execute(new).scalar_one(), **row)


def _row(path: str, text: str, parent: str, at: datetime) -> dict[str, Any]:
    """Return the columns of a version that is nobody's."""
    return {
        "path": path,
        "at": zoned(at),
        "staff": None,
        "name": "",
        "text": text,
        "digest": digest_of(text),
        "parent": parent,
        "note": "",
    }


def _of(path: str) -> Select[Any]:
    return select(REVISIONS).where(REVISIONS.c.path == path).order_by(REVISIONS.c.number.desc())


def _first(connection: Connection, wanted: Select[Any]) -> Revision | None:
    row = connection.execute(wanted).mappings().first()
    return Revision(**row) if row else None
