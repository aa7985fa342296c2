"""Deleting what has been kept long enough: a job that runs by itself, and says what it did."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from sqlalchemy import Connection

from adapters.keeping import Keeping
from adapters.settings import Settings
from bot.storage.errors import StoreUnavailableError
from bot.storage.staff_sessions import Patience
from bot.storage.store import Store

log = logging.getLogger("ieum")

_EVERY: Final = 3_600.0
"""Seconds from one run to the next: what is kept for days stays an hour longer at most."""


def patience_of(settings: Settings) -> Patience:
    """Return how long a session of the staff lasts by the settings."""
    return Patience(
        timedelta(minutes=settings.staff_idle_minutes),
        timedelta(hours=settings.staff_session_hours),
    )


def purges(
    store: Store, settings: Settings, now: datetime
) -> dict[str, Callable[[Connection], int]]:
    """Return what deletes each kind of thing that is kept, by the name under which it is told.

    Whoever keeps something new of people adds a line here.
    """

    def before(days: int) -> datetime:
        return now - timedelta(days=days)

    return {
        "messages": partial(store.purge, before(settings.keep_days)),
        "questions": partial(store.questions.purge, before(settings.question_days)),
        "sessions": partial(store.sessions.purge, now, patience_of(settings)),
        "login failures": partial(store.failures.purge, now),
        "audit records": partial(store.audit.purge, before(settings.audit_days)),
    }


async def purge_once(keeping: Keeping, settings: Settings, now: datetime) -> dict[str, int]:
    """Delete what has been kept long enough; return how much that was, by what it was.

    Nothing is done while another process does it.

    Raises:
        StoreUnavailableError: the database is away; nothing was deleted.
    """
    deleted = await keeping.use(lambda store: store.sweep(purges(store, settings, now), now))
    if deleted:
        said = ", ".join(f"{count} {name}" for name, count in deleted.items())
        log.info("Kept long enough, and deleted: %s.", said)
    return deleted


@asynccontextmanager
async def purging(
    keeping: Keeping, settings: Settings, every: float = _EVERY
) -> AsyncIterator[None]:
    """Delete what has been kept long enough, at once and then again and again, meanwhile."""
    job = asyncio.create_task(_purge_for_ever(keeping, settings, every))
    try:
        yield
    finally:
        job.cancel()
        await asyncio.gather(job, return_exceptions=True)


async def _purge_for_ever(keeping: Keeping, settings: Settings, every: float) -> None:
    while True:
        try:
            await purge_once(keeping, settings, datetime.now(UTC))
        except StoreUnavailableError as error:
            log.warning("What has been kept long enough cannot be deleted now: %s", error)
        except Exception:
            # The job must not end with one bad run: people were promised that it goes on.
            log.exception("What has been kept long enough could not be deleted.")
        await asyncio.sleep(every)
