"""What a press of a button under a message does."""

import logging
import uuid
from datetime import UTC, datetime
from typing import Final

from telegram import MaybeInaccessibleMessage, Message

from adapters.keeping import Keeping
from adapters.telegram_chat.answering import Answering
from adapters.telegram_chat.blocks import Block
from adapters.telegram_chat.buttons import Does, Press, keyboard
from adapters.telegram_chat.handing_over import CHANNEL
from adapters.telegram_chat.memory import Chat
from adapters.telegram_chat.places import Places
from adapters.telegram_chat.rendering import source_blocks
from bot.messages import mark, say
from bot.reply import ReplyKind
from bot.storage.errors import StoreUnavailableError
from bot.storage.records import Feedback, Reason
from knowledge.languages import Language

log = logging.getLogger("ieum")

_THANKS: Final = "Thank you. This helps us do better."
_AWAY: Final = mark("We could not save this just now. Please try again later.")
_REASONS: Final = {
    Reason.WRONG: "It is wrong",
    Reason.UNCLEAR: "I do not understand it",
    Reason.OUTDATED: "It is out of date",
    Reason.NOT_MY_QUESTION: "It does not answer my question",
    Reason.OTHER: "Something else",
}


class Presses:
    """Answers presses."""

    def __init__(self, answering: Answering, places: Places, keeping: Keeping) -> None:
        """Take who answers, who knows places, and what keeps feedback."""
        self._answering = answering
        self._places = places
        self._keeping = keeping

    async def answer(
        self, chat: Chat, press: Press, under: MaybeInaccessibleMessage | None, language: Language
    ) -> None:
        """Do what a button says; `under` is the message it stands under."""
        match press.does:
            case Does.ASK_AGAIN if press.of in set(Language):
                await self._ask_again(chat, Language(press.of), under)
            case Does.CENTER:
                await self._places.show(chat, press.of, language)
            case Does.PLACE:
                await self._places.pin(chat, press.of, language)
            case Does.PERSON:
                await self._answering.give_to_staff(chat, language)
            case Does.REASON if press.of in set(Reason):
                await self._keep(chat, under, language, press.about, Reason(press.of))
            case _ if press.of in self._answering.ieum.knowledge.entries:
                await self._about(chat, press, under, language)
            case _:
                log.info("A button was pressed that leads nowhere now.")

    async def _about(
        self, chat: Chat, press: Press, under: MaybeInaccessibleMessage | None, language: Language
    ) -> None:
        """Do what a button says that is about an entry."""
        ieum = self._answering.ieum
        entry = ieum.knowledge.entries.get(press.of)
        if entry is None:
            return
        match press.does:
            case Does.SHOW:
                await self._answering.show(chat, press.of, language)
            case Does.STAFF:
                await self._answering.sender.send(chat, [Block(entry.show_to_staff, bold=True)])
            case Does.SOURCES:
                reply = ieum.assistant.show(entry, language)
                await self._answering.sender.send(chat, source_blocks(reply.citations, language))
            case Does.USEFUL:
                await self._keep(chat, under, language, press.of, None)
            case Does.NOT_USEFUL:
                await self._ask_why(chat, press.of, under, language)

    async def _ask_again(
        self, chat: Chat, language: Language, under: MaybeInaccessibleMessage | None
    ) -> None:
        """Answer in the chosen language what was asked, which our question replied to."""
        asked = under.reply_to_message if isinstance(under, Message) else None
        chat.language = language
        await self._answering.memory.save(chat)
        if asked and asked.text:
            await self._answering.answer(
                chat, asked.text, message_id=asked.message_id, language=language
            )

    async def _ask_why(
        self, chat: Chat, entry: str, under: MaybeInaccessibleMessage | None, language: Language
    ) -> None:
        rows = [
            [(say(language, words), Press(Does.REASON, reason.value, entry))]
            for reason, words in _REASONS.items()
        ]
        why = say(language, "Why not? You do not have to choose.")
        of = under.message_id if under else None
        await self._answering.sender.send(chat, [Block(why)], keyboard(*rows), reply_to=of)

    async def _keep(
        self,
        chat: Chat,
        under: MaybeInaccessibleMessage | None,
        language: Language,
        entry: str,
        reason: Reason | None,
    ) -> None:
        """Keep feedback: one of each answer, however often and whichever buttons are pressed."""
        if reason and isinstance(under, Message) and under.reply_to_message:
            under = under.reply_to_message
        of_message = f"{chat.name}/{under.message_id if under else 0}"
        feedback = Feedback(
            id=str(uuid.uuid5(uuid.NAMESPACE_OID, of_message)),
            at=datetime.now(UTC),
            language=language,
            kind=ReplyKind.ANSWER.value,
            useful=reason is None,
            service=entry if entry in self._answering.ieum.knowledge.entries else None,
            reason=reason,
            channel=CHANNEL,
        )
        words = _THANKS
        if self._keeping.keeps:
            try:
                await self._keeping.use(lambda store: store.add_feedback(feedback))
            except StoreUnavailableError as error:
                log.warning("Feedback could not be kept: %s", error)
                words = _AWAY
        await self._answering.sender.send(chat, [Block(say(language, words))])
