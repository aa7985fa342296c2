"""What is known of each chat, under a name from which nobody can tell whose it is."""

from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from bot.storage.database import Database
from bot.storage.records import ChatState, TicketStatus
from bot.storage.rows import insert_into, storable, zoned
from bot.storage.tables import CHATS, HANDOFFS
from knowledge.languages import Language


class Chats:
    """The chats of a messenger, known by their names. Safe to share; every call may block.

    Every method may raise `StoreUnavailableError`.
    """

    def __init__(self, database: Database) -> None:
        """Take the store's database."""
        self._database = database

    def get(self, name: str) -> ChatState | None:
        """Return a chat's state; None where nothing is known of it and no ticket is open.

        Where it is forgotten and a ticket is open, it has no language, and the ticket's time.
        """
        of_chat = select(CHATS).where(CHATS.c.name == name)
        of_ticket = select(HANDOFFS.c.id, HANDOFFS.c.at).where(
            HANDOFFS.c.chat == name, HANDOFFS.c.status == TicketStatus.OPEN.value
        )
        with self._database.reading() as connection:
            chat = connection.execute(of_chat).first()
            ticket = connection.execute(of_ticket).first()
        if chat is None:
            return ChatState(name, ticket.at, ticket=ticket.id) if ticket else None
        return ChatState(
            name=name,
            at=chat.at,
            language=Language(chat.language) if chat.language else None,
            conversation=chat.conversation,
            ticket=ticket.id if ticket else None,
        )

    def save(self, state: ChatState) -> None:
        """Keep a chat's state in place of what was known of it; its `ticket` is left alone.

        Raises:
            ValueError: its time has no zone.
        """
        values = {
            "at": zoned(state.at),
            "language": storable(state.language),
            "conversation": storable(state.conversation),
        }
        new = insert_into(CHATS, self._database).values(name=state.name, **values)
        with self._database.writing() as connection:
            connection.execute(new.on_conflict_do_update(index_elements=["name"], set_=values))

    def forget(self, name: str) -> None:
        """Delete a chat's state, and take its name and address off closed tickets.

        An open one keeps them.
        """
        closed = HANDOFFS.c.status != TicketStatus.OPEN.value
        with self._database.writing() as connection:
            connection.execute(delete(CHATS).where(CHATS.c.name == name))
            of_chat = update(HANDOFFS).where(HANDOFFS.c.chat == name, closed)
            connection.execute(of_chat.values(chat=None, sealed=None))

    def purge(self, before: datetime, connection: Connection) -> int:
        """Delete the states of chats not used since a moment; return how many those were."""
        return connection.execute(delete(CHATS).where(CHATS.c.at < before)).rowcount
