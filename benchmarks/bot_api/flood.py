"""Flood control: how many messages a bot may send, and how often it may ask."""

import math
import time
from dataclasses import dataclass, field
from typing import Final, Self

from benchmarks.bot_api.errors import too_many_requests

_MINUTE: Final = 60


@dataclass(frozen=True)
class Limits:
    """What Telegram's FAQ promises; a burst in one chat is borne for a moment."""

    overall: float = 30  # messages in a second
    chat: float = 1  # messages in a second, in one chat
    burst: float = 5  # messages in one chat at once
    group: float = 20  # messages in a minute, in one group
    asking: bool = True  # getUpdates and setWebhook too soon after the last one

    @classmethod
    def none(cls) -> Self:
        """Return no limits."""
        return cls(math.inf, math.inf, math.inf, math.inf, asking=False)


@dataclass
class _Bucket:
    """Holds so many tokens; so many come back in a second."""

    size: float
    rate: float
    tokens: float = field(init=False)
    at: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.tokens = self.size

    def wait(self) -> float:
        """Return the seconds until there is a token."""
        if math.isinf(self.rate):
            return 0
        now = time.monotonic()
        self.tokens = min(self.size, self.tokens + (now - self.at) * self.rate)
        self.at = now
        return 0 if self.tokens >= 1 else (1 - self.tokens) / self.rate

    def take(self) -> None:
        self.tokens -= 1


class FloodControl:
    """Counts the messages of the bot."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._overall = _Bucket(limits.overall, limits.overall)
        self._chats: dict[int, list[_Bucket]] = {}
        self._forced: list[tuple[int, int | None]] = []

    def force(self, seconds: int, times: int, chat_id: int | None) -> None:
        """Refuse the next messages, whatever was sent before."""
        self._forced += [(seconds, chat_id)] * times

    def pass_message(self, chat_id: int) -> None:
        """Let a message through, or refuse it."""
        for number, (seconds, only) in enumerate(self._forced):
            if only in {None, chat_id}:
                del self._forced[number]
                raise too_many_requests(seconds)
        if chat_id not in self._chats:
            self._chats[chat_id] = [_Bucket(self.limits.burst, self.limits.chat)]
            if chat_id < 0:
                group = _Bucket(self.limits.group, self.limits.group / _MINUTE)
                self._chats[chat_id].append(group)
        buckets = [self._overall, *self._chats[chat_id]]
        wait = max(bucket.wait() for bucket in buckets)
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        for bucket in buckets:
            bucket.take()
