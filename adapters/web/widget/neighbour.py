"""The website to try the widget on: another origin, from a second port of the same server."""

import logging
import socket

from starlette.types import ASGIApp, Receive, Scope, Send

from adapters.settings import Settings

log = logging.getLogger("ieum")


def listen(settings: Settings) -> socket.socket | None:
    """Open the second port; None where there is to be none, or where it is taken."""
    if not settings.demo_port:
        return None
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    address = (settings.host, settings.demo_port)
    try:
        opened = socket.create_server(address, family=family)
    except OSError as error:
        reason = error.strerror or error
        log.warning("No website to try the widget on: port %d: %s", settings.demo_port, reason)
        return None
    log.info("A website to try the widget on: http://%s:%d", *address)
    return opened


class Neighbour:
    """Passes on what comes to the second port to the neighbour, and all else to ourselves."""

    def __init__(self, app: ASGIApp, neighbour: ASGIApp, port: int) -> None:
        """Wrap an application; `port` is the neighbour's."""
        self._app = app
        self._neighbour = neighbour
        self._port = port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on by the port it came to."""
        server = scope.get("server")
        is_next_door = server is not None and server[1] == self._port
        await (self._neighbour if is_next_door else self._app)(scope, receive, send)
