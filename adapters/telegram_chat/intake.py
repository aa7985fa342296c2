"""What comes from Telegram: kept until it is answered, each chat's messages in their order.

An update is sealed in the store before Telegram may forget it, and erased when it is answered. What
a crash leaves unanswered is answered after it; so is what may have been answered just before.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from adapters.keeping import Keeping
from bot.sealing import Seal, SealError
from bot.store_errors import StoreUnavailableError

log = logging.getLogger("ieum")

Raw = dict[str, Any]
"""An update as Telegram writes it."""

MOST_WAITING: Final = 2_000
"""Updates taken and not yet answered; beyond, Telegram is asked to wait."""
_AT_ONCE: Final = 64
_BATCH: Final = 200


class Intake:
    """Takes updates, and has them answered."""

    def __init__(
        self, keeping: Keeping, seal: Seal, answer: Callable[[Raw], Awaitable[None]]
    ) -> None:
        """Take what keeps, what seals, and what answers one update."""
        self._keeping = keeping
        self._seal = seal
        self._answer = answer
        self._wake = asyncio.Event()
        self._room = asyncio.Semaphore(_AT_ONCE)
        self._tails: dict[int, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._last = 0
        self._waiting = 0

    @property
    def is_full(self) -> bool:
        """Tell whether no more should be taken now."""
        return self._waiting >= MOST_WAITING

    async def take(self, updates: Sequence[Raw]) -> None:
        """Take updates in; those that are known already are passed over."""
        passing = [raw for raw in updates if not self._keeping.keeps or _tells_a_place(raw)]
        kept = [raw for raw in updates if raw not in passing]
        if kept:
            rows = [(raw["update_id"], self._seal.close(json.dumps(raw))) for raw in kept]
            try:
                new = await self._keeping.use(
                    lambda store: store.inbox.take_in_many(rows, datetime.now(UTC))
                )
            except StoreUnavailableError as error:
                log.warning("Messages are answered without being kept first: %s", error)
                passing = list(updates)
            else:
                self._waiting += len(new)
                self._wake.set()
        for raw in passing:
            await self._begin(raw, None)

    async def run(self) -> None:
        """Answer what waits, what was left by a crash first; until cancelled."""
        self._wake.set()
        while True:
            await self._wake.wait()
            self._wake.clear()
            while await self._next():
                pass

    async def finish(self, seconds: float) -> None:
        """Wait for what is being answered; what is not begun stays for the next start."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    async def _next(self) -> bool:
        """Begin with the next updates that wait; return whether there may be more."""
        if not self._keeping.keeps:
            return False
        after = self._last
        try:
            rows = await self._keeping.use(lambda store: store.inbox.waiting(_BATCH, after))
        except StoreUnavailableError as error:
            log.warning("What waits cannot be read: %s", error)
            return False
        for row in rows:
            self._last = max(self._last, row.number)
            try:
                raw = json.loads(self._seal.open(row.sealed))
            except (SealError, ValueError):
                log.warning("A message was sealed under another token, and cannot be answered.")
                await self._finish(row.number)
                continue
            if row.begun:
                log.info("A message may have been answered before the crash, and is again.")
            await self._begin(raw, row.number)
        return bool(rows)

    async def _begin(self, raw: Raw, number: int | None) -> None:
        """Answer an update in the background, after those of the same chat before it."""
        await self._room.acquire()
        chat = _chat_of(raw)
        task = asyncio.create_task(self._work(raw, number, self._tails.get(chat)))
        self._tails[chat] = task
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._end(done, chat))

    async def _work(
        self, raw: Raw, number: int | None, before: "asyncio.Task[None] | None"
    ) -> None:
        if before:
            await asyncio.wait({before})
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
        self._waiting = max(0, self._waiting - 1)
        await self._note(lambda store: store.inbox.finish(number))

    async def _note(self, work: Callable[[Any], Any]) -> None:
        try:
            await self._keeping.use(work)
        except StoreUnavailableError as error:
            log.warning("That a message is answered could not be noted: %s", error)

    def _end(self, task: "asyncio.Task[None]", chat: int) -> None:
        self._room.release()
        self._tasks.discard(task)
        if self._tails.get(chat) is task:
            del self._tails[chat]


def _tells_a_place(raw: Raw) -> bool:
    """Tell whether an update says where somebody is, which is kept nowhere, not even sealed."""
    return any("location" in raw.get(kind, {}) for kind in ("message", "edited_message"))


def _chat_of(raw: Raw) -> int:
    """Return the chat of an update; 0 where it has none."""
    for kind in ("message", "edited_message", "my_chat_member"):
        if kind in raw:
            return int(raw[kind]["chat"]["id"])
    query = raw.get("callback_query", {})
    return int(query.get("message", {}).get("chat", {}).get("id", 0))
