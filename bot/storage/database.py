"""The database behind the store, SQLite in a file or PostgreSQL: opened, guarded, kept current."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from filelock import FileLock
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from bot.storage.database_url import file_of, place_of, read_url, without_passwords
from bot.storage.errors import StoreUnavailableError, StoreUrlError

PATIENCE: Final = 5.0
"""Seconds that a call waits for a lock, and PostgreSQL for a statement."""
ADVISORY_LOCK: Final = 0x4965756D
"""What processes that migrate PostgreSQL wait for; for SQLite it is a file beside the database."""
_MIGRATION_PATIENCE: Final = 30
_CONNECT_SECONDS: Final = 3
_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_IMMEDIATE: Final = "ieum_immediate"

_alembic = threading.Lock()
"""Alembic keeps the migration that is running in a global."""


class Database:
    """A database and its schema, known by its address. Safe to share between threads.

    Nothing is touched before the first call. The schema is brought up to date then, and again after
    anything has failed: the database that comes back may be another one.
    """

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        """Take the address of a database; `patience` is in seconds.

        Raises:
            StoreUrlError: the address names no database that we can use.
        """
        self._url = read_url(url)
        self._file = file_of(self._url)
        self._place = place_of(self._url)
        self._engine = (
            _sqlite(self._file, patience) if self._file else _postgresql(self._url, patience)
        )
        self._writer = self._engine.execution_options(**{_IMMEDIATE: True})
        self._is_current = False

    @property
    def is_sqlite(self) -> bool:
        """Whether it is SQLite in a file."""
        return self._file is not None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection to read through.

        Raises:
            StoreUnavailableError: the database cannot be used now.
        """
        with self._connected(self._engine) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection with a transaction, kept unless the block raises.

        Raises:
            StoreUnavailableError: the database cannot be used now; nothing was written.
        """
        with self._connected(self._writer) as connection:
            yield connection

    def migrate(self) -> None:
        """Make the schema, or bring it up to date. Other processes may do so at the same time.

        Raises:
            StoreUnavailableError: the database cannot be used now; its schema is as it was.
        """
        with self._guarded(), _alembic, self._file_lock():
            if self._file and not self._file.exists():
                # It will hold telephone numbers; what SQLite lays beside it takes the same mode.
                self._file.touch(mode=0o600)
            with self._writer.connect() as connection:
                if self._file:
                    _set_up_for_migration(connection)
                with connection.begin():
                    if not self._file:
                        _take_advisory_lock(connection)
                    command.upgrade(_config(connection), "head")
        self._is_current = True

    def close(self) -> None:
        """Close what is open; a later call opens it again."""
        self._engine.dispose()

    @contextmanager
    def _connected(self, engine: Engine) -> Iterator[Connection]:
        if not self._is_current:
            self.migrate()
        with self._guarded(), engine.begin() as connection:
            yield connection

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error, OSError, CommandError) as error:
            self._is_current = False
            reason = without_passwords(_reason(error), self._url)
            # The cause is left out: drivers quote the rows, which are people's own words.
            raise StoreUnavailableError(
                f"The database ({self._place}) cannot be used: {reason}"
            ) from None

    def _file_lock(self) -> AbstractContextManager[object]:
        if self._file is None:
            return nullcontext()
        self._file.parent.mkdir(parents=True, exist_ok=True)
        return FileLock(f"{self._file}.lock", timeout=_MIGRATION_PATIENCE)


def _sqlite(file: Path, patience: float) -> Engine:
    """Make an engine that never makes a file, and opens it anew each time: it may be another."""
    url = URL.create("sqlite", database=file.as_uri(), query={"mode": "rw", "uri": "true"})
    # Without an isolation level, the driver leaves transactions to us.
    options = {"timeout": patience, "isolation_level": None}
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=options)

    @event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        # What is deleted has to be gone from the file, too.
        connection.execute("PRAGMA secure_delete = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A reader that turns into a writer is refused at once, however patient.
        is_writer = connection.get_execution_options().get(_IMMEDIATE)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")

    return engine


def _postgresql(url: URL, patience: float) -> Engine:
    waits = {"connect_timeout": _CONNECT_SECONDS, "tcp_user_timeout": round(patience * 1000)}
    try:
        engine = create_engine(
            url,
            pool_pre_ping=True,
            pool_timeout=patience,
            hide_parameters=True,
            connect_args=waits,
        )
    except ModuleNotFoundError:
        raise StoreUrlError(
            "For PostgreSQL, Ieum needs psycopg: pip install 'ieum[postgres]'"
        ) from None
    except (ArgumentError, TypeError):
        raise StoreUrlError("The options of the database's address are wrong.") from None

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {round(patience * 1000)}")

    return engine


def _set_up_for_migration(connection: Connection) -> None:
    """Set what can only be set outside a transaction."""
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA journal_mode = WAL")
    # To change a table, SQLite makes it anew: what refers to it must not go with the old one.
    raw.execute("PRAGMA foreign_keys = OFF")


def _take_advisory_lock(connection: Connection) -> None:
    connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_MIGRATION_PATIENCE * 1000}")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _reason(error: Exception) -> str:
    """Tell in one line what went wrong: the lines after it quote rows."""
    if isinstance(error, CommandError):
        return f"another version of Ieum has used it ({error})"
    said = str(getattr(error, "orig", None) or error).strip()
    return said.splitlines()[0] if said else type(error).__name__
