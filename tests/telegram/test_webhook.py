import asyncio
import hmac
import time

import pytest
from fastapi.testclient import TestClient

from adapters.settings import Settings
from adapters.telegram_chat import intake, webhook
from adapters.telegram_chat.errors import TelegramError
from adapters.telegram_chat.program import ALLOWED_UPDATES
from adapters.telegram_chat.webhook import PATH
from adapters.web.server import create_app, run

SECRET = "s3cret-Of_the_webhook"
HEADER = "x-telegram-bot-api-secret-token"
UPDATE = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "x"}}}


@pytest.fixture
def settings(bot_api, tmp_path):
    """Settings with which a webhook of the Telegram's works."""

    def make(**changed):
        known = {
            "telegram_mode": "webhook",
            "telegram_token": bot_api.token,
            "telegram_api": bot_api.address,
            "telegram_secret": SECRET,
            "public_url": "https://ieum.example",
            "requests_per_minute": 3,
        }
        return Settings(var=tmp_path, **known | changed)

    return make


@pytest.fixture
def app(ieum, settings):
    return create_app(ieum, settings())


@pytest.fixture
def told(app):
    """What is told to the webhook, and answered by nobody but the test."""
    with TestClient(app) as client:
        heard = []

        async def answer(raw):
            heard.append(raw)

        app.state.telegram.intake._answer = answer
        client.heard = heard
        yield client


def tell(client, body=UPDATE, secret=SECRET, **options):
    headers = {} if secret is None else {HEADER: secret}
    content = {"content": body} if isinstance(body, bytes) else {"json": body}
    return client.post(PATH, headers=headers, **content | options)


def test_what_telegram_tells_is_taken_once(told):
    answers = [tell(told).status_code for _ in range(2)]
    told.portal.call(lambda: told.app.state.telegram.intake.finish(5))

    assert answers == [200, 200]
    assert [raw["update_id"] for raw in told.heard] == [1]


def test_telegram_does_not_wait_for_the_answer_and_stopping_does(told):
    intake_ = told.app.state.telegram.intake
    ended = []

    async def answer(raw):
        await asyncio.sleep(0.5)
        ended.append(raw["update_id"])

    intake_._answer = answer
    begun = time.monotonic()
    assert tell(told).status_code == 200
    waited, unfinished = time.monotonic() - begun, not ended
    told.portal.call(lambda: intake_.finish(5))

    assert (waited < 0.4, unfinished, ended) == (True, True, [1])


def test_what_is_told_while_stopping_is_answered_at_the_next_start(ieum, settings, bot_api):
    chat = bot_api.user("An", language_code="en")
    chat.open = True
    body = UPDATE["message"] | {"chat": chat.as_json(), "from": chat.user.as_json()}
    with TestClient(create_app(ieum, settings())) as client:
        client.portal.call(lambda: client.app.state.telegram.intake.finish(1))
        for number, text in enumerate(("/start", "/help"), start=1):
            message = body | {"text": text, "message_id": number}
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
            assert tell(client, {"update_id": number, "message": message}).status_code == 200
    assert chat.replies == []
    with TestClient(create_app(ieum, settings())):
        replies = chat.wait_for_reply(2)

    assert "I am Ieum" in replies[0].text
    assert "119" in replies[1].text


@pytest.mark.parametrize(
    "secret",
    [None, "", "wrong", SECRET + "x", SECRET[:-1], SECRET * 5_000, SECRET.encode() + b"\xff"],
)
def test_who_does_not_know_the_secret_is_refused(told, secret):
    assert tell(told, secret=secret).status_code == 403
    assert told.heard == []


