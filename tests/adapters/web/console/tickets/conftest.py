import uuid

import pytest

from bot.storage.audit import Wanted
from bot.storage.records import Author, Handoff, TicketMessage
from knowledge.languages import Language


@pytest.fixture
def ask(kept, clock):
    """Open a ticket of somebody who waits, and give it."""

    def ask(*said, **more):
        given = {
            "id": str(uuid.uuid4()),
            "at": clock(),
            "language": Language.VI,
            "reach": "",
            "question": "chủ quỵt lương 3 tháng",
            "service": "life-unpaid-wages",
            "topic": "work",
            "key": "0" * 64,
        }
        ticket = Handoff(**given | more)
        assert kept.tickets.open(ticket, [message(ticket, **one) for one in said])
        return ticket

    def message(ticket, **more):
        given = {"id": str(uuid.uuid4()), "ticket": ticket.id, "at": clock(), "text": "xin chào"}
        return TicketMessage(**given | {"author": Author.PERSON, "language": Language.VI} | more)

    return ask


@pytest.fixture
def ask_in_chat(ask):
    """Open a ticket of a chat."""
    chat = {"channel": "telegram", "reach": "telegram", "key": None, "sealed": "sealed"}
    return lambda *said, **more: ask(*said, chat=uuid.uuid4().hex, **chat | more)


@pytest.fixture
def audited(kept):
    """What the audit log says was done, the oldest first."""
    return lambda: [one.action for one in kept.audit.page(Wanted(), 100)][::-1]
