"""getUpdates: the bot asks, and waits for what happens."""

import asyncio
import time
from typing import Any, Final

from benchmarks.bot_api.arguments import Arguments
from benchmarks.bot_api.errors import ApiError, refusal
from benchmarks.bot_api.world import World

_MAX_TIMEOUT: Final = 50
_LONGEST: Final = 1 << 31
_TOO_SOON: Final = 3
_AT_ONCE: Final = 0.5
_WEBHOOK: Final = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook "
    "first"
)
_OTHER: Final = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
_SET: Final = "terminated by setWebhook request"


class Polling:
    """At most one request waits; it lives in the event loop of the server."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._waiting: asyncio.Future[None] | None = None
        self._last = (0, 0.0)
        self._next_conflict = 0.0

    def wake(self) -> None:
        """Let the waiting request look again."""
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(None)

    def abort(self, error: ApiError | None = None) -> None:
        """End the waiting request, because a webhook was set if nothing else is said."""
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(error or refusal(409, _SET))

    async def get_updates(
        self, arguments: Arguments, gone: asyncio.Task[Any]
    ) -> list[dict[str, Any]]:
        """Return the next updates; `gone` ends when the one who asked has hung up."""
        try:
            return await self._get_updates(arguments, gone)
        except ApiError as error:
            if error.code == 409 and self.world.limits.asking:
                await self._slow_down()
            raise

    async def _get_updates(
        self, arguments: Arguments, gone: asyncio.Task[Any]
    ) -> list[dict[str, Any]]:
        offset = arguments.integer("offset", 0, -_LONGEST, _LONGEST)
        limit = arguments.integer("limit", 100, 1, 100)
        timeout = arguments.integer("timeout", 0, 0, _MAX_TIMEOUT)
        with self.world.changed:
            if self.world.webhook:
                raise refusal(409, _WEBHOOK)
            self.world.updates.allow(arguments["allowed_updates"])
            self.world.updates.confirm_before(offset)
            self.world.changed.notify_all()
        limit, timeout = self._not_too_soon(offset, limit, timeout)
        until = time.monotonic() + timeout
        while not (updates := self._take(limit)) and (left := until - time.monotonic()) > 0:
            self.abort(refusal(409, _OTHER))
            waiting = self._waiting = asyncio.get_running_loop().create_future()
            await asyncio.wait({waiting, gone}, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            if gone.done():
                waiting.cancel()
                return []
            if not waiting.done():
                waiting.cancel()
            else:
                waiting.result()
        return updates

    def _take(self, limit: int) -> list[dict[str, Any]]:
        with self.world.changed:
            updates = self.world.updates.waiting[:limit]
            for update in updates:
                update.deliveries += 1
            return [update.as_json() for update in updates]

    def _not_too_soon(self, offset: int, limit: int, timeout: int) -> tuple[int, int]:
        (last, at), now = self._last, time.monotonic()
        self._last = offset, now
        if not self.world.limits.asking or offset != last:
            return limit, timeout
        return (
            1 if now < at + _AT_ONCE else limit,
            max(timeout, _TOO_SOON) if now < at + _TOO_SOON else timeout,
        )

    async def _slow_down(self) -> None:
        now = time.monotonic()
        if now < self._next_conflict:
            await asyncio.sleep(_TOO_SOON)
        else:
            self._next_conflict = now + _TOO_SOON
