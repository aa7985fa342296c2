import uuid
from datetime import UTC, datetime

import pytest

from bot.messages import say
from bot.storage.errors import StoreUnavailableError
from bot.storage.records import Author, TicketMessage
from knowledge.languages import Language

HANDOFF = "/api/v1/handoff"
KEY, OTHER = "k" * 43, "o" * 43
WAGES = "life-unpaid-wages"
GONE = "This conversation is not here any more. Please ask again."
CLOSED = "Our staff have closed this conversation. Please ask again."


@pytest.fixture(scope="module")
def client(client_of):
    return client_of()


@pytest.fixture
def store(client):
    return client.app.state.keeping._store


class Widget:
    """What waits for staff in a browser."""

    def __init__(self, client, key=KEY):
        self.client, self.key, self.id = client, key, str(uuid.uuid4())
        body = {"id": self.id, "language": "vi", "question": "chủ quỵt lương", "key": key}
        assert client.post(HANDOFF, json=body).status_code == 201
        self.path = f"{HANDOFF}/{self.id}/messages"

    def read(self, after=0, key=None, **headers):
        headers |= {"Ieum-Ticket-Key": self.key if key is None else key}
        return self.client.get(self.path, params={"after": after}, headers=headers)

    def write(self, text, key=None, id=None, language="vi"):  # noqa: A002
        body = {"id": id or str(uuid.uuid4()), "language": language, "text": text}
        headers = {"Ieum-Ticket-Key": self.key if key is None else key}
        return self.client.post(self.path, json=body, headers=headers)


@pytest.fixture
def widget(client):
    return Widget(client)


@pytest.fixture
def answer(store, widget):
    """Answer as a member of staff, who has claimed the ticket."""
    staff = str(uuid.uuid4())

    def answer(text, **more):
        now = datetime.now(UTC)
        store.desk.claim(widget.id, staff, now)
        given = {"id": str(uuid.uuid4()), "ticket": widget.id, "at": now, "author": Author.STAFF}
        message = TicketMessage(**given, text=text, language=Language.VI, staff=staff, **more)
        assert store.desk.reply(message)
        return message

    return answer


def test_a_conversation_is_read_from_where_one_was(widget, answer):
    first = widget.read().json()
    assert (first["state"], first["last"]) == ("waiting", 1)
    assert [(one["author"], one["text"]) for one in first["messages"]] == [
        ("person", "chủ quỵt lương")
    ]

    answer("Chào <b>bạn</b>", service=WAGES)
    second = widget.read(first["last"]).json()
    assert (second["state"], second["last"]) == ("held", 2)
    (told,) = second["messages"]
    assert (told["number"], told["author"], told["text"]) == (2, "staff", "Chào <b>bạn</b>")
    assert told["service"] == WAGES
    assert any("moel.go.kr" in source for source in told["sources"])
    assert widget.read(2).json() == {"state": "held", "messages": [], "last": 2}


def test_who_of_the_staff_answers_is_nobody_s_business(widget, answer):
    message = answer("Chào bạn")

    assert message.staff not in widget.read().text


def test_what_was_given_to_the_widget_is_delivered(widget, answer, store):
    message = answer("Chào bạn")
    assert store.tickets.messages(widget.id)[-1].delivered_at is None

    widget.read()
    at = store.tickets.messages(widget.id)[-1].delivered_at
    assert at >= message.at
    widget.read()
    assert store.tickets.messages(widget.id)[-1].delivered_at == at


def test_what_the_person_writes_reaches_staff_scrubbed_once(widget, store):
    identifier = str(uuid.uuid4())
    for _ in range(2):
        sent = widget.write(" số của tôi là 010-1234-5678 ", id=identifier)
        assert (sent.status_code, sent.json()) == (201, {"stored": True, "reply": None})

    (told,) = widget.read(1).json()["messages"]
    assert (told["id"], told["text"]) == (identifier, "số của tôi là [phone-number]")
    assert store.tickets.get(widget.id).awaits


def test_a_wrong_key_opens_nothing_and_tells_nothing(client, widget, store):
    called = str(uuid.uuid4())
    client.post(HANDOFF, json={"id": called, "language": "vi", "reach": "x"})
    others = Widget(client, OTHER)
    answers = [
        widget.read(key=OTHER),
        widget.write("x", key=OTHER),
        widget.write("x", key=""),
        client.get(widget.path),
    ]
    for identifier in (str(uuid.uuid4()), "7", called, str(uuid.UUID(int=0))):
        path = f"{HANDOFF}/{identifier}/messages"
        answers.append(client.get(path, headers={"Ieum-Ticket-Key": KEY}))
        answers.append(client.get(path, headers={"Ieum-Ticket-Key": ""}))

    for answer in answers:
        assert answer.status_code == 404
        assert answer.json()["detail"] in {say(one, GONE) for one in Language}
    assert len(store.tickets.messages(others.id)) == 1
    assert len(store.tickets.messages(widget.id)) == 1


