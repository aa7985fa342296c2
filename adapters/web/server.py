"""The application, and the server it runs on."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

import uvicorn
from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp

from adapters.assemble import Ieum
from adapters.keeping import Keeping
from adapters.live import Live
from adapters.recording import Recording
from adapters.retention import purging
from adapters.settings import Settings, TelegramMode
from adapters.telegram_chat.webhook import check, listening, webhook
from adapters.web.api import api, health
from adapters.web.assets import STATIC, Assets
from adapters.web.console.errors import HANDLERS
from adapters.web.console.lookup.finding import renew
from adapters.web.console.routes import console
from adapters.web.errors import say_what_broke, say_what_failed, say_what_is_wrong
from adapters.web.feedback import feedback
from adapters.web.handoffs import handoffs
from adapters.web.hearing import Hearing, is_emergency
from adapters.web.limits import BodyLimit, RateLimit, SecurityHeaders
from adapters.web.metrics import Metrics, share_counts
from adapters.web.origins import Origins, PublicCors, allowed_origins, own_origins
from adapters.web.pages.centers import centers
from adapters.web.pages.editions import Editions
from adapters.web.pages.entries import entries
from adapters.web.pages.home import pages
from adapters.web.pages.sitemap import sitemap
from adapters.web.pages.view import TEMPLATES
from adapters.web.ticket_api import ticket_api
from adapters.web.widget.demo import create_demo
from adapters.web.widget.neighbour import Neighbour, listen
from adapters.web.widget.panel import widget
from bot.messages import LOCALE_FOLDER
from bot.storage.store import Store

log = logging.getLogger("ieum")

_THREADS: Final = 1
"""Threads that answer: more would only take turns at the interpreter, and slow each other down."""
_SMALLEST_PACKED: Final = 500
"""Bytes; less than that is not worth compressing."""
_NOT_STARTED: Final = 3
"""The exit code with which uvicorn ends, too."""
_FACTORY: Final = "adapters.web.server:create_worker"


def create_app(ieum: Ieum | Live, settings: Settings) -> FastAPI:
    """Make the application of assembled parts, which may follow the content.

    Raises:
        StoreUrlError: the settings name no database that we can use.
    """
    live = Live.of(ieum)
    keeping = Keeping(Store(settings.database_url), settings.keep_days)
    recording = Recording(live, keeping, settings.question_days)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = _THREADS
        await keeping.open()
        async with (
            live.following(),
            recording.running(),
            purging(keeping, settings),
            listening(app.state, live, settings, keeping),
        ):
            log.info("Ieum is ready: %d passages.", len(live.now.searcher))
            yield
        keeping.close()

    app = FastAPI(
        title="Ieum",
        summary="Answers for the foreign residents of Seoul, in five languages.",
        version="1",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.add_exception_handler(RequestValidationError, say_what_is_wrong)
    app.add_exception_handler(HTTPException, say_what_failed)
    app.add_exception_handler(Exception, say_what_broke)
    for kind, handler in HANDLERS.items():
        app.add_exception_handler(kind, handler)
    app.state.live = live
    live.afterwards(partial(renew, app.state))
    app.state.settings = settings
    app.state.keeping = keeping
    app.state.recording = recording
    app.state.clock = lambda: datetime.now(UTC)
    app.state.metrics = Metrics()
    app.state.handoff_limiter = FixedWindowRateLimiter(MemoryStorage())
    app.state.assets = Assets()
    app.state.editions = Editions((STATIC, TEMPLATES, LOCALE_FOLDER))
    for router in (
        api,
        feedback,
        handoffs,
        ticket_api,
        health,
        pages,
        entries,
        centers,
        widget,
        sitemap,
        webhook,
        console,
    ):
        app.include_router(router)
    app.mount("/static", app.state.assets, name="static")
    origins = allowed_origins(settings)
    app.add_middleware(RateLimit, per_minute=settings.requests_per_minute, is_urgent=is_emergency)
    app.add_middleware(Hearing)
    app.add_middleware(Origins, allowed=origins, own=own_origins(settings))
    app.add_middleware(BodyLimit, largest=settings.largest_body)
    app.add_middleware(PublicCors, allowed=origins)
    app.add_middleware(GZipMiddleware, minimum_size=_SMALLEST_PACKED)
    app.add_middleware(SecurityHeaders)
    return app


def run(live: Live, settings: Settings) -> None:
    """Serve until stopped. Requests are not logged: a question is nobody's but the asker's.

    Raises:
        TelegramError: a setting for Telegram is missing.
        SystemExit: the server did not start; the log says why.
    """
    if settings.telegram_mode is TelegramMode.WEBHOOK:
        check(settings)
    options: dict[str, Any] = {
        "host": settings.host,
        "port": settings.port,
        "access_log": False,
        "log_level": "warning",
    }
    if settings.workers > 1:
        log.info("Ieum listens on http://%s:%d", settings.host, settings.port)
        share_counts(settings.var / "metrics")
        uvicorn.run(_FACTORY, factory=True, workers=settings.workers, **options)
        return
    socket = uvicorn.Config(_FACTORY, **options).bind_socket()
    port = socket.getsockname()[1]
    log.info("Ieum listens on http://%s:%d", settings.host, port)
    sockets = [socket]
    app: ASGIApp
    if demo := listen(settings):
        sockets.append(demo)
        app = Neighbour(create_app(live, settings), create_demo(port), settings.demo_port)
    else:
        app = create_app(live, settings.model_copy(update={"demo_port": 0}))
    server = uvicorn.Server(uvicorn.Config(app, **options))
    server.run(sockets=sockets)
    if not server.started:
        raise SystemExit(_NOT_STARTED)


def create_worker() -> FastAPI:
    """Make the application of one of several processes, from the environment."""
    settings = Settings(demo_port=0)
    return create_app(Live.open_for_good(settings), settings)
