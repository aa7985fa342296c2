"""A posted form, weighed: what the file would be, what is wrong with it, how the page shows it."""

from dataclasses import dataclass, replace
from typing import Final

from fastapi import Request

from adapters.web.console.content.fields import Found
from adapters.web.console.content.forms import ItemKind
from adapters.web.console.content.items import Item, Made, made
from adapters.web.console.content.lamps import lamps
from adapters.web.console.content.options import Options, all_options
from adapters.web.console.content.posting import Posted
from adapters.web.console.content.sheet import Sheet
from adapters.web.console.content.submitted import Submitted
from adapters.web.console.content.troubles import Trouble, in_words, troubles
from adapters.web.console.content.workroom import aside
from adapters.web.parts import ieum_of
from knowledge.drafts import Draft, judged
from knowledge.glossary_file import terms
from knowledge.languages import Language
from knowledge.loader import Knowledge
from knowledge.problems import Problem
from knowledge.writing import UneditableError

_ID: Final = "id"


@dataclass(frozen=True)
class Weighed:
    """An item with what was posted: the file then, and the knowledge with it."""

    item: Item
    made: Made
    draft: Draft
    sheet: Sheet

    @property
    def is_sound(self) -> bool:
        """Whether it can be saved."""
        return not self.sheet.troubles

    @property
    def can_be_tried(self) -> bool:
        """Whether there is something to show and to ask."""
        return self.draft.item is not None and not self.made.faults


async def weigh(
    request: Request,
    item: Item,
    given: Submitted,
    language: Language,
    place: str,
    more: tuple[Trouble, ...] = (),
) -> Weighed:
    """Weigh a posted form against the content that is served."""
    knowledge = ieum_of(request).knowledge
    return await aside(request, lambda: _weigh(item, given, knowledge, language, place, more))


def blank(
    item: Item, posted: Posted, knowledge: Knowledge, language: Language, place: str
) -> Sheet:
    """Return the form of an item as nobody has touched it yet."""
    is_entry = item.kind is ItemKind.ENTRY
    shown = lamps(posted, item.text, item.raw) if is_entry else ()
    return Sheet(item, posted, options_for(item, knowledge, language), place, lamps=shown)


def options_for(item: Item, knowledge: Knowledge, language: Language) -> dict[str, Options]:
    """Return what can be chosen; a term chooses nothing."""
    return {} if item.kind is ItemKind.TERM else all_options(knowledge, language)


def placed(item: Item, path: str, text: str, problems: tuple[Problem, ...]) -> list[Found]:
    """Return the problems of an item's own fields; those of a term stand by its number."""
    own = [(one.place, one.message) for one in problems if one.file == path]
    if item.kind is not ItemKind.TERM:
        return own
    try:
        number = [*terms(text)].index(item.id)
    except (UneditableError, ValueError):
        return own
    return [
        (place.removeprefix(f"{number}."), message)
        for place, message in own
        if place.startswith(f"{number}.") or place in {"", str(number), item.id}
    ]


def _weigh(
    item: Item,
    given: Submitted,
    knowledge: Knowledge,
    language: Language,
    place: str,
    more: tuple[Trouble, ...],
) -> Weighed:
    done = made(item, given.posted, given.knowingly, given.read_by)
    draft = judged(knowledge, done.path, done.text)
    found = [*done.faults, *placed(item, done.path, done.text, draft.problems)]
    elsewhere = (
        Trouble("", one.file, f"{one.place} {in_words(one.message, language)}".strip())
        for one in draft.problems
        if one.file != done.path
    )
    wrong = (*more, *_own(item, found, language), *elsewhere)
    sheet = blank(item, given.posted, knowledge, language, place)
    if item.kind is ItemKind.ENTRY:
        sheet = replace(sheet, lamps=lamps(given.posted, done.text, item.raw))
    return Weighed(item, done, draft, replace(sheet, troubles=wrong))


def _own(item: Item, found: list[Found], language: Language) -> tuple[Trouble, ...]:
    """Place what is wrong; the id of a new item has a control of its own."""
    of_id = [Trouble(_ID, _ID, in_words(message, language)) for at, message in found if at == _ID]
    rest = [one for one in found if one[0] != _ID]
    return (*(of_id if item.is_new else ()), *troubles(item.form, rest, language))
