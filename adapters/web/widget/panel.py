"""The widget: the script that other websites load, and the panel that it shows in a frame."""

import hashlib
from functools import cache
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from adapters.web.assets import STATIC, Assets
from adapters.web.bundle import bundle, compact
from adapters.web.origins import allowed_origins
from adapters.web.pages.view import HTML_LANGUAGES, URGENT_LINES, environment
from adapters.web.parts import ieum_of, settings_of
from adapters.web.policy import panel_policy
from adapters.web.reading import language_of
from adapters.web.widget.words import words_in
from bot.assistant import LONGEST_QUESTION
from knowledge.languages import NATIVE_NAMES, Language

widget = APIRouter(include_in_schema=False)

_THEMES: Final = ("light", "dark")
_URGENT: Final = dict(zip(URGENT_LINES, ("police", "rescue", "advice"), strict=True))
_STAFFED: Final = {"line-120": "weekdays", "line-1577-1366": "dayAndNight"}
"""Whom to call instead of waiting for staff, each with the word for when."""
_LOADER: Final = STATIC / "widget.js"
_ANY_WEBSITE: Final = {
    "cache-control": "public, max-age=300",
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
}
_SCRIPT: Final = "text/javascript"


@widget.api_route("/widget.js", methods=["GET", "HEAD"])
def loader(request: Request) -> Response:
    """Serve the script that a website loads."""
    return _unless_known(request, Response(_loader(), media_type=_SCRIPT, headers=_ANY_WEBSITE))


@widget.api_route("/widget/{edition}/panel.js", methods=["GET", "HEAD"])
def panel_script(request: Request, edition: str) -> Response:
    """Serve the panel's modules as one script; for ever, if it is asked for in today's edition."""
    assets: Assets = request.app.state.assets
    headers = assets.headers_of(edition)
    return _unless_known(request, Response(_panel_script(), media_type=_SCRIPT, headers=headers))


@widget.api_route("/widget/panel", methods=["GET", "HEAD"])
def panel(request: Request, theme: str = "") -> Response:
    """Serve the panel; with a language or theme we do not know, as if none were named."""
    language = language_of(request)
    settings = settings_of(request)
    origins = allowed_origins(settings)
    lines = ieum_of(request).knowledge.lines
    html = environment.get_template("panel.html").render(
        assets=request.app.state.assets,
        theme=theme if theme in _THEMES else "",
        language=language,
        languages=NATIVE_NAMES,
        html_languages=HTML_LANGUAGES,
        words=words_in(language, settings.question_days),
        urgent=[(lines[name].numbers[0], word) for name, word in _URGENT.items() if name in lines],
        data=_for_script(
            words={one.value: words_in(one, settings.question_days) for one in Language},
            names=NATIVE_NAMES,
            codes=HTML_LANGUAGES,
            origins=origins,
            exit=settings.quick_exit,
            longest=LONGEST_QUESTION,
            days=settings.keep_days,
            lines=[
                [lines[name].numbers[0], word] for name, word in _STAFFED.items() if name in lines
            ],
        ),
    )
    # A policy knows no IPv6 addresses, and a browser complains of each.
    by_name = [origin for origin in origins if "[" not in origin]
    headers = {
        "content-security-policy": panel_policy(by_name),
        "content-language": HTML_LANGUAGES[language],
        "cache-control": "no-cache",
        "vary": "accept-language",
    }
    return _unless_known(request, HTMLResponse(html, headers=headers))


@cache
def _loader() -> str:
    return compact(_LOADER.read_text(encoding="utf-8"))


@cache
def _panel_script() -> str:
    return bundle(STATIC / "panel", "panel")


def _for_script(**data: Any) -> Markup:
    """Write data as JSON that no text in it can break out of; not one letter in six bytes."""
    return htmlsafe_json_dumps(data, ensure_ascii=False, separators=(",", ":"))


def _unless_known(request: Request, response: Response) -> Response:
    """Give a response its ETag; leave its body out where the browser has it already."""
    response.headers["etag"] = f'"{hashlib.sha256(response.body).hexdigest()[:20]}"'
    if response.headers["etag"] not in request.headers.get("if-none-match", ""):
        return response
    kept = {name: value for name, value in response.headers.items() if name != "content-length"}
    return Response(status_code=304, headers=kept)
