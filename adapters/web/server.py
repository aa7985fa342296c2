"""The application, and the server it runs on."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import uvicorn
from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.staticfiles import StaticFiles

from adapters.assemble import Ieum, assemble
from adapters.settings import Settings
from adapters.web.api import api, health
from adapters.web.hearing import Hearing, is_emergency
from adapters.web.limits import BodyLimit, RateLimit, SecurityHeaders
from adapters.web.metrics import Metrics, share_counts
from adapters.web.page import page

STATIC: Final = Path(__file__).parent / "static"
log = logging.getLogger("ieum")

_THREADS: Final = 1
"""Threads that answer: more would only take turns at the interpreter, and slow each other down."""
_FACTORY: Final = "adapters.web.server:create_worker"


def create_app(ieum: Ieum, settings: Settings) -> FastAPI:
    """Make the application of assembled parts."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = _THREADS
        log.info("Ieum is ready: %d passages.", len(ieum.searcher))
        yield

    app = FastAPI(
        title="Ieum",
        summary="Answers for the foreign residents of Seoul, in five languages.",
        version="1",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.add_exception_handler(RequestValidationError, _say_what_is_wrong)
    app.state.ieum = ieum
    app.state.metrics = Metrics()
    app.state.default_language = settings.default_language
    app.include_router(api)
    app.include_router(health)
    app.include_router(page)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_middleware(RateLimit, per_minute=settings.requests_per_minute, is_urgent=is_emergency)
    app.add_middleware(Hearing, hear=ieum.assistant.hear)
    app.add_middleware(BodyLimit, largest=settings.largest_body)
    app.add_middleware(SecurityHeaders)
    return app


async def _say_what_is_wrong(_: Request, error: Exception) -> JSONResponse:
    """Name the fields that are wrong, without sending a person's own words back."""
    faults = error.errors() if isinstance(error, RequestValidationError) else []
    detail = [{"loc": fault["loc"], "msg": fault["msg"], "type": fault["type"]} for fault in faults]
    return JSONResponse({"detail": detail}, status_code=422)


def run(ieum: Ieum, settings: Settings) -> None:
    """Serve until stopped. Requests are not logged: a question is nobody's but the asker's."""
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
    config = uvicorn.Config(create_app(ieum, settings), **options)
    socket = config.bind_socket()
    log.info("Ieum listens on http://%s:%d", settings.host, socket.getsockname()[1])
    uvicorn.Server(config).run(sockets=[socket])


def create_worker() -> FastAPI:
    """Make the application of one of several processes, from the environment."""
    settings = Settings()
    return create_app(assemble(settings), settings)
