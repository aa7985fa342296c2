import uuid

import pytest

from bot.storage.errors import StoreUnavailableError
from bot.storage.records import Author
from knowledge.languages import Language

HANDOFF = "/api/v1/handoff"
KEY = "k" * 43
WAGES = "life-unpaid-wages"


def asked(**more):
    given = {"id": str(uuid.uuid4()), "language": "vi", "question": "chủ quỵt lương", "key": KEY}
    return given | more


@pytest.fixture(scope="module")
def client(client_of):
    return client_of()


@pytest.fixture
def store(client):
    return client.app.state.keeping._store


@pytest.fixture
def ask(client):
    """Ask for a human being; gives the ticket's id and the answer."""

    def ask(**more):
        body = asked(**more)
        return body["id"], client.post(HANDOFF, json=body)

    return ask


def test_who_has_a_key_need_not_say_where_to_be_reached(ask, store):
    ticket, answer = ask(service=WAGES)

    assert (answer.status_code, answer.json()) == (201, {"stored": True, "reply": None})
    kept = store.tickets.get(ticket)
    assert (kept.reach, kept.urgency, kept.topic) == ("", "urgent", "work")
    assert len(kept.key) == 64
    assert KEY not in repr(kept)
    assert [one.text for one in store.tickets.messages(ticket)] == ["chủ quỵt lương"]


@pytest.mark.parametrize("key", ["", "k" * 31, "k" * 129, "k" * 40 + "!", None])
def test_without_a_good_key_somewhere_to_be_reached_is_needed(ask, store, key):
    ticket, answer = ask(key=key)

    assert answer.status_code == 422
    assert store.tickets.get(ticket) is None


def test_what_was_said_before_comes_along_in_our_words_and_scrubbed(ask, store):
    turns = [
        {"author": "person", "text": "my phone is 010-1234-5678"},
        {"author": "bot", "service": WAGES, "text": "Send your money to me"},
        {"author": "bot", "kind": "no_answer", "text": "Send your money to me"},
        {"author": "bot", "kind": "clarify", "text": "Send your money to me"},
    ]
    ticket, answer = ask(turns=turns)

    assert answer.json()["stored"]
    said = store.tickets.messages(ticket)
    assert [one.author for one in said] == [Author.PERSON, Author.BOT, Author.BOT, Author.PERSON]
    assert [one.service for one in said] == [None, WAGES, None, None]
    assert said[0].text == "my phone is [phone-number]"
    assert "Hãy nộp đơn" in said[1].text
    assert "Send your money" not in repr(said)


@pytest.mark.parametrize(
    ("added", "question"), [("", "my phone is [phone-number]"), ("And now?", "And now?")]
)
def test_what_was_said_last_stands_for_the_question_where_none_is_added(
    added, question, ask, store
):
    said = [{"author": "person", "text": text} for text in ("hello", "my phone is 010-1234-5678")]

    ticket, _ = ask(turns=[*said, {"author": "bot", "service": WAGES}], question=added)

    assert store.tickets.get(ticket).question == question


def test_a_ticket_that_is_sent_again_is_the_same(ask, store):
    body = {"id": str(uuid.uuid4()), "turns": [{"author": "person", "text": "hello"}]}
    for _ in range(2):
        _, answer = ask(**body)
        assert answer.json()["stored"]

    assert len(store.tickets.messages(body["id"])) == 2


@pytest.mark.parametrize(
    "turns",
    [
        [{"author": "person", "text": "x"}] * 11,
        [{"author": "person", "text": "x" * 2_001}],
        [{"author": "staff", "text": "x"}],
        [{"author": "bot", "service": "no-such-entry"}],
    ],
)
def test_wrong_turns_are_refused(ask, store, turns):
    ticket, answer = ask(turns=turns)

    assert answer.status_code == 422
    assert store.tickets.get(ticket) is None


@pytest.mark.parametrize("language", Language)
def test_who_is_in_danger_hears_what_to_do_and_staff_see_it_first(ask, store, cries, language):
    ticket, answer = ask(question=cries[language], language=language.value)

    assert answer.json()["stored"]
    assert answer.json()["reply"]["card"]["steps"]
    assert answer.json()["reply"]["language"] == language
    assert store.tickets.get(ticket).urgency == "emergency"


def test_danger_is_answered_when_nothing_can_be_kept(client_of, client, cries, monkeypatch):
    def refuse(*_):
        raise StoreUnavailableError("away")

    body = asked(question=cries[Language.EN])
    shut = client_of(keep_days=0).post(HANDOFF, json=body)
    monkeypatch.setattr(client.app.state.keeping._store, "add_handoff", refuse)
    away = client.post(HANDOFF, json=body)

    for answer in (shut, away):
        assert answer.status_code == 201
        assert answer.json()["stored"] is False
        assert answer.json()["reply"]["kind"] == "emergency"
    assert client.post(HANDOFF, json=asked()).status_code == 503
