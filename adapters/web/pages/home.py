"""The first page and the answers to questions; rendered here, without scripts."""

from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from adapters.question import read_conversation, write_conversation
from adapters.web.answering import answer
from adapters.web.pages.caching import cached
from adapters.web.pages.entries import path_of
from adapters.web.pages.topics import by_topic
from adapters.web.pages.view import render
from adapters.web.parts import ieum_of, settings_of
from adapters.web.reading import preferred
from bot.assistant import LONGEST_QUESTION, BadMessageError
from bot.learning import Channel
from bot.messages import mark, say
from bot.reply import Message, Reply, ReplyKind
from knowledge.languages import Language

_EXAMPLES: Final = (
    mark("My boss has not paid me"),
    mark("Where can I see a doctor for free?"),
    mark("How do I extend my visa?"),
)
_PRIVATE: Final = {"cache-control": "no-store"}

pages = APIRouter(include_in_schema=False)


@pages.api_route("/", methods=["GET", "HEAD"])
def front(request: Request) -> Response:
    """Show the first page in the language that the browser prefers."""
    page = _home(request, preferred(request), chosen=None)
    page.headers["vary"] = "accept-language"
    return page


@pages.api_route("/{lang:language}", methods=["GET", "HEAD"])
def without_slash(lang: Language) -> Response:
    """Lead to the first page."""
    return RedirectResponse(f"/{lang}/", 308)


@pages.api_route("/{lang:language}/", methods=["GET", "HEAD"])
def home(request: Request, lang: Language) -> Response:
    """Show the first page in one language."""
    return cached(request, lambda: _home(request, lang, chosen=lang))


@pages.api_route("/search", methods=["GET", "HEAD"])
async def search(request: Request, q: str = "") -> Response:
    """Answer a question in its own language."""
    return await _answer(request, q, None)


@pages.api_route("/{lang:language}/search", methods=["GET", "HEAD"])
async def search_in(request: Request, lang: Language, q: str = "") -> Response:
    """Answer a question in the language that was chosen."""
    return await _answer(request, q, lang)


@pages.post("/search")
async def ask(
    request: Request,
    q: Annotated[str, Form()] = "",
    lang: Annotated[Language | None, Form()] = None,
    conversation: Annotated[str, Form()] = "",
) -> Response:
    """Answer the question of the form; posted, so that it stands in no address and no log."""
    return await _answer(request, q, lang, conversation)


@pages.post("/{lang:language}/search")
async def ask_in(
    request: Request,
    lang: Language,
    q: Annotated[str, Form()] = "",
    conversation: Annotated[str, Form()] = "",
) -> Response:
    """Answer the question of the form in the language that was chosen."""
    return await _answer(request, q, lang, conversation)


@pages.api_route("/leave", methods=["GET", "HEAD"])
def leave(request: Request) -> Response:
    """Leave to a neutral page, and have the browser forget what it kept of ours."""
    forget = {"clear-site-data": '"cache", "storage"'} | _PRIVATE
    return RedirectResponse(settings_of(request).quick_exit, 303, forget)


def _home(request: Request, language: Language, chosen: Language | None) -> Response:
    return render(
        request,
        "home.html",
        language,
        place="",
        chosen=chosen,
        examples=[say(language, example) for example in _EXAMPLES],
        shelves=by_topic(ieum_of(request).knowledge.entries.values()),
    )


async def _answer(
    request: Request, question: str, chosen: Language | None, conversation: str = ""
) -> Response:
    before = read_conversation(conversation)
    if not question and request.method != "POST":
        return _render(request, chosen or preferred(request), chosen)
    try:
        message = Message(question, language=chosen, conversation=before)
        reply = await answer(request, message, Channel.WEB)
    except BadMessageError as error:
        language = chosen or preferred(request)
        return _render(request, language, chosen, question[:LONGEST_QUESTION], error=str(error))
    return _render(request, chosen or reply.language, chosen, question, reply)


def _render(
    request: Request,
    language: Language,
    chosen: Language | None,
    question: str = "",
    reply: Reply | None = None,
    error: str = "",
) -> Response:
    page = render(
        request,
        "search.html",
        language,
        status=422 if error else 200,
        chosen=chosen,
        question=question,
        reply=reply,
        conversation=write_conversation(reply.conversation) if reply else "",
        error=say(language, error) if error else "",
        # Who looks over the shoulder, or at the history, is not told.
        is_secret=reply is not None and reply.kind is ReplyKind.EMERGENCY,
        elsewhere=_elsewhere(request, reply),
    )
    page.headers.update(_PRIVATE | {"vary": "accept-language"})
    return page


def _elsewhere(request: Request, reply: Reply | None) -> str:
    """Return where the answer stands in every language; the question must not be in an address."""
    entry = ieum_of(request).knowledge.entries.get(reply.service or "") if reply else None
    return path_of(entry) if entry else ""
