"""What is remembered of a chat: its language, what it has been about, whether staff have it.

Kept in memory, and in the store under a keyed hash of its id. The last texts are kept in memory
only, for half an hour, so that staff can be told what was asked before.
"""

import logging
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from adapters.keeping import Keeping
from adapters.question import read_conversation, write_conversation
from bot.conversation import LONGEST_PAUSE, NEW_CONVERSATION, Conversation
from bot.sealing import Seal
from bot.storage.errors import StoreUnavailableError
from bot.storage.records import Author, ChatState
from knowledge.languages import Language

log = logging.getLogger("ieum")

_MOST_CHATS: Final = 10_000
_MOST_TURNS: Final = 6


@dataclass(frozen=True)
class Said:
    """One side's words in the last half hour."""

    at: datetime
    author: Author
    text: str
    language: Language
    service: str | None = None
    """The entry that the bot's words rest on."""
    urgency: str = "none"
    """What was heard in the person's."""


@dataclass
class Chat:
    """A chat as we know it; `name` is the keyed hash of its `id`."""

    id: int
    name: str
    language: Language | None = None
    conversation: Conversation = NEW_CONVERSATION
    ticket: str | None = None
    """The open ticket, while staff have the word."""
    said: deque[Said] = field(default_factory=lambda: deque(maxlen=_MOST_TURNS))
    edits: OrderedDict[int, str] = field(default_factory=OrderedDict)
    """The last messages that were answered, by their ids, with their texts."""
    edited: set[int] = field(default_factory=set)
    """Messages of which an edit was answered, too; no further one is."""

    @property
    def is_group(self) -> bool:
        """Tell whether others read along; Telegram numbers groups below zero."""
        return self.id < 0

    def hear(self, said: Said) -> None:
        """Remember what was said, for as long as a conversation lasts."""
        self.said.append(said)

    def recent(self) -> list[Said]:
        """Return what was said in the last half hour, the oldest first."""
        oldest = datetime.now(UTC) - LONGEST_PAUSE
        return [said for said in self.said if said.at >= oldest]


class ChatMemory:
    """Remembers chats; where the store is away, as long as the process lives."""

    def __init__(self, keeping: Keeping, seal: Seal) -> None:
        """Take what keeps, and what hides the ids."""
        self._keeping = keeping
        self._seal = seal
        self._known: OrderedDict[int, Chat] = OrderedDict()

    async def get(self, chat_id: int) -> Chat:
        """Return a chat, from memory or the store, or a new one."""
        if (chat := self._known.get(chat_id)) is None:
            chat = await self._load(chat_id)
            self._known[chat_id] = chat
            if len(self._known) > _MOST_CHATS:
                self._known.popitem(last=False)
        self._known.move_to_end(chat_id)
        return chat

    async def save(self, chat: Chat) -> None:
        """Keep what is known of a chat, where anything is kept."""
        if not self._keeping.keeps:
            return
        written = write_conversation(chat.conversation)
        now = datetime.now(UTC)
        state = ChatState(chat.name, now, chat.language, written)
        try:
            await self._keeping.use(lambda store: store.chats.save(state))
        except StoreUnavailableError as error:
            log.warning("A chat is remembered in memory only: %s", error)

    async def forget(self, chat_id: int) -> None:
        """Forget a chat altogether."""
        name = self._seal.name_of(str(chat_id))
        self._known.pop(chat_id, None)
        if not self._keeping.keeps:
            return
        try:
            await self._keeping.use(lambda store: store.chats.forget(name))
        except StoreUnavailableError as error:
            log.warning("A chat could not be forgotten: %s", error)

    async def move(self, chat: Chat, new_id: int) -> Chat:
        """Go on with a chat under another id, which Telegram gave it."""
        moved = await self.get(new_id)
        moved.language, moved.conversation = chat.language, chat.conversation
        await self.save(moved)
        await self.forget(chat.id)
        return moved

    async def _load(self, chat_id: int) -> Chat:
        chat = Chat(chat_id, self._seal.name_of(str(chat_id)))
        if not self._keeping.keeps:
            return chat
        try:
            state = await self._keeping.use(lambda store: store.chats.get(chat.name))
        except StoreUnavailableError as error:
            log.warning("What is known of a chat cannot be read: %s", error)
            return chat
        if state:
            chat.language, chat.ticket = state.language, state.ticket
            chat.conversation = read_conversation(state.conversation)
        return chat
