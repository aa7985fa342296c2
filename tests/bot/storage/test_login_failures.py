from datetime import UTC, datetime, timedelta

import pytest

from bot.storage.login_failures import WAIT, WINDOW, key_of

NOW = datetime(2026, 11, 28, 1, 30, tzinfo=UTC)
MINA, OFFICE = key_of("name", "mina"), key_of("address", "10.0.0.7")
NOTHING = timedelta()


@pytest.fixture
def tries(store):
    """Make an attempt so many seconds from NOW; returns how many seconds to wait."""

    def tries(seconds, keys=((MINA, 3),)):
        at = NOW + timedelta(seconds=seconds)
        return store.failures.try_once(dict(keys), at).total_seconds()

    return tries


def test_after_so_many_failures_one_has_to_wait(tries):
    assert [tries(0), tries(1), tries(2), tries(3)] == [0, 0, 0, 59]
    assert tries(61.5) == 0.5


def test_waiting_ends_although_somebody_keeps_trying(tries):
    for seconds in range(3):
        tries(seconds)

    waits = [tries(seconds) for seconds in range(3, 63)]

    assert waits == [59 - second for second in range(59)] + [0]


def test_a_failure_is_forgotten_with_its_time(tries):
    for seconds in range(3):
        tries(seconds)

    after = WINDOW.total_seconds() + 2
    assert [tries(after), tries(after + 1), tries(after + 2)] == [0, 0, 0]


def test_each_key_is_counted_apart_and_the_longest_wait_counts(tries):
    assert tries(0, [(MINA, 1), (OFFICE, 3)]) == 0
    assert tries(1, [(MINA, 1), (OFFICE, 3)]) == 59
    assert [tries(2, [(OFFICE, 3)]), tries(3, [(OFFICE, 3)])] == [0, 0]
    assert tries(4, [(OFFICE, 3)]) == 59
    assert tries(4, [(key_of("name", "lan"), 1)]) == 0


def test_what_was_right_is_forgotten(store, tries):
    for seconds in range(3):
        tries(seconds)
    store.failures.forget(MINA)
    assert [tries(3), tries(4)] == [0, 0]

    store.failures.forget(MINA, at=NOW + timedelta(seconds=4))
    assert [tries(5), tries(6), tries(7)] == [0, 0, 58 + 1]


def test_many_at_once_get_no_more_attempts(store, at_once):
    waits = at_once(8, lambda _: store.failures.try_once({MINA: 3}, NOW))

    assert sorted(waits) == [NOTHING] * 3 + [WAIT] * 5


def test_nothing_tells_who_it_was(backend, store, tries, sql):
    tries(0, [(MINA, 3), (OFFICE, 3)])

    with sql(backend.url) as connection:
        rows = repr(connection.exec_driver_sql("SELECT * FROM login_failure").all())
    assert "mina" not in rows
    assert "10.0.0" not in rows


def test_only_what_counts_no_more_is_purged(store, tries):
    tries(0)
    tries(60)

    def purge(connection):
        return store.failures.purge(NOW + WINDOW + timedelta(seconds=30), connection)

    assert store.sweep({"failures": purge}, NOW) == {"failures": 1}
