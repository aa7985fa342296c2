import asyncio
import json

import pytest
from fastapi.testclient import TestClient
from starlette.applications import Starlette

from adapters.settings import Settings
from adapters.web.limits import BodyLimit
from bot.messages import say
from knowledge.languages import Language

ASK = "/api/v1/ask"
TOO_LONG = "This is too long. You can send at most {size} bytes at a time."
TOO_MANY = (
    "Too many questions came from this internet connection. Please wait a minute, then try again."
)
HTML = {"accept": "text/html"}


@pytest.mark.parametrize("path", [ASK, "/search", "/en/search", "/"])
@pytest.mark.parametrize("chunked", [False, True])
def test_ten_megabytes_are_refused(path, chunked, client):
    body = b"q=" + b"a" * 10_000_000
    parts = (body[start : start + 65_536] for start in range(0, len(body), 65_536))

    response = client.post(path, content=parts if chunked else body)

    assert response.status_code == 413
    assert response.json() == {"detail": TOO_LONG.format(size=65_536)}


@pytest.mark.parametrize("language", Language)
def test_a_body_that_is_too_large_is_refused_in_the_readers_language(language, client, read):
    detail = say(language, TOO_LONG, size="65536")
    body, reader = b"q=" + b"a" * 70_000, {"accept-language": language}

    plain = client.post(ASK, content=body, headers=reader)
    page = read(client.post("/search", content=body, headers=HTML | reader))
    chosen = read(client.post(f"/{language}/search", content=body, headers=HTML))

    assert plain.json() == {"detail": detail}
    for one in (page, chosen):
        assert one.response.status_code == 413
        assert one.language.startswith(language)
        assert f'<p class="error">{detail}</p>' in one.main


@pytest.mark.parametrize(("size", "status"), [(1000, 200), (1001, 413)])
def test_the_largest_body_is_a_setting(size, status, client_of):
    body = b'{"text": "visa"}'.ljust(size)

    response = client_of(largest_body=1000).post(
        ASK, content=body, headers={"content-type": "application/json"}
    )

    assert response.status_code == status


def app_of_settings():
    """An application as a refusal needs it, to tell in which language to speak."""
    app = Starlette()
    app.state.settings = Settings(default_language="vi")
    return app


def through_body_limit(events, largest=10):
    """Send events through a limit; return how many were read, what the app got, what was sent."""
    waiting, got, sent = list(events), [], []

    async def app(_scope, receive, _send):
        got.append(await receive())

    async def receive():
        return waiting.pop(0)

    async def send(event):
        sent.append(event)

    scope = {"type": "http", "method": "POST", "path": ASK, "query_string": b"", "headers": []}
    asyncio.run(BodyLimit(app, largest)(scope | {"app": app_of_settings()}, receive, send))
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
    assert json.loads(sent[1]["body"]) == {"detail": say(Language.VI, TOO_LONG, size="10")}


def test_a_sender_who_leaves_gets_nothing():
    read, got, sent = through_body_limit([chunk(b"1"), {"type": "http.disconnect"}])

    assert (read, got, sent) == (2, [], [])


def test_too_many_requests_are_refused_for_a_while(client_of):
    client = client_of(requests_per_minute=3)

    statuses = [client.post(ASK, json={"text": "visa"}).status_code for _ in range(4)]
    refused = client.post("/search", data={"q": "visa"})

    assert statuses == [200, 200, 200, 429]
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "60"
    assert refused.json() == {"detail": TOO_MANY}


@pytest.mark.parametrize("language", Language)
def test_too_many_requests_are_refused_in_the_readers_language(language, client_of, read):
    client, reader = client_of(requests_per_minute=1), {"accept-language": language}
    client.get("/")

    plain = client.post(ASK, json={"text": "visa"}, headers=reader)
    page = read(client.get("/search", headers=HTML | reader))
    chosen = read(client.get(f"/{language}/centers", headers=HTML))

    assert plain.json() == {"detail": say(language, TOO_MANY)}
    for one in (page, chosen):
        assert one.response.status_code == 429
        assert one.response.headers["retry-after"] == "60"
        assert one.language.startswith(language)
        assert f'<p class="error">{say(language, TOO_MANY)}</p>' in one.main
        assert 'href="tel:112"' in one.text


def test_who_has_asked_too_much_may_still_leave(client_of):
    client = client_of(requests_per_minute=1)

    statuses = [client.get("/").status_code for _ in range(2)]
    leaving = [client.get("/leave", follow_redirects=False).status_code for _ in range(3)]

    assert statuses == [200, 429]
    assert leaving == [303, 303, 303]


def test_each_address_is_counted_apart(client_of):
    app = client_of(requests_per_minute=1).app
    clients = [TestClient(app, client=(address, 1)) for address in ("10.0.0.1", "10.0.0.2")]

    statuses = [client.get("/").status_code for client in clients * 2]

    assert statuses == [200, 200, 429, 429]


@pytest.mark.parametrize(
    "path", ["/healthz", "/readyz", "/metrics", "/static/x/ieum.css", "/static/x/ieum.svg"]
)
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
        ("GET", "/static/x/ieum.css", 200),
        ("GET", "/en/centers", 200),
        ("GET", "/nowhere", 404),
        ("POST", "/", 413),
        ("POST", "/search", 413),
        ("GET", "/healthz", 200),
    ],
)
def test_every_response_keeps_the_browser_in(method, path, status, client):
    body = b"a" * 70_000 if method == "POST" else b""

    response = client.request(method, path, content=body)

    assert response.status_code == status
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "same-origin"
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert policy.endswith("; frame-ancestors 'none'")
