"""The store as the server uses it: in threads of its own."""

import logging
from collections.abc import Callable
from typing import Final, TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import FastAPI

from bot.storage.errors import StoreUnavailableError
from bot.storage.store import Store

log = logging.getLogger("ieum")

_THREADS: Final = 2
"""Threads that write: a database that hangs must hold up neither answers nor the event loop."""

Kept = TypeVar("Kept")


class Keeping:
    """Reads the store and writes to it; `adapters/retention.py` deletes what is old enough."""

    def __init__(self, store: Store, days: int) -> None:
        """Take the store, and for how many days it may keep people's words; 0 means not at all."""
        self._store = store
        self._days = days
        self._threads: CapacityLimiter | None = None

    @property
    def keeps(self) -> bool:
        """Tell whether what people leave with us is kept at all."""
        return self._days > 0

    async def open(self) -> None:
        """Bring the store up to date; a database that is away now may be back later."""
        if not self.keeps:
            return
        try:
            await self._run(self._store.migrate)
        except StoreUnavailableError as error:
            log.warning("Feedback and messages cannot be kept now: %s", error)

    async def use(self, work: Callable[[Store], Kept]) -> Kept:
        """Read or write.

        Raises:
            StoreUnavailableError: it could not be done.
        """
        return await self._run(lambda: work(self._store))

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    async def _run(self, work: Callable[[], Kept]) -> Kept:
        if self._threads is None:
            self._threads = CapacityLimiter(_THREADS)
        return await run_sync(work, limiter=self._threads)


def keeping_of(app: FastAPI) -> Keeping:
    """Return what keeps for an application."""
    keeping: Keeping = app.state.keeping
    return keeping
