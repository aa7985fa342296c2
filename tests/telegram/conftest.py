import asyncio
from contextlib import ExitStack, asynccontextmanager
from functools import partial

import httpx
import pytest
from telegram.ext import Application

from benchmarks.bot_api import BotApi, Limits


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
