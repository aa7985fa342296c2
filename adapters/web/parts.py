"""The parts an application was made of, as a request finds them."""

from starlette.requests import HTTPConnection

from adapters.assemble import Ieum
from adapters.settings import Settings


def ieum_of(request: HTTPConnection) -> Ieum:
    """Return knowledge, search and assistant."""
    ieum: Ieum = request.app.state.ieum
    return ieum


def settings_of(request: HTTPConnection) -> Settings:
    """Return the settings."""
    settings: Settings = request.app.state.settings
    return settings
