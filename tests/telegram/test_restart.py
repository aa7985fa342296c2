"""The real commands, killed in the middle of their work, and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from bot.sealing import Seal
from bot.storage.records import Author, Handoff, TicketMessage
from bot.storage.store import Store
from knowledge.languages import Language

EACH = 4
"""Messages of a chat, one after the other."""
AGAIN = "may have been answered before the end, and is again"
AT_ONCE = 64


@pytest.fixture
def environment(tiny_root, tmp_path):
    """What every start of a test has in common; the index is built at the first."""
    return {"IEUM_CONTENT": str(tiny_root), "IEUM_VAR": str(tmp_path / "var")}


@pytest.fixture
def store(tmp_path):
    (tmp_path / "var").mkdir()
    with closing(Store(f"sqlite:///{tmp_path / 'var' / 'ieum.db'}")) as store:
        store.migrate()
        yield store


@contextmanager
def running(api, environment, mode, log):
    """Ieum as a process of its own; gives the process."""
    port = _free_port()
    settings = {
        "IEUM_TELEGRAM_TOKEN": api.token,
        "IEUM_TELEGRAM_API": api.address,
        "IEUM_TELEGRAM_MODE": mode,
        "IEUM_TELEGRAM_SECRET": "s3cret",
        "IEUM_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "IEUM_PORT": str(port),
        "IEUM_DEMO_PORT": "0",
    }
    command = "telegram" if mode == "polling" else "serve"
    with log.open("a") as file:
        process = subprocess.Popen(
            [Path(sys.executable).with_name("ieum"), command],
            stderr=file,
            env=os.environ | environment | settings,
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def kill(process):
    process.kill()
    process.wait(10)


def until(true, timeout):
    end = time.monotonic() + timeout
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def answered(chats):
    return sum(len(chat.replies) for chat in chats)


@pytest.mark.parametrize(("mode", "count"), [("polling", 125), ("webhook", 40)])
def test_a_kill_loses_nothing_and_repeats_only_what_was_begun(
    bot_api, environment, store, tmp_path, mode, count
):
    log = tmp_path / "log"
    log.touch()
    chats = [bot_api.user(f"User{number}", language_code="en") for number in range(count)]
    for turn in range(EACH):
        for chat in chats:
            chat.send("/help" if turn % 2 else "my boss did not pay me")

    with running(bot_api, environment, mode, log) as process:
        until(lambda: answered(chats) >= count, 30)
        kill(process)
    at_kill = answered(chats)
    begun = [row for row in store.inbox.waiting(EACH * count) if row.begun]
    assert at_kill < EACH * count
    assert AGAIN not in log.read_text()

    with running(bot_api, environment, mode, log):
        # What was begun at the kill may be answered twice, and chats are served in turn.
        until(lambda: all(update.answers for update in bot_api.updates), 40)
        until(lambda: not store.inbox.waiting(1), 20)
    repeated = sum(max(0, len(chat.replies) - EACH) for chat in chats)
    told = log.read_text()

    assert len(bot_api.updates) == EACH * count
    assert all(len(chat.replies) >= EACH for chat in chats)
    assert all(len(chat.replies) <= EACH + 1 for chat in chats)
    assert repeated <= len(begun) <= AT_ONCE
    assert told.count(AGAIN) == len(begun)
    assert "Traceback" not in told


def test_what_staff_say_across_a_restart_arrives_once_and_in_order(
    bot_api, environment, store, tmp_path
):
    seal = Seal(bot_api.token)
    chats = [bot_api.user(f"User{number}", language_code="en") for number in range(3)]
    tickets = []
    for chat in chats:
        chat.open = True
        tickets.append(str(uuid4()))
        store.tickets.open(
            Handoff(
                id=tickets[-1],
                at=datetime.now(UTC),
                language=Language.EN,
                reach="telegram",
                channel="telegram",
                chat=seal.name_of(str(chat.id)),
                sealed=seal.close(str(chat.id)),
            )
        )

    def say(turns):
        for turn in turns:
            for ticket in tickets:
                now, words = datetime.now(UTC), f"word {turn}"
                message = TicketMessage(str(uuid4()), ticket, now, Author.STAFF, words, Language.EN)
                store.tickets.add(message)

    log = tmp_path / "log"
    say(range(12))
    with running(bot_api, environment, "polling", log):
        until(lambda: answered(chats) >= 9, 30)
    stopped = answered(chats)
    say(range(12, 15))
    with running(bot_api, environment, "polling", log):
        until(lambda: not store.tickets.undelivered(1), 30)

    assert stopped < 36
    for chat in chats:
        assert [said.text for said in chat.replies] == [f"Staff: word {n}" for n in range(15)]
    assert "again" not in log.read_text()
