import asyncio
import logging
import socket

import pytest

from adapters.settings import Settings
from adapters.web.widget.neighbour import Neighbour, listen


@pytest.fixture
def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def test_without_a_port_nothing_is_opened(caplog):
    with caplog.at_level(logging.INFO, "ieum"):
        assert listen(Settings(demo_port=0)) is None

    assert caplog.records == []


def test_a_free_port_is_opened_and_named(free_port, caplog):
    with caplog.at_level(logging.INFO, "ieum"):
        opened = listen(Settings(demo_port=free_port))

    with opened, socket.create_connection(("127.0.0.1", free_port), timeout=5):
        assert opened.getsockname() == ("127.0.0.1", free_port)
    (told,) = caplog.records
    assert f"http://127.0.0.1:{free_port}" in told.getMessage()


def test_a_port_that_is_taken_is_warned_of_and_left(caplog):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert listen(Settings(demo_port=port)) is None

    (warned,) = caplog.records
    assert warned.levelno == logging.WARNING
    assert f"port {port}: Address already in use" in warned.getMessage()


def test_a_host_that_is_not_ours_is_warned_of_and_left(free_port, caplog):
    assert listen(Settings(demo_port=free_port, host="203.0.113.7")) is None

    assert [record.levelno for record in caplog.records] == [logging.WARNING]


def through(scope):
    """Who is asked for a scope: ourselves or the neighbour."""
    asked = []

    def app(name):
        async def answer(scope, receive, send):
            asked.append((name, scope, await receive(), await send("sent")))

        return answer

    async def receive():
        return "received"

    async def send(event):
        return event

    asyncio.run(Neighbour(app("own"), app("next door"), 8001)(scope, receive, send))
    ((name, *passed),) = asked
    assert passed == [scope, "received", "sent"]
    return name


@pytest.mark.parametrize(
    ("server", "name"),
    [
        (("127.0.0.1", 8001), "next door"),
        (("127.0.0.1", 8000), "own"),
        (("::1", 8001), "next door"),
        (("/run/ieum.sock", None), "own"),
        (None, "own"),
    ],
)
def test_a_request_is_passed_on_by_the_port_it_came_to(server, name):
    assert through({"type": "http", "path": "/", "server": server}) == name


def test_only_our_own_application_starts_and_stops():
    assert through({"type": "lifespan"}) == "own"
