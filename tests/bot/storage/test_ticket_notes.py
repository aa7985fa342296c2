import uuid
from datetime import datetime, timedelta

import pytest

from bot.clock import SEOUL
from bot.roles import Role
from bot.staff import Staff
from bot.storage.desk import IDLE
from bot.storage.errors import NoOpenTicketError, TicketHeldError
from bot.storage.records import Handoff
from bot.storage.ticket_notes import TicketNote
from knowledge.languages import Language

NOW = datetime(2026, 11, 27, 10, 30, tzinfo=SEOUL)


@pytest.fixture
def ticket(store):
    one = str(uuid.uuid4())
    store.tickets.open(Handoff(one, NOW, Language.MN, "", key="0" * 64))
    return one


def note(ticket, **more):
    given = {"id": str(uuid.uuid4()), "at": NOW, "staff": str(uuid.uuid4()), "text": "전화했어요"}
    return TicketNote(ticket=ticket, **given | more)


def test_notes_come_back_in_order_once(store, ticket):
    second, first = note(ticket, at=NOW + timedelta(hours=1)), note(ticket)

    assert store.notes.add(second)
    assert store.notes.add(first)
    assert not store.notes.add(first)

    assert store.notes.of(ticket.upper()) == (first, second)
    assert store.notes.of(str(uuid.uuid4())) == ()


def test_notes_are_scrubbed(store, ticket):
    store.notes.add(note(ticket, text="M12345678, 010-1234-5678"))

    assert store.notes.of(ticket)[0].text == "[passport-number], [phone-number]"


def test_a_closed_ticket_takes_notes_and_an_unknown_one_none(store, ticket):
    store.tickets.close(ticket, NOW)

    assert store.notes.add(note(ticket))
    with pytest.raises(NoOpenTicketError):
        store.notes.add(note(str(uuid.uuid4())))


def test_a_note_of_who_holds_the_ticket_shows_that_they_are_at_it(store, ticket):
    an, bo = str(uuid.uuid4()), str(uuid.uuid4())
    store.accounts.add(Staff(an, "an", "An", Role.COUNSELOR, NOW), "hash")
    store.desk.claim(ticket, an, NOW)
    store.notes.add(note(ticket, staff=bo, at=NOW + IDLE))
    store.notes.add(note(ticket, staff=an, at=NOW + timedelta(minutes=20)))

    with pytest.raises(TicketHeldError):
        store.desk.take_over(ticket, bo, NOW + IDLE)
    store.desk.take_over(ticket, bo, NOW + timedelta(minutes=20) + IDLE)


def test_notes_go_with_their_ticket(store, ticket, backend, sql, purged):
    store.notes.add(note(ticket))

    purged(store, NOW + timedelta(days=1))

    with sql(backend.url) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM ticket_note").scalar() == 0
