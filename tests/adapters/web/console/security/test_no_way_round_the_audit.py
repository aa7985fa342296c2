"""Nobody reads what people wrote, or where they are reached, without a trace."""

import uuid

import pytest

from bot.roles import Role

PART = {"hx-request": "true"}
SECRET = "chủ của tôi giữ hộ chiếu"


@pytest.fixture
def case(ask, kept, staff_of, clock):
    """A ticket that a colleague holds."""
    ticket = ask({"text": SECRET}, reach="010-1234-5678")
    kept.desk.claim(ticket.id, staff_of().id, clock())
    return f"/console/tickets/{ticket.id}"


WAYS = {
    "page": lambda browser, place: browser.get(place),
    "part": lambda browser, place: browser.get(place, headers=PART),
    "part with a guess": lambda browser, place: browser.get(f"{place}?seen=x", headers=PART),
    "claim": lambda browser, place: browser.submit(f"{place}/claim"),
    "release": lambda browser, place: browser.submit(f"{place}/release"),
    "close": lambda browser, place: browser.submit(f"{place}/close"),
    "assign": lambda browser, place: browser.submit(f"{place}/assign", {"to": "x"}),
    "reply": lambda browser, place: browser.submit(f"{place}/reply", {"text": "x"}),
    "no reply": lambda browser, place: browser.submit(f"{place}/reply"),
    "insert": lambda browser, place: browser.submit(f"{place}/insert"),
    "texts": lambda browser, place: browser.submit(f"{place}/texts", {"q": "x"}),
    "no note": lambda browser, place: browser.submit(f"{place}/notes"),
}


@pytest.mark.parametrize("way", WAYS)
def test_whatever_shows_a_conversation_is_noted(way, at_console, case, audited):
    answer = WAYS[way](at_console(), case)

    assert SECRET in answer.text
    assert audited().count("ticket.see") == 1


def test_notes_of_colleagues_are_not_read_without_a_trace(at_console, case, audited):
    at_console().submit(f"{case}/notes", {"text": "x", "note_id": str(uuid.uuid4())})
    answer = at_console().submit(f"{case}/notes", headers=PART)

    assert "Notes for colleagues" in answer.text
    assert audited() == ["ticket.note", "ticket.see"]


def test_a_page_that_stays_open_is_noted_once_an_hour(at_console, case, audited, clock):
    browser = at_console()
    browser.get(case)
    for _ in range(50):
        clock.move(minutes=1)
        assert SECRET in browser.get(case, headers=PART).text
    assert audited() == ["ticket.see"]

    clock.move(minutes=11)
    browser.get(case, headers=PART)
    assert audited() == ["ticket.see"] * 2


def test_what_one_person_saw_is_no_note_of_another(at_console, case, kept, audited):
    for _ in range(2):
        at_console().get(case, headers=PART)

    assert audited() == ["ticket.see"] * 2


@pytest.mark.parametrize("query", ["", "?page=2", "?page=2&language=vi"])
def test_questions_of_a_gap_are_noted_on_every_page(query, at_console, kept, gap, audited):
    at_console(Role.EDITOR).get(f"/console/learning/gaps/{gap}{query}")

    assert audited() == ["gap.see"]


def test_questions_of_a_gap_are_noted_where_nothing_is_settled(at_console, gap, audited):
    answer = at_console(Role.EDITOR).submit(
        f"/console/learning/gaps/{gap}", {"state": "made", "entry": "no-such-entry"}
    )

    assert answer.status_code == 422
    assert audited() == ["gap.see"]


def test_answers_of_no_use_are_noted_on_every_page(at_console, audited):
    at_console(Role.EDITOR).get("/console/learning/answers?page=2")

    assert audited() == ["answers.see"]
