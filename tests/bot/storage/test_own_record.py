import json
import uuid
from datetime import UTC, datetime

import pytest

from bot.roles import Role
from bot.staff import Staff
from bot.storage.own_record import PLACES
from bot.storage.tables import METADATA

NOW = datetime(2026, 11, 28, 1, 30, tzinfo=UTC)
OWNERS = {"staff", "holder"}
"""How the tables call a member of staff by their id."""


@pytest.fixture
def mina(store):
    one = Staff(str(uuid.uuid4()), "mina", "Mina", Role.COUNSELOR, NOW)
    store.accounts.add(one, "its hash")
    store.accounts.set_totp(one.id, "A" * 32)
    return one


def test_the_record_is_plain_data_without_what_opens_the_account(store, mina):
    store.sessions.open(mina.id, NOW)

    record = store.own_records.of(mina.id)

    (account,) = record["account"]
    assert account["name"] == "mina"
    assert account["created_at"] == NOW.isoformat()
    assert set(account) & {"password", "totp", "totp_step"} == set()
    assert [set(one) for one in record["sessions"]] == [{"created_at", "seen_at", "awaits_code"}]
    assert json.loads(json.dumps(record)) == record


def test_of_nobody_there_is_nothing(store, mina):
    record = store.own_records.of(str(uuid.uuid4()))

    assert set(map(len, record.values())) == {0}
    with pytest.raises(ValueError, match="UUID"):
        store.own_records.of("mina")


def test_every_table_that_names_staff_is_in_the_record():
    """A new one has to be added there, too."""
    naming = {
        table.name
        for table in METADATA.sorted_tables
        if OWNERS & set(table.columns.keys()) or table.name == "staff"
    }
    assert {owner.table.name for owner, _ in PLACES.values()} == naming
