import shutil
import socket
import threading
import time
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import sync_playwright
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from adapters.settings import Settings
from adapters.web.server import create_app
from adapters.web.widget.demo import create_demo
from benchmarks.served import FLAGS

CHROMIUM = shutil.which("chromium")


@contextmanager
def serving(app, port=0):
    """Serve an application from a thread of its own; gives its address."""
    config = uvicorn.Config(app, port=port, log_config=None, access_log=False, ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="session", name="serving")
def _serving():
    return serving


@pytest.fixture(scope="session")
def neutral():
    """Where a person in danger leaves to."""

    def weather(_):
        return HTMLResponse('<title>Weather</title><link rel="icon" href="data:,">Sunny')

    with serving(Starlette(routes=[Route("/{path:path}", weather)])) as address:
        yield address


@pytest.fixture(scope="session")
def address(ieum, neutral, tmp_path_factory):
    """Where a real server listens."""
    settings = Settings(
        requests_per_minute=0, quick_exit=neutral, var=tmp_path_factory.mktemp("served")
    )
    with serving(create_app(ieum, settings)) as address:
        yield address


@pytest.fixture(scope="session")
def center(ieum, neutral, tmp_path_factory):
    """The website of an invented center, on another origin than the Ieum that it embeds."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = Settings(
        requests_per_minute=0,
        quick_exit=neutral,
        demo_port=port,
        var=tmp_path_factory.mktemp("embedded"),
    )
    with (
        serving(create_app(ieum, settings)) as address,
        serving(create_demo(urlsplit(address).port), port) as center,
    ):
        yield center


@pytest.fixture(scope="module")
def browser():
    """A browser; for one module, because its event loop runs in this thread meanwhile."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium; `make browser` installs it where it may")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, address, neutral):
    """Open a path in a fresh browser; in the end nothing may have gone wrong in any."""
    contexts, troubles = [], []

    def watch(request):
        if not request.url.startswith((f"{address}/", f"{neutral}/")):
            troubles.append(f"asked {request.url}")

    def listen(message):
        if message.type in {"error", "warning"}:
            troubles.append(message.text)

    def open_page(path="/", locale="en-US", **options):
        context = browser.new_context(base_url=address, locale=locale, **options)
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.on("request", watch)
        context.on("console", listen)
        context.on("weberror", lambda error: troubles.append(str(error.error)))
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []
