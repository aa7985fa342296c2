import asyncio
import socket
import threading
import time
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial

import httpx
import pytest
import uvicorn
from telegram.ext import Application

from adapters.keeping import Keeping
from adapters.settings import Settings
from adapters.telegram_chat.polling import poll
from adapters.web.server import create_app
from benchmarks.bot_api import BotApi, Limits
from bot.sealing import Seal
from bot.storage.store import Store


@pytest.fixture
def start_bot_api():
    """Start a Telegram; without flood control and with hasty webhooks, if nothing else is said."""
    with ExitStack() as stack:

        def start(**options):
            hasty = {"limits": Limits.none(), "webhook_seconds": 0.02}
            return stack.enter_context(BotApi(**hasty | options))

        yield start


@pytest.fixture
def bot_api(start_bot_api):
    """A Telegram."""
    return start_bot_api()


@pytest.fixture(scope="session")
def client():
    with httpx.Client(trust_env=False, timeout=30) as client:
        yield client


@pytest.fixture
def call_at(client):
    """Call a method as any program may; gives the result or, if refused, the description."""

    def call(api, method, **arguments):
        answer = client.post(f"{api.base_url}{api.token}/{method}", json=arguments)
        body = answer.json()
        assert answer.status_code == (200 if body["ok"] else body["error_code"])
        return body["result"] if body["ok"] else body["description"]

    return call


@pytest.fixture
def call(bot_api, call_at):
    """Call a method of the Telegram."""
    return partial(call_at, bot_api)


@pytest.fixture
def bot_with(bot_api):
    """Build a bot of python-telegram-bot that talks to the Telegram."""

    def build(*handlers, api=bot_api, change=lambda builder: builder):
        builder = Application.builder().token(api.token).base_url(api.base_url)
        application = change(builder.base_file_url(api.base_file_url)).build()
        application.add_handlers(list(handlers))
        return application

    return build


@asynccontextmanager
async def _polling(application, **options):
    async with application:
        await application.start()
        await application.updater.start_polling(timeout=5, **options)
        yield application.bot
        await application.updater.stop()
        await application.stop()


@pytest.fixture
def while_polling():
    """Run a coroutine function beside a bot that polls."""

    def run(application, scene, **options):
        async def main():
            async with _polling(application, **options) as bot:
                await asyncio.wait_for(scene(bot), 30)

        asyncio.run(main())

    return run


@dataclass
class Bot:
    """Ieum's bot, answering on a Telegram; what it keeps is in the store."""

    api: BotApi
    store: Store

    def user(self, code="en", **known):
        """Return a new user; the name says which language their Telegram is in."""
        return self.api.user(code.title(), language_code=code, **known)

    def name_of(self, chat):
        """Return the chat's name in the store."""
        return Seal(self.api.token).name_of(str(chat.id))

    def ticket_of(self, chat):
        """Return the chat's open ticket, or None."""
        return self.store.tickets.open_of(self.name_of(chat))

    def said_to_staff(self, chat):
        """Return the texts of the chat's open ticket."""
        return [one.text for one in self.store.tickets.messages(self.ticket_of(chat).id)]

    def kept(self, chat):
        """Return what is kept of a chat, when what was asked of it before is done."""
        chat.ask("/bot")
        return self.store.chats.get(self.name_of(chat))


def _in_thread(main, loop):
    thread = threading.Thread(target=lambda: loop.run_until_complete(main), daemon=True)
    thread.start()
    return thread


@contextmanager
def _polling_bot(ieum, settings, store):
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    keeping = Keeping(store or Store(settings.database_url), settings.keep_days)
    thread = _in_thread(poll(ieum, settings, keeping, stop=stop), loop)
    try:
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(30)
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
    assert not thread.is_alive()


@contextmanager
def _told_bot(ieum, settings, store):
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        settings = settings.model_copy(update={"public_url": address})
        config = uvicorn.Config(create_app(ieum, settings), log_level="warning")
        server, loop = uvicorn.Server(config), asyncio.new_event_loop()
        thread = _in_thread(server.serve(sockets=[listening]), loop)
        try:
            yield
        finally:
            server.should_exit = True
            thread.join(30)
            loop.run_until_complete(loop.shutdown_default_executor())
            loop.close()
        assert not thread.is_alive()


@contextmanager
def _running(ieum, var, api, mode="polling", store=None, **settings):
    told = {"telegram_secret": "s3cret"} if mode == "webhook" else {}
    settings = Settings(
        var=var,
        telegram_mode=mode,
        telegram_token=api.token,
        telegram_api=api.address,
        **told | settings,
    )
    run = _told_bot if mode == "webhook" else _polling_bot
    with run(ieum, settings, store):
        asked = "setWebhook" if mode == "webhook" else "getUpdates"
        api.wait_until(lambda: api.calls(asked), timeout=30)
        kept = Store(settings.database_url)
        yield Bot(api, kept)
        kept.close()


@pytest.fixture
def run_bot(ieum, tmp_path_factory):
    """Run a bot of its own, for a test that needs other settings, another store or transport."""

    def run(api, mode="polling", var=None, **options):
        return _running(ieum, var or tmp_path_factory.mktemp("bot"), api, mode, **options)

    return run


@pytest.fixture
def eventually():
    """Wait until a condition holds."""

    def eventually(true, seconds=5):
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end
            time.sleep(0.02)

    return eventually


@pytest.fixture(scope="session")
def bot(ieum, tmp_path_factory):
    """A bot that polls, for all tests; each brings users of its own."""
    with (
        pytest.MonkeyPatch.context() as patch,
        BotApi(limits=Limits.none()) as api,
        _running(ieum, tmp_path_factory.mktemp("bot"), api) as running,
    ):
        # Else the library warns of its own future wherever Telegram asks it to wait.
        patch.setenv("PTB_TIMEDELTA", "true")
        yield running
