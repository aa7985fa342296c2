"""What people leave with us over HTTP: whether a reply was useful, and a wish to be called back."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, ConfigDict, Field

from adapters.keeping import keeping_of
from adapters.web.parts import ieum_of
from bot.assistant import LONGEST_QUESTION
from bot.messages import say
from bot.records import LONGEST_COMMENT, LONGEST_REACH, Feedback, Handoff, Reason
from bot.reply import ReplyKind
from bot.routing import fallback_lines
from bot.store import Store
from bot.store_errors import StoreUnavailableError
from knowledge.languages import Language

feedback = APIRouter(prefix="/api/v1", tags=["Ieum"])
log = logging.getLogger("ieum")

_THREADS: Final = 2
"""Threads that write: a database that hangs must hold up neither answers nor the event loop."""
_RETRY_SECONDS: Final = 30

Written = Annotated[str, Field(max_length=65_536)]
"""What a person wrote; that it is too long is said in their language, not by the schema."""
Known = Annotated[str, Field(max_length=80)]


class FeedbackGiven(BaseModel):
    """Whether a reply was useful. An `id` that is sent again counts once.

    Send the `question` only if the person agreed to its being kept.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: UUID
    language: Language
    kind: ReplyKind
    service: Known | None = None
    useful: bool
    reason: Reason | None = None
    comment: Written = ""
    question: Written = ""


class HandoffAsked(BaseModel):
    """A wish to hear from a human being, at `reach`. An `id` that is sent again counts once."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: UUID
    language: Language
    reach: Written
    question: Written = ""
    service: Known | None = None
    district: Known | None = None


class Saved(BaseModel):
    """Whether it is kept: now, or since it was first sent."""

    model_config = ConfigDict(frozen=True)

    stored: bool


_ERRORS: Final[dict[int | str, dict[str, Any]]] = {
    503: {"description": "The database is away; send it again, with the same `id`, a little later."}
}


@feedback.post(
    "/feedback", status_code=201, summary="Say whether a reply was useful", responses=_ERRORS
)
async def give_feedback(given: FeedbackGiven, request: Request) -> Saved:
    """Keep feedback, where this service keeps anything."""
    _check_service(request, given.service)
    _check_length(given.language, given.comment, LONGEST_COMMENT)
    _check_length(given.language, given.question, LONGEST_QUESTION)
    record = Feedback(
        id=str(given.id),
        at=datetime.now(UTC),
        language=given.language,
        kind=given.kind.value,
        useful=given.useful,
        service=given.service,
        reason=None if given.useful else given.reason,
        comment=given.comment.strip(),
        question=given.question.strip(),
    )
    if not keeping_of(request.app).keeps:
        return Saved(stored=False)
    await _keep(request, given.language, lambda store: store.add_feedback(record))
    return Saved(stored=True)


@feedback.post(
    "/handoff",
    status_code=201,
    summary="Ask to hear from a human being",
    responses={403: {"description": "This service takes no messages."}, **_ERRORS},
)
async def ask_handoff(asked: HandoffAsked, request: Request) -> Saved:
    """Keep a message to a human being, where this service keeps anything."""
    language = asked.language
    if not keeping_of(request.app).keeps:
        numbers = _numbers(request, language)
        detail = say(
            language, "You cannot leave a message here. Please call {numbers}.", numbers=numbers
        )
        raise HTTPException(403, detail)
    _check_service(request, asked.service)
    if asked.district is not None and asked.district not in ieum_of(request).knowledge.districts:
        raise HTTPException(422, say(language, "Seoul has no such district."))
    _check_length(language, asked.reach, LONGEST_REACH, shortest=1)
    _check_length(language, asked.question, LONGEST_QUESTION)
    record = Handoff(
        id=str(asked.id),
        at=datetime.now(UTC),
        language=language,
        reach=asked.reach.strip(),
        question=asked.question.strip(),
        service=asked.service,
        district=asked.district,
    )
    await _keep(request, language, lambda store: store.add_handoff(record))
    return Saved(stored=True)


def _check_service(request: Request, service: str | None) -> None:
    if service is not None and service not in ieum_of(request).knowledge.entries:
        raise HTTPException(422, "There is no such entry.")


def _check_length(language: Language, text: str, longest: int, shortest: int = 0) -> None:
    if not shortest <= len(text.strip()) <= longest:
        detail = say(
            language, "Please write between 1 and {longest} characters.", longest=f"{longest:,}"
        )
        raise HTTPException(422, detail)


async def _keep(request: Request, language: Language, add: Callable[[Store], bool]) -> None:
    try:
        await keeping_of(request.app).keep(add)
    except StoreUnavailableError as error:
        log.warning("%s", error)
        detail = say(
            language,
            "We could not save this just now. Please try again later, or call {numbers}.",
            numbers=_numbers(request, language),
        )
        raise HTTPException(503, detail, {"Retry-After": str(_RETRY_SECONDS)}) from error


def _numbers(request: Request, language: Language) -> str:
    """Return the numbers of those who can be asked in every language."""
    lines = fallback_lines(ieum_of(request).knowledge)
    comma = "、" if language is Language.ZH else ", "
    return comma.join(line.phone.number for line in lines)
