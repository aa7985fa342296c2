"""The store as the server uses it: in threads of its own, and for as long as the settings say."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Final, TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import FastAPI

from bot.store import Store
from bot.store_errors import StoreUnavailableError

log = logging.getLogger("ieum")

_THREADS: Final = 2
"""Threads that write: a database that hangs must hold up neither answers nor the event loop."""

Kept = TypeVar("Kept")


class Keeping:
    """Writes to the store, and deletes what has been kept long enough."""

    def __init__(self, store: Store, days: int) -> None:
        """Take the store, and for how many days it may keep anything; 0 means not at all."""
        self._store = store
        self._days = days
        self._threads: CapacityLimiter | None = None

    @property
    def keeps(self) -> bool:
        """Tell whether anything is kept at all."""
        return self._days > 0

    async def open(self) -> None:
        """Bring the store up to date; a database that is away now may be back later."""
        if not self.keeps:
            return
        try:
            await self._run(self._begin)
        except StoreUnavailableError as error:
            log.warning("Feedback and messages cannot be kept now: %s", error)

    async def keep(self, add: Callable[[Store], Kept]) -> Kept:
        """Write what `add` writes.

        Raises:
            StoreUnavailableError: it is not kept.
        """
        return await self._run(lambda: self._add(add))

    async def use(self, work: Callable[[Store], Kept]) -> Kept:
        """Read or write, without looking for what has been kept long enough.

        Raises:
            StoreUnavailableError: it could not be done.
        """
        return await self._run(lambda: work(self._store))

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def _begin(self) -> None:
        self._store.migrate()
        self._purge()

    def _add(self, add: Callable[[Store], Kept]) -> Kept:
        kept = add(self._store)
        # The words are kept by now, and nobody must be told otherwise; the next writer purges.
        with suppress(StoreUnavailableError):
            self._purge()
        return kept

    def _purge(self) -> None:
        self._store.purge(datetime.now(UTC) - timedelta(days=self._days))

    async def _run(self, work: Callable[[], Kept]) -> Kept:
        if self._threads is None:
            self._threads = CapacityLimiter(_THREADS)
        return await run_sync(work, limiter=self._threads)


def keeping_of(app: FastAPI) -> Keeping:
    """Return what keeps for an application."""
    keeping: Keeping = app.state.keeping
    return keeping
