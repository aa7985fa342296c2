"""What a chat is told: danger first, then staff's word, then the assistant's answer."""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final, TypeVar

from adapters.assemble import Ieum
from adapters.live import Live
from adapters.recording import Recording
from adapters.telegram_chat.blocks import Block
from adapters.telegram_chat.handing_over import Handover
from adapters.telegram_chat.memory import Chat, ChatMemory, Said
from adapters.telegram_chat.rendering import blocks_of, contact_block, keyboard_of
from adapters.telegram_chat.sending import Sender
from bot.assistant import LONGEST_QUESTION, Assistant, BadMessageError
from bot.clock import now_in_seoul
from bot.contacts import When
from bot.learning import Channel
from bot.matters import urgency_of
from bot.messages import mark, say
from bot.reply import Message, Reply, ReplyKind
from bot.routing import fallback_lines
from bot.safety import Heard
from bot.storage.records import Author
from knowledge.languages import Language
from knowledge.loader import Knowledge
from knowledge.places import Center, Line

_PATIENCE: Final = 0.4
"""Seconds after which a person is shown that an answer is being written."""
Made = TypeVar("Made")


class Answering:
    """Answers what is written in chats."""

    def __init__(
        self,
        live: Live,
        sender: Sender,
        memory: ChatMemory,
        handover: Handover,
        recording: Recording,
        default: Language,
    ) -> None:
        """Take the parts; `default` is the language of a chat of which nothing is known."""
        self._live = live
        self.sender = sender
        self.memory = memory
        self.handover = handover
        self.recording = recording
        self._default = default
        # One thread: more would only take turns at the interpreter.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="answering")

    @property
    def ieum(self) -> Ieum:
        """Return what is in service now; take it once for all that belongs together."""
        return self._live.now

    def language_of(self, chat: Chat, told: str | None = None) -> Language:
        """Return the language of a chat: chosen, else of its last turn, else as Telegram tells."""
        return _known_language(chat, told) or self._default

    async def answer(
        self,
        chat: Chat,
        text: str,
        *,
        message_id: int,
        language: Language | None = None,
        told: str | None = None,
    ) -> None:
        """Answer a text of a private chat; `told` is the language of the person's Telegram."""
        assistant = self.ieum.assistant
        heard = await self._aside(lambda: assistant.hear(Message(text)))
        is_emergency = heard.alarm is not None and heard.alarm.is_emergency
        spoken = self.language_of(chat, told)
        said = Said(
            datetime.now(UTC),
            Author.PERSON,
            text[:LONGEST_QUESTION],
            spoken,
            urgency=urgency_of(heard),
        )
        chat.hear(said)
        if chat.ticket and await self.handover.pass_on(chat, said) and not is_emergency:
            return
        message = Message(text, language=language or chat.language, conversation=chat.conversation)
        reply = await self._reply(chat, assistant, message, heard, spoken)
        if reply and reply.languages and _known_language(chat, told):
            message = replace(message, language=spoken)
            reply = await self._reply(chat, assistant, message, heard, spoken)
        if reply is None:
            return
        self.recording.asked(text, reply, Channel.TELEGRAM)
        if reply.handoff and not chat.is_group:
            await self.give_to_staff(chat, reply.language)
            return
        asks_back = message_id if reply.languages else None
        await self._send(chat, reply, reply_to=asks_back)

    async def show(self, chat: Chat, name: str, language: Language) -> None:
        """Answer with an entry that was chosen."""
        ieum = self.ieum
        entry = ieum.knowledge.entries.get(name)
        if entry is not None:
            reply = await self._aside(lambda: ieum.assistant.show(entry, language))
            await self._send(chat, reply)

    async def give_to_staff(self, chat: Chat, language: Language) -> None:
        """Open a ticket, say so, and say whom to call instead of waiting; never in a group."""
        if chat.is_group:
            return
        # Staff may have closed the one we remember.
        if not await self.handover.open(chat, language):
            words = mark("You cannot leave a message here. Please call one of these.")
            await self.sender.send(chat, [Block(say(language, words)), *self.people(language)])
            return
        passed = mark(
            "I have told our staff. They will answer here when they are there; until then I do "
            "not answer. Staff are not always here. If it is urgent, call:"
        )
        back = mark("To talk to me again, write /bot.")
        blocks = [Block(say(language, passed)), *self.people(language), Block(say(language, back))]
        await self.sender.send(chat, blocks)

    def people(self, language: Language) -> list[Block]:
        """List who can be called in every language."""
        return self.contacts(fallback_lines, language)

    def contacts(
        self, choose: Callable[[Knowledge], Iterable[Center | Line]], language: Language
    ) -> list[Block]:
        """List the centers or helplines that are chosen, with whether they are open."""
        ieum = self.ieum
        places = choose(ieum.knowledge)
        found = ieum.directory.contacts(places, language, When(now_in_seoul()))
        return [contact_block(contact, language) for contact in found]

    async def _reply(
        self,
        chat: Chat,
        assistant: Assistant,
        message: Message,
        heard: Heard,
        spoken: Language,
    ) -> Reply | None:
        answering = asyncio.ensure_future(self._aside(lambda: assistant.respond(message, heard)))
        try:
            done, _ = await asyncio.wait({answering}, timeout=_PATIENCE)
            if not done:
                await self.sender.typing(chat)
            return await answering
        except BadMessageError as error:
            await self.sender.send(chat, [Block(say(spoken, str(error)))])
            return None

    async def _send(self, chat: Chat, reply: Reply, reply_to: int | None = None) -> None:
        blocks = blocks_of(reply)
        if await self.sender.send(
            chat, blocks, keyboard_of(reply, in_group=chat.is_group), reply_to
        ):
            text = "\n\n".join(filter(None, (reply.title, reply.body)))
            chat.hear(Said(datetime.now(UTC), Author.BOT, text, reply.language, reply.service))
            if reply.kind is not ReplyKind.EMERGENCY:
                chat.conversation = reply.conversation
                await self.memory.save(chat)

    async def _aside(self, work: Callable[[], Made]) -> Made:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)


def _known_language(chat: Chat, told: str | None) -> Language | None:
    """Return the language of a chat, where a text does not show its own."""
    if chat.language:
        return chat.language
    if chat.conversation.turns:
        return chat.conversation.turns[-1].language
    code = (told or "").partition("-")[0].lower()
    return Language(code) if code in set(Language) else None
