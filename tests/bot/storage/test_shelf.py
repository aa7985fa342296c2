import uuid
from datetime import UTC, datetime, timedelta

import pytest

from bot.roles import Role
from bot.staff import Staff
from bot.storage.shelf import MOST_PINNED, MOST_RECENT

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


def later(**by):
    return NOW + timedelta(**by)


@pytest.fixture
def staff(store):
    def staff(name="kim"):
        one = Staff(str(uuid.uuid4()), name, "Kim", Role.COUNSELOR, NOW)
        store.accounts.add(one, "hash")
        return one.id

    return staff


@pytest.fixture
def kim(staff):
    return staff()


def test_a_new_shelf_is_empty(store, kim):
    assert store.shelf.of(kim) == store.shelf.of(str(uuid.uuid4()))
    assert (store.shelf.of(kim).pinned, store.shelf.of(kim).recent) == ((), ())


def test_what_was_seen_last_stands_first_and_once(store, kim):
    for minute, item in enumerate(["entry/a", "entry/b", "entry/a"]):
        store.shelf.see(kim, item, later(minutes=minute))
    assert store.shelf.of(kim).recent == ("entry/a", "entry/b")


def test_only_so_much_of_what_was_seen_is_kept(store, kim):
    for number in range(MOST_RECENT + 5):
        store.shelf.see(kim, f"entry/{number}", later(minutes=number))
    recent = store.shelf.of(kim).recent
    assert len(recent) == MOST_RECENT
    assert recent[0] == f"entry/{MOST_RECENT + 4}"
    assert "entry/4" not in recent


def test_a_pin_stays_and_is_not_seen_last_too(store, kim):
    store.shelf.see(kim, "entry/a", NOW)
    assert store.shelf.pin(kim, "entry/a", later(minutes=1))
    store.shelf.see(kim, "entry/a", later(minutes=2))
    for number in range(MOST_RECENT + 1):
        store.shelf.see(kim, f"entry/{number}", later(minutes=3 + number))
    kept = store.shelf.of(kim)
    assert kept.pinned == ("entry/a",)
    assert "entry/a" not in kept.recent


def test_what_was_pinned_last_stands_first_whatever_is_seen(store, kim):
    store.shelf.pin(kim, "entry/a", NOW)
    store.shelf.pin(kim, "entry/b", later(minutes=1))
    store.shelf.see(kim, "entry/a", later(minutes=2))
    assert store.shelf.of(kim).pinned == ("entry/b", "entry/a")


def test_both_can_be_taken_off(store, kim):
    store.shelf.pin(kim, "entry/a", NOW)
    store.shelf.see(kim, "entry/b", NOW)
    store.shelf.remove(kim, "entry/a")
    store.shelf.remove(kim, "entry/b")
    store.shelf.remove(kim, "entry/never")
    kept = store.shelf.of(kim)
    assert (kept.pinned, kept.recent) == ((), ())


def test_forgetting_what_was_seen_leaves_the_pins(store, kim):
    store.shelf.pin(kim, "entry/a", NOW)
    store.shelf.see(kim, "entry/b", NOW)
    store.shelf.forget(kim)
    kept = store.shelf.of(kim)
    assert (kept.pinned, kept.recent) == (("entry/a",), ())


def test_there_is_room_for_so_many_pins_and_pinning_again_needs_none(store, kim):
    assert all(store.shelf.pin(kim, f"entry/{number}", NOW) for number in range(MOST_PINNED))
    assert not store.shelf.pin(kim, "entry/more", NOW)
    assert store.shelf.pin(kim, "entry/0", later(minutes=1))
    assert len(store.shelf.of(kim).pinned) == MOST_PINNED


def test_nobody_sees_or_changes_the_shelf_of_another(store, kim, staff):
    lee = staff("lee")
    store.shelf.pin(kim, "entry/a", NOW)
    store.shelf.remove(lee, "entry/a")
    store.shelf.forget(lee)
    assert store.shelf.of(lee).pinned == ()
    assert store.shelf.of(kim).pinned == ("entry/a",)


@pytest.mark.parametrize("item", ["", "x" * 121])
def test_a_key_has_to_fit(store, kim, item):
    with pytest.raises(ValueError, match="120 characters"):
        store.shelf.see(kim, item, NOW)


def test_a_time_needs_a_zone_and_an_account_a_uuid(store, kim):
    with pytest.raises(ValueError, match="zone"):
        store.shelf.see(kim, "entry/a", NOW.replace(tzinfo=None))
    with pytest.raises(ValueError, match="badly formed"):
        store.shelf.of("kim")


def test_counselors_see_things_at_the_same_moment(store, kim, at_once):
    at_once(4, lambda number: store.shelf.see(kim, f"entry/{number % 2}", NOW))
    assert sorted(store.shelf.of(kim).recent) == ["entry/0", "entry/1"]


def test_what_no_database_can_hold_breaks_no_shelf(store, kim):
    store.shelf.see(kim, "entry/a\0\ud800", NOW)
    store.shelf.remove(kim, "entry/b\0\ud800")
    assert store.shelf.of(kim).recent == ("entry/a?",)
