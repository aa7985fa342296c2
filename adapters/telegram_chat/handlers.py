"""What is done with each kind of message: texts, commands, presses, places, pictures."""

from contextlib import suppress
from typing import Any, Final

from telegram import (
    Message,
    Update,
)
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from adapters.telegram_chat.answering import Answering
from adapters.telegram_chat.blocks import Block
from adapters.telegram_chat.buttons import Does, Press, keyboard
from adapters.telegram_chat.groups import addressed
from adapters.telegram_chat.memory import Chat
from adapters.telegram_chat.places import Places
from adapters.telegram_chat.presses import Presses
from adapters.what_is_kept import kept_of_questions
from bot.messages import mark, say
from bot.reply import Message as Question
from knowledge.languages import NATIVE_NAMES, Language

_MOST_EDITS: Final = 50
_CONTEXT = ContextTypes.DEFAULT_TYPE
_GREETING: Final = mark(
    "Hello! I am Ieum. Ask me about life in Seoul in your own words, and I answer from checked "
    "sources and name who can help you. Do not write your name, passport number or telephone "
    "number. If you are in danger, call 112 or 119."
)
_UNREADABLE: Final = mark(
    "I can read text only, not pictures, voice or stickers. Please write your question in words."
)
_FORGOTTEN: Final = mark("I have forgotten our conversation. Messages stay in your Telegram.")
_BACK: Final = mark("I am here again. Ask me anything.")
_CHOSEN: Final = mark("From now on I answer in English.")
_IN_PRIVATE: Final = mark(
    "If someone is in danger, call 112 (police) or 119 (ambulance, fire) now. To ask me something, "
    "please write to me in private, not in a group: {link}"
)