def test_the_hash_of_a_key_is_no_key(widget, store):
    assert widget.read(key=store.tickets.get(widget.id).key).status_code == 404


@pytest.mark.parametrize(("text", "longest"), [(" ", "2,000"), ("x" * 2_001, "2,000")])
def test_what_can_be_mended_is_said_in_the_person_s_language(widget, text, longest):
    words = "Please write between 1 and {longest} characters."

    refused = widget.write(text)

    assert refused.status_code == 422
    assert refused.json()["detail"] == say(Language.VI, words, longest=longest)


@pytest.mark.parametrize("after", [-1, "x", 10**9])
def test_a_wrong_number_is_refused(widget, after):
    assert widget.read(after).status_code == 422


def test_a_closed_conversation_says_so_and_takes_nothing(widget, answer, store):
    answer("Chào bạn")
    store.tickets.close(widget.id, datetime.now(UTC))

    told = widget.read().json()
    assert told["state"] == "closed"
    assert told["messages"][-1]["text"] == "Chào bạn"
    refused = widget.write("còn đó không?")
    assert refused.status_code == 409
    assert refused.json()["detail"] == say(Language.VI, CLOSED)


def test_a_message_of_another_ticket_cannot_be_written_again_here(client, widget):
    identifier = str(uuid.uuid4())
    Widget(client, OTHER).write("x", id=identifier)

    assert widget.write("x", id=identifier).status_code == 422


def test_who_is_in_danger_hears_what_to_do_whatever_happens(widget, store, cries, monkeypatch):
    cry = cries[Language.VI]
    kept = widget.write(cry)
    assert kept.json()["stored"]
    assert store.tickets.get(widget.id).urgency == "emergency"
    assert widget.read(1).json()["messages"][-1]["text"] == cry

    lost = [widget.write(cry, key=OTHER), widget.write(cry + "x" * 2_000)]
    store.tickets.close(widget.id, datetime.now(UTC))
    lost.append(widget.write(cry))

    def refuse(*_):
        raise StoreUnavailableError("away")

    monkeypatch.setattr(store.tickets, "get", refuse)
    lost.append(widget.write(cry))

    for answer in (kept, *lost):
        assert answer.status_code == 201
        assert answer.json()["reply"]["kind"] == "emergency"
        assert answer.json()["reply"]["card"]["steps"]
    assert [answer.json()["stored"] for answer in lost] == [False] * 4
    assert widget.write("hello").status_code == 503
    assert widget.read().status_code == 503


def test_a_ticket_takes_so_many_messages_a_minute(widget, cries):
    statuses = [widget.write(f"tin {number}").status_code for number in range(22)]

    assert statuses[:20] == [201] * 20
    assert statuses[-1] == 429
    assert widget.write(cries[Language.VI]).json()["reply"]["kind"] == "emergency"


def test_waiting_takes_nothing_from_what_an_address_may_ask(client_of):
    client = client_of(requests_per_minute=3)
    widget = Widget(client)

    assert [widget.read().status_code for _ in range(20)] == [200] * 20
    assert client.post("/api/v1/ask", json={"text": "visa"}).status_code == 200
    assert {widget.read().status_code for _ in range(20)} == {200, 429}


def test_a_website_that_may_show_the_widget_may_send_the_key(client_of):
    client = client_of(embed_origins="https://center.example")
    asked = {
        "origin": "https://center.example",
        "access-control-request-method": "GET",
        "access-control-request-headers": "ieum-ticket-key",
    }

    allowed = client.options(f"{HANDOFF}/x/messages", headers=asked)

    assert allowed.status_code == 200
    assert "ieum-ticket-key" in allowed.headers["access-control-allow-headers"]


def test_the_person_ends_it_with_the_key_and_may_do_so_twice(client, widget, store):
    path = f"{HANDOFF}/{widget.id}/close"

    for key in (OTHER, ""):
        refused = client.post(path, headers={"Ieum-Ticket-Key": key})
        assert (refused.status_code, refused.json()["detail"]) == (404, GONE)
    assert widget.read().json()["state"] == "waiting"
    for _ in range(2):
        ended = client.post(path, headers={"Ieum-Ticket-Key": KEY})
        assert (ended.status_code, ended.json()) == (200, {"state": "closed"})

    assert widget.read().json()["state"] == "closed"
    assert store.tickets.get(widget.id).closed_at is not None
    assert widget.write("hello", language="en").json()["detail"] == CLOSED
