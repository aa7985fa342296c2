import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from adapters.keeping import Keeping
from adapters.live import Live
from adapters.recording import Recording
from adapters.settings import Settings
from adapters.web.feedback import feedback
from adapters.web.handoffs import handoffs
from bot.messages import say
from bot.storage.errors import StoreUnavailableError
from bot.storage.records import Feedback, Handoff, Reason
from bot.storage.store import Store
from knowledge.languages import Language

FEEDBACK, HANDOFF = "/api/v1/feedback", "/api/v1/handoff"
NUMBERS = dict.fromkeys(Language, "120, 1577-1366") | {Language.ZH: "120、1577-1366"}
AWAY = "We could not save this just now. Please try again later, or call {numbers}."
CLOSED = "You cannot leave a message here. Please call {numbers}."


def given(**more):
    return {
        "id": str(uuid.uuid4()),
        "language": "vi",
        "kind": "answer",
        "service": "life-unpaid-wages",
        "useful": False,
        "reason": "unclear",
        "comment": " Tôi không hiểu, gọi 010-1234-5678 ",
        "question": "chủ quỵt lương 3 tháng",
    } | more


def asked(**more):
    return {
        "id": str(uuid.uuid4()),
        "language": "mn",
        "reach": " 010-1234-5678 ",
        "question": "цалингаа авч чадаагүй",
        "service": "life-unpaid-wages",
        "district": "guro",
    } | more


class BrokenStore:
    """Stands for a store whose database is away."""

    def _refuse(self, *_):
        raise StoreUnavailableError("The database (somewhere) cannot be used: it is away")

    add_feedback = add_handoff = _refuse


class SlowStore:
    """Stands for a store whose database hangs until it is let go."""

    def __init__(self):
        self.begun = threading.Semaphore(0)
        self.go = threading.Event()

    def add_feedback(self, _):
        self.begun.release()
        return self.go.wait(10)


@pytest.fixture
def store(tmp_path):
    store = Store(f"sqlite:///{tmp_path}/ieum.db")
    yield store
    store.close()


@pytest.fixture
def app(ieum, store):
    app = FastAPI()
    app.include_router(feedback)
    app.include_router(handoffs)
    app.state.clock = lambda: datetime.now(UTC)
    app.state.settings = Settings(requests_per_minute=0)
    app.state.live = Live(ieum)
    app.state.keeping = Keeping(store, 30)
    app.state.recording = Recording(app.state.live, app.state.keeping, 30)
    return app


@pytest.fixture
def client(app):
    with TestClient(app) as client:
        yield client


def test_feedback_is_kept_scrubbed(client, store):
    body = given()

    response = client.post(FEEDBACK, json=body)

    assert (response.status_code, response.json()) == (201, {"stored": True})
    (kept,) = store.feedback()
    assert datetime.now(UTC) - kept.at < timedelta(minutes=1)
    assert kept == Feedback(
        id=body["id"],
        at=kept.at,
        language=Language.VI,
        kind="answer",
        useful=False,
        service="life-unpaid-wages",
        reason=Reason.UNCLEAR,
        comment="Tôi không hiểu, gọi [phone-number]",
        question="chủ quỵt lương 3 tháng",
        channel="widget",
    )


def test_a_handoff_is_kept_with_where_to_reach_the_person(client, store):
    body = asked()

    response = client.post(HANDOFF, json=body)

    assert (response.status_code, response.json()) == (201, {"stored": True, "reply": None})
    (kept,) = store.handoffs()
    assert kept == Handoff(
        id=body["id"],
        at=kept.at,
        language=Language.MN,
        reach="010-1234-5678",
        question="цалингаа авч чадаагүй",
        service="life-unpaid-wages",
        district="guro",
        channel="widget",
        status="open",
        urgency="urgent",
        topic="work",
    )


def test_the_least_that_can_be_sent(client, store):
    least = {"id": str(uuid.uuid4()), "language": "ko"}

    assert client.post(FEEDBACK, json=least | {"kind": "no_answer", "useful": True}).is_success
    assert client.post(HANDOFF, json=least | {"reach": "x"}).is_success
    assert store.feedback()[0].question == store.handoffs()[0].question == ""


def test_a_useful_reply_has_no_reason(client, store):
    client.post(FEEDBACK, json=given(useful=True))

    assert store.feedback()[0].reason is None


