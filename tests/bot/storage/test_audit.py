import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.clock import SEOUL
from bot.storage.audit import BY_ITSELF, AuditRecord, Wanted

NOW = datetime(2026, 11, 28, 1, 30, tzinfo=UTC)
MINA, LAN = str(uuid.uuid4()), str(uuid.uuid4())


def record(action="ticket.see", subject="t1", at=NOW, staff=MINA, **more):
    return AuditRecord(at, staff, "mina" if staff == MINA else "lan", action, subject, **more)


@pytest.fixture
def page(store):
    """Read so many records that are wanted, without their numbers."""

    def page(limit=10, before=None, **wanted):
        found = store.audit.page(Wanted(**wanted), limit, before)
        return [replace(one, number=0) for one in found]

    return page


def test_what_is_added_comes_back_the_newest_first(store, page):
    first, second = record(detail="미나 😀"), record("login", "", staff=LAN)
    store.audit.add(first)
    store.audit.add(second)

    assert page() == [second, first]


def test_each_filter_leaves_the_others_open(store, page):
    mine, hers = record(), record("ticket.claim", "t2", staff=LAN)
    itself = AuditRecord(NOW - timedelta(days=1), None, BY_ITSELF, "purge")
    for one in (mine, hers, itself):
        store.audit.add(one)

    assert page(staff_id=MINA) == [mine]
    assert page(staff_id=BY_ITSELF) == [itself]
    assert page(action="ticket.claim") == [hers]
    assert page(subject="t1") == [mine]
    assert page(day=date(2026, 11, 27)) == [itself]
    assert page(staff_id=MINA, subject="t2") == []
    assert store.audit.actions() == ["purge", "ticket.claim", "ticket.see"]


def test_a_day_is_one_of_seoul(store, page):
    first = datetime(2026, 11, 28, tzinfo=SEOUL)
    last = first + timedelta(days=1) - timedelta(microseconds=1)
    for at in (first - timedelta(microseconds=1), first, last, first + timedelta(days=1)):
        store.audit.add(record(at=at.astimezone(UTC)))

    assert [one.at for one in page(day=date(2026, 11, 28))] == [last, first]


def test_pages_follow_one_another_while_records_are_added(store):
    for number in range(5):
        store.audit.add(record(subject=str(number)))

    first = store.audit.page(Wanted(), 2)
    store.audit.add(record(subject="new"))
    second = store.audit.page(Wanted(), 2, first[-1].number)
    third = store.audit.page(Wanted(), 2, second[-1].number)

    assert [one.subject for one in first + second + third] == ["4", "3", "2", "1", "0"]


def test_what_is_too_long_or_unstorable_is_noted_all_the_same(store, page):
    store.audit.add(record("a" * 50, "s" * 200, detail="x\0y"))

    (found,) = page()
    assert (found.action, found.subject, found.detail) == ("a" * 40, "s" * 120, "xy")


def test_only_what_is_older_is_purged_and_that_is_noted(store, page):
    store.audit.add(record(at=NOW - timedelta(days=1)))
    store.audit.add(record(at=NOW))

    def purge(connection):
        return store.audit.purge(NOW, connection)

    assert store.sweep({"audit records": purge}, NOW) == {"audit records": 1}
    assert page() == [
        AuditRecord(NOW, None, BY_ITSELF, "purge", "", "audit records: 1"),
        record(at=NOW),
    ]


def test_what_is_seen_again_is_noted_once_until_a_moment(store, page):
    for at in (NOW, NOW + timedelta(minutes=59)):
        store.audit.add_once(record(at=at), at - timedelta(hours=1))
    assert page() == [record()]

    later = NOW + timedelta(minutes=61)
    store.audit.add_once(record(at=later), later - timedelta(hours=1))
    assert page() == [record(at=later), record()]


def test_what_is_noted_once_is_told_apart_by_who_did_what_to_which(store, page):
    others = record(staff=LAN), record("ticket.reach"), record(subject="t2")
    for one in (record(), *others):
        store.audit.add_once(one, NOW)
    assert len(page()) == 4
