"""Hashing passwords beside the event loop: each takes long, and 19 MiB."""

from functools import cache, partial
from typing import Final

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from bot.passwords import hash_password, is_password

_THREADS: Final = 2


@cache
def _threads() -> CapacityLimiter:
    return CapacityLimiter(_THREADS)


async def hashed(password: str) -> str:
    """Return the hash of a password."""
    return await run_sync(partial(hash_password, password), limiter=_threads())


async def is_right(password: str, kept: str | None) -> bool:
    """Tell whether a password has this hash; where there is none, say no after as long."""
    return await run_sync(partial(is_password, password, kept), limiter=_threads())
