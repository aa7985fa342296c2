"""The parts an application was made of, as a request finds them."""

from datetime import datetime
from typing import Any, Final

from starlette.requests import HTTPConnection

from adapters.assemble import Ieum
from adapters.live import Live
from adapters.recording import Recording
from adapters.settings import Settings

_STATE: Final = "ieum"


def ieum_of(request: HTTPConnection) -> Ieum:
    """Return knowledge, search and assistant: the same ones for the whole of a request."""
    state: dict[str, Any] = request.scope.setdefault("state", {})
    if _STATE not in state:
        state[_STATE] = live_of(request).now
    ieum: Ieum = state[_STATE]
    return ieum


def live_of(request: HTTPConnection) -> Live:
    """Return what follows the content; `refresh` it after a change."""
    live: Live = request.app.state.live
    return live


def recording_of(request: HTTPConnection) -> Recording:
    """Return what notes what was asked."""
    recording: Recording = request.app.state.recording
    return recording


def settings_of(request: HTTPConnection) -> Settings:
    """Return the settings."""
    settings: Settings = request.app.state.settings
    return settings


def now_of(request: HTTPConnection) -> datetime:
    """Return the time, in UTC, of the application's clock."""
    now: datetime = request.app.state.clock()
    return now
