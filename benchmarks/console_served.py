"""The console over an invented day, served for real, and browsers that have logged in to it."""

import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page

from adapters.live import Live
from adapters.settings import ContentIn, Settings
from adapters.web.console.door import COOKIE
from adapters.web.server import create_app
from benchmarks.console_day import Day, edit, moment
from bot.staff import Staff
from bot.storage.store import Store

_FOR_EVER: Final = 36_500
_DESK: Final = {"width": 1366, "height": 768}


class Served:
    """A console that listens, with the day that is in it."""

    def __init__(self, browser: Browser, address: str, day: Day, store: Store) -> None:
        """Take a browser, where the console listens, and what it was filled with."""
        self.day, self.address, self.store = day, address, store
        self._browser = browser

    def open(self, name: str | None, path: str, **look: Any) -> Page:
        """Open a path as somebody who has logged in, by name; as nobody for None."""
        options = {"viewport": _DESK, "locale": "en-US", "base_url": self.address} | look
        context = self._browser.new_context(**options)
        if name:
            context.add_cookies([self._cookie(self.day.staff[name])])
        page = context.new_page()
        page.goto(path)
        return page

    def _cookie(self, staff: Staff) -> Any:
        token = self.store.sessions.open(staff.id, self.day.now)
        place = self.address.replace("http:", "https:")
        return {"name": COOKIE, "value": token, "url": place, "secure": True, "httpOnly": True}


@contextmanager
def console(browser: Browser) -> Iterator[Served]:
    """Serve the console over the day, at the time of the day."""
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder)
        usual = Settings()
        if (usual.var / "index").exists():
            shutil.copytree(usual.var / "index", var / "index")
        settings = Settings(
            var=var,
            database=f"sqlite:///{var / 'ieum.db'}",
            content_in=ContentIn.DATABASE,
            requests_per_minute=0,
            demo_port=0,
        )
        store = Store(settings.database_url)
        store.migrate()
        live = Live.open(settings)
        day = Day(store, live.now)
        edit(settings, store)
        # What is purged goes by the clock of this machine, the pages by that of the day.
        ages = dict.fromkeys(("keep_days", "question_days", "audit_days"), _FOR_EVER)
        patience = {"staff_idle_minutes": 10**7, "staff_session_hours": 10**6}
        app = create_app(live, settings.model_copy(update={**ages, **patience}))
        app.state.settings = settings
        app.state.clock = moment
        live.now.assistant._clock = moment
        try:
            with _listening(app) as address:
                yield Served(browser, address, day, store)
        finally:
            store.close()


@contextmanager
def _listening(app: FastAPI) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise SystemExit("The server did not start.")
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
