import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from benchmarks.bot_api import BotApi, Limits


@pytest.fixture
def bot_api():
    with BotApi(limits=Limits.none()) as api:
        yield api


@pytest.fixture
def start(tiny_environment, bot_api):
    """Start `ieum telegram`; what still runs at the end is killed."""
    with ExitStack() as stack:

        def run(*arguments, **settings):
            known = {"telegram_token": bot_api.token, "telegram_api": bot_api.address} | settings
            process = subprocess.Popen(
                [Path(sys.executable).with_name("ieum"), "telegram", *arguments],
                stderr=subprocess.PIPE,
                text=True,
                env=os.environ | {f"IEUM_{name.upper()}": value for name, value in known.items()},
            )
            stack.callback(process.communicate)
            stack.callback(process.kill)
            return process

        yield run


def refusal(process):
    _, log = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "Traceback" not in log
    return log


def stop(process):
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "Traceback" not in log
    return log


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"telegram_token": ""}, "There is no token. Get one from @BotFather"),
        ({"telegram_mode": "webhook"}, "IEUM_TELEGRAM_MODE is webhook"),
        ({"telegram_mode": "off"}, "IEUM_TELEGRAM_MODE is off"),
        ({"telegram_token": "7654321098:wrong-secret-wrong"}, "does not know this token"),
        ({"telegram_api": "http://127.0.0.1:1"}, "Telegram cannot be reached"),
    ],
)
def test_what_keeps_it_from_running_is_said(start, settings, message):
    log = refusal(start(**settings))

    assert message in log
    assert "wrong-secret" not in log


def test_a_webhook_that_is_set_is_not_dropped_unasked(start, bot_api, tiny_environment):
    bot_api.world.webhook = None
    set_webhook(bot_api, "http://127.0.0.1:9/elsewhere")

    log = refusal(start())
    assert "http://127.0.0.1:9/elsewhere" in log
    assert "--drop-webhook" in log

    process = start("--drop-webhook")
    bot_api.wait_until(lambda: bot_api.calls("getUpdates"), timeout=30)
    stop(process)
    assert bot_api.world.webhook is None


def set_webhook(api, url):
    import httpx

    with httpx.Client(trust_env=False) as client:
        client.post(f"{api.base_url}{api.token}/setWebhook", json={"url": url}).raise_for_status()


def test_only_one_may_ask(start, bot_api):
    first = start()
    bot_api.wait_until(lambda: bot_api.calls("getUpdates"), timeout=30)
    second = start()

    log = refusal(first)

    assert "Another program asks Telegram" in log
    stop(second)


def test_it_answers_until_it_is_told_to_stop_and_logs_nobodys_words(
    start, bot_api, tiny_environment
):
    chat = bot_api.user("Nomin", language_code="en")
    begun = time.time()
    process = start()

    chat.send("/start")
    chat.wait_for_reply(timeout=30)
    chat.ask("my boss did not pay me")
    log = stop(process)

    assert "Ieum answers on Telegram as @ieum_test_bot." in log
    for private in (bot_api.token, bot_api.token.split(":")[1], "boss", "Nomin", str(chat.id)):
        assert private not in log
    (alive,) = tiny_environment.rglob("telegram.alive")
    assert alive.stat().st_mtime >= begun - 1


def test_it_follows_the_content(start, bot_api, tiny_settings):
    path = tiny_settings.content / "life" / "life-unpaid-wages.yaml"
    text, chat = path.read_text(encoding="utf-8"), bot_api.user("Nomin", language_code="en")
    process = start()
    chat.send("unpaid wages")
    chat.wait_for_reply(timeout=30)
    path.write_text(text.replace("unpaid wages in English", "quokka pay"), encoding="utf-8")

    # Two seconds are promised; tests run beside others.
    end = time.monotonic() + 20
    while not chat.ask("unpaid wages")[0].text.startswith("quokka pay"):
        assert time.monotonic() < end
        time.sleep(0.1)
    log = stop(process)

    assert "The content has changed: " in log


def test_what_arrives_while_it_is_stopped_is_answered_afterwards_and_nothing_twice(start, bot_api):
    chats = [bot_api.user(f"User{number}", language_code="en") for number in range(30)]
    process = start()
    bot_api.wait_until(lambda: bot_api.calls("getUpdates"), timeout=30)
    for chat in chats:
        chat.send("/help")
    bot_api.wait_until(lambda: any(chat.replies for chat in chats))
    stop(process)
    for chat in chats:
        chat.send("unpaid wages")
    process = start()

    for chat in chats:
        chat.wait_for_reply(2, timeout=30)
    log = stop(process)

    assert all(len(chat.replies) == 2 for chat in chats)
    assert "and is again" not in log


def test_telegram_may_be_away_for_a_while(start, bot_api):
    chat = bot_api.user("An", language_code="en")
    process = start()
    bot_api.wait_until(lambda: bot_api.calls("getUpdates"), timeout=30)
    bot_api.fail("getUpdates", 502, times=1)
    bot_api.fail("sendMessage", "drop", times=1)

    chat.send("/help")
    chat.wait_for_reply(timeout=15)
    bot_api.fail("getUpdates", 500, times=1)
    chat.send("/help")
    chat.wait_for_reply(timeout=15)
    log = stop(process)

    assert "Telegram does not answer now" in log
