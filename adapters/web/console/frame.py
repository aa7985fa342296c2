"""A page of the console, or a part of one that htmx puts into it."""

from functools import cache
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from adapters.web.console.visit import Visit
from adapters.web.console.words import INTERFACES, words_in
from adapters.web.pages.view import HTML_LANGUAGES
from adapters.web.policy import console_policy
from adapters.web.reading import preferred
from knowledge.languages import NATIVE_NAMES, Language

TEMPLATES: Final = Path(__file__).parent / "templates"


def render(
    request: Request, visit: Visit | None, template: str, *, status: int = 200, **about: Any
) -> HTMLResponse:
    """Render a template of the console; without a visit, for who has not logged in."""
    language = visit.interface if visit else interface_of(request)
    html = (
        environment_in(language)
        .get_template(template)
        .render(
            assets=request.app.state.assets,
            html_languages=HTML_LANGUAGES,
            interface=language,
            interfaces=INTERFACES,
            languages=NATIVE_NAMES,
            path=request.url.path,
            visit=visit,
            **about,
        )
    )
    headers = {
        # What staff see of people stays in no cache, and goes to no other website.
        "cache-control": "no-store",
        "content-language": HTML_LANGUAGES[language],
        "content-security-policy": console_policy(),
        "vary": "HX-Request",
    }
    return HTMLResponse(html, status, headers)


def interface_of(request: Request) -> Language:
    """Return the language of the console that the browser prefers, of the two there are."""
    wanted = preferred(request)
    return wanted if wanted in INTERFACES else Language.EN


def is_part(request: Request) -> bool:
    """Tell whether htmx asks, which wants a part of a page and not the whole."""
    return request.headers.get("hx-request") == "true"


@cache
def environment_in(language: Language) -> Environment:
    """Return the console's templates in one of its languages, compiled once per process."""
    own = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    own.install_gettext_translations(words_in(language))  # type: ignore[attr-defined]
    return own
