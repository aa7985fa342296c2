"""Saving: to the content first, then into service; what somebody else saved meanwhile is shown."""

import logging
from dataclasses import replace
from typing import Final

from fastapi import Request

from adapters.content.editor import Saved
from adapters.content.errors import ContentUnwritableError, ContentWrongError
from adapters.web.console.auditing import note
from adapters.web.console.content.conflicts import Clash, Side, clashes
from adapters.web.console.content.forms import ItemKind
from adapters.web.console.content.items import Item
from adapters.web.console.content.submitted import Submitted
from adapters.web.console.content.troubles import Trouble
from adapters.web.console.content.weighing import Weighed
from adapters.web.console.content.workroom import at_content, editor_in
from adapters.web.console.visit import Visit
from adapters.web.console.words import noted, tell
from adapters.web.parts import live_of
from knowledge.problems import KnowledgeError

log = logging.getLogger("ieum")

SAID: Final = {
    "served": noted("Saved. Whoever asks now gets the new answer."),
    "soon": noted("Saved. Whoever asks gets the new answer within two seconds."),
    "held": noted("Saved. People do not get the new answer yet: another file has mistakes."),
    "same": noted("Nothing was changed, so nothing was saved."),
    "unrecorded": noted(
        "Saved, and people get the new answer. The database could not be reached, so the history "
        "does not show it."
    ),
}
"""What the page says after a save."""

_NOT_WRITTEN: Final = noted("This could not be written, and nothing was changed: {why}")


def found_meanwhile(item: Item, given: Submitted) -> tuple[Clash, ...]:
    """Return what stands otherwise than with the editor, if somebody saved since they began.

    Of the glossary, all terms share one file: others' terms are nobody's conflict.
    """
    if item.digest == given.parent or item.is_new:
        return ()
    found = clashes(item.form, given.base, item.form.shown(item.raw), given.posted)
    if item.kind is ItemKind.TERM and all(one.side is Side.YOU for one in found):
        return ()
    return found


async def save(
    request: Request, visit: Visit, weighed: Weighed, given: Submitted
) -> tuple[str, Weighed]:
    """Save what was weighed; returns what to say, or nothing with what is wrong.

    Raises:
        EditConflictError: somebody saved just now.
        StoreUnavailableError: the database keeps the content, and is away.
    """
    item, made = weighed.item, weighed.made
    by = editor_in(visit)
    try:
        saved = await at_content(
            request,
            lambda editor: editor.save(
                made.path, made.text, parent=item.digest, by=by, note=given.note
            ),
        )
    except ContentWrongError as error:
        return "", _with(weighed, tuple(Trouble("", one.file, str(one)) for one in error.problems))
    except ContentUnwritableError as error:
        why = tell(visit.interface, _NOT_WRITTEN, why=str(error))
        return "", _with(weighed, (Trouble("", "", why),))
    if saved.is_unchanged:
        return "same", weighed
    said = await serve(request, saved)
    subject = f"{item.kind}/{item.id}"
    if given.read_by:
        names = ", ".join(sorted(given.read_by))
        await note(request, visit, "content.review", subject, names)
    await note(request, visit, "content.save", subject, given.note)
    return said, weighed


async def serve(request: Request, saved: Saved) -> str:
    """Let what was saved be served; returns the key of what to say."""
    try:
        await live_of(request).refresh()
    except KnowledgeError:
        return "held"
    except OSError as error:
        log.warning("What was saved is not served yet: %s", error)
        return "soon"
    return "unrecorded" if saved.is_unrecorded else "served"


def _with(weighed: Weighed, more: tuple[Trouble, ...]) -> Weighed:
    sheet = weighed.sheet
    return replace(weighed, sheet=replace(sheet, troubles=(*sheet.troubles, *more)))
