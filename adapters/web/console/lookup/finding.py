"""The look-up as requests find it: made once of the Ieum in service, and again when that changes.

It hangs on the application, so that what is no longer served is not kept either.
"""

from dataclasses import dataclass
from threading import Lock
from typing import Final

from fastapi import Request
from starlette.datastructures import State

from adapters.assemble import Ieum
from adapters.web.parts import ieum_of
from bot.lookup import Lookup
from bot.showing import Showing

_STATE: Final = "desk_reference"
_making: Final = Lock()


@dataclass(frozen=True)
class Reference:
    """What an Ieum knows, as it is looked up and shown."""

    ieum: Ieum
    lookup: Lookup
    showing: Showing


def reference_of(request: Request) -> Reference:
    """Return the look-up of the Ieum that answers this request. May take 0.2 s after a start."""
    ieum, state = ieum_of(request), request.app.state
    made: Reference | None = getattr(state, _STATE, None)
    return made if made and made.ieum is ieum else _make(state, ieum)


def renew(state: State, ieum: Ieum) -> None:
    """Make the look-up of new content before somebody waits for it, where it is used at all."""
    if hasattr(state, _STATE):
        _make(state, ieum)


def _make(state: State, ieum: Ieum) -> Reference:
    # One thread makes it; those who come meanwhile wait for it.
    with _making:
        made: Reference | None = getattr(state, _STATE, None)
        if made is None or made.ieum is not ieum:
            lookup = Lookup(ieum.knowledge, ieum.searcher)
            made = Reference(ieum, lookup, Showing(ieum.knowledge, ieum.assistant, state.clock))
            setattr(state, _STATE, made)
    return made
