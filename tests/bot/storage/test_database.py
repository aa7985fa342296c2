import os
import resource
import shutil
import socket
import sqlite3
import stat
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from bot.storage.database import PATIENCE, Database
from bot.storage.errors import StoreUnavailableError, StoreUrlError

NOBODY = 65534
PASSWORD = "s3cret"
CLEAR = r"^The database \(.*\) cannot be used: \S"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "var" / "ieum.db"


@pytest.fixture
def open_database(file):
    """Open databases that are closed after the test."""
    opened = []

    def open_(url=f"sqlite:///{file}", patience=PATIENCE):
        opened.append(Database(url, patience))
        return opened[-1]

    yield open_
    for database in opened:
        database.close()


def write(database, words="words"):
    with database.writing() as connection:
        add(connection, os.urandom(8).hex(), words)


def add(connection, name, words=""):
    connection.exec_driver_sql(
        "INSERT INTO handoff (id, at, language, reach, question, channel, status) "
        "VALUES (:id, '2026-11-27', 'en', '', :words, '', '')",
        {"id": name, "words": words},
    )


def count(database):
    with database.reading() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM handoff").scalar()


@contextmanager
def as_nobody():
    """Give up root, who may write to everything."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def full_disk(largest):
    """Let no file grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_making_a_database_touches_nothing(file, open_database):
    open_database()

    assert not file.parent.exists()


def test_sqlite_is_set_up_for_readers_beside_a_writer(open_database):
    database = open_database()
    database.migrate()

    with database.reading() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "secure_delete")
        }

    assert settings == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "busy_timeout": 5_000,
        "secure_delete": 1,
    }


def test_a_reader_does_not_wait_for_a_writer(open_database):
    database = open_database()
    write(database)

    with database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM handoff")
        assert count(database) == 1

    assert count(database) == 0


def test_writers_that_read_first_wait_for_each_other(open_database):
    database = open_database()

    def add_one(_):
        with database.writing() as connection:
            before = connection.exec_driver_sql("SELECT count(*) FROM handoff").scalar()
            time.sleep(0.01)
            add(connection, f"{before}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add_one, range(16)))

    assert count(database) == 16


def test_nothing_is_kept_of_a_block_that_raises(open_database):
    database = open_database()
    write(database)

    with suppress(ZeroDivisionError), database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM handoff")
        raise ZeroDivisionError

    assert count(database) == 1


def test_only_the_owner_may_read_the_file(file, open_database):
    database = open_database()
    write(database)

    with database.reading():
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()}

    assert modes.pop("ieum.db.lock", 0) >= 0
    assert modes
    assert set(modes.values()) == {0o600}


def test_a_file_that_was_removed_is_made_again_after_one_refusal(file, open_database):
    database = open_database()
    write(database)
    shutil.rmtree(file.parent)

    with pytest.raises(StoreUnavailableError, match=CLEAR):
        write(database)
    write(database)

    assert count(database) == 1


def test_deleted_words_are_gone_from_the_file(file, open_database):
    database = open_database()
    write(database, "a very private matter")
    assert b"a very private matter" in file.read_bytes()

    with database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM handoff")

    assert b"private" not in file.read_bytes()


def test_a_read_only_folder_is_refused_until_it_is_writable(open_database):
    # Not pytest's folder, which only its owner may enter.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = open_database(f"sqlite:///{folder}/ieum.db")
        folder.chmod(0o555)
        with as_nobody(), pytest.raises(StoreUnavailableError, match="Permission denied"):
            write(database)
        folder.chmod(0o777)
        with as_nobody():
            write(database)
            assert count(database) == 1


def test_a_read_only_file_is_refused_until_it_is_writable(open_database):
    with tempfile.TemporaryDirectory() as name:
        folder, file = Path(name), Path(name, "ieum.db")
        folder.chmod(0o777)
        database = open_database(f"sqlite:///{file}")
        with as_nobody():
            write(database)
            file.chmod(0o444)
        folder.chmod(0o555)
        with as_nobody(), pytest.raises(StoreUnavailableError, match=r"unable to open|readonly"):
            write(database)
        file.chmod(0o600)
        folder.chmod(0o777)
        with as_nobody():
            write(database)
            assert count(database) == 2


def test_a_file_for_a_folder_is_refused(file, open_database):
    file.parent.write_text("")

    with pytest.raises(StoreUnavailableError, match=CLEAR):
        open_database().migrate()


def test_a_folder_for_a_file_is_refused(file, open_database):
    file.mkdir(parents=True)

    with pytest.raises(StoreUnavailableError, match="unable to open database file"):
        open_database().migrate()


def test_a_full_disk_is_refused_until_there_is_room(file, open_database):
    database = open_database()
    write(database)

    no_room = pytest.raises(StoreUnavailableError, match=r"full|disk I/O error")
    with no_room, full_disk(file.stat().st_size + 8_192):
        write(database, "a" * 1_000_000)
    write(database, "a" * 1_000_000)

    assert count(database) == 2


@pytest.mark.parametrize("is_new", [True, False])
def test_a_broken_file_is_refused_until_it_is_mended(is_new, file, open_database):
    database = open_database()
    write(database)
    whole = file.read_bytes()
    file.write_bytes(b"This is no database. " * 500)

    used = open_database() if is_new else database
    for _ in range(2):
        with pytest.raises(StoreUnavailableError, match="file is not a database"):
            write(used)
    file.write_bytes(whole)
    write(used)

    assert count(used) == 2


def test_broken_pages_are_refused(file, open_database):
    database = open_database()
    write(database)
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))

    with pytest.raises(StoreUnavailableError, match="malformed"):
        write(database)


def test_a_migration_that_breaks_off_leaves_nothing(file, open_database):
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE handoff (mine TEXT)")

    with pytest.raises(StoreUnavailableError, match="handoff already exists"):
        open_database().migrate()

    with closing(sqlite3.connect(file)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        assert tables.fetchall() == [("handoff",)]


def test_nobody_listens_there(open_database):
    database = open_database(f"postgresql://ieum:{PASSWORD}@127.0.0.1:1/ieum")

    with pytest.raises(StoreUnavailableError, match=CLEAR) as caught:
        database.migrate()

    assert "PostgreSQL, 127.0.0.1:1/ieum" in str(caught.value)
    assert PASSWORD not in str(caught.getrepr(style="native"))


def test_a_server_that_says_nothing_is_not_waited_for_forever(open_database):
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        port = silent.getsockname()[1]
        database = open_database(f"postgresql://127.0.0.1:{port}/ieum?password={PASSWORD}")
        started = time.monotonic()
        with pytest.raises(StoreUnavailableError, match="timeout") as caught:
            database.migrate()

    assert 2 < time.monotonic() - started < 10
    assert PASSWORD not in str(caught.value)


def test_without_psycopg_it_is_said_what_to_install(open_database, monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(StoreUrlError, match=r"pip install 'ieum\[postgres\]'"):
        open_database("postgresql://localhost/ieum")
