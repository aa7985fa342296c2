import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import SEOUL
from bot.storage.errors import StoreUnavailableError
from bot.storage.inbox import LARGEST
from bot.storage.records import Waiting

NOW = datetime(2026, 11, 27, 10, 30, tzinfo=SEOUL)


def numbers(inbox, **more):
    return [waiting.number for waiting in inbox.waiting(**{"limit": 100} | more)]


def test_what_is_taken_in_waits_to_be_answered(store):
    assert store.inbox.take_in(7, "sealed", NOW)

    assert store.inbox.waiting(10) == (Waiting(7, "sealed", begun=False),)


def test_a_number_that_is_known_is_not_taken_in_again(store):
    store.inbox.take_in(7, "first", NOW)
    store.inbox.take_in(8, "answered", NOW)
    store.inbox.finish(8)

    assert not store.inbox.take_in(7, "again", NOW)
    assert not store.inbox.take_in(8, "again", NOW)
    assert store.inbox.waiting(10) == (Waiting(7, "first", begun=False),)


def test_updates_wait_in_the_order_of_their_numbers(store):
    for number in (9, 1, LARGEST, 100, 20):
        store.inbox.take_in(number, "sealed", NOW)

    assert numbers(store.inbox) == [1, 9, 20, 100, LARGEST]
    assert numbers(store.inbox, limit=2) == [1, 9]
    assert numbers(store.inbox, limit=2, after=9) == [20, 100]
    assert numbers(store.inbox, after=LARGEST) == []


def test_what_was_begun_still_waits_and_is_known_to_be_begun(store):
    store.inbox.take_in_many([(1, "one"), (2, "two")], NOW)

    store.inbox.begin(1)
    store.inbox.begin(1)

    assert store.inbox.waiting(10) == (Waiting(1, "one", True), Waiting(2, "two", False))


def test_what_is_answered_waits_no_longer_and_is_erased(backend, store, sql):
    store.inbox.take_in_many([(1, "very private"), (2, "two")], NOW)

    store.inbox.begin(1)
    store.inbox.finish(1)
    store.inbox.finish(1)

    assert numbers(store.inbox) == [2]
    with sql(backend.url) as connection:
        rows = connection.exec_driver_sql("SELECT number, sealed FROM inbox ORDER BY number")
        assert rows.all() == [(1, None), (2, "two")]


def test_an_unknown_number_is_passed_over(store):
    store.inbox.begin(1)
    store.inbox.finish(1)

    assert store.inbox.take_in(1, "sealed", NOW)


def test_of_many_the_new_ones_are_told(store):
    store.inbox.take_in(3, "known", NOW)

    updates = [(5, "five"), (3, "again"), (1, "one"), (1, "one")]
    assert store.inbox.take_in_many(updates, NOW) == (1, 5)
    assert store.inbox.take_in_many(iter(updates), NOW) == ()
    assert store.inbox.take_in_many([], NOW) == ()
    assert [(one.number, one.sealed) for one in store.inbox.waiting(10)] == [
        (1, "one"),
        (3, "known"),
        (5, "five"),
    ]


def test_thousands_are_taken_in_at_once(store):
    many = [(number, "sealed") for number in range(1, 5_001)]

    assert store.inbox.take_in_many(many, NOW) == tuple(range(1, 5_001))
    assert numbers(store.inbox, limit=10_000) == list(range(1, 5_001))


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ((LARGEST + 1, "too large"), ValueError),
        ((-LARGEST - 1, "too small"), ValueError),
        ((3, object()), StoreUnavailableError),
    ],
)
def test_of_many_that_cannot_be_kept_none_is(wrong, error, store):
    with pytest.raises(error):
        store.inbox.take_in_many([(1, "one"), wrong, (4, "four")], NOW)

    assert numbers(store.inbox) == []


def test_a_time_without_a_zone_is_refused(store):
    with pytest.raises(ValueError, match="zone"):
        store.inbox.take_in(1, "sealed", NOW.replace(tzinfo=None))


def test_what_eight_threads_take_in_at_once_is_new_to_one(store, at_once):
    assert sum(at_once(8, lambda _: store.inbox.take_in(7, "sealed", NOW))) == 1
    assert numbers(store.inbox) == [7]


def test_threads_that_take_in_the_same_many_do_not_block_each_other(store, at_once):
    store.migrate()
    many = [(number, "sealed") for number in range(1, 501)]

    def take_in(thread):
        return store.inbox.take_in_many(many if thread % 2 else many[::-1], NOW)

    taken = at_once(6, take_in)

    assert sorted(number for new in taken for number in new) == list(range(1, 501))


def test_what_two_processes_take_in_at_once_is_new_to_one(backend, store):
    program = """
import sys, time
from datetime import UTC, datetime
from bot.storage.store import Store
store = Store(sys.argv[1])
store.migrate()
time.sleep(max(0, float(sys.argv[2]) - time.time()))
print(sum(store.inbox.take_in(number, "sealed", datetime.now(UTC)) for number in range(1, 51)))
store.close()
"""
    store.migrate()
    command = [sys.executable, "-c", program, backend.url, str(time.time() + 2)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]

    assert sum(int(process.communicate(timeout=60)[0]) for process in running) == 50
    assert numbers(store.inbox) == list(range(1, 51))


def test_a_process_that_is_killed_loses_nothing(backend, store):
    program = """
import os, signal, sys
from datetime import UTC, datetime
from bot.storage.store import Store
inbox = Store(sys.argv[1]).inbox
inbox.take_in_many([(1, "one"), (2, "two"), (3, "three")], datetime.now(UTC))
inbox.finish(1)
inbox.begin(2)
os.kill(os.getpid(), signal.SIGKILL)
"""
    ran = subprocess.run([sys.executable, "-c", program, backend.url], check=False, timeout=60)

    assert ran.returncode == -9
    assert store.inbox.waiting(10) == (Waiting(2, "two", True), Waiting(3, "three", False))
    assert not store.inbox.take_in(1, "again", NOW)


def test_purging_forgets_old_numbers_that_are_answered(store, purged):
    old = NOW - timedelta(microseconds=1)
    store.inbox.take_in_many([(1, "answered"), (2, "waiting")], old)
    store.inbox.take_in(3, "answered", NOW.astimezone(UTC))
    for number in (1, 3):
        store.inbox.finish(number)

    assert purged(store, NOW) == 1
    assert numbers(store.inbox) == [2]
    assert not store.inbox.take_in(3, "again", NOW)
    assert store.inbox.take_in(1, "as if new", NOW)


def test_an_inbox_that_is_away_is_used_when_it_comes_back(backend, store):
    store.inbox.take_in(1, "sealed", NOW)
    backend.take_away()
    try:
        for call in (
            lambda: store.inbox.take_in(2, "sealed", NOW),
            lambda: store.inbox.waiting(10),
            lambda: store.inbox.begin(1),
            lambda: store.inbox.finish(1),
        ):
            with pytest.raises(StoreUnavailableError):
                call()
    finally:
        backend.give_back()

    assert store.inbox.take_in(2, "sealed", NOW)
    assert numbers(store.inbox) == [1, 2]


def test_taking_in_is_quick(store):
    """Half a second's worth of slack: slow machines run this, too."""
    many = [(number, "s" * 1_000) for number in range(1, 501)]
    store.migrate()

    started = time.perf_counter()
    store.inbox.take_in_many(many, NOW)
    assert time.perf_counter() - started < 0.7
