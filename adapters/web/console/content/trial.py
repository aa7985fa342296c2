"""Trying an edit out: what residents would see, and which questions would change hands."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Final

from markupsafe import Markup

from adapters.assemble import Ieum
from adapters.web.console.content.forms import ItemKind
from adapters.web.console.content.items import Item
from adapters.web.pages.view import environment_in
from bot.clock import now_in_seoul
from bot.contacts import Directory, When
from bot.draft_check import Asked, Focus, Outcome, compare
from index.making import renew_searcher
from index.spelling import normalise
from knowledge.drafts import Draft
from knowledge.languages import NATIVE_NAMES, Language
from knowledge.places import Center, Line
from knowledge.schema import Entry
from knowledge.terms import Term

_LEVEL: Final = 4
"""That of the headings within a preview."""
_STORED: Final = 150
_OWN: Final = 150
"""Questions that are asked again, each twice: three hundred take about a second and a half."""


@dataclass(frozen=True)
class Preview:
    """What residents who read one language would see."""

    language: Language
    html: Markup


@dataclass(frozen=True)
class Contest:
    """What became of the questions: how many of them people had asked, and in which time."""

    outcome: Outcome
    stored: int
    seconds: float


def previews(ieum: Ieum, draft: Draft) -> tuple[Preview, ...]:
    """Return what an item would look like; nothing where it cannot be shown yet."""
    try:
        if isinstance(draft.item, Entry):
            return _of_entry(ieum, draft, draft.item)
        if isinstance(draft.item, Center | Line):
            return _of_place(draft, draft.item)
    except KeyError:
        # It names a center, a line or a figure that is not there; the checks say which.
        return ()
    return ()


def contest(ieum: Ieum, draft: Draft, item: Item, stored: Sequence[Asked], first: int) -> Contest:
    """Ask questions of what is served and of what would be; the `first` of `stored` always."""
    started = perf_counter()
    searcher = renew_searcher(ieum.searcher, ieum.knowledge, draft.knowledge)
    focus = Focus(ieum.searcher, searcher, _names(ieum, draft, item))
    asked = [*stored[:first], *focus.among(stored[first:], max(_STORED - first, 0))]
    # What an editor has just taken from those that were asked would count twice.
    known = {normalise(one.text) for one in asked}
    own = (one for one in focus.own(_OWN) if normalise(one.text) not in known)
    both = [*asked, *own]
    outcome = compare(ieum.searcher, searcher, both, _owners(draft, item))
    return Contest(outcome, len(asked), round(perf_counter() - started, 1))


def _of_entry(ieum: Ieum, draft: Draft, entry: Entry) -> tuple[Preview, ...]:
    assistant = ieum.assistant.renewed(draft.knowledge, ieum.searcher)
    found = []
    for language in Language:
        reply = assistant.show(entry, language)
        html = (
            environment_in(language)
            .get_template("reply.html")
            .render(
                reply=reply,
                language=language,
                languages=NATIVE_NAMES,
                level=_LEVEL,
                question="",
                conversation="",
            )
        )
        found.append(Preview(language, Markup("<h4>{}</h4>").format(reply.title) + Markup(html)))  # noqa: S704
    return tuple(found)


def _of_place(draft: Draft, place: Center | Line) -> tuple[Preview, ...]:
    directory, when = Directory(draft.knowledge), When(now_in_seoul())
    found = []
    for language in Language:
        (contact,) = directory.contacts((place,), language, when)
        html = (
            environment_in(language)
            .get_template("contact.html")
            .render(contact=contact, name_tag=f"h{_LEVEL}", address_of_page="", language=language)
        )
        found.append(Preview(language, Markup(html)))  # noqa: S704
    return tuple(found)


def _owners(draft: Draft, item: Item) -> tuple[str, ...]:
    """Return who wins or loses; what a center does is told by an entry."""
    return (draft.item.service,) if isinstance(draft.item, Center) else (item.id,)


def _names(ieum: Ieum, draft: Draft, item: Item) -> list[str]:
    """Return the names of a term, which are no passages."""
    if item.kind is not ItemKind.TERM:
        return []
    found: list[Term] = [
        one.glossary[item.id]
        for one in (ieum.knowledge, draft.knowledge)
        if item.id in one.glossary
    ]
    return [
        text
        for term in found
        for language in Language
        for text in (term.name.in_language(language), *term.spellings.in_language(language))
    ]
