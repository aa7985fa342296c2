"""Brings to the chats what staff answer."""

import asyncio
import logging
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final

from telegram.error import BadRequest, TelegramError

from adapters.keeping import Keeping
from adapters.telegram_chat.blocks import Block
from adapters.telegram_chat.memory import ChatMemory
from adapters.telegram_chat.sending import Sender
from bot.messages import mark, say
from bot.sealing import Seal, SealError
from bot.storage.errors import StoreUnavailableError
from bot.storage.records import Undelivered

log = logging.getLogger("ieum")

_PAUSE: Final = 1.0
_BATCH: Final = 50
_STAFF: Final = mark("Staff")


class Delivery:
    """Sends the staff's messages, each once, a ticket's in their order."""

    def __init__(self, keeping: Keeping, seal: Seal, memory: ChatMemory, sender: Sender) -> None:
        """Take where messages wait, what opens the addresses, and who sends."""
        self._keeping = keeping
        self._seal = seal
        self._memory = memory
        self._sender = sender
        self._stop = asyncio.Event()
        self._delivering = asyncio.Lock()

    async def run(self) -> None:
        """Look for messages every second, until told to finish."""
        while self._keeping.keeps and not self._stop.is_set():
            try:
                async with self._delivering:
                    await self.deliver()
            except StoreUnavailableError as error:
                log.warning("The staff's messages wait: %s", error)
            except Exception:
                log.exception("The staff's messages wait.")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), _PAUSE)

    async def finish(self, seconds: float) -> None:
        """Finish the message that is being sent; the others stay for the next start."""
        self._stop.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._delivering:
                pass

    async def deliver(self) -> None:
        """Send what waits; where a chat takes nothing now, its others wait, too.

        Raises:
            StoreUnavailableError: it cannot be read, or noted.
        """
        stuck: set[str] = set()
        for waiting in await self._keeping.use(lambda store: store.tickets.undelivered(_BATCH)):
            ticket = waiting.message.ticket
            if ticket in stuck or self._stop.is_set():
                continue
            try:
                if not await self._send(waiting):
                    await self._cut_off(ticket)
                    stuck.add(ticket)
            except TelegramError as error:
                log.warning("The staff's message to a chat waits: %s", error)
                stuck.add(ticket)

    async def _send(self, waiting: Undelivered) -> bool:
        """Send a message; return whether its chat can be reached at all."""
        message = waiting.message
        try:
            chat = await self._memory.get(int(self._seal.open(waiting.sealed)))
        except (SealError, ValueError):
            log.warning("A ticket's address was sealed under another token; the ticket is closed.")
            return False
        if waiting.begun:
            log.info("A message of the staff may have been sent before, and is again.")
        await self._keeping.use(lambda store: store.tickets.begin_delivery(message.id))
        blocks = [Block(message.text, lead=f"{say(message.language, _STAFF)}: ")]
        try:
            if not await self._sender.send(chat, blocks):
                return False
        except BadRequest as error:
            log.warning("A chat cannot be written to; its ticket is closed: %s", error)
            return False
        now = datetime.now(UTC)
        await self._keeping.use(lambda store: store.tickets.delivered(message.id, now))
        return True

    async def _cut_off(self, ticket: str) -> None:
        await self._keeping.use(lambda store: store.tickets.cut_off(ticket, datetime.now(UTC)))
