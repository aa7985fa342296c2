"""Sending to a chat, whatever Telegram says of it: blocked, moved, or not so fast."""

import asyncio
import logging
from collections.abc import Iterable
from typing import Any, Final

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, ReplyKeyboardMarkup
from telegram.constants import ChatAction, ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    TelegramError,
    TimedOut,
)
from telegram.ext import ExtBot

from adapters.telegram_chat.blocks import Block, messages
from adapters.telegram_chat.memory import Chat, ChatMemory

log = logging.getLogger("ieum")

_PAUSES: Final = (0.5, 1.0, 2.0)
"""Seconds before another try, where Telegram could not be reached."""
Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | None


class Sender:
    """Sends blocks of text to chats."""

    def __init__(self, bot: ExtBot[Any], chats: ChatMemory) -> None:
        """Take Telegram's side and ours."""
        self._bot = bot
        self._chats = chats

    async def send(
        self,
        chat: Chat,
        blocks: Iterable[Block],
        markup: Markup = None,
        reply_to: int | None = None,
    ) -> bool:
        """Send blocks, as several messages where they are long; the buttons stand under the last.

        Returns:
            Whether they arrived: not where a person has blocked us.

        Raises:
            TelegramError: Telegram is away, or takes nothing from us now.
        """
        texts = messages(blocks)
        for number, text in enumerate(texts, start=1):
            options = {
                "text": text,
                "parse_mode": ParseMode.HTML,
                "link_preview_options": LinkPreviewOptions(is_disabled=True),
                "reply_markup": markup if number == len(texts) else None,
                "reply_to_message_id": reply_to if number == 1 else None,
                "allow_sending_without_reply": True,
            }
            if not await self._call(chat, self._bot.send_message, options):
                return False
        return True

    async def venue(self, chat: Chat, **place: Any) -> bool:
        """Send a pin on a map."""
        return await self._call(chat, self._bot.send_venue, place)

    async def typing(self, chat: Chat) -> None:
        """Show that an answer is being written; nothing depends on it."""
        try:
            await self._bot.send_chat_action(chat.id, ChatAction.TYPING)
        except TelegramError:
            log.debug("typing was not shown")

    async def _call(self, chat: Chat, method: Any, options: dict[str, Any]) -> bool:
        for pause in (*_PAUSES, None):
            try:
                await method(chat_id=chat.id, **options)
            except Forbidden:
                log.info("A person has blocked the bot; the chat is forgotten.")
                await self._chats.forget(chat.id)
                return False
            except ChatMigrated as moved:
                chat = await self._chats.move(chat, moved.new_chat_id)
            except (BadRequest, TimedOut):
                # After a time-out it may have arrived, and must not arrive twice.
                raise
            except NetworkError:
                if pause is None:
                    raise
                await asyncio.sleep(pause)
            else:
                return True
        return False
