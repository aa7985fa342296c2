import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.roles import Role
from bot.staff import Staff
from bot.storage.accounts import is_name, name_of
from bot.storage.errors import LastAdminError
from knowledge.languages import Language

NOW = datetime(2026, 11, 28, 1, 30, tzinfo=UTC)


def member(name="mina", **more):
    given = {"id": str(uuid.uuid4()), "name": name, "shown": name.title(), "created_at": NOW}
    return Staff(**given | {"role": Role.COUNSELOR} | more)


@pytest.fixture
def added(store):
    """Keep a new account; returns its owner."""

    def added(name="mina", **more):
        one = member(name, **more)
        assert store.accounts.add(one, f"hash of {name}")
        return one

    return added


def test_what_is_added_comes_back(store):
    assert store.accounts.are_none()
    one = member(
        shown="<b>미나</b>",
        role=Role.MANAGER,
        languages=(Language.KO, Language.VI),
        interface=Language.KO,
        sound=True,
        must_change=True,
    )

    assert store.accounts.add(one, "its hash")

    assert not store.accounts.are_none()
    assert store.accounts.get(one.id) == one
    assert store.accounts.all() == (one,)
    account = store.accounts.named(" MINA ")
    assert (account.staff, account.password, account.totp) == (one, "its hash", None)
    assert store.accounts.account(one.id) == account


def test_a_name_is_taken_once_however_it_is_written(store, added):
    added("mina")

    assert not store.accounts.add(member(name_of("ＭＩＮＡ")), "another")
    assert store.accounts.named("mina").password == "hash of mina"


def test_two_at_once_take_a_name_once(store, at_once):
    assert sum(at_once(6, lambda _: store.accounts.add(member(), "x"))) == 1


@pytest.mark.parametrize("name", ["mina", "kim.mina@center.kr", "김미나", "lan_90", "x-1", "ñö"])
def test_letters_of_every_script_make_a_name(name):
    assert is_name(name_of(name))


@pytest.mark.parametrize(
    "name", ["", "a", "a b", "a\u202eb", "<b>", "a/b", "x" * 81, "a\0b", "a,b"]
)
def test_other_signs_make_none(name):
    assert not is_name(name_of(name))


def test_nobody_is_found_where_there_is_none(store):
    nobody = str(uuid.uuid4())

    assert store.accounts.get(nobody) is None
    assert store.accounts.named("mina") is None
    assert not store.accounts.set_password(nobody, "x", must_change=False)
    assert not store.accounts.set_role(nobody, Role.EDITOR)
    with pytest.raises(ValueError, match="UUID"):
        store.accounts.get("mina")


CHANGES = {
    "password": lambda accounts, one: accounts.set_password(one, "new", must_change=False),
    "role": lambda accounts, one: accounts.set_role(one, Role.EDITOR),
    "disable": lambda accounts, one: accounts.set_active(one, is_active=False),
    "codes": lambda accounts, one: accounts.set_totp(one, "A" * 32, 7),
    "no codes": lambda accounts, one: accounts.set_totp(one, None),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_opens_an_account_ends_its_sessions_and_nobody_elses(change, store, added):
    one, other = added("mina"), added("lan")
    for staff in (one, one, other):
        store.sessions.open(staff.id, NOW)

    assert CHANGES[change](store.accounts, one.id)

    assert store.sessions.of(one.id) == ()
    assert len(store.sessions.of(other.id)) == 1
    assert store.accounts.get(other.id) == other


def test_changes_come_back(store, added):
    one = added(must_change=True)
    accounts = store.accounts

    accounts.set_password(one.id, "new", must_change=False)
    accounts.set_role(one.id, Role.EDITOR)
    accounts.set_totp(one.id, "A" * 32, 7)
    accounts.prefer(one.id, Language.EN, (Language.MN, Language.KO, Language.MN), sound=True)
    accounts.note_login(one.id, NOW + timedelta(hours=1))

    account = accounts.account(one.id)
    assert (account.password, account.totp, account.totp_step) == ("new", "A" * 32, 7)
    assert account.staff == replace(
        one,
        role=Role.EDITOR,
        must_change=False,
        has_totp=True,
        interface=Language.EN,
        languages=(Language.KO, Language.MN),
        sound=True,
        last_login_at=NOW + timedelta(hours=1),
    )


def test_what_somebody_wishes_ends_no_session(store, added):
    one = added()
    store.sessions.open(one.id, NOW)

    store.accounts.prefer(one.id, None, (), sound=False)

    assert len(store.sessions.of(one.id)) == 1


def test_a_hash_is_renewed_only_for_the_password_it_is_of(store, added):
    one = added()

    store.accounts.rehash(one.id, "hash of another password", "wrong")
    assert store.accounts.account(one.id).password == "hash of mina"
    store.accounts.rehash(one.id, "hash of mina", "renewed")
    assert store.accounts.account(one.id).password == "renewed"


def test_a_step_is_used_once_and_never_an_earlier_one(store, added):
    one = added()
    store.accounts.set_totp(one.id, "A" * 32)

    used = [store.accounts.use_step(one.id, step) for step in (7, 7, 6, 8)]

    assert used == [True, False, False, True]


def test_of_many_at_once_one_uses_a_step(store, added, at_once):
    one = added()
    store.accounts.set_totp(one.id, "A" * 32)

    assert sum(at_once(6, lambda _: store.accounts.use_step(one.id, 7))) == 1


def test_the_last_admin_who_may_log_in_stays(store, added):
    ada = added("ada", role=Role.ADMIN)
    added("gone", role=Role.ADMIN, is_active=False)

    for change in (
        lambda: store.accounts.set_role(ada.id, Role.MANAGER),
        lambda: store.accounts.set_active(ada.id, is_active=False),
    ):
        with pytest.raises(LastAdminError):
            change()
    assert store.accounts.get(ada.id) == ada
    assert store.accounts.set_role(ada.id, Role.ADMIN)
    assert store.accounts.set_active(ada.id, is_active=True)


def test_of_two_admins_who_go_at_once_one_stays(store, added, at_once):
    admins = [added(name, role=Role.ADMIN) for name in ("ada", "grace")]

    def go(number):
        try:
            return store.accounts.set_active(admins[number].id, is_active=False)
        except LastAdminError:
            return False

    assert sorted(at_once(2, go)) == [False, True]
    assert sum(one.is_active for one in store.accounts.all()) == 1


@pytest.mark.parametrize("name", ["a\0b", "\0", "\ud800"])
def test_a_name_that_no_database_can_hold_is_nobodys(store, added, name):
    """Anybody may type one at the login: the database must not seem to be away then."""
    added("ab")
    assert store.accounts.named(name) in (None, store.accounts.named("ab"))
