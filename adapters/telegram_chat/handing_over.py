"""Handing a chat over to staff, and back: tickets in the store."""

import logging
import uuid
from datetime import UTC, datetime
from typing import Final

from adapters.keeping import Keeping
from adapters.live import Live
from adapters.telegram_chat.memory import Chat, Said
from bot.matters import matter_of, most_urgent
from bot.sealing import Seal
from bot.storage.errors import NoOpenTicketError, StoreUnavailableError
from bot.storage.records import Author, Handoff, TicketMessage
from knowledge.languages import Language

log = logging.getLogger("ieum")

CHANNEL: Final = "telegram"


class Handover:
    """Opens, feeds and closes the tickets of chats."""

    def __init__(self, keeping: Keeping, seal: Seal, live: Live) -> None:
        """Take what keeps tickets, what hides a chat's id, and what is known of entries."""
        self._keeping = keeping
        self._seal = seal
        self._live = live

    async def open(self, chat: Chat, language: Language) -> bool:
        """Give a chat to staff; return whether they have it, and not where nothing is kept."""
        if not self._keeping.keeps:
            return False
        ticket = str(uuid.uuid4())
        turn = chat.conversation.turns[-1] if chat.conversation.turns else None
        asked = [said for said in chat.recent() if said.author is Author.PERSON]
        matter = matter_of(self._live.now.knowledge, turn.service if turn else None)
        handoff = Handoff(
            id=ticket,
            at=datetime.now(UTC),
            language=language,
            reach=CHANNEL,
            question=asked[-1].text if asked else "",
            service=turn.service if turn else None,
            district=turn.district if turn else None,
            channel=CHANNEL,
            chat=chat.name,
            sealed=self._seal.close(str(chat.id)),
            urgency=most_urgent(matter.urgency, *(said.urgency for said in chat.recent())),
            topic=matter.topic,
        )
        before = [_message(ticket, said) for said in chat.recent()]
        try:
            if not await self._keeping.use(lambda store: store.tickets.open(handoff, before)):
                known = await self._keeping.use(lambda store: store.tickets.open_of(chat.name))
                ticket = known.id if known else ticket
        except StoreUnavailableError as error:
            log.warning("A chat could not be given to staff: %s", error)
            return False
        chat.ticket = ticket
        return True

    async def pass_on(self, chat: Chat, said: Said) -> bool:
        """Add to the open ticket what a person wrote; return whether staff still have the word."""
        ticket = chat.ticket
        if ticket is None:
            return False
        message = _message(ticket, said)
        try:
            await self._keeping.use(lambda store: store.tickets.add(message, said.urgency))
        except NoOpenTicketError:
            chat.ticket = None
            return False
        except StoreUnavailableError as error:
            log.warning("A message could not be passed on to staff: %s", error)
            return False
        return True

    async def close(self, chat: Chat) -> None:
        """Take the word back."""
        ticket, chat.ticket = chat.ticket, None
        if ticket is None:
            return
        try:
            await self._keeping.use(lambda store: store.tickets.close(ticket, datetime.now(UTC)))
        except StoreUnavailableError as error:
            log.warning("A ticket could not be closed: %s", error)


def _message(ticket: str, said: Said) -> TicketMessage:
    return TicketMessage(
        id=str(uuid.uuid4()),
        ticket=ticket,
        at=said.at,
        author=said.author,
        text=said.text,
        language=said.language,
        service=said.service,
    )
