"""What the pages of this room do their work with: the editor of the content, and its items."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import FastAPI, HTTPException, Request

from adapters.content.editor import ContentEditor, Version
from adapters.content.opening import open_content
from adapters.keeping import keeping_of
from adapters.settings import ContentIn, Settings
from adapters.web.console.content.forms import ItemKind
from adapters.web.console.content.items import (
    Item,
    NoSuchItemError,
    file_of,
    item_of,
)
from adapters.web.console.content.stock import Stock, stocktaker_of
from adapters.web.console.visit import Visit
from adapters.web.parts import ieum_of, settings_of
from bot.storage.revisions import Editor, Revision
from bot.storage.store import Store
from knowledge.paths import UnknownFileError

Done = TypeVar("Done")

_AT_ONCE: Final = 1
"""Drafts that are tried out at once: more would only take turns at the interpreter."""
_LIMITER: Final = "content_limiter"
_EDITOR: Final = "content_editor"
_IS_WARM: Final = "content_editor_is_warm"


async def at_content(request: Request, work: Callable[[ContentEditor], Done]) -> Done:
    """Do something with the editor of the content, off the event loop."""
    app = request.app
    return await keeping_of(app).use(lambda store: work(_editor(app, request, store)))


async def aside(request: Request, work: Callable[[], Done]) -> Done:
    """Compute something, off the event loop, and apart from the threads that answer."""
    state = request.app.state
    limiter = getattr(state, _LIMITER, None)
    if limiter is None:
        limiter = CapacityLimiter(_AT_ONCE)
        setattr(state, _LIMITER, limiter)
    return await run_sync(work, limiter=limiter)


async def stock_of(request: Request) -> Stock:
    """Return what lies in the folder of the content."""
    served = ieum_of(request)
    taker = stocktaker_of(request.app, _root(settings_of(request)))
    return await aside(request, lambda: taker.stock(served))


async def load(request: Request, kind: ItemKind, identifier: str) -> Item:
    """Return an item as it stands now.

    Raises:
        HTTPException: there is none (404).
    """
    try:
        path = file_of(kind, identifier)
        version = await at_content(request, lambda editor: editor.read(path))
        if version is None:
            raise HTTPException(404)
        return item_of(kind, identifier, path, version.text)
    except (UnknownFileError, NoSuchItemError) as error:
        raise HTTPException(404) from error


async def last_change(request: Request, item: Item) -> Revision | None:
    """Return the version that stands now, where it is known who made it."""
    history = await at_content(request, lambda editor: editor.history(item.path, 1))
    return next((one for one in history if one.digest == item.digest), None)


async def version_at(request: Request, path: str) -> Version | None:
    """Return what a file says now."""
    return await at_content(request, lambda editor: editor.read(path))


async def warm_up(request: Request, item: Item) -> None:
    """Have the editor read the content once, before somebody waits for a save to be judged."""
    state = request.app.state
    if not getattr(state, _IS_WARM, False):
        setattr(state, _IS_WARM, True)
        await at_content(request, lambda editor: editor.judge(item.path, item.text))


def editor_in(visit: Visit) -> Editor:
    """Return who edits, as the history names them."""
    return Editor(visit.staff.id, visit.staff.shown)


def _root(settings: Settings) -> Path:
    """Return the folder in which the content lies, wherever it is edited."""
    in_database = settings.content_in is ContentIn.DATABASE
    return settings.var / "content" if in_database else settings.content


def _editor(app: FastAPI, request: Request, store: Store) -> ContentEditor:
    kept: ContentEditor | None = getattr(app.state, _EDITOR, None)
    if kept is None:
        kept = open_content(settings_of(request), store)
        setattr(app.state, _EDITOR, kept)
    return kept