@pytest.mark.parametrize(("path", "body"), [(FEEDBACK, given()), (HANDOFF, asked())])
def test_what_is_sent_again_is_kept_once_and_succeeds_again(path, body, client, store):
    answers = [client.post(path, json=body | {"more": "ignored"}) for _ in range(2)]

    assert [(one.status_code, one.json()["stored"]) for one in answers] == [(201, True)] * 2
    assert len(store.feedback() + store.handoffs()) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "7"},
        {"id": None},
        {"language": "jp"},
        {"service": "no-such-entry"},
        {"service": "s" * 81},
        {"question": ["a"]},
        {"question": "a" * 2001},
    ],
)
@pytest.mark.parametrize(("path", "body"), [(FEEDBACK, given()), (HANDOFF, asked())])
def test_a_wrong_body_is_422_and_not_kept(path, body, wrong, client, store):
    response = client.post(path, json=body | wrong)

    assert response.status_code == 422
    assert response.json()["detail"]
    assert store.feedback() + store.handoffs() == ()


@pytest.mark.parametrize(
    "wrong", [{"kind": "song"}, {"useful": "perhaps"}, {"reason": "bad"}, {"comment": "a" * 501}]
)
def test_wrong_feedback_is_422(wrong, client):
    assert client.post(FEEDBACK, json=given(**wrong)).status_code == 422


@pytest.mark.parametrize("wrong", [{"district": "busan"}, {"reach": None}])
def test_a_wrong_handoff_is_422(wrong, client):
    assert client.post(HANDOFF, json=asked(**wrong)).status_code == 422


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("path", "body", "longest"),
    [
        (HANDOFF, asked(reach=" \n"), "200"),
        (HANDOFF, asked(reach="1" * 201), "200"),
        (HANDOFF, asked(question="a" * 2001), "2,000"),
        (FEEDBACK, given(comment="a" * 501), "500"),
    ],
)
def test_what_a_person_can_mend_is_said_in_their_language(language, path, body, longest, client):
    response = client.post(path, json=body | {"language": language})

    said = say(language, "Please write between 1 and {longest} characters.", longest=longest)
    assert (response.status_code, response.json()) == (422, {"detail": said})


def test_the_longest_texts_are_kept_whole(client, store):
    client.post(FEEDBACK, json=given(comment="é" * 500, question="é" * 2000))
    client.post(HANDOFF, json=asked(reach="é" * 200, question="é" * 2000))

    (one,), (other,) = store.feedback(), store.handoffs()
    kept = [len(text) for text in (one.comment, one.question, other.reach, other.question)]
    assert kept == [500, 2000, 200, 2000]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("sent", [(FEEDBACK, given()), (HANDOFF, asked())])
def test_a_store_that_is_away_is_503_in_the_persons_language(language, sent, app, client, caplog):
    path, body = sent
    keeping, app.state.keeping = app.state.keeping, Keeping(BrokenStore(), 30)
    refused = client.post(path, json=body | {"language": language})
    app.state.keeping = keeping
    retried = client.post(path, json=body | {"language": language})

    assert (refused.status_code, retried.status_code) == (503, 201)
    assert refused.headers["retry-after"] == "30"
    assert refused.json() == {"detail": say(language, AWAY, numbers=NUMBERS[language])}
    assert caplog.messages.count("The database (somewhere) cannot be used: it is away") == 1


def test_where_nothing_is_kept_feedback_is_thanked_for_and_messages_are_refused(app, client, store):
    app.state.keeping = Keeping(None, 0)

    feedback, handoff = client.post(FEEDBACK, json=given()), client.post(HANDOFF, json=asked())

    assert (feedback.status_code, feedback.json()) == (201, {"stored": False})
    closed = {"detail": say(Language.MN, CLOSED, numbers=NUMBERS[Language.MN])}
    assert (handoff.status_code, handoff.json()) == (403, closed)
    assert store.feedback() + store.handoffs() == ()


def test_a_database_that_hangs_holds_up_nobody_else(app, client):
    slow = SlowStore()
    app.state.keeping = Keeping(slow, 30)

    @app.get("/other")
    def other():
        return "here"

    with ThreadPoolExecutor(4) as pool:
        sent = [pool.submit(client.post, FEEDBACK, json=given()) for _ in range(4)]
        assert [slow.begun.acquire(timeout=10) for _ in range(2)] == [True, True]
        assert not slow.begun.acquire(timeout=0.2)
        assert client.get("/other").json() == "here"
        slow.go.set()
        assert [one.result().status_code for one in sent] == [201] * 4
