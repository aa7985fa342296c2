"""Telegram's Bot API on this machine, with Telegram's own refusals, for tests and for load.

    with BotApi() as api:
        an = api.user("An", language_code="vi")
        an.send("/start")
        (reply,) = an.wait_for_reply()

A bot reaches it through `api.base_url` and `api.token` alone, so it may run in another process
and be killed: whatever Telegram knows stays here.
"""

from types import TracebackType
from typing import Any, Final, Self

from benchmarks.bot_api.answering import Answering
from benchmarks.bot_api.chats import Chat
from benchmarks.bot_api.flood import Limits
from benchmarks.bot_api.groups import Group
from benchmarks.bot_api.messages import User
from benchmarks.bot_api.server import Server
from benchmarks.bot_api.transcript import Button, Said
from benchmarks.bot_api.updates import Update
from benchmarks.bot_api.world import Call, Failure, World

__all__ = ["BotApi", "Button", "Call", "Chat", "Group", "Limits", "Said", "Update", "User"]

_FIRST_USER: Final = 5_000_000_001
_FIRST_GROUP: Final = 4_000_000_001


class BotApi:
    """A Telegram of one bot."""

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        privacy: bool = True,
        query_seconds: float = 15,
        webhook_seconds: float = 1,
        webhook_timeout: float = 60,
    ) -> None:
        self.world = World(limits or Limits(), privacy=privacy, query_seconds=query_seconds)
        self.token = f"{self.world.bot['id']}:AAF3xW0nQ1uVbX8gZ2kLmP5rT7yC9dE4hJs"
        self._server = Server(
            self.world,
            lambda: Answering(
                self.world, self.token, seconds=webhook_seconds, timeout=webhook_timeout
            ),
        )

    def __enter__(self) -> Self:
        self.address = self._server.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.stop()

    @property
    def base_url(self) -> str:
        """Return what `Application.builder().base_url` takes."""
        return f"{self.address}/bot"

    @property
    def base_file_url(self) -> str:
        """Return what `Application.builder().base_file_url` takes."""
        return f"{self.address}/file/bot"

    @property
    def username(self) -> str:
        """Return the name of the bot."""
        return str(self.world.bot["username"])

    def user(self, first_name: str = "An", *, id: int | None = None, **known: str) -> Chat:  # noqa: A002
        """Return the private chat of a new user: `language_code`, `username`, `last_name`."""
        with self.world.changed:
            user_id = id or _FIRST_USER + next(self.world.ids)
            return Chat(self.world, user_id, User(user_id, first_name, **known))

    def group(self, title: str, members: list[Chat]) -> Group:
        """Return a new group of users and the bot, which was added by the first."""
        with self.world.changed:
            number = -(_FIRST_GROUP + next(self.world.ids))
            group = Group(self.world, number, title, [member.user for member in members])
            group.add_bot()
            return group

    def flood(self, retry_after: int, times: int = 1, chat: Chat | None = None) -> None:
        """Refuse the next messages with 429, in one chat or in all."""
        with self.world.changed:
            self.world.flood.force(retry_after, times, chat.id if chat else None)

    def fail(self, method: str, status: int | str, times: int = 1, description: str = "") -> None:
        """Let calls go wrong: an HTTP status, or "drop" (hang up), or "lose" (do it and hang up).

        `method` may be "" for all of them; with a description, the answer is an error in JSON.
        """
        if isinstance(status, int):
            failure = Failure(method, times, status=status, description=description)
        else:
            failure = Failure(method, times, drop=status == "drop", lose=status == "lose")
        with self.world.changed:
            self.world.failures.append(failure)

    def delay(self, method: str, seconds: float, times: int = 1) -> None:
        """Let calls take their time."""
        with self.world.changed:
            self.world.failures.append(Failure(method, times, seconds=seconds))

    def calls(self, method: str = "") -> list[Call]:
        """Return what the bot called, of one method or all."""
        with self.world.changed:
            return [
                call
                for call in self.world.calls
                if not method or call.method.lower() == method.lower()
            ]

    @property
    def updates(self) -> list[Update]:
        """Return all updates, with how often each was delivered and answered."""
        return [*self.world.updates.all]

    @property
    def pending(self) -> int:
        """Return how many updates the bot has not confirmed."""
        return len(self.world.updates.waiting)

    def wait_until(self, true: Any, timeout: float = 10) -> None:
        """Wait until a condition holds, looking whenever something changes."""
        with self.world.changed:
            if not self.world.changed.wait_for(true, timeout):
                raise TimeoutError(f"not within {timeout} s; {self.pending} updates wait")
