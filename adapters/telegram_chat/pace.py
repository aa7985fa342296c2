"""As fast as Telegram lets a bot write, and no faster."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any, Final

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

_A_SECOND: Final = 28.0
"""Messages in all chats; Telegram bears 30."""
_AT_ONCE: Final = 8
_GROUP: Final = 20 / 60
"""Messages a second in one group: Telegram bears 20 a minute."""
_GROUP_AT_ONCE: Final = 10
_MOST_GROUPS: Final = 500
_RETRIES: Final = 3
_MARGIN: Final = 0.1
_LONGEST_WAIT: Final = 60.0
_LONGEST_WITHOUT_CHAT: Final = 5.0

Call = Callable[..., Coroutine[Any, Any, Any]]


class Pace(BaseRateLimiter[int]):
    """Spaces messages out, and tries again what Telegram asks to send later.

    A chat that is asked to wait waits alone. What is not about a chat has no turn, and waits a
    moment only: of the bot's name, Telegram may want to hear nothing for hours.
    """

    def __init__(self) -> None:
        """Begin with nothing sent."""
        self._all = _Turns(_A_SECOND, _AT_ONCE)
        self._groups: dict[int, _Turns] = {}

    async def initialize(self) -> None:
        """Do nothing."""

    async def shutdown(self) -> None:
        """Do nothing."""

    async def process_request(
        self,
        callback: Call,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,  # noqa: ARG002 - the library passes it
    ) -> Any:
        """Call Telegram in turn.

        Raises:
            RetryAfter: it wants to hear of it much later, or keeps on saying so.
        """
        chat = data.get("chat_id") if endpoint != "sendChatAction" else None
        longest = _LONGEST_WAIT if chat else _LONGEST_WITHOUT_CHAT
        for retries in range(_RETRIES, -1, -1):
            if chat:
                await self._turn(chat)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                seconds = _seconds(error)
                if not retries or seconds > longest:
                    raise
                await asyncio.sleep(seconds + _MARGIN)
        return None

    async def _turn(self, chat: int | str) -> None:
        if isinstance(chat, int) and chat < 0:
            await self._group(chat).wait()
        await self._all.wait()

    def _group(self, chat: int) -> "_Turns":
        if len(self._groups) > _MOST_GROUPS:
            self._groups = {one: turns for one, turns in self._groups.items() if not turns.is_idle}
        return self._groups.setdefault(chat, _Turns(_GROUP, _GROUP_AT_ONCE))


class _Turns:
    """Turns at so many a second, of which a few may come at once after a pause."""

    def __init__(self, a_second: float, at_once: int) -> None:
        self._gap = 1 / a_second
        self._slack = (at_once - 1) * self._gap
        self._next = 0.0

    @property
    def is_idle(self) -> bool:
        """Tell whether it is as good as new."""
        return self._next <= time.monotonic()

    async def wait(self) -> None:
        """Wait for one's turn; who came first goes first."""
        now = time.monotonic()
        turn = max(self._next, now)
        self._next = turn + self._gap
        await asyncio.sleep(max(0.0, turn - self._slack - now))


def _seconds(error: RetryAfter) -> float:
    # The public attribute warns that it will change its type; the library's own limiter reads this.
    after: timedelta = error._retry_after
    return after.total_seconds()
