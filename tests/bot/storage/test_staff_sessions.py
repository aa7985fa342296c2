import uuid
from datetime import UTC, datetime, timedelta

import pytest

from bot.roles import Role
from bot.staff import Staff
from bot.storage.staff_sessions import CODE_MINUTES, Patience, csrf_of, hash_of, new_token

NOW = datetime(2026, 11, 28, 1, 30, tzinfo=UTC)
PATIENCE = Patience(idle=timedelta(minutes=60), longest=timedelta(hours=12))


@pytest.fixture
def mina(store):
    one = Staff(str(uuid.uuid4()), "mina", "Mina", Role.COUNSELOR, NOW)
    store.accounts.add(one, "hash")
    return one


def later(**by):
    return NOW + timedelta(**by)


def test_a_session_is_found_by_the_hash_of_its_token(store, mina):
    token = store.sessions.open(mina.id, NOW)

    found = store.sessions.get(hash_of(token))
    assert (found.staff, found.created_at, found.seen_at) == (mina, NOW, NOW)
    assert not found.awaits_code
    assert store.sessions.get(token) is None
    assert store.sessions.get(hash_of(new_token())) is None


def test_the_database_holds_no_token(backend, store, mina, sql):
    token = store.sessions.open(mina.id, NOW)

    with sql(backend.url) as connection:
        (row,) = connection.exec_driver_sql("SELECT * FROM staff_session").all()
    assert token not in repr(row)
    assert len(row.token) == 64


def test_tokens_are_long_and_their_forms_differ():
    tokens = {new_token() for _ in range(100)}

    assert len(tokens) == 100
    assert {len(token) for token in tokens} == {43}
    assert len({csrf_of(token) for token in tokens}) == 100
    assert all(hash_of(token) != csrf_of(token) for token in tokens)


def test_a_session_takes_the_place_of_another(store, mina):
    first = store.sessions.open(mina.id, NOW, awaits_code=True)
    second = store.sessions.open(mina.id, NOW, instead_of=hash_of(first))

    assert store.sessions.get(hash_of(first)) is None
    assert not store.sessions.get(hash_of(second)).awaits_code


def test_a_session_that_is_used_ends_after_the_longest_time(store, mina):
    token = hash_of(store.sessions.open(mina.id, NOW))

    for minutes in range(50, 12 * 60, 50):
        assert store.sessions.visit(token, later(minutes=minutes), PATIENCE), minutes
    assert store.sessions.visit(token, later(hours=12), PATIENCE) is None
    assert store.sessions.get(token) is None


def test_a_session_that_is_not_used_ends_sooner(store, mina):
    token = hash_of(store.sessions.open(mina.id, NOW))

    assert store.sessions.visit(token, later(minutes=59), PATIENCE)
    assert store.sessions.visit(token, later(minutes=118), PATIENCE)
    assert store.sessions.visit(token, later(minutes=178), PATIENCE) is None
    assert store.sessions.get(token) is None


def test_use_is_noted_once_a_minute(store, mina):
    token = hash_of(store.sessions.open(mina.id, NOW))

    seen = []
    for seconds in (1, 59, 60, 61, 125):
        store.sessions.visit(token, later(seconds=seconds), PATIENCE)
        seen.append((store.sessions.get(token).seen_at - NOW).seconds)

    assert seen == [0, 0, 60, 60, 125]


def test_a_login_waits_ten_minutes_for_its_code(store, mina):
    token = hash_of(store.sessions.open(mina.id, NOW, awaits_code=True))

    assert store.sessions.visit(token, later(minutes=CODE_MINUTES - 1), PATIENCE)
    assert store.sessions.visit(token, later(minutes=CODE_MINUTES), PATIENCE) is None


def test_a_session_of_somebody_who_may_not_log_in_is_none(backend, store, mina, sql):
    token = hash_of(store.sessions.open(mina.id, NOW))
    with sql(backend.url) as connection:
        connection.exec_driver_sql("UPDATE staff SET is_active = false")

    assert store.sessions.visit(token, NOW, PATIENCE) is None
    assert store.sessions.get(token) is None


def test_only_sessions_that_have_ended_are_purged(store, mina):
    old, code, kept = (
        store.sessions.open(mina.id, NOW - timedelta(minutes=60)),
        store.sessions.open(mina.id, NOW - timedelta(minutes=10), awaits_code=True),
        store.sessions.open(mina.id, NOW - timedelta(minutes=59)),
    )

    def purge(connection):
        return store.sessions.purge(NOW, PATIENCE, connection)

    assert store.sweep({"sessions": purge}, NOW) == {"sessions": 2}
    found = [store.sessions.get(hash_of(token)) is not None for token in (old, code, kept)]
    assert found == [False, False, True]


def test_what_a_page_asks_by_itself_is_no_use(store, mina):
    token = hash_of(store.sessions.open(mina.id, NOW))

    assert store.sessions.visit(token, NOW + timedelta(minutes=5), PATIENCE, is_used=False)
    assert store.sessions.get(token).seen_at == NOW
