"""A hundred thousand questions: every page of the room within its time."""

import time
import uuid
from datetime import UTC, datetime

import pytest

from adapters.settings import Settings
from adapters.web.server import create_app
from benchmarks.console_data import seed
from bot.roles import Role
from bot.staff import Staff
from bot.storage.gaps import GapFilter, GapOrder
from bot.storage.store import Store

SECONDS = 0.2
"""Of the processor, which other programs do not prolong; the database's work is in it."""
PATHS = [
    "",
    "?sort=last",
    "?kind=route",
    "?language=mn&kind=no_answer&days=30",
    "?page=20",
    "/answers",
    "/answers?reason=wrong&language=ko",
    "/entries",
    "/entries?days=365&sort=usefulness",
    "/trends?by=topic&days=30",
    "/trends?by=topic&days=365",
    "/trends?by=hour&days=365",
]


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """The address of a database with a hundred thousand questions."""
    url = f"sqlite:///{tmp_path_factory.mktemp('full')}/ieum.db"
    store = Store(url)
    seed(store)
    store.close()
    return url


@pytest.fixture
def console(ieum, full, tmp_path):
    app = create_app(
        ieum, Settings(requests_per_minute=0, demo_port=0, var=tmp_path, database=full)
    )
    app.state.clock = lambda: datetime.now(UTC)
    yield app
    app.state.keeping.close()


@pytest.fixture
def browser(visitor, kept, hashed):
    staff = Staff(
        id=str(uuid.uuid4()),
        name=f"editor-{uuid.uuid4().hex[:6]}",
        shown="The editor",
        role=Role.EDITOR,
        created_at=datetime.now(UTC),
    )
    assert kept.accounts.add(staff, hashed)
    browser = visitor()
    browser.sit_down(staff)
    return browser


def fastest(browser, path):
    times = []
    for _ in range(3):
        started = time.process_time()
        assert browser.get(f"/console/learning{path}").status_code == 200
        times.append(time.process_time() - started)
    return min(times)


def test_every_page_is_within_its_time(browser, kept):
    (gap,) = kept.gaps.find(GapFilter(), GapOrder.COUNT, 1).gaps
    assert gap.count > 1_000
    paths = [*PATHS, f"/gaps/{gap.id}", f"/gaps/{gap.id}?page=100", f"/gaps/{gap.id}?language=mn"]

    slow = {path: taken for path in paths if (taken := fastest(browser, path)) > SECONDS}

    assert slow == {}
