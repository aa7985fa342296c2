import asyncio
import logging
import threading
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from adapters.keeping import Keeping
from adapters.retention import purge_once, purging
from adapters.settings import Settings
from adapters.web.server import create_app
from bot.learning import Channel, Learned
from bot.roles import Role
from bot.staff import Staff
from bot.storage.audit import BY_ITSELF, AuditRecord, Wanted
from bot.storage.errors import StoreUnavailableError
from bot.storage.login_failures import key_of
from bot.storage.records import Feedback, Handoff
from bot.storage.store import Store
from knowledge.languages import Language

NOW = datetime(2026, 11, 28, 1, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def settings(tmp_path):
    return Settings(var=tmp_path, keep_days=30, question_days=10, audit_days=365)


@pytest.fixture
def store(settings):
    store = Store(settings.database_url)
    yield store
    store.close()


@pytest.fixture
def keeping(store, settings):
    return Keeping(store, settings.keep_days)


@pytest.fixture
def purge(keeping, settings):
    """Run the job once, with other settings where they are given."""

    def purge(now=NOW, **more):
        return asyncio.run(purge_once(keeping, settings.model_copy(update=more), now))

    return purge


def feedback(at):
    return Feedback(str(uuid.uuid4()), at, Language.KO, "answer", useful=True)


def fill(store, at):
    """Keep one of each thing at a moment; returns the member of staff whose session it is."""
    staff = Staff(str(uuid.uuid4()), f"mina-{uuid.uuid4().hex}", "Mina", Role.COUNSELOR, at)
    store.accounts.add(staff, "hash")
    store.add_feedback(feedback(at))
    store.add_handoff(Handoff(str(uuid.uuid4()), at, Language.VI, "010-1234-5678"))
    store.sessions.open(staff.id, at)
    store.failures.try_once({key_of("name", "mina"): 5}, at)
    store.audit.add(AuditRecord(at, staff.id, staff.name, "login"))
    return staff


def test_each_thing_is_kept_as_long_as_the_settings_say(store, purge):
    for days in (400, 31, 11, 9, 0):
        fill(store, NOW - days * DAY)

    deleted = purge()

    assert deleted == {
        "messages": 4,
        "sessions": 4,
        "login failures": 4,
        "audit records": 1,
    }
    assert [(NOW - one.at).days for one in store.feedback()] == [11, 9, 0]
    assert [(NOW - one.at).days for one in store.handoffs()] == [11, 9, 0]
    assert len(store.accounts.all()) == 5
    assert purge() == {}


def question(at):
    return Learned(
        id=str(uuid.uuid4()),
        at=at,
        language=Language.VI,
        kind="no_answer",
        text="hỏi",
        channel=Channel.WIDGET,
    )


def test_questions_have_days_of_their_own(store, purge):
    store.questions.add([question(NOW - days * DAY) for days in (11, 9)])

    assert purge() == {"questions": 1}
    assert purge(question_days=0) == {"questions": 1}
    assert store.questions.count() == 0


def test_where_nothing_is_to_be_kept_what_was_kept_before_goes(store, purge):
    store.add_feedback(feedback(NOW - timedelta(seconds=1)))

    assert purge(keep_days=0) == {"messages": 1}
    assert store.feedback() == ()


def test_what_was_done_is_noted_and_told_but_not_that_nothing_was(store, purge, caplog):
    caplog.set_level(logging.INFO, logger="ieum")
    assert purge() == {}
    assert "deleted" not in caplog.text
    assert store.audit.page(Wanted(), 9) == ()

    store.add_feedback(feedback(NOW - 31 * DAY))
    purge()

    assert "Kept long enough, and deleted: 1 messages." in caplog.text
    (record,) = store.audit.page(Wanted(), 9)
    assert (record.staff_id, record.staff_name, record.action) == (None, BY_ITSELF, "purge")
    assert (record.at, record.detail) == (NOW, "messages: 1")


def test_the_job_runs_at_once_and_again_and_ends_with_the_server(store, keeping, settings):
    async def serve():
        async with purging(keeping, settings, every=0.01):
            for _ in range(3):
                await keeping.use(lambda s: s.add_feedback(feedback(datetime.now(UTC) - 31 * DAY)))
                async with asyncio.timeout(10):
                    while await keeping.use(lambda s: s.feedback()):
                        await asyncio.sleep(0.01)
        return len(asyncio.all_tasks())

    assert asyncio.run(serve()) == 1


@pytest.mark.parametrize(
    "error", [StoreUnavailableError("the database is away"), RuntimeError("a bug")]
)
def test_one_bad_run_does_not_end_the_job(error, store, keeping, settings, monkeypatch, caplog):
    runs = []

    def sweep(*_):
        runs.append(1)
        if len(runs) == 1:
            raise error
        return {}

    monkeypatch.setattr(store, "sweep", sweep)

    async def serve():
        async with purging(keeping, settings, every=0.01), asyncio.timeout(10):
            while len(runs) < 2:
                await asyncio.sleep(0.01)

    asyncio.run(serve())

    assert str(error) in caplog.text
    assert "deleted" in caplog.text


def test_the_server_runs_the_job(ieum, tmp_path):
    app = create_app(ieum, Settings(var=tmp_path, demo_port=0))
    store, done = app.state.keeping._store, threading.Event()
    store.add_feedback(feedback(datetime.now(UTC) - 31 * DAY))

    def sweep(*given):
        deleted = Store.sweep(store, *given)
        done.set()
        return deleted

    store.sweep = sweep
    with TestClient(app):
        assert done.wait(20)
        assert store.feedback() == ()
