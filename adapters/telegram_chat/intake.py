"""What comes from Telegram: kept until it is answered, each chat's messages in their order.

An update is sealed in the store before Telegram may forget it, and erased when it is answered. What
a crash leaves unanswered is answered after it; so is what may have been answered just before.
"""

import asyncio
import json
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from adapters.keeping import Keeping
from bot.sealing import Seal, SealError
from bot.storage.errors import StoreUnavailableError
from bot.storage.inbox import LARGEST
from bot.storage.records import Waiting
from bot.storage.store import Store

log = logging.getLogger("ieum")

Raw = dict[str, Any]
"""An update as Telegram writes it."""

MOST_WAITING: Final = 2_000
"""Updates taken and not yet answered; beyond, Telegram is asked to wait."""
_AT_ONCE: Final = 64
_BATCH: Final = 200
_PAUSE: Final = 5.0
"""Seconds after which a store that was away is asked again for what was left."""


class Intake:
    """Takes updates, and has them answered."""

    def __init__(
        self, keeping: Keeping, seal: Seal, answer: Callable[[Raw], Awaitable[None]]
    ) -> None:
        """Take what keeps, what seals, and what answers one update."""
        self._keeping = keeping
        self._seal = seal
        self._answer = answer
        self._chats: dict[int, deque[tuple[Raw, int | None]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(_AT_ONCE)
        self._waiting = 0
        self._resuming = asyncio.Lock()
        self._is_resumed = False
        self._next_try = 0.0
        self._unnoted: set[int] = set()
        self._is_stopping = False

    @property
    def is_full(self) -> bool:
        """Tell whether no more should be taken now."""
        return self._waiting >= MOST_WAITING

    async def take(self, updates: Sequence[Raw]) -> None:
        """Take updates in; those that are known already are passed over."""
        each = {raw["update_id"]: raw for raw in updates}
        new: tuple[int, ...] | None = None
        if self._keeping.keeps and await self.resume():
            rows = [
                (number, self._seal.close(json.dumps(raw)))
                for number, raw in each.items()
                if not _tells_a_place(raw)
            ]
            try:
                new = await self._keeping.use(
                    lambda store: store.inbox.take_in_many(rows, datetime.now(UTC))
                )
            except StoreUnavailableError as error:
                log.warning("Messages are answered without being kept first: %s", error)
        for number, raw in each.items():
            if new is None or _tells_a_place(raw):
                self._queue(raw, None)
            elif number in new:
                self._queue(raw, number)

    async def resume(self) -> bool:
        """Go on with what was left when the program ended, before anything new.

        Returns whether that is done; where the store is away, it is not.
        """
        async with self._resuming:
            if self._is_resumed or not self._keeping.keeps or time.monotonic() < self._next_try:
                return self._is_resumed
            try:
                left = await self._left()
            except StoreUnavailableError as error:
                log.warning("What was left to answer cannot be read now: %s", error)
                self._next_try = time.monotonic() + _PAUSE
                return False
            self._is_resumed = True
            for number, raw, begun in left:
                if begun:
                    log.info("A message may have been answered before the end, and is again.")
                self._queue(raw, number)
            return True

    async def run(self) -> None:
        """Go on with what was left as soon as the store can be read."""
        while self._keeping.keeps and not await self.resume():
            await asyncio.sleep(_PAUSE)

    async def finish(self, seconds: float) -> None:
        """Finish what is being answered; what is kept and not begun stays for the next start."""
        self._is_stopping = True
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _left(self) -> list[tuple[int, Raw, bool]]:
        """Read what was left; what nobody can read is erased."""
        left: list[tuple[int, Raw, bool]] = []
        after, unreadable = -LARGEST, 0
        while rows := await self._keeping.use(partial(_waiting, after=after)):
            after = rows[-1].number
            for row in rows:
                try:
                    left.append((row.number, json.loads(self._seal.open(row.sealed)), row.begun))
                except (SealError, ValueError):
                    unreadable += 1
                    await self._finish(row.number)
        if unreadable:
            log.warning("Messages sealed under another token cannot be answered: %d.", unreadable)
        return left

    def _queue(self, raw: Raw, number: int | None) -> None:
        """Have an update answered after those of its chat before it."""
        self._waiting += 1
        chat = _chat_of(raw)
        if (queue := self._chats.get(chat)) is None:
            queue = self._chats[chat] = deque()
            task = asyncio.create_task(self._serve(chat, queue))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        queue.append((raw, number))

    async def _serve(self, chat: int, queue: deque[tuple[Raw, int | None]]) -> None:
        """Answer a chat's updates in turn; between two of them, other chats have theirs."""
        while queue:
            async with self._room:
                raw, number = queue.popleft()
                if number is None or not self._is_stopping:
                    await self._work(raw, number)
            self._waiting -= 1
        del self._chats[chat]

    async def _work(self, raw: Raw, number: int | None) -> None:
        if number is not None:
            await self._note(lambda store: store.inbox.begin(number))
        try:
            await self._answer(raw)
        except Exception:
            # One that cannot be answered must not stand in the way of all others.
            log.exception("A message could not be answered.")
        if number is not None:
            await self._finish(number)

    async def _finish(self, number: int) -> None:
        """Erase what is answered, and what could not be erased before."""
        numbers = {number} | self._unnoted
        self._unnoted -= numbers
        if not await self._note(partial(_erase, numbers=numbers)):
            self._unnoted |= numbers

    async def _note(self, work: Callable[[Store], object]) -> bool:
        try:
            await self._keeping.use(work)
        except StoreUnavailableError as error:
            log.warning("That a message is answered could not be noted: %s", error)
            return False
        return True


def _waiting(store: Store, after: int) -> tuple[Waiting, ...]:
    return store.inbox.waiting(_BATCH, after)


def _erase(store: Store, numbers: Iterable[int]) -> None:
    for number in numbers:
        store.inbox.finish(number)


def _tells_a_place(raw: Raw) -> bool:
    """Tell whether an update says where somebody is, which is kept nowhere, not even sealed."""
    about = [raw.get(kind) for kind in ("message", "edited_message")]
    return any(isinstance(message, dict) and "location" in message for message in about)


def _chat_of(raw: Raw) -> int:
    """Return the chat of an update; 0 where it has none that we can read."""
    about = raw.get("callback_query") or raw
    for kind in ("message", "edited_message", "my_chat_member"):
        try:
            return int(about[kind]["chat"]["id"])
        except (KeyError, TypeError, ValueError):
            continue
    return 0
