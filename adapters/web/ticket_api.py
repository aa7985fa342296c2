"""The open ticket of who waits in the widget: what staff write, what they write, and its end."""

import hmac
from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Header, HTTPException, Query, Request
from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from pydantic import BaseModel, ConfigDict

from adapters.web.handoffs import Left, card_for, hash_of, urgency_in
from adapters.web.leaving import AWAY, Written, check_length, keep
from adapters.web.parts import ieum_of, now_of
from adapters.web.reading import preferred
from bot.assistant import LONGEST_QUESTION
from bot.messages import mark, say
from bot.storage.errors import NoOpenTicketError
from bot.storage.records import Author, Handoff, TicketMessage, TicketStatus
from bot.storage.rows import uuid_of
from bot.storage.store import Store
from knowledge.languages import Language

ticket_api = APIRouter(prefix="/api/v1", tags=["Ieum"])

_MOST_A_MINUTE: Final = RateLimitItemPerMinute(20)
_MOST_AN_HOUR: Final = RateLimitItemPerHour(120)
"""Staff read all of it on one page."""
_NO_KEY: Final = "0" * 64
_LONGEST_HEADER: Final = 200
_GONE: Final = mark("This conversation is not here any more. Please ask again.")
_CLOSED: Final = mark("Our staff have closed this conversation. Please ask again.")
_TOO_MANY: Final = mark("You have sent too much at once. Please wait a minute.")

Key = Annotated[str, Header(alias="Ieum-Ticket-Key", max_length=_LONGEST_HEADER)]
State = Literal["waiting", "held", "closed"]
_limiter = FixedWindowRateLimiter(MemoryStorage())


class Told(BaseModel):
    """One message of a ticket. `sources` are those of the entry that it rests on."""

    model_config = ConfigDict(frozen=True)

    number: int
    id: UUID
    author: Author
    at: datetime
    text: str
    language: Language
    service: str | None
    sources: tuple[str, ...]


class Talk(BaseModel):
    """A ticket, whether staff have it, and its messages after the one that was asked about.

    Ask next for what comes after `last`.
    """

    model_config = ConfigDict(frozen=True)

    state: State
    messages: tuple[Told, ...]
    last: int


class Ended(BaseModel):
    """What has become of a ticket."""

    model_config = ConfigDict(frozen=True)

    state: State


class MessageSent(BaseModel):
    """What the person writes. An `id` that is sent again counts once."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: UUID
    language: Language
    text: Written


_ERRORS = {404: {"description": "There is no such ticket, or the key is not its own."}, **AWAY}


@ticket_api.get("/handoff/{ticket}/messages", summary="Read a ticket", responses=_ERRORS)
async def read_ticket(
    ticket: str,
    request: Request,
    key: Key = "",
    after: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Talk:
    """Return the messages after a number; those of the staff count as delivered then."""
    language = preferred(request)
    found = await _open_with(request, ticket, key, language)
    at = now_of(request)

    def read(store: Store) -> tuple[TicketMessage, ...]:
        messages = store.tickets.messages(found.id, after)
        new = [one.number for one in messages if one.author is Author.STAFF]
        if new:
            store.tickets.shown(found.id, new, at)
        return messages

    messages = await keep(request, language, read)
    last = messages[-1].number if messages else after
    return Talk(
        state=_state(found), messages=tuple(_told(one, request) for one in messages), last=last
    )


@ticket_api.post(
    "/handoff/{ticket}/messages",
    status_code=201,
    summary="Write to staff",
    responses={409: {"description": "The ticket is closed."}, **_ERRORS},
)
async def write_message(ticket: str, sent: MessageSent, request: Request, key: Key = "") -> Left:
    """Keep what the person writes to staff, scrubbed."""
    card = card_for(request, sent.text, sent.language)
    try:
        found = await _open_with(request, ticket, key, sent.language)
        _check_pace(found.id, sent.language)
        check_length(sent.language, sent.text, LONGEST_QUESTION, shortest=1)
        message = TicketMessage(
            id=str(sent.id),
            ticket=found.id,
            at=now_of(request),
            author=Author.PERSON,
            text=sent.text.strip(),
            language=sent.language,
        )
        urgency = urgency_in(request)
        await keep(request, sent.language, lambda store: _add(store, message, urgency))
    except HTTPException:
        # Whoever is in danger has to hear what to do, whatever else goes wrong.
        if card is None:
            raise
        return Left(stored=False, reply=card)
    return Left(stored=True, reply=card)


@ticket_api.post("/handoff/{ticket}/close", summary="End a ticket", responses=_ERRORS)
async def close_ticket(ticket: str, request: Request, key: Key = "") -> Ended:
    """Close a ticket for the person, who needs no answer any more; a closed one stays so."""
    language = preferred(request)
    found = await _open_with(request, ticket, key, language)
    at = now_of(request)
    await keep(request, language, lambda store: store.tickets.close(found.id, at))
    return Ended(state="closed")


def _check_pace(ticket: str, language: Language) -> None:
    if not all(_limiter.hit(most, ticket) for most in (_MOST_A_MINUTE, _MOST_AN_HOUR)):
        raise HTTPException(429, say(language, _TOO_MANY), {"Retry-After": "60"})


def _add(store: Store, message: TicketMessage, urgency: str) -> None:
    try:
        store.tickets.add(message, urgency)
    except NoOpenTicketError as error:
        raise HTTPException(409, say(message.language, _CLOSED)) from error
    except ValueError as error:
        raise HTTPException(422, "Another message has this id.") from error


async def _open_with(request: Request, ticket: str, key: str, language: Language) -> Handoff:
    """Return the ticket that a key opens.

    Raises:
        HTTPException: there is none, or it is another's: nobody can tell which.
    """
    found = await keep(request, language, lambda store: store.tickets.get(_id_in(ticket)))
    kept = found.key if found and found.key else _NO_KEY
    if not hmac.compare_digest(hash_of(key), kept) or found is None:
        raise HTTPException(404, say(language, _GONE))
    return found


def _id_in(ticket: str) -> str:
    """Return an id as the store spells it; of what is none, one that nothing has."""
    try:
        return uuid_of(ticket)
    except ValueError:
        return str(UUID(int=0))


def _state(ticket: Handoff) -> State:
    if ticket.status is TicketStatus.CLOSED:
        return "closed"
    return "held" if ticket.holder else "waiting"


def _told(message: TicketMessage, request: Request) -> Told:
    ieum = ieum_of(request)
    entry = ieum.knowledge.entries.get(message.service or "")
    cited = ieum.assistant.show(entry, message.language).citations if entry else ()
    return Told(
        number=message.number,
        id=UUID(message.id),
        author=message.author,
        at=message.at,
        text=message.text,
        language=message.language,
        service=message.service,
        sources=tuple(citation.label for citation in cited),
    )
