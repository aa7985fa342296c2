import threading
from datetime import UTC, datetime, timedelta

import pytest

from bot.storage.audit import AuditRecord, Wanted
from bot.storage.errors import StoreUnavailableError

NOW = datetime(2026, 11, 28, 1, 30, tzinfo=UTC)


@pytest.fixture
def old(store):
    """Keep three records that are a day old."""
    for number in range(3):
        store.audit.add(AuditRecord(NOW - timedelta(days=1), None, "mina", "login", str(number)))

    def purge(connection):
        return store.audit.purge(NOW, connection)

    return purge


def test_what_was_nothing_is_not_told(store, old):
    assert store.sweep({"nothing": lambda _: 0, "audit records": old}, NOW) == {"audit records": 3}
    (record,) = store.audit.page(Wanted(), 9)
    assert record.detail == "audit records: 3"


def test_nothing_is_deleted_where_one_of_it_fails(store, old):
    def fail(connection):
        connection.exec_driver_sql("DELETE FROM nowhere")

    with pytest.raises(StoreUnavailableError):
        store.sweep({"audit records": old, "nowhere": fail}, NOW)

    assert len(store.audit.page(Wanted(), 9)) == 3


def test_only_one_process_sweeps_at_a_time(backend, store, open_store, old):
    """The other does nothing, or comes after it and finds nothing."""
    within, go, other = threading.Event(), threading.Event(), open_store(backend.url)

    def slowly(connection):
        within.set()
        assert go.wait(10)
        return old(connection)

    results = {}
    first = threading.Thread(target=lambda: results.update(first=store.sweep({"a": slowly}, NOW)))
    second = threading.Thread(target=lambda: results.update(second=other.sweep({"a": old}, NOW)))
    first.start()
    assert within.wait(10)
    second.start()
    if not backend.url.startswith("sqlite"):
        second.join(10)
    go.set()
    first.join(10)
    second.join(10)

    assert results == {"first": {"a": 3}, "second": {}}
    assert len(store.audit.page(Wanted(), 9)) == 1
