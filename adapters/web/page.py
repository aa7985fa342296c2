"""The one page: a question, its answer, and whom to ask; rendered here, without scripts."""

from pathlib import Path
from typing import Annotated, Final

from babel import negotiate_locale
from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from adapters.question import read_conversation, write_conversation
from adapters.web.answering import answer, ieum_of
from bot.assistant import LONGEST_QUESTION, BadMessageError
from bot.contacts import line_contact
from bot.messages import catalogue, mark
from bot.reply import Message, Reply
from knowledge.languages import NATIVE_NAMES, Language

TEMPLATES: Final = Path(__file__).parent / "templates"

_EXAMPLES: Final = (
    mark("My boss has not paid me"),
    mark("Where can I see a doctor for free?"),
    mark("How do I extend my visa?"),
)

page = APIRouter(include_in_schema=False)

_environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=select_autoescape(),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    extensions=["jinja2.ext.i18n"],
)
_URGENT: Final = ("line-112", "line-119", "line-1577-1366")


@page.api_route("/", methods=["GET", "HEAD"])
def home(request: Request, lang: str = "", service: str = "") -> HTMLResponse:
    """Show the empty page, or the answer of an entry that was chosen."""
    view = _View(request, lang)
    if not service:
        return view.render()
    entry = ieum_of(request).knowledge.entries.get(service)
    if entry is None:
        return view.render(error=mark("There is no such page."), status=404)
    return view.render(reply=ieum_of(request).assistant.show(entry, view.language))


@page.post("/")
async def ask(
    request: Request,
    q: Annotated[str, Form()] = "",
    lang: Annotated[str, Form()] = "",
    conversation: Annotated[str, Form()] = "",
) -> HTMLResponse:
    """Answer the question of the form; posted, so that it stands in no address and no log."""
    view = _View(request, lang)
    message = Message(q, language=view.chosen, conversation=read_conversation(conversation))
    try:
        reply = await answer(request, message)
    except BadMessageError as error:
        return view.render(question=q[:LONGEST_QUESTION], error=str(error), status=422)
    return view.render(question=q, reply=reply)


class _View:
    """The page for one request, in the language the reader chose or the browser prefers."""

    def __init__(self, request: Request, lang: str) -> None:
        self._request = request
        self._known = lang in {*Language, ""}
        self.chosen = Language(lang) if lang in set(Language) else None
        self.language = self.chosen or _preferred(request)

    def render(
        self,
        *,
        question: str = "",
        reply: Reply | None = None,
        error: str = "",
        status: int = 200,
    ) -> HTMLResponse:
        """Render the page; an unknown language code is an error of its own."""
        if not self._known:
            error, status, reply = mark("We do not know this language."), 404, None
        language = self.chosen or (reply.language if reply else self.language)
        environment = _environment.overlay()
        environment.install_gettext_translations(catalogue(language))  # type: ignore[attr-defined]
        lines = ieum_of(self._request).knowledge.lines
        html = environment.get_template("home.html").render(
            chosen=self.chosen.value if self.chosen else "",
            error=environment.globals["gettext"](error) if error else "",  # type: ignore[operator]
            examples=[catalogue(language).gettext(example) for example in _EXAMPLES],
            language=language.value,
            languages=NATIVE_NAMES,
            longest=LONGEST_QUESTION,
            question=question,
            reply=reply,
            conversation=write_conversation(reply.conversation) if reply else "",
            urgent=[line_contact(lines[name], language) for name in _URGENT],
        )
        headers = {"content-language": language.value, "vary": "accept-language"}
        return HTMLResponse(html, status, headers)


def _preferred(request: Request) -> Language:
    """Negotiate with the browser; the default where it wants none of ours."""
    wanted = {}
    for part in request.headers.get("accept-language", "")[:500].split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            wanted[tag.strip()] = float(quality or 1)
        except ValueError:
            continue
    best_first = sorted((tag for tag in wanted if wanted[tag] > 0), key=lambda tag: -wanted[tag])
    found = negotiate_locale(best_first, [lang.value for lang in Language], sep="-")
    default: Language = request.app.state.default_language
    return Language(found) if found else default
