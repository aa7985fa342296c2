"""A website of an invented center, on an origin of its own, to try the widget on."""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, PlainTextResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.responses import Response

from knowledge.languages import NATIVE_NAMES

_HERE: Final = Path(__file__).parents[1]
_METHODS: Final = ["GET", "HEAD"]
_HOST: Final = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
_CHOICES: Final = {
    "lang": {language.value: name for language, name in NATIVE_NAMES.items()},
    "theme": {"auto": "As the system", "light": "Light", "dark": "Dark"},
    "position": {"right": "Right", "left": "Left"},
}


def create_demo(port: int) -> FastAPI:
    """Make the website; `port` is that of Ieum, on whatever host is asked."""
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("demo.html")
    app = FastAPI(title="Demo", docs_url=None, redoc_url=None, openapi_url=None)

    @app.api_route("/", methods=_METHODS)
    async def home(request: Request) -> Response:
        host = request.url.hostname or ""
        if not _HOST.fullmatch(host):
            return PlainTextResponse("There is no such host.", 400)
        start = f"{request.url.scheme}://"
        ieum = f"{start}[{host}]:{port}" if ":" in host else f"{start}{host}:{port}"
        # A policy cannot name an IPv6 address: browsers take it for a mistake.
        source = f"{start}*:{port}" if ":" in host else ieum
        attributes = {"lang": "en"} | {
            name: value
            for name, value in request.query_params.items()
            if value in _CHOICES.get(name, ())
        }
        html = template.render(ieum=ieum, attributes=attributes, choices=_links(attributes))
        return HTMLResponse(html, headers=_headers(source))

    for name in ("demo.css", "demo.svg"):
        app.add_api_route(f"/{name}", _sends(name), methods=_METHODS)
    return app


def _sends(name: str) -> Callable[[], Awaitable[Response]]:
    async def send() -> Response:
        return FileResponse(_HERE / "static" / name, headers={"cache-control": "no-cache"})

    return send


def _links(attributes: dict[str, str]) -> dict[str, list[tuple[str, str, str, bool]]]:
    """Return for each attribute its values: value, words, address, and whether it is chosen."""
    chosen = {name: next(iter(values)) for name, values in _CHOICES.items()} | attributes
    return {
        name: [
            (value, words, "/?" + urlencode(attributes | {name: value}), chosen[name] == value)
            for value, words in values.items()
        ]
        for name, values in _CHOICES.items()
    }


def _headers(ieum: str) -> dict[str, str]:
    return {
        "content-security-policy": f"default-src 'none'; script-src {ieum}; frame-src {ieum}; "
        "style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'",
        "x-content-type-options": "nosniff",
    }
