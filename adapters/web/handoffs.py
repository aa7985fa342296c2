"""A wish to hear from a human being, left over HTTP; the person may wait for them in the widget."""

import hashlib
from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID, uuid5

from fastapi import APIRouter, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from limits import RateLimitItemPerMinute
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from adapters.web.hearing import heard_in, is_emergency
from adapters.web.leaving import (
    AWAY,
    Known,
    Written,
    check_keeps,
    check_length,
    check_service,
    keep,
)
from adapters.web.parts import ieum_of, now_of, settings_of
from bot.assistant import LONGEST_QUESTION
from bot.matters import matter_of, most_urgent, urgency_of
from bot.messages import mark, say
from bot.reply import Message, Reply, ReplyKind
from bot.storage.records import LONGEST_REACH, Author, Handoff, TicketMessage
from knowledge.languages import Language

handoffs = APIRouter(prefix="/api/v1", tags=["Ieum"])

_MOST_A_MINUTE: Final = RateLimitItemPerMinute(20)
"""A whole office shares one address."""
MOST_TURNS = 10
"""How much of what was said before can be sent along."""
TicketKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{32,128}$")]
_NOTHING_KNOWN = mark(
    "I do not have an answer to this. A person can help you: please call one of these."
)


class Turn(BaseModel):
    """What was said before: by the person, or the entry with which the bot answered."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    author: Literal["person", "bot"]
    text: Written = ""
    """Of the person only; what the bot said is known from its entry."""
    service: Known | None = None
    kind: ReplyKind | None = None


class HandoffAsked(BaseModel):
    """A wish to hear from a human being. An `id` that is sent again counts once.

    `reach` is where the person wants to hear from us. It may be empty where a `key` is sent: a
    random text that the client makes, and with which it then reads and writes messages. Send
    `turns`, what was said before, only if the person agreed to that.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: UUID
    language: Language
    reach: Written = ""
    question: Written = ""
    service: Known | None = None
    district: Known | None = None
    key: TicketKey | None = None
    turns: Annotated[tuple[Turn, ...], Field(max_length=MOST_TURNS)] = ()


class Left(BaseModel):
    """Whether it is kept: now, or since it was first sent.

    `reply` says what to do where somebody is in danger; show it before anything else.
    """

    model_config = ConfigDict(frozen=True)

    stored: bool
    reply: Reply | None = None


@handoffs.post(
    "/handoff",
    status_code=201,
    summary="Ask to hear from a human being",
    responses={403: {"description": "This service takes no messages."}, **AWAY},
)
async def ask_handoff(asked: HandoffAsked, request: Request) -> Left:
    """Keep a message to a human being, where this service keeps anything."""
    language = asked.language
    card = card_for(request, asked.question, language)
    try:
        check_keeps(request, language)
        _check_pace(request, language)
        _check(asked, request)
        at = now_of(request)
        ticket, said = await run_in_threadpool(_ticket, asked, request, at)
        await keep(request, language, lambda store: store.add_handoff(ticket, said))
    except HTTPException:
        # Whoever is in danger has to hear what to do, whatever else goes wrong.
        if card is None:
            raise
        return Left(stored=False, reply=card)
    return Left(stored=True, reply=card)


def card_for(request: Request, text: str, language: Language) -> Reply | None:
    """Return what to do, where a text that was left tells of danger; else None."""
    if not is_emergency(request.scope):
        return None
    message = Message(text, language=language)
    return ieum_of(request).assistant.respond(message, heard_in(request.scope))


def urgency_in(request: Request) -> str:
    """Return how urgent is what a request says."""
    heard = heard_in(request.scope)
    return urgency_of(heard) if heard else "none"


def hash_of(key: str) -> str:
    """Return what is kept of a ticket's key."""
    return hashlib.sha256(key.encode()).hexdigest()


def _check_pace(request: Request, language: Language) -> None:
    """Refuse more wishes from one address than people make, also where they tell of danger.

    What to do in danger is told all the same; without this, nobody would find them in the queue.
    """
    address = request.client.host if request.client else "unknown"
    is_limited = settings_of(request).requests_per_minute > 0
    if is_limited and not request.app.state.handoff_limiter.hit(_MOST_A_MINUTE, address):
        words = mark(
            "Too many questions came from this internet connection. Please wait a minute, "
            "then try again."
        )
        raise HTTPException(429, say(language, words), {"Retry-After": "60"})


def _check(asked: HandoffAsked, request: Request) -> None:
    language = asked.language
    for service in (asked.service, *(turn.service for turn in asked.turns)):
        check_service(request, service)
    if asked.district is not None and asked.district not in ieum_of(request).knowledge.districts:
        raise HTTPException(422, say(language, "Seoul has no such district."))
    check_length(language, asked.reach, LONGEST_REACH, shortest=0 if asked.key else 1)
    for text in (asked.question, *(turn.text for turn in asked.turns)):
        check_length(language, text, LONGEST_QUESTION)


def _ticket(
    asked: HandoffAsked, request: Request, at: datetime
) -> tuple[Handoff, list[TicketMessage]]:
    matter = matter_of(ieum_of(request).knowledge, asked.service)
    ticket = Handoff(
        id=str(asked.id),
        at=at,
        language=asked.language,
        reach=asked.reach.strip(),
        question=asked.question.strip() or _last_words(asked),
        service=asked.service,
        district=asked.district,
        urgency=most_urgent(matter.urgency, urgency_in(request)),
        topic=matter.topic,
        key=hash_of(asked.key) if asked.key else None,
    )
    turns = (*asked.turns, Turn(author="person", text=asked.question))
    texts = [(turn, _text(turn, request, asked.language)) for turn in turns]
    said = [
        TicketMessage(
            # Sent again, it is the same message.
            id=str(uuid5(asked.id, str(number))),
            ticket=ticket.id,
            at=at,
            author=Author(turn.author),
            text=text,
            language=asked.language,
            service=turn.service,
        )
        for number, (turn, text) in enumerate(texts)
        if text
    ]
    return ticket, said


def _last_words(asked: HandoffAsked) -> str:
    """Return what the person said last, where they say nothing more to staff."""
    said = [turn.text.strip() for turn in asked.turns if turn.author == "person"]
    return said[-1] if said else ""


def _text(turn: Turn, request: Request, language: Language) -> str:
    """Return what was said; what the bot said is ours, and never what a client says that it was."""
    if turn.author == "person":
        return turn.text.strip()
    if turn.service:
        ieum = ieum_of(request)
        reply = ieum.assistant.show(ieum.knowledge.entries[turn.service], language)
        return "\n\n".join(filter(None, (reply.title, reply.body)))
    return say(language, _NOTHING_KNOWN) if turn.kind is ReplyKind.NO_ANSWER else ""
