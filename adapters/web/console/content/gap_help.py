"""What people asked and nobody answered, as a help for who writes the answer."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from fastapi import HTTPException, Request

from adapters.keeping import keeping_of
from bot.draft_check import Asked
from bot.learning import Learned
from bot.storage.gaps import GapState
from index.spelling import normalise
from knowledge.languages import Language

_READ: Final = 200
_PER_LANGUAGE: Final = 8
_STORED: Final = 1_000


@dataclass(frozen=True)
class GapHelp:
    """A gap with its questions, the newest first, scrubbed as they were kept."""

    id: str
    questions: tuple[Learned, ...]

    def by_language(self, known: Iterable[str] = ()) -> Mapping[Language, tuple[str, ...]]:
        """Return up to eight questions a language, each once, and none that is known already."""
        seen = {normalise(one) for one in known}
        found: dict[Language, tuple[str, ...]] = {}
        for one in self.questions:
            text, plain = " ".join(one.text.split()), normalise(one.text)
            so_far = found.get(one.language, ())
            if not plain or plain in seen or len(so_far) >= _PER_LANGUAGE:
                continue
            seen.add(plain)
            found[one.language] = (*so_far, text)
        return found


async def gap_of(request: Request, gap: str) -> GapHelp | None:
    """Return a gap with its questions; None where none is named.

    Raises:
        HTTPException: there is no such gap (404).
    """
    if not gap:
        return None
    try:
        found = await keeping_of(request.app).use(
            lambda store: store.questions.of_gap(gap, _READ) if store.gaps.get(gap) else None
        )
    except ValueError as error:
        raise HTTPException(404) from error
    if found is None:
        raise HTTPException(404)
    return GapHelp(gap, found)


async def settle(request: Request, gap: str, entry: str) -> None:
    """Note that an entry answers a gap now; one that is gone meanwhile needs no note."""
    # What was saved is saved, whatever the form says of a gap.
    with suppress(ValueError):
        await keeping_of(request.app).use(
            lambda store: store.gaps.settle(gap, GapState.MADE, entry)
        )


async def asked_before(request: Request, gap: GapHelp | None) -> tuple[list[Asked], int]:
    """Return what people asked, and how many of it, from the first on, asked for this gap."""
    newest = await keeping_of(request.app).use(lambda store: store.questions.newest(_STORED))
    first = _once(gap.questions) if gap else []
    known = {one.text for one in first}
    return [*first, *(one for one in _once(newest) if one.text not in known)], len(first)


def _once(questions: Iterable[Learned]) -> list[Asked]:
    return [*dict.fromkeys(Asked(one.text, one.language) for one in questions)]
