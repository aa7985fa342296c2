import json
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import SEOUL
from bot.storage.records import ChatState, Handoff
from knowledge.languages import Language

NOW = datetime(2026, 11, 27, 10, 30, 0, 123456, tzinfo=SEOUL)
SOONER = NOW - timedelta(microseconds=1)
NAME = "0123456789abcdef" * 2
OTHER = "f" * 32
TURNS = json.dumps([{"kind": "ask", "service": "visa-extension", "district": "구로구"}])


def chat(**more):
    given = {"name": NAME, "at": NOW, "language": Language.MN, "conversation": TURNS}
    return ChatState(**given | more)


def ticket(**more):
    given = {
        "id": str(uuid.uuid4()),
        "at": NOW,
        "language": Language.VI,
        "reach": "",
        "chat": NAME,
        "sealed": "sealed",
    }
    return Handoff(**given | more)


@pytest.mark.parametrize("language", [*Language, None])
def test_what_is_saved_comes_back(language, store):
    store.chats.save(chat(language=language))

    assert store.chats.get(NAME) == chat(language=language)


def test_nothing_is_known_of_a_chat_that_never_was(store):
    store.chats.save(chat())

    assert store.chats.get(OTHER) is None


def test_what_is_saved_last_counts(store):
    later = chat(at=NOW + timedelta(days=1), language=None, conversation="[]")
    store.chats.save(chat())
    store.chats.save(later)

    assert store.chats.get(NAME) == later
    assert store.chats.get(NAME).at.tzinfo is UTC


def test_a_time_without_a_zone_is_refused(store):
    with pytest.raises(ValueError, match="zone"):
        store.chats.save(chat(at=NOW.replace(tzinfo=None)))


def test_a_chat_has_a_ticket_as_long_as_it_is_open(store):
    asked = ticket()
    store.chats.save(chat())
    store.chats.save(chat(name=OTHER))

    store.tickets.open(asked)
    assert store.chats.get(NAME) == chat(ticket=asked.id)
    assert store.chats.get(OTHER).ticket is None

    store.tickets.close(asked.id, NOW)
    assert store.chats.get(NAME) == chat()


def test_a_state_that_was_read_before_brings_no_closed_ticket_back(store):
    asked = ticket()
    store.chats.save(chat())
    store.tickets.open(asked)
    read_before = store.chats.get(NAME)

    store.tickets.close(asked.id, NOW)
    store.chats.save(read_before)

    assert store.chats.get(NAME).ticket is None


def test_a_forgotten_chat_is_gone(store):
    store.chats.save(chat())
    store.chats.save(chat(name=OTHER))

    store.chats.forget(NAME)
    store.chats.forget(NAME)

    assert store.chats.get(NAME) is None
    assert store.chats.get(OTHER) == chat(name=OTHER)


def test_a_forgotten_chat_is_silent_while_its_ticket_is_open(store):
    asked = ticket(at=SOONER)
    store.chats.save(chat())
    store.tickets.open(asked)

    store.chats.forget(NAME)

    assert store.chats.get(NAME) == ChatState(NAME, SOONER, ticket=asked.id)
    store.tickets.close(asked.id, NOW)
    assert store.chats.get(NAME) is None


def test_forgetting_takes_the_name_off_closed_tickets_only(store):
    closed, opened, others = ticket(), ticket(at=NOW + timedelta(1)), ticket(chat=OTHER)
    for one in (closed, others):
        store.tickets.open(one)
        store.tickets.close(one.id, NOW)
    store.tickets.open(opened)

    store.chats.forget(NAME)

    assert store.tickets.get(closed.id).chat is None
    assert store.tickets.get(opened.id) == opened
    assert store.tickets.get(others.id).chat == OTHER


def test_what_eight_threads_save_at_once_is_one_of_them(store, at_once):
    states = [replace(chat(), conversation=f"[{number}]") for number in range(8)]

    at_once(8, lambda number: store.chats.save(states[number]))

    assert store.chats.get(NAME) in states


def test_purging_deletes_chats_not_used_since(store, purged):
    store.chats.save(chat(at=NOW))
    store.chats.save(chat(name=OTHER, at=SOONER))

    assert purged(store, NOW) == 1
    assert store.chats.get(NAME) == chat()
    assert store.chats.get(OTHER) is None