class Handlers:
    """Answers every kind of update."""

    def __init__(self, answering: Answering, places: Places, presses: Presses, days: int) -> None:
        """Take who answers texts, who knows places, and who answers presses.

        `days` is for how long questions without an answer are kept; 0 means never.
        """
        self._days = days
        self._answering = answering
        self._places = places
        self._presses = presses

    def register(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Tell Telegram's library which of us answers what."""
        commands = {
            "start": self._start,
            "language": self._language,
            "centers": self._centers,
            "help": self._help,
            "person": self._person,
            "clear": self._clear,
            "bot": self._bot,
        }
        either = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE
        for name, answer in commands.items():
            application.add_handler(
                CommandHandler(name, answer, filters=filters.UpdateType.MESSAGE)
            )
        place = filters.LOCATION & filters.ChatType.PRIVATE & either
        application.add_handler(MessageHandler(place, self._location))
        written = (filters.TEXT | filters.CAPTION) & either
        application.add_handler(MessageHandler(written, self._text))
        application.add_handler(CallbackQueryHandler(self._press))
        unreadable = (
            filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL
        )
        application.add_handler(MessageHandler(unreadable, self._unreadable))

    async def _text(self, update: Update, context: _CONTEXT) -> None:
        message, chat = await self._of(update)
        text = message.text or message.caption or ""
        if message.chat.type != ChatType.PRIVATE:
            await self._in_group(message, chat, context)
            return
        is_old = update.edited_message and not _is_to_answer(chat, message.message_id, text)
        if is_old and (chat.edits[message.message_id] == text or not self._is_emergency(text)):
            return
        _note(chat, message.message_id, text)
        await self._answering.answer(chat, text, message_id=message.message_id, told=_told(update))

    async def _in_group(self, message: Message, chat: Chat, context: _CONTEXT) -> None:
        """Answer in a group only who speaks to us, and say nothing there of anybody's danger."""
        text = addressed(message, context.bot.username, context.bot.id)
        if not text or message.edit_date:
            return
        heard = self._answering.ieum.assistant.hear(Question(text))
        if heard.alarm and heard.alarm.is_emergency:
            language = heard.alarm.language
            link = f"https://t.me/{context.bot.username}"
            words = say(language, _IN_PRIVATE, link=link)
            await self._answering.sender.send(chat, [Block(words)], reply_to=message.message_id)
            return
        await self._answering.answer(chat, text, message_id=message.message_id)

    def _is_emergency(self, text: str) -> bool:
        alarm = self._answering.ieum.assistant.hear(Question(text)).alarm
        return alarm is not None and alarm.is_emergency

    async def _start(self, update: Update, _: _CONTEXT) -> None:
        _message, chat = await self._of(update)
        code = (_told(update) or "").partition("-")[0]
        if chat.language is None and code not in set(Language):
            await self._ask_language(chat)
            return
        language = self._answering.language_of(chat, code)
        await self._greet(chat, language)

    async def _language(self, update: Update, _: _CONTEXT) -> None:
        _message, chat = await self._of(update)
        await self._ask_language(chat)

    async def _centers(self, update: Update, _: _CONTEXT) -> None:
        _message, chat = await self._of(update)
        await self._places.offer(chat, self._answering.language_of(chat, _told(update)))

    async def _location(self, update: Update, _: _CONTEXT) -> None:
        message, chat = await self._of(update)
        if message.location and not update.edited_message:
            point = (message.location.latitude, message.location.longitude)
            await self._places.near(chat, point, self._answering.language_of(chat, _told(update)))

    async def _help(self, update: Update, _: _CONTEXT) -> None:
        _message, chat = await self._of(update)
        language = self._answering.language_of(chat, _told(update))
        lines = self._answering.contacts(lambda knowledge: knowledge.lines.values(), language)
        await self._answering.sender.send(chat, lines)

    async def _person(self, update: Update, _: _CONTEXT) -> None:
        _message, chat = await self._of(update)
        language = self._answering.language_of(chat, _told(update))
        await self._answering.give_to_staff(chat, language)

    async def _clear(self, update: Update, _: _CONTEXT) -> None:
        _message, chat = await self._of(update)
        language = self._answering.language_of(chat, _told(update))
        await self._answering.handover.close(chat)
        await self._answering.memory.forget(chat.id)
        await self._answering.sender.send(chat, [Block(say(language, _FORGOTTEN))])

    async def _bot(self, update: Update, _: _CONTEXT) -> None:
        _message, chat = await self._of(update)
        await self._answering.handover.close(chat)
        language = self._answering.language_of(chat, _told(update))
        await self._answering.sender.send(chat, [Block(say(language, _BACK))])

    async def _press(self, update: Update, _: _CONTEXT) -> None:
        query = update.callback_query
        if query is None or update.effective_chat is None:
            return
        with suppress(TelegramError):
            # It only ends the button's waiting, and comes too late after a restart.
            await query.answer()
        press = Press.read(query.data or "")
        chat = await self._answering.memory.get(update.effective_chat.id)
        if press is None:
            return
        language = self._answering.language_of(chat, _told(update))
        if press.does is Does.LANGUAGE and press.of in set(Language):
            chat.language = Language(press.of)
            await self._answering.memory.save(chat)
            await self._answering.sender.send(chat, [Block(say(chat.language, _CHOSEN))])
            return
        await self._presses.answer(chat, press, query.message, language)

    async def _unreadable(self, update: Update, _: _CONTEXT) -> None:
        _message, chat = await self._of(update)
        language = self._answering.language_of(chat, _told(update))
        await self._answering.sender.send(chat, [Block(say(language, _UNREADABLE))])

    async def _greet(self, chat: Chat, language: Language) -> None:
        blocks = [Block(say(language, _GREETING))]
        if self._days:
            blocks.append(Block(kept_of_questions(language, self._days)))
        await self._answering.sender.send(chat, blocks)

    async def _ask_language(self, chat: Chat) -> None:
        asked = "\n".join(say(one, "In which language shall I answer?") for one in Language)
        rows = [[(name, Press(Does.LANGUAGE, one.value))] for one, name in NATIVE_NAMES.items()]
        await self._answering.sender.send(chat, [Block(asked)], keyboard(*rows))

    async def _of(self, update: Update) -> tuple[Message, Chat]:
        message = update.effective_message
        if message is None:
            raise ValueError("an update without a message")
        return message, await self._answering.memory.get(message.chat_id)


def _told(update: Update) -> str | None:
    """Return the language of the person's Telegram."""
    return update.effective_user.language_code if update.effective_user else None


def _note(chat: Chat, message_id: int, text: str) -> None:
    """Remember that a message is answered."""
    chat.edits[message_id] = text
    while len(chat.edits) > _MOST_EDITS:
        chat.edits.popitem(last=False)


def _is_to_answer(chat: Chat, message_id: int, text: str) -> bool:
    """Tell whether an edited message says something new, and is the first edit that does."""
    answered = chat.edits.get(message_id)
    if answered is None:
        return True
    if answered == text or message_id in chat.edited:
        return False
    chat.edited.add(message_id)
    return True
