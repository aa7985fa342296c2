"""A page of the website: its frame in the reader's language, around what the page is about."""

from functools import cache
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.datastructures import URL
from starlette.requests import HTTPConnection

from adapters.web.assets import Assets
from adapters.web.pages.topics import TOPIC_NAMES
from adapters.web.parts import ieum_of, settings_of
from adapters.web.policy import content_policy
from adapters.what_is_kept import kept_of_questions
from bot.assistant import LONGEST_QUESTION
from bot.messages import catalogue, mark, say
from knowledge.languages import BABEL_LOCALES, NATIVE_NAMES, Language

TEMPLATES: Final = Path(__file__).parents[1] / "templates"
URGENT_LINES: Final = {
    "line-112": mark("Police"),
    "line-119": mark("Ambulance, fire"),
    "line-1577-1366": mark("Help in your language"),
}
"""The helplines in the frame of every page, each with the message that says what it is for."""
HTML_LANGUAGES: Final = {language: language.value for language in Language} | {
    Language.ZH: "zh-Hans"
}
"""What stands in `lang`: our Chinese is written in simplified characters."""


def _make_environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )


environment: Final = _make_environment()
"""The templates without the messages of any language."""


def render(
    request: Request,
    template: str,
    language: Language,
    *,
    status: int = 200,
    place: str | None = None,
    elsewhere: str = "",
    **about: Any,
) -> HTMLResponse:
    """Render a page; `place` is where it stands in every language, `centers/seoul-global-center`.

    A page without a place is not to be found by machines, and its links to the other languages lead
    `elsewhere`.
    """
    assets: Assets = request.app.state.assets
    styles, allowed = assets.page_styles()
    html = (
        environment_in(language)
        .get_template(template)
        .render(
            assets=assets,
            base=base_of(request),
            demo=demo_of(request),
            html_languages=HTML_LANGUAGES,
            language=language,
            languages=NATIVE_NAMES,
            locales=BABEL_LOCALES,
            longest=LONGEST_QUESTION,
            elsewhere=elsewhere,
            kept=kept_of_questions(language, settings_of(request).question_days),
            place=place,
            styles=Markup(styles),  # noqa: S704
            topic_names=TOPIC_NAMES,
            urgent=urgent_lines(request, language),
            **about,
        )
    )
    headers = {
        "content-language": HTML_LANGUAGES[language],
        "content-security-policy": content_policy(styles=allowed),
    }
    return HTMLResponse(html, status, headers)


@cache
def environment_in(language: Language) -> Environment:
    """Return the templates with the messages of one language, compiled once per process.

    It is no overlay of another: overlays share their globals, and with them their messages.
    """
    own = _make_environment()
    own.install_gettext_translations(catalogue(language))  # type: ignore[attr-defined]
    return own


def urgent_lines(request: HTTPConnection, language: Language) -> dict[str, str]:
    """Return the numbers that stand on every page, each with what it is for."""
    lines = ieum_of(request).knowledge.lines
    return {
        lines[name].numbers[0]: say(language, message)
        for name, message in URGENT_LINES.items()
        if name in lines
    }


def base_of(request: Request) -> str:
    """Return the address at which the world sees us, without a slash at its end."""
    return settings_of(request).public_url or str(request.base_url).rstrip("/")


def demo_of(request: Request) -> str:
    """Return the address of the website to try the widget on, where one is running."""
    port = settings_of(request).demo_port
    return str(URL(base_of(request)).replace(port=port, path="/")) if port else ""
