"""What belongs to a colleague, or to another person, stays with them (IDOR)."""

import json
import uuid

import pytest
from fastapi.testclient import TestClient

from adapters.web.handoffs import hash_of
from bot.roles import PERMISSIONS, Permission, Role

NUMBER = "010-1234-5678"
KEY = "k" * 32
PART = {"hx-request": "true"}


@pytest.fixture
def theirs(ask, kept, staff_of, clock):
    """A ticket with a telephone number that a colleague holds."""
    ticket = ask({"text": "xin"}, reach=NUMBER)
    kept.desk.claim(ticket.id, staff_of().id, clock())
    return ticket


def ways(browser, place):
    """All that shows, or may show, a ticket."""
    for headers in ({}, PART):
        for path in (place, f"{place}/reach", "/console/tickets?tab=open"):
            yield browser.get(path, headers=headers)
        for deed in ("claim", "take", "release", "assign", "close", "reply", "insert", "texts"):
            form = {"text": "x", "to": browser.staff.id, "q": "x"}
            yield browser.submit(f"{place}/{deed}", form, headers=headers)
        yield browser.submit(f"{place}/notes", headers=headers)


@pytest.mark.parametrize("role", Role)
def test_a_number_is_shown_to_who_holds_the_ticket_or_gives_tickets_away(role, at_console, theirs):
    browser = at_console(role)
    may = Permission.ASSIGN in PERMISSIONS[role]
    place = f"/console/tickets/{theirs.id}"

    assert (NUMBER in browser.get(f"{place}/reach").text) is may
    if not may:
        for answer in ways(browser, place):
            assert NUMBER not in answer.text, answer.request.url


def test_a_number_is_shown_no_more_once_the_ticket_is_given_back(at_console, ask, kept, clock):
    ticket, browser = ask({"text": "xin"}, reach=NUMBER), at_console()
    place = f"/console/tickets/{ticket.id}"
    browser.submit(f"{place}/claim")
    assert NUMBER in browser.get(f"{place}/reach").text

    browser.submit(f"{place}/release")
    assert browser.get(f"{place}/reach").status_code == 403

    browser.submit(f"{place}/claim")
    browser.submit(f"{place}/close")
    assert browser.get(f"{place}/reach").status_code == 403


def test_no_counselor_changes_a_ticket_that_a_colleague_works_on(at_console, theirs, kept):
    browser = at_console()
    place = f"/console/tickets/{theirs.id}"
    before = kept.tickets.get(theirs.id)

    for deed in ("claim", "take", "release", "assign", "close", "reply"):
        browser.submit(f"{place}/{deed}", {"text": "x", "to": browser.staff.id})

    assert kept.tickets.get(theirs.id) == before
    assert len(kept.tickets.messages(theirs.id)) == 1


def test_a_ticket_is_given_to_nobody_who_may_not_see_it(at_console, ask, kept, staff_of, clock):
    browser, ticket = at_console(), ask()
    kept.desk.claim(ticket.id, browser.staff.id, clock())
    gone = staff_of()
    kept.accounts.set_active(gone.id, is_active=False)

    for to in (staff_of(Role.EDITOR).id, gone.id, str(uuid.uuid4()), "x", ""):
        answer = browser.submit(f"/console/tickets/{ticket.id}/assign", {"to": to})
        assert answer.status_code == 409
        assert kept.tickets.get(ticket.id).holder == browser.staff.id


def test_ones_own_record_and_shelf_hold_nothing_of_anybody_else(at_console, kept, clock, theirs):
    one, other = at_console(), at_console(name="other-name", shown="Other Name")
    kept.shelf.see(other.staff.id, "entry/life-pension-refund", clock())
    other.get("/console/account/record.json")
    other.submit(f"/console/tickets/{theirs.id}/notes", {"text": "x", "note_id": str(uuid.uuid4())})

    told = one.get(f"/console/account/record.json?staff={other.staff.id}").text

    assert [one["id"] for one in json.loads(told)["account"]] == [one.staff.id]
    for secret in (other.staff.id, "other-name", "Other Name", "pension-refund", NUMBER):
        assert secret not in told
    assert "argon2" not in told
    assert "totp_step" not in told


@pytest.fixture
def resident(console):
    return TestClient(console, base_url="https://testserver")


@pytest.mark.parametrize(
    "key", ["", "0" * 64, "x" * 32, KEY.upper(), KEY + "k", KEY[:-1], hash_of(KEY), "é" * 32]
)
def test_no_key_but_its_own_opens_a_ticket(key, resident, ask, ask_in_chat, kept):
    with_key = ask({"text": "xin"}, key=hash_of(KEY))
    tickets = [with_key, ask({"text": "xin"}, key=None), ask_in_chat({"text": "xin"})]
    headers = {"ieum-ticket-key": key.encode("latin-1")}
    told = set()
    for name in [*(one.id for one in tickets), str(uuid.uuid4()), "x", "0" * 36]:
        place = f"/api/v1/handoff/{name}"
        message = {"id": str(uuid.uuid4()), "language": "vi", "text": "x"}
        for answer in (
            resident.get(f"{place}/messages", headers=headers),
            resident.post(f"{place}/messages", headers=headers, json=message),
            resident.post(f"{place}/close", headers=headers),
        ):
            assert answer.status_code == 404
            told.add(answer.text)
    # What is no ticket, and what is another's, cannot be told apart.
    assert len(told) <= 2
    assert all(len(kept.tickets.messages(one.id)) == 1 for one in tickets)


def test_a_ticket_that_is_sent_again_with_another_key_stays_its_owners(resident, ask, kept):
    ticket = ask({"text": "xin"}, key=hash_of(KEY))
    again = {"id": ticket.id, "language": "vi", "question": "mine now", "key": "x" * 32}

    assert resident.post("/api/v1/handoff", json=again).status_code == 201

    headers = {"ieum-ticket-key": "x" * 32}
    assert resident.get(f"/api/v1/handoff/{ticket.id}/messages", headers=headers).status_code == 404
    assert kept.tickets.get(ticket.id).key == hash_of(KEY)


def test_a_person_reads_neither_notes_nor_who_answers(resident, ask, kept, at_console):
    ticket = ask({"text": "xin"}, key=hash_of(KEY))
    browser = at_console(name="mina-kim", shown="Kim Mina")
    place = f"/console/tickets/{ticket.id}"
    browser.submit(f"{place}/claim")
    browser.submit(f"{place}/notes", {"text": "a lie?", "note_id": str(uuid.uuid4())})
    assert browser.submit(f"{place}/reply", {"text": "chào"}).status_code == 303

    told = resident.get(
        f"/api/v1/handoff/{ticket.id}/messages", headers={"ieum-ticket-key": KEY}
    ).text

    assert "chào" in told
    for secret in ("a lie?", "mina-kim", "Kim Mina", browser.staff.id):
        assert secret not in told
