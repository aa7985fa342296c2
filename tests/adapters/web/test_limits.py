import asyncio

import pytest
from fastapi.testclient import TestClient

from adapters.web.limits import BodyLimit

ASK = "/api/v1/ask"


@pytest.mark.parametrize("path", [ASK, "/"])
@pytest.mark.parametrize("chunked", [False, True])
def test_ten_megabytes_are_refused(path, chunked, client):
    body = b"q=" + b"a" * 10_000_000
    parts = (body[start : start + 65_536] for start in range(0, len(body), 65_536))

    response = client.post(path, content=parts if chunked else body)

    assert response.status_code == 413
    assert response.json() == {"detail": "A request may hold at most 65536 bytes."}


@pytest.mark.parametrize(("size", "status"), [(1000, 200), (1001, 413)])
def test_the_largest_body_is_a_setting(size, status, client_of):
    body = b'{"text": "visa"}'.ljust(size)

    response = client_of(largest_body=1000).post(
        ASK, content=body, headers={"content-type": "application/json"}
    )

    assert response.status_code == status


def through_body_limit(events, largest=10):
    """Send events through a limit; return how many were read, what the app got, what was sent."""
    waiting, got, sent = list(events), [], []

    async def app(_scope, receive, _send):
        got.append(await receive())

    async def receive():
        return waiting.pop(0)

    async def send(event):
        sent.append(event)

    asyncio.run(BodyLimit(app, largest)({"type": "http"}, receive, send))
    return len(events) - len(waiting), got, sent


def chunk(body, more=True):
    return {"type": "http.request", "body": body, "more_body": more}


def test_chunks_reach_the_app_as_one_body():
    read, got, sent = through_body_limit([chunk(b"12345"), chunk(b""), chunk(b"67890", more=False)])

    assert (read, sent) == (3, [])
    assert got == [chunk(b"1234567890", more=False)]


def test_reading_stops_at_the_limit():
    read, got, sent = through_body_limit([chunk(b"123456")] * 9)

    assert (read, got) == (2, [])
    assert sent[0]["status"] == 413


def test_a_sender_who_leaves_gets_nothing():
    read, got, sent = through_body_limit([chunk(b"1"), {"type": "http.disconnect"}])

    assert (read, got, sent) == (2, [], [])


def test_too_many_requests_are_refused_for_a_while(client_of):
    client = client_of(requests_per_minute=3)

    statuses = [client.post(ASK, json={"text": "visa"}).status_code for _ in range(4)]
    refused = client.post("/", data={"q": "visa"})

    assert statuses == [200, 200, 200, 429]
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "60"
    assert refused.json() == {"detail": "Too many requests; please wait a minute."}


def test_each_address_is_counted_apart(client_of):
    app = client_of(requests_per_minute=1).app
    clients = [TestClient(app, client=(address, 1)) for address in ("10.0.0.1", "10.0.0.2")]

    statuses = [client.get("/").status_code for client in clients * 2]

    assert statuses == [200, 200, 429, 429]


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/static/ieum.css", "/static/ieum.svg"])
def test_health_checks_and_what_a_page_is_made_of_are_not_counted(path, client_of):
    client = client_of(requests_per_minute=1)

    assert [client.get(path).status_code for _ in range(3)] == [200, 200, 200]
    assert client.get("/").status_code == 200


def test_zero_means_no_limit(client):
    assert {client.get("/healthz").status_code for _ in range(100)} == {200}
    assert {client.get("/api/v1/centers").status_code for _ in range(70)} == {200}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/static/ieum.css", 200),
        ("GET", "/nowhere", 404),
        ("POST", "/", 413),
        ("GET", "/healthz", 200),
    ],
)
def test_every_response_keeps_the_browser_in(method, path, status, client):
    body = b"a" * 70_000 if method == "POST" else b""

    response = client.request(method, path, content=body)

    assert response.status_code == status
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"
    policy = dict(
        part.strip().split(" ", 1)
        for part in response.headers["content-security-policy"].split(";")
    )
    assert policy == {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
