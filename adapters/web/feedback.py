"""What people tell us of a reply over HTTP: whether it was useful."""

from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict

from adapters.keeping import keeping_of
from adapters.web.leaving import AWAY, Known, Written, check_length, check_service, keep
from adapters.web.parts import recording_of
from bot.assistant import LONGEST_QUESTION
from bot.reply import ReplyKind
from bot.storage.records import LONGEST_COMMENT, Feedback, Reason
from knowledge.languages import Language

feedback = APIRouter(prefix="/api/v1", tags=["Ieum"])


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


class Saved(BaseModel):
    """Whether it is kept: now, or since it was first sent."""

    model_config = ConfigDict(frozen=True)

    stored: bool


@feedback.post(
    "/feedback", status_code=201, summary="Say whether a reply was useful", responses=AWAY
)
async def give_feedback(given: FeedbackGiven, request: Request) -> Saved:
    """Keep feedback, where this service keeps anything."""
    check_service(request, given.service)
    check_length(given.language, given.comment, LONGEST_COMMENT)
    check_length(given.language, given.question, LONGEST_QUESTION)
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
    is_new = await keep(request, given.language, lambda store: store.add_feedback(record))
    if is_new:
        recording_of(request).judged(record)
    return Saved(stored=True)
