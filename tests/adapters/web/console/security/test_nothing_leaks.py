"""What somebody learns who reads the database's file, or the log."""

import logging
import re
import uuid

import pytest
from fastapi.testclient import TestClient

from adapters.web.console.door import COOKIE
from bot.roles import Role

KEY = "q7Hk29XwzL4mVb8TnR3cYd6FsJ1pGa5E"
HIDDEN = re.compile(r'name="csrf" value="([^"]*)"')


@pytest.fixture
def file(console):
    """All bytes of the database, and of what SQLite lays beside it."""
    folder = console.state.settings.var
    return lambda: b"".join(one.read_bytes() for one in sorted(folder.glob("ieum.db*")))


def test_who_reads_the_database_can_open_nothing(file, visitor, staff_of, console, password):
    browser, staff = visitor(), staff_of(name="mina")
    typed = "a password in the name's field"
    browser.log_in(typed, "wrong-password-1")
    browser.log_in("mina", "wrong-password-2")
    assert browser.log_in("mina").status_code == 303
    token = browser.cookies.get(COOKIE)
    csrf = HIDDEN.search(browser.get("/console/account").text)[1]
    resident = TestClient(console, base_url="https://testserver")
    wish = {"id": str(uuid.uuid4()), "language": "en", "question": "hi", "key": KEY}
    assert resident.post("/api/v1/handoff", json=wish).status_code == 201

    kept = file()

    assert staff.id.encode() in kept
    for secret in (password, token, csrf, typed, "wrong-password", KEY, "testclient"):
        assert secret.encode() not in kept, secret


def test_numbers_that_people_type_are_not_in_the_database(file, console, at_console):
    resident = TestClient(console, base_url="https://testserver")
    browser, ticket = at_console(), str(uuid.uuid4())
    said = "my number is 010-9876-5432 and my card 900101-5123456, mail lan@example.com"
    wish = {"id": ticket, "language": "en", "question": said, "key": KEY}
    wish |= {"turns": [{"author": "person", "text": said}]}
    assert resident.post("/api/v1/handoff", json=wish).status_code == 201
    more = {"id": str(uuid.uuid4()), "language": "en", "text": said}
    place = f"/api/v1/handoff/{ticket}/messages"
    assert resident.post(place, json=more, headers={"ieum-ticket-key": KEY}).status_code == 201
    note = {"text": said, "note_id": str(uuid.uuid4())}
    assert browser.submit(f"/console/tickets/{ticket}/notes", note).status_code == 303

    kept = file()

    assert b"my number is" in kept
    for secret in ("9876", "5123456", "lan@example"):
        assert secret.encode() not in kept, secret


def test_nothing_that_is_typed_stands_in_the_log(visitor, at_console, ask, caplog, kept):
    caplog.set_level(logging.DEBUG)
    evil = "typed-by-somebody\r\nINFO: forged\x1b[2J"
    browser, admin, ticket = visitor(), at_console(Role.ADMIN), ask()
    browser.log_in(evil, evil, place=evil)
    browser.get("/console/", headers={"hx-current-url": "http://[typed-by-somebody"})
    browser.get("/console/login", params={"next": "//[typed-by-somebody"})
    admin.get("/console/", params={"q": evil})
    admin.get("/console/audit", params={"person": evil, "day": evil})
    admin.submit("/console/staff", {"name": evil, "shown": evil})
    for deed in ("reply", "notes", "assign", "insert", "texts"):
        form = {"text": evil, "to": evil, "q": evil, "insert": evil, "message": evil}
        admin.submit(f"/console/tickets/{ticket.id}/{deed}", form)

    ours = [one.getMessage() for one in caplog.records if not one.name.startswith("httpx")]
    assert not [line for line in ours if "typed-by-somebody" in line or "forged" in line]
