"""The API under `/api/v1`, and the two health checks."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import PlainTextResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict

from adapters.question import HeardQuestion
from adapters.web.answering import answer
from adapters.web.parts import ieum_of
from adapters.web.reading import language_of
from adapters.web.streaming import MEDIA_TYPE, stream
from bot.assistant import BadMessageError
from bot.contacts import center_contact
from bot.messages import mark, say
from bot.reply import Contact, Reply
from knowledge.figures import fill
from knowledge.languages import Language
from knowledge.places import CenterKind
from knowledge.schema import Kind, Topic

api = APIRouter(prefix="/api/v1", tags=["Ieum"])
health = APIRouter(tags=["health"])


class ServiceSummary(BaseModel):
    """An entry as a list shows it."""

    model_config = ConfigDict(frozen=True)

    id: str
    kind: Kind
    topic: Topic
    title: str
    answer: str
    as_of: str


class CenterCard(BaseModel):
    """A center as a list shows it."""

    model_config = ConfigDict(frozen=True)

    kind: CenterKind
    district: str
    contact: Contact


@api.post(
    "/ask",
    summary="Ask a question",
    response_model=Reply,
    responses={200: {"content": {MEDIA_TYPE: {}}}},
)
async def ask(question: HeardQuestion, request: Request) -> Reply | StreamingResponse:
    """Answer one question in its own language, or in the one that is named.

    With `Accept: text/event-stream` the reply is streamed.
    """
    try:
        reply = await answer(request, question.to_message(), question.channel)
    except BadMessageError as error:
        language = question.language or language_of(request)
        raise HTTPException(422, say(language, str(error))) from error
    return stream(reply) if MEDIA_TYPE in request.headers.get("accept", "") else reply


@api.get("/services", summary="List what Ieum knows")
def services(
    request: Request,
    language: Language = Language.EN,
    topic: Topic | None = None,
    kind: Kind | None = None,
) -> list[ServiceSummary]:
    """List entries, with their answers, in one language."""
    return [
        ServiceSummary(
            id=entry.id,
            kind=entry.kind,
            topic=entry.topic,
            title=entry.title.in_language(language),
            answer=fill(entry.answer.in_language(language), entry.figures, language),
            as_of=entry.dates.as_of,
        )
        for entry in ieum_of(request).knowledge.entries.values()
        if topic in {None, entry.topic} and kind in {None, entry.kind}
    ]


@api.get("/services/{name}", summary="Show one entry as a reply")
def service(request: Request, name: str, language: Language = Language.EN) -> Reply:
    """Answer with an entry that the reader chose."""
    ieum = ieum_of(request)
    entry = ieum.knowledge.entries.get(name)
    if entry is None:
        raise HTTPException(404, say(language, mark("There is no such page.")))
    return ieum.assistant.show(entry, language)


@api.get("/centers", summary="List the centers")
def centers(
    request: Request,
    language: Language = Language.EN,
    district: Annotated[str | None, Query(max_length=40)] = None,
) -> list[CenterCard]:
    """List centers, with how to reach them, in one language."""
    knowledge = ieum_of(request).knowledge
    if district is not None and district not in knowledge.districts:
        raise HTTPException(422, say(language, mark("Seoul has no such district.")))
    return [
        CenterCard(
            kind=center.kind, district=center.district, contact=center_contact(center, language)
        )
        for center in knowledge.centers.values()
        if district in {None, center.district}
    ]


@health.get("/healthz", summary="Is the process alive?")
async def healthz() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "ok"}


@health.get("/metrics", summary="How many replies and alarms?")
async def metrics(request: Request) -> PlainTextResponse:
    """Give the counts in the text format of Prometheus."""
    return PlainTextResponse(request.app.state.metrics.exposition())


@health.get("/readyz", summary="Can it answer questions?")
async def readyz(request: Request) -> dict[str, Any]:
    """Say how much can be found."""
    ieum = ieum_of(request)
    return {
        "status": "ready",
        "entries": len(ieum.knowledge.entries),
        "passages": len(ieum.searcher),
    }
