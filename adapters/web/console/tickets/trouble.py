"""Why something could not be done with a ticket, said so that a counselor knows what to do."""

from typing import Final

from adapters.web.console.tickets.reading import Case
from adapters.web.console.words import noted, tell
from bot.storage.errors import (
    NoColleagueError,
    NoOpenTicketError,
    TicketError,
    TicketHeldError,
    UnreachableError,
)
from bot.storage.records import WIDGET
from knowledge.languages import Language

_HELD: Final = noted("{name} has this ticket now. Nothing was done, and nothing was sent.")
_FREE: Final = noted("Nobody has claimed this ticket now. Claim it first; nothing was sent.")
_CLOSED: Final = noted("This ticket is closed by now. Nothing was done, and nothing was sent.")
_UNREACHABLE: Final = noted(
    "Nothing can reach the person here any more: the address of the chat was erased when the "
    "ticket was closed. When they write again, there will be a new ticket."
)
_NO_WORDS: Final = noted(
    "Nothing that is written here can reach the person. Please use the telephone number or the "
    "address that they left."
)
_NO_COLLEAGUE: Final = noted("Please choose somebody who answers tickets.")
_REASONS: Final[dict[type[TicketError], str]] = {
    TicketHeldError: _FREE,
    NoColleagueError: _NO_COLLEAGUE,
    NoOpenTicketError: _CLOSED,
}


def why(error: TicketError, case: Case, interface: Language) -> str:
    """Return why something was not done, in the console's language."""
    if isinstance(error, TicketHeldError) and error.holder:
        return tell(interface, _HELD, name=case.names.get(error.holder, "?"))
    if isinstance(error, UnreachableError):
        is_chat = case.ticket.channel != WIDGET
        return tell(interface, _UNREACHABLE if is_chat else _NO_WORDS)
    return tell(interface, _REASONS[type(error)])
