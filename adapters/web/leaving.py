"""What people are told, in their language, when they leave something with us and it cannot be."""

import logging
from collections.abc import Callable
from typing import Annotated, Any, Final, TypeVar

from fastapi import HTTPException, Request
from pydantic import Field

from adapters.keeping import keeping_of
from adapters.web.parts import ieum_of
from bot.messages import mark, say
from bot.routing import fallback_lines
from bot.storage.errors import StoreUnavailableError
from bot.storage.store import Store
from knowledge.languages import Language

log = logging.getLogger("ieum")

_RETRY_SECONDS: Final = 30

Written = Annotated[str, Field(max_length=65_536)]
"""What a person wrote; that it is too long is said in their language, not by the schema."""
Known = Annotated[str, Field(max_length=80)]
Kept = TypeVar("Kept")

AWAY: Final[dict[int | str, dict[str, Any]]] = {
    503: {"description": "The database is away; send it again, with the same `id`, a little later."}
}
"""How the API's description tells that something may not be kept."""


def check_service(request: Request, service: str | None) -> None:
    """Refuse an entry that there is not."""
    if service is not None and service not in ieum_of(request).knowledge.entries:
        raise HTTPException(422, "There is no such entry.")


def check_length(language: Language, text: str, longest: int, shortest: int = 0) -> None:
    """Refuse a text that is too long, or too short."""
    if not shortest <= len(text.strip()) <= longest:
        detail = say(
            language, "Please write between 1 and {longest} characters.", longest=f"{longest:,}"
        )
        raise HTTPException(422, detail)


def check_keeps(request: Request, language: Language) -> None:
    """Refuse messages to people where nothing is kept."""
    if not keeping_of(request.app).keeps:
        words = mark("You cannot leave a message here. Please call {numbers}.")
        raise HTTPException(403, say(language, words, numbers=numbers(request, language)))


async def keep(request: Request, language: Language, work: Callable[[Store], Kept]) -> Kept:
    """Write or read what `work` does, and return what it returns.

    Raises:
        HTTPException: the database is away.
    """
    try:
        return await keeping_of(request.app).use(work)
    except StoreUnavailableError as error:
        log.warning("%s", error)
        detail = say(
            language,
            "We could not save this just now. Please try again later, or call {numbers}.",
            numbers=numbers(request, language),
        )
        raise HTTPException(503, detail, {"Retry-After": str(_RETRY_SECONDS)}) from error


def numbers(request: Request, language: Language) -> str:
    """Return the numbers of those who can be asked in every language."""
    lines = fallback_lines(ieum_of(request).knowledge)
    comma = "、" if language is Language.ZH else ", "
    return comma.join(line.phone.number for line in lines)
