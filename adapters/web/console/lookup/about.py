"""What a counselor has to know of an item besides its answer, in the console's language."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from adapters.web.console.content.options import name_of
from adapters.web.console.lookup.finding import Reference
from adapters.web.console.words import noted, tell
from bot.lookup_filters import Filters
from bot.lookup_items import Item, ItemKind
from bot.showing import Shown
from knowledge.eligibility import Whose
from knowledge.figures import fill, format_figure, format_partial_date
from knowledge.languages import Language
from knowledge.loader import Knowledge
from knowledge.schema import Entry, ReviewState
from knowledge.staleness import stale_languages

Facts = tuple[tuple[str, str], ...]
"""Labels, each with what is to be said under it."""
_MOST_RELATED: Final = 12
_OF_A_TERM: Final = Filters(kind=ItemKind.ENTRY)


@dataclass(frozen=True)
class Origin:
    """A source with its date, and how sure what it says is."""

    label: str
    sureness: str
    is_sure: bool


@dataclass(frozen=True)
class Review:
    """How far a language of an entry can be relied on."""

    language: Language
    state: str
    is_reviewed: bool
    is_stale: bool


@dataclass(frozen=True)
class About:
    """What is known of an item; `figures` are name, Korean, and in the resident's language."""

    origins: tuple[Origin, ...]
    reviews: tuple[Review, ...] = ()
    dates: Facts = ()
    whom: Facts = ()
    figures: tuple[tuple[str, str, str], ...] = ()


def about(item: Item, shown: Shown, knowledge: Knowledge, resident: Language) -> About:
    """Tell what there is to know; `shown` is the item in the console's language."""
    interface = shown.language
    origins = tuple(
        Origin(one.label, name_of(one.sureness, interface), one.sureness == "V")
        for one in shown.says.citations
    )
    entry = item.entry
    if entry is None or not item.is_answer:
        return About(origins)
    return About(
        origins,
        tuple(_reviews(entry, interface)),
        tuple(_dates(entry, interface)),
        tuple(_whom(entry, knowledge, interface)),
        tuple(
            (name, format_figure(one, Language.KO), format_figure(one, resident))
            for name, one in entry.figures.items()
        ),
    )


def related(item: Item, reference: Reference) -> tuple[Item, ...]:
    """List what belongs to an item: its passages, its answer, the answers that name it."""
    found = _of_term(item, reference) if item.term else _of_knowledge(item, reference)
    return tuple(list(found)[:_MOST_RELATED])


def _of_term(item: Item, reference: Reference) -> Iterator[Item]:
    text = item.title(Language.KO)
    yield from (one.item for one in reference.lookup.find(text, _OF_A_TERM, 5).matches)


def _of_knowledge(item: Item, reference: Reference) -> Iterator[Item]:
    own = item.entry.id if item.entry else ""
    for other in reference.lookup.items:
        if other.key == item.key:
            continue
        entry = other.entry
        if item.is_answer:
            if other.kind is ItemKind.PASSAGE and entry and entry.id == own:
                yield other
        elif other.is_answer and entry and (entry.id == own or _names(entry, item)):
            yield other


def _names(entry: Entry, item: Item) -> bool:
    """Tell whether an entry sends people to a center or helpline."""
    return item.kind in {ItemKind.CENTER, ItemKind.LINE} and item.id in (
        *entry.centers,
        *entry.lines,
    )


def _reviews(entry: Entry, interface: Language) -> Iterator[Review]:
    stale = stale_languages(entry)
    for language in Language:
        state = entry.review.get(language, ReviewState.DRAFTED)
        yield Review(
            language,
            name_of(state, interface),
            state is ReviewState.NATIVE_REVIEWED,
            language in stale,
        )


def _dates(entry: Entry, interface: Language) -> Iterator[tuple[str, str]]:
    dates = entry.dates
    labels = (
        (noted("Last known"), dates.as_of, None),
        (noted("Runs"), dates.from_, dates.until),
        (noted("Was planned for"), dates.planned, dates.planned_until),
        (noted("Took place"), dates.took_place, dates.took_place_until),
    )
    for label, start, end in labels:
        days = [format_partial_date(day, interface) if day else "" for day in (start, end)]
        if any(days):
            yield tell(interface, label), " – ".join(days) if end else days[0]


def _whom(entry: Entry, knowledge: Knowledge, interface: Language) -> Iterator[tuple[str, str]]:
    def named(label: str, value: str) -> tuple[str, str]:
        return tell(interface, label), value

    yield named(noted("For whom"), ", ".join(name_of(one, interface) for one in entry.audience))
    if entry.who.everyone:
        yield named(noted("Visa"), tell(interface, noted("does not matter")))
    if entry.visas.allowed:
        only = tell(interface, noted("only these")) if entry.visas.only else ""
        codes = ", ".join(entry.visas.allowed)
        yield named(noted("Visas named"), f"{codes} ({only})" if only else codes)
    if entry.visas.excluded:
        yield named(noted("Visas ruled out"), ", ".join(entry.visas.excluded))
    for term in entry.visas.terms:
        text = fill(term.text.in_language(interface), entry.figures, interface)
        yield ", ".join(term.visas), text
    for ages in entry.who.ages:
        years = [format_figure(entry.figures[name], interface) for name in ages.years or ()]
        label = noted("Age of the child") if ages.of is Whose.CHILD else noted("Age")
        yield named(
            label, "–".join(years) or tell(interface, noted("limited; the source gives no ages"))
        )
    if entry.who.about:
        text = fill(entry.who.about.in_language(interface), entry.figures, interface)
        yield named(noted("Rule"), text)
    if entry.districts:
        names = (knowledge.districts[one].name.in_language(interface) for one in entry.districts)
        yield named(noted("District"), ", ".join(names))
    decides = {entry.who.decided_by, entry.visas.decided_by if entry.visas.allowed else None}
    places = (knowledge.centers.get(one) or knowledge.lines[one] for one in decides if one)
    names = (place.name.in_language(interface) for place in places)
    if deciders := ", ".join(sorted(names)):
        yield named(noted("Who decides"), deciders)
