import uuid

import pytest

from bot.messages import say
from bot.roles import Role
from bot.storage.records import TicketStatus
from knowledge.languages import Language

TICKETS = "/console/tickets"
PART = {"hx-request": "true"}
FAREWELL = (
    "We have closed this conversation. From now on Ieum, the program, answers you here again. If "
    "you need us again, ask for a person."
)
DEEDS = ("claim", "take", "release", "assign", "close", "reopen", "notes", "reply", "insert")


@pytest.fixture
def held(at_console, ask_in_chat, kept, clock):
    """A counselor, and a ticket of a chat that they hold."""
    an, ticket = at_console(shown="An"), ask_in_chat()
    kept.desk.claim(ticket.id, an.staff.id, clock())
    return an, ticket


def test_who_claims_has_the_ticket_and_who_comes_later_is_told_so(at_console, ask, kept, audited):
    an, bo, ticket = at_console(shown="An"), at_console(), ask()

    assert an.submit(f"{TICKETS}/{ticket.id}/claim").headers["location"].endswith(ticket.id)
    late = bo.submit(f"{TICKETS}/{ticket.id}/claim")

    assert late.status_code == 409
    assert "An has this ticket now" in late.text
    assert kept.tickets.get(ticket.id).holder == an.staff.id
    # Told that they came later, they have seen the conversation.
    assert audited() == ["ticket.claim", "ticket.see"]


def test_nobody_changes_a_colleague_s_ticket(held, at_console, kept):
    _, ticket = held
    bo = at_console()

    for deed in ("claim", "take", "release", "assign", "close"):
        refused = bo.submit(f"{TICKETS}/{ticket.id}/{deed}", {"to": bo.staff.id})
        assert refused.status_code == 409
        assert "An has this ticket now" in refused.text
    assert kept.tickets.get(ticket.id).holder != bo.staff.id
    assert kept.tickets.get(ticket.id).status is TicketStatus.OPEN


def test_a_ticket_is_given_back_and_given_on(held, at_console, kept, audited):
    an, ticket = held
    bo = at_console()
    path = f"{TICKETS}/{ticket.id}"

    assert an.submit(f"{path}/assign", {"to": bo.staff.id}).status_code == 303
    assert kept.tickets.get(ticket.id).holder == bo.staff.id
    assert bo.submit(f"{path}/release").status_code == 303
    assert kept.tickets.get(ticket.id).holder is None
    assert audited() == ["ticket.assign", "ticket.release"]


@pytest.mark.parametrize("to", ["", "7", "3f0d9c1e-5b7a-4c2d-8e6f-1a2b3c4d5e6f"])
def test_a_ticket_is_given_to_nobody_that_there_is_not(held, to):
    an, ticket = held

    refused = an.submit(f"{TICKETS}/{ticket.id}/assign", {"to": to})

    assert refused.status_code == 409
    assert "choose somebody who answers tickets" in refused.text


def test_a_manager_takes_over_and_gives_away(held, at_console, kept):
    an, ticket = held
    manager = at_console(Role.MANAGER)

    manager.submit(f"{TICKETS}/{ticket.id}/take")
    assert kept.tickets.get(ticket.id).holder == manager.staff.id
    manager.submit(f"{TICKETS}/{ticket.id}/assign", {"to": an.staff.id})
    assert kept.tickets.get(ticket.id).holder == an.staff.id


def test_closing_tells_the_person_in_their_language(held, kept):
    an, ticket = held

    assert an.submit(f"{TICKETS}/{ticket.id}/close").status_code == 303

    assert kept.tickets.get(ticket.id).status is TicketStatus.CLOSED
    (waiting,) = kept.tickets.undelivered(10)
    assert waiting.message.text == say(Language.VI, FAREWELL) != FAREWELL


def test_what_was_a_chat_s_is_not_opened_again_and_a_widget_s_is(held, ask, kept, clock):
    an, ticket = held
    asked = ask()
    kept.desk.claim(asked.id, an.staff.id, clock())
    for one in (ticket, asked):
        an.submit(f"{TICKETS}/{one.id}/close")

    refused = an.submit(f"{TICKETS}/{ticket.id}/reopen")
    assert refused.status_code == 409
    assert "the address of the chat was erased" in refused.text
    assert an.submit(f"{TICKETS}/{asked.id}/reopen").status_code == 303
    assert kept.tickets.get(asked.id).status is TicketStatus.OPEN


def test_notes_are_kept_scrubbed_and_shown_to_colleagues(held, at_console, kept, audited):
    an, ticket = held
    path = f"{TICKETS}/{ticket.id}"
    form = {"note_id": str(uuid.uuid4()), "text": "<b>전화함</b> 010-1234-5678"}

    assert an.submit(f"{path}/notes", form).headers["location"] == f"{path}#notes"
    part = an.submit(f"{path}/notes", form, headers=PART)

    page = at_console().get(path).text
    for shown in (part.text, page):
        assert shown.count("&lt;b&gt;전화함") == 1
        assert "1234-5678" not in shown
    assert audited().count("ticket.note") == 2


@pytest.mark.parametrize("headers", [{}, PART])
@pytest.mark.parametrize("text", [" ", "x" * 2_001])
def test_a_note_that_cannot_be_kept_comes_back(held, headers, text, kept):
    an, ticket = held
    form = {"note_id": str(uuid.uuid4()), "text": text}

    refused = an.submit(f"{TICKETS}/{ticket.id}/notes", form, headers=headers)

    assert refused.status_code == 422
    assert "between 1 and 2,000" in refused.text
    assert text.strip() in refused.text
    assert kept.notes.of(ticket.id) == ()


@pytest.mark.parametrize("deed", DEEDS)
def test_what_is_no_ticket_is_not_found(at_console, deed):
    an = at_console()
    form = {"note_id": str(uuid.uuid4()), "text": "x", "to": an.staff.id}

    for ticket in ("7", str(uuid.uuid4())):
        wrong = an.submit(f"{TICKETS}/{ticket}/{deed}", form)
        assert wrong.status_code == 404


@pytest.mark.parametrize("deed", [*DEEDS, "texts"])
def test_an_editor_does_nothing_with_tickets(held, at_console, deed):
    _, ticket = held

    assert at_console(Role.EDITOR).submit(f"{TICKETS}/{ticket.id}/{deed}").status_code == 403


@pytest.mark.parametrize("deed", [*DEEDS, "texts"])
def test_nothing_is_done_for_another_website(held, kept, deed):
    an, ticket = held
    before = kept.tickets.get(ticket.id)

    assert an.post(f"{TICKETS}/{ticket.id}/{deed}", data={"text": "x"}).status_code == 403
    assert kept.tickets.get(ticket.id) == before