def test_the_secret_is_compared_in_constant_time(told, monkeypatch):
    compared = []

    def compare(one, other):
        compared.append((one, other))
        return False

    monkeypatch.setattr(hmac, "compare_digest", compare)

    assert tell(told).status_code == 403
    assert (SECRET.encode(), SECRET.encode()) in compared


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"",
        b"\xff\xfe",
        b"[]",
        b"1",
        b'"text"',
        b"null",
        b"{}",
        b'{"update_id": "1"}',
        b'{"update_id": 1.5}',
        b'{"update_id": 9223372036854775808}',
    ],
)
def test_what_is_no_update_is_refused(told, body):
    assert tell(told, body).status_code == 400
    assert told.heard == []


def test_an_update_without_anything_known_in_it_is_taken(ieum, settings):
    with TestClient(create_app(ieum, settings())) as client:
        odd = [{"update_id": 1}, {"update_id": 2, "message": 7}, {"update_id": 3, "message": {}}]
        assert [tell(client, body).status_code for body in (*odd, UPDATE)] == [200] * 4


def test_a_large_body_is_refused(told):
    assert tell(told, b"a" * 70_000).status_code == 413


def test_telegram_is_not_limited_as_people_are(told):
    taken = [tell(told, UPDATE | {"update_id": number}) for number in range(10)]

    assert {answer.status_code for answer in taken} == {200}


def test_where_too_much_waits_telegram_is_asked_to_wait(told, monkeypatch):
    monkeypatch.setattr(intake, "MOST_WAITING", 0)

    answer = tell(told)

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")


def test_without_a_webhook_there_is_nothing_to_tell(ieum, settings):
    for mode in ("polling", "off"):
        with TestClient(create_app(ieum, settings(telegram_mode=mode))) as client:
            assert tell(client).status_code == 404
            assert tell(client, secret=None).status_code == 404


def test_nothing_about_it_stands_in_the_description_of_the_api(told):
    assert "telegram" not in told.get("/openapi.json").text


def test_telegram_is_told_the_address_the_secret_and_what_we_want(told, bot_api):
    (call,) = bot_api.calls("setWebhook")

    assert call.arguments["url"] == "https://ieum.example/telegram/webhook"
    assert call.arguments["secret_token"] == SECRET
    assert all(kind in call.arguments["allowed_updates"] for kind in ALLOWED_UPDATES)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"telegram_secret": None}, "IEUM_TELEGRAM_SECRET"),
        ({"telegram_secret": "not allowed"}, "IEUM_TELEGRAM_SECRET"),
        ({"telegram_secret": "a" * 257}, "IEUM_TELEGRAM_SECRET"),
        ({"public_url": None}, "IEUM_PUBLIC_URL"),
        ({"workers": 2}, "IEUM_WORKERS=1"),
        ({"telegram_token": None}, "IEUM_TELEGRAM_TOKEN"),
    ],
)
def test_a_setting_that_is_missing_is_named(ieum, settings, changed, message):
    with pytest.raises(TelegramError, match=message):
        run(ieum, settings(**changed))
    with (
        pytest.raises(TelegramError, match=message),
        TestClient(create_app(ieum, settings(**changed))),
    ):
        pass


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"telegram_token": "5000000000:a-token-nobody-knows"}, "does not know this token"),
        ({"public_url": "http://ieum.example"}, "does not take our address"),
    ],
)
def test_a_telegram_that_does_not_listen_is_told_of(ieum, settings, changed, message):
    with (
        pytest.raises(TelegramError, match=message) as caught,
        TestClient(create_app(ieum, settings(**changed))),
    ):
        pass

    # The server writes the traceback into the log.
    assert caught.value.__suppress_context__


def test_the_pages_are_served_while_telegram_is_away_and_it_is_tried_again(
    ieum, settings, bot_api, monkeypatch, caplog
):
    monkeypatch.setattr(webhook, "_PAUSE", 0.05)
    bot_api.fail("getMe", 502, times=1)

    with TestClient(create_app(ieum, settings())) as client:
        assert "cannot be reached" in caplog.text
        assert client.get("/readyz").status_code == 200
        bot_api.wait_until(lambda: bot_api.calls("setWebhook"))
        while client.app.state.telegram is None:
            time.sleep(0.01)
        assert tell(client).status_code == 200
