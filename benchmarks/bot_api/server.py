"""The HTTP server, in a thread with an event loop of its own."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.bot_api.answering import Answering
from benchmarks.bot_api.errors import refusal
from benchmarks.bot_api.world import World

_PATIENCE: Final = 2


class Server:
    """Serves on a free port of this machine."""

    def __init__(self, world: World, answering: Callable[[], Answering]) -> None:
        self._world = world
        self._make = answering
        app = Starlette(
            routes=[
                Route("/bot{token}/{method}", self._answer, methods=["GET", "POST"]),
                Route("/file/bot{token}/{path:path}", self._file),
            ],
            lifespan=self._lifespan,
        )
        config = uvicorn.Config(app, port=0, log_config=None, access_log=False, ws="none")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, name="bot-api", daemon=True)

    def start(self) -> str:
        """Serve; gives the address."""
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise RuntimeError("the server did not start")
            time.sleep(0.005)
        return f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"

    def stop(self) -> None:
        """Serve no more; who waits is told so."""
        self._loop.call_soon_threadsafe(self._answering.polling.abort, refusal(500, "restart"))
        self._server.should_exit = True
        self._thread.join(_PATIENCE)
        self._server.force_exit = True
        self._thread.join()

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        self._loop = asyncio.get_running_loop()
        self._answering = self._make()
        self._world.wake = lambda: self._schedule(self._answering.wake)
        yield
        self._world.wake = lambda: None
        await self._answering.delivery.close()

    def _schedule(self, action: Callable[[], None]) -> None:
        self._loop.call_soon_threadsafe(action)

    async def _answer(self, request: Request) -> Response:
        return await self._answering.answer(request)

    async def _file(self, request: Request) -> Response:
        return await self._answering.file(request)
