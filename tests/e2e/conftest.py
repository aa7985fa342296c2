import shutil
import threading
import time

import pytest
import uvicorn
from playwright.sync_api import sync_playwright

from adapters.settings import Settings
from adapters.web.server import create_app

CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def address(ieum):
    """Where a real server listens."""
    app = create_app(ieum, Settings(requests_per_minute=0))
    config = uvicorn.Config(app, port=0, log_config=None, access_log=False, ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def browser():
    """A browser; for one module, because its event loop runs in this thread meanwhile."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium; `make browser` installs it where it may")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS])
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, address):
    """Open a path in a fresh browser; in the end nothing may have gone wrong in any."""
    contexts, troubles = [], []

    def watch(request):
        if not request.url.startswith(f"{address}/"):
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
