import logging
import subprocess
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from filelock import FileLock
from sqlalchemy import text

from bot.clock import SEOUL
from bot.storage.database import ADVISORY_LOCK, PATIENCE
from bot.storage.errors import StoreUnavailableError
from bot.storage.records import Feedback, Handoff, Reason, TicketStatus
from bot.storage.tables import METADATA
from knowledge.languages import Language

NOW = datetime(2026, 11, 27, 10, 30, 0, 123456, tzinfo=SEOUL)
WORDS = {
    Language.KO: "월급을 못 받았어요",
    Language.EN: "my boss didn’t pay me 😢",
    Language.ZH: "老板不给工资",
    Language.VI: "chủ không trả lương",
    Language.MN: "цалингаа авч чадаагүй өдөр",
}
IMPATIENT = 0.3


def feedback(**more):
    given = {
        "id": str(uuid.uuid4()),
        "at": NOW,
        "language": Language.EN,
        "kind": "answer",
        "useful": False,
        "service": "life-unpaid-wages",
        "reason": Reason.NOT_MY_QUESTION,
        "comment": "It was about something else.",
        "question": "Where is my pay?",
    }
    return Feedback(**given | more)


def handoff(**more):
    given = {
        "id": str(uuid.uuid4()),
        "at": NOW,
        "language": Language.VI,
        "reach": "010-1234-5678, KakaoTalk: lan_90",
        "question": "chủ quỵt lương 3 tháng",
        "service": "life-unpaid-wages",
        "district": "guro",
    }
    return Handoff(**given | more)


def test_what_is_added_comes_back(store):
    given, asked = feedback(), handoff()

    assert store.add_feedback(given)
    assert store.add_handoff(asked)
    assert store.feedback() == (given,)
    assert store.handoffs() == (asked,)


def test_a_useful_reply_needs_no_more_words(store):
    given = feedback(useful=True, service=None, reason=None, comment="", question="")
    asked = handoff(
        service=None, district=None, question="", channel="telegram", status=TicketStatus.CLOSED
    )

    store.add_feedback(given)
    store.add_handoff(asked)

    assert (store.feedback(), store.handoffs()) == ((given,), (asked,))


def test_times_come_back_in_utc_and_in_order(store):
    later = feedback(at=NOW + timedelta(microseconds=1))
    sooner = feedback(at=NOW.astimezone(UTC))
    for given in (later, sooner):
        store.add_feedback(given)

    assert store.feedback() == (sooner, later)
    assert store.feedback(since=later.at) == (later,)
    assert {given.at.tzinfo for given in store.feedback()} == {UTC}


def test_what_is_sent_again_is_kept_once(store):
    given, asked = feedback(), handoff()

    assert [store.add_feedback(given), store.add_handoff(asked)] == [True, True]
    again = replace(given, id=given.id.upper(), comment="something else")
    assert [store.add_feedback(again), store.add_handoff(asked)] == [False, False]
    assert (store.feedback(), store.handoffs()) == ((given,), (asked,))


def test_what_eight_threads_send_at_once_is_kept_once(store, at_once):
    given, others = feedback(), [feedback() for _ in range(8)]

    assert sum(at_once(8, lambda _: store.add_feedback(given))) == 1
    assert all(at_once(8, lambda number: store.add_feedback(others[number])))
    assert {one.id for one in store.feedback()} == {one.id for one in [given, *others]}


@pytest.mark.parametrize("language", Language)
def test_every_language_is_kept_letter_by_letter(language, store):
    words = WORDS[language]
    given = feedback(language=language, comment=words, question=words)
    asked = handoff(language=language, reach=words, question=words)

    store.add_feedback(given)
    store.add_handoff(asked)

    assert (store.feedback(), store.handoffs()) == ((given,), (asked,))


def test_only_what_is_for_reaching_the_person_is_kept_unscrubbed(store):
    words = "I am M12345678, call 010-1234-5678"
    store.add_feedback(feedback(comment=words, question=words))
    store.add_handoff(handoff(reach=words, question=words))

    (given,), (asked,) = store.feedback(), store.handoffs()
    scrubbed = "I am [passport-number], call [phone-number]"
    assert [given.comment, given.question, asked.question] == [scrubbed] * 3
    assert asked.reach == words


def test_what_no_database_can_hold_is_left_out(store):
    words = "010-\0001234-5678 \ud83d '); DROP TABLE feedback; --"

    assert store.add_feedback(feedback(comment=words))
    assert store.add_handoff(handoff(reach=words))
    assert store.feedback()[0].comment == "[phone-number] ? '); DROP TABLE feedback; --"
    assert store.handoffs()[0].reach == "010-1234-5678 ? '); DROP TABLE feedback; --"


@pytest.mark.parametrize("wrong", [{"id": "7"}, {"at": NOW.replace(tzinfo=None)}])
def test_an_id_that_is_no_uuid_and_a_time_without_a_zone_are_refused(wrong, store):
    with pytest.raises(ValueError, match=r"UUID|zone"):
        store.add_feedback(feedback(**wrong))
    with pytest.raises(ValueError, match=r"UUID|zone"):
        store.add_handoff(handoff(**wrong))


def test_purging_deletes_what_is_older_and_no_more(store, purged):
    kept, asked = feedback(), handoff()
    for record in (kept, feedback(at=NOW - timedelta(microseconds=1))):
        store.add_feedback(record)
    for record in (asked, handoff(at=NOW - timedelta(days=400))):
        store.add_handoff(record)

    assert [purged(store, NOW), purged(store, NOW)] == [2, 0]
    assert (store.feedback(), store.handoffs()) == ((kept,), (asked,))


def test_the_migrations_make_the_tables_that_the_code_knows(backend, store, sql):
    store.migrate()
    store.migrate()

    with sql(backend.url) as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []


@contextmanager
def migrating(url, sql):
    """Do as if another process were migrating a database."""
    if url.startswith("sqlite"):
        file = Path(url.removeprefix("sqlite:///"))
        file.parent.mkdir(parents=True)
        with FileLock(f"{file}.lock"):
            yield
        return
    with sql(url) as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({ADVISORY_LOCK})")
        yield


def test_a_migration_waits_for_another(backend, store, sql):
    with ThreadPoolExecutor(1) as pool:
        with migrating(backend.url, sql):
            waiting = pool.submit(store.migrate)
            time.sleep(IMPATIENT * 2)
            assert not waiting.done()
        assert waiting.result() is None


def test_threads_may_migrate_different_databases_at_once(tmp_path, open_store, at_once):
    stores = [open_store(f"sqlite:///{tmp_path}/{number}.db") for number in range(8)]

    assert all(at_once(8, lambda number: stores[number].add_feedback(feedback())))


def test_threads_may_migrate_at_once(backend, open_store, at_once):
    stores = [open_store(backend.url) for _ in range(4)]

    assert all(at_once(4, lambda number: stores[number].add_feedback(feedback())))
    assert len(stores[0].feedback()) == 4


def test_processes_may_migrate_at_once(backend, store):
    program = """
import sys, time
from bot.storage.store import Store
time.sleep(max(0, float(sys.argv[2]) - time.time()))
Store(sys.argv[1]).migrate()
"""
    command = [sys.executable, "-c", program, backend.url, str(time.time() + 1.5)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]

    assert [process.communicate(timeout=60)[1] for process in running] == [b""] * 3
    assert [process.returncode for process in running] == [0] * 3
    assert store.add_feedback(feedback())


def test_tables_of_a_newer_version_are_left_alone(backend, store, sql):
    store.migrate()
    with sql(backend.url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StoreUnavailableError, match="another version of Ieum"):
        store.migrate()


def test_a_database_that_comes_back_is_used_again(backend, store, purged):
    given, asked = feedback(), handoff()
    store.add_feedback(given)

    backend.take_away()
    try:
        for call in (
            store.migrate,
            store.feedback,
            store.handoffs,
            lambda: store.add_feedback(feedback()),
            lambda: store.add_handoff(asked),
            lambda: purged(store, NOW),
        ):
            with pytest.raises(StoreUnavailableError):
                call()
    finally:
        backend.give_back()

    assert store.add_handoff(asked)
    assert (store.feedback(), store.handoffs()) == ((given,), (asked,))


def test_a_database_that_is_away_at_first_is_used_when_it_comes(backend, open_store):
    open_store(backend.url).migrate()
    backend.take_away()
    try:
        late = open_store(backend.url)
        with pytest.raises(StoreUnavailableError):
            late.migrate()
    finally:
        backend.give_back()

    assert late.add_feedback(feedback())


def test_a_connection_that_broke_is_not_used_again(postgres, open_store):
    store = open_store(postgres.emptied())
    store.migrate()
    postgres.stop()
    postgres.start()

    assert store.add_feedback(feedback())


LOCKS = {
    "sqlite": "BEGIN EXCLUSIVE",
    "postgresql": "BEGIN; LOCK TABLE feedback IN ACCESS EXCLUSIVE MODE",
}


def test_a_lock_is_not_waited_for_forever(backend, open_store, sql):
    store = open_store(backend.url, patience=IMPATIENT)
    store.migrate()
    with sql(backend.url) as connection:
        connection.exec_driver_sql(LOCKS[connection.dialect.name])
        started = time.monotonic()
        with pytest.raises(StoreUnavailableError, match=r"locked|timeout"):
            store.add_feedback(feedback())
        assert IMPATIENT * 0.9 < time.monotonic() - started < PATIENCE
        connection.exec_driver_sql("ROLLBACK")

    assert store.add_feedback(feedback())


def test_neither_words_nor_passwords_are_told(backend, store, caplog, capfd, sql):
    words = " ".join(["nobody", "else's", "business"])
    caplog.set_level(logging.DEBUG)
    store.migrate()
    with sql(backend.url) as connection:
        connection.execute(text("DROP TABLE feedback"))

    with pytest.raises(StoreUnavailableError, match="cannot be used: ") as caught:
        store.add_feedback(feedback(comment=words, question=words))

    told = f"{caught.getrepr(style='native')}{caplog.text}{capfd.readouterr()}"
    assert words not in told
    assert "s3cret" not in told
