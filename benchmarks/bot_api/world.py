"""Everything that this Telegram knows; it outlives the bot."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from benchmarks.bot_api.arguments import Arguments
from benchmarks.bot_api.flood import FloodControl, Limits
from benchmarks.bot_api.updates import Update, Updates

if TYPE_CHECKING:
    from benchmarks.bot_api.chats import Chat

_BOT_ID: Final = 7_654_321_098


@dataclass
class Call:
    """A request of the bot, and what it was answered."""

    method: str
    arguments: Arguments
    at: float = field(default_factory=time.monotonic)
    status: int = 0
    description: str = ""


@dataclass
class Failure:
    """What is to go wrong, with a method or with every one if it is ""."""

    method: str
    times: int
    status: int = 0  # refuse with it
    description: str = ""
    drop: bool = False  # hang up instead of doing it
    lose: bool = False  # do it, and hang up
    seconds: float = 0  # take so long


@dataclass(frozen=True)
class Webhook:
    """Where updates are posted to."""

    url: str
    secret_token: str
    max_connections: int


@dataclass
class CallbackQuery:
    """A press of a button that awaits its answer."""

    chat: "Chat"
    update: Update | None
    at: float = field(default_factory=time.monotonic)
    answered: bool = False


@dataclass(frozen=True)
class File:
    """A file that somebody sent."""

    path: str
    content: bytes


class World:
    """State, guarded by `changed`, which also tells who waits for a change."""

    def __init__(self, limits: Limits, *, privacy: bool, query_seconds: float) -> None:
        self.changed = threading.Condition()
        self.flood = FloodControl(limits)
        self.limits = limits
        self.privacy = privacy
        self.query_seconds = query_seconds
        self.bot: dict[str, Any] = {
            "id": _BOT_ID,
            "is_bot": True,
            "first_name": "Ieum",
            "username": "ieum_test_bot",
        }
        self.updates = Updates()
        self.webhook: Webhook | None = None
        self.webhook_error: tuple[int, str] | None = None
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, CallbackQuery] = {}
        self.files: dict[str, File] = {}
        self.calls: list[Call] = []
        self.failures: list[Failure] = []
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.texts: dict[tuple[str, str], str] = {}
        self.ids = count(1)
        self.message_ids = count(1)
        self.wake: Callable[[], None] = lambda: None

    def tell(
        self, kind: str, body: dict[str, Any], chat: "Chat", lane: int | None = None
    ) -> Update | None:
        """Queue an update for the bot and wake who delivers it."""
        update = self.updates.add(kind, body, chat.id, lane)
        self.changed.notify_all()
        self.wake()
        return update

    def record(self, call: Call) -> Failure:
        """Keep a call; gives what is to go wrong with it."""
        self.calls.append(call)
        method = call.method.lower()
        for failure in self.failures:
            if failure.times and failure.method.lower() in {"", method}:
                failure.times -= 1
                return failure
        return Failure(method, 1)
