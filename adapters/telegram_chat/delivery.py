"""Brings to the chats what staff answer."""

import asyncio
import logging
from datetime import UTC, datetime
from typing import Final

from telegram.error import TelegramError

from adapters.keeping import Keeping
from adapters.telegram_chat.blocks import Block
from adapters.telegram_chat.memory import ChatMemory
from adapters.telegram_chat.sending import Sender
from bot.messages import mark, say
from bot.records import Undelivered
from bot.sealing import Seal, SealError
from bot.store_errors import StoreUnavailableError

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

    async def run(self) -> None:
        """Look for messages every second; until cancelled."""
        while self._keeping.keeps:
            try:
                await self.deliver()
            except (StoreUnavailableError, TelegramError) as error:
                log.warning("The staff's messages wait: %s", error)
            await asyncio.sleep(_PAUSE)

    async def deliver(self) -> None:
        """Send what waits.

        Raises:
            StoreUnavailableError: it cannot be read, or noted.
            TelegramError: Telegram takes nothing now.
        """
        for waiting in await self._keeping.use(lambda store: store.tickets.undelivered(_BATCH)):
            await self._send(waiting)

    async def _send(self, waiting: Undelivered) -> None:
        message = waiting.message
        try:
            chat = await self._memory.get(int(self._seal.open(waiting.sealed)))
        except (SealError, ValueError):
            log.warning("A ticket's address was sealed under another token; the ticket is closed.")
            await self._close(message.ticket)
            return
        await self._keeping.use(lambda store: store.tickets.begin_delivery(message.id))
        blocks = [Block(message.text, lead=f"{say(message.language, _STAFF)}: ")]
        if not await self._sender.send(chat, blocks):
            await self._close(message.ticket)
            return
        now = datetime.now(UTC)
        await self._keeping.use(lambda store: store.tickets.delivered(message.id, now))

    async def _close(self, ticket: str) -> None:
        await self._keeping.use(lambda store: store.tickets.close(ticket, datetime.now(UTC)))
