"""What was found, as a line of the list tells it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from adapters.web.console.content.options import name_of
from adapters.web.console.lookup.search import Search
from adapters.web.console.words import noted, tell
from bot.dates import Phase, phase
from bot.eligibility import Answer, visa_finding
from bot.lookup import Match
from bot.lookup_items import Item, ItemKind
from knowledge.figures import fill
from knowledge.languages import Language
from knowledge.passages import Part
from knowledge.schema import Entry, Urgency
from knowledge.staleness import stale_languages

KINDS: Final = {
    ItemKind.ENTRY: noted("answer"),
    ItemKind.CENTER: noted("center"),
    ItemKind.LINE: noted("helpline"),
    ItemKind.PASSAGE: noted("report"),
    ItemKind.TERM: noted("term"),
}
PHASES: Final = {
    Phase.PLANNED: noted("planned"),
    Phase.RUNNING: noted("runs now"),
    Phase.ENDED: noted("ended"),
    Phase.HISTORICAL: noted("of the past"),
    Phase.PLAN_PASSED: noted("was planned, outcome unknown"),
    Phase.TOOK_PLACE: noted("has taken place"),
}
_VISA: Final = {
    Answer.YES: noted("{visa}: yes"),
    Answer.NO: noted("{visa}: no"),
    Answer.DEPENDS: noted("{visa}: it depends"),
}
_WORTH_SHOWING: Final = (Part.QUESTION, Part.ANSWER, Part.RETELLING)
_LONGEST: Final = 150


@dataclass(frozen=True)
class Badge:
    """A word on the state of something; `look` is its class."""

    text: str
    look: str = ""


@dataclass(frozen=True)
class Row:
    """One thing found: its Korean title, and `beside` it the resident's; `says` is in `spoken`."""

    key: str
    address: str
    kind: str
    title: str
    beside: str
    beside_in: Language
    says: str
    spoken: Language
    badges: tuple[Badge, ...]


def row_of(match: Match, search: Search, interface: Language, today: date) -> Row:
    """Tell of something found, in the console's language and that of the resident."""
    item, resident = match.item, search.filters.language or interface
    title, beside = item.title(Language.KO), item.title(resident)
    says, spoken = _says(match, interface)
    return Row(
        item.key,
        search.item(item.key),
        tell(interface, KINDS[item.kind]),
        title,
        "" if beside == title else beside,
        resident,
        says if len(says) <= _LONGEST else says[:_LONGEST].rstrip() + "…",
        spoken,
        tuple(badges_of(item, search.filters.visa, resident, interface, today)),
    )


def badges_of(
    item: Item, visa: str | None, resident: Language, interface: Language, today: date
) -> Iterator[Badge]:
    """Yield what has to be known before an item is relied on."""
    entry = item.entry
    if entry is None or item.kind not in {ItemKind.ENTRY, ItemKind.PASSAGE}:
        return
    if entry.urgency is not Urgency.NONE:
        look = "urgent" if entry.urgency is Urgency.EMERGENCY else "soon"
        yield Badge(name_of(entry.urgency, interface), look)
    stands = phase(entry.dates, today)
    if stands is not Phase.RUNNING:
        yield Badge(tell(interface, PHASES[stands]), "soon")
    if resident in stale_languages(entry) and item.is_answer:
        yield Badge(tell(interface, noted("translation older than the Korean")), "soon")
    if visa and (finding := visa_finding(entry, visa)):
        told = tell(interface, _VISA[finding.answer], visa=visa)
        yield Badge(told, "good" if finding.answer is Answer.YES else "")


def _says(match: Match, interface: Language) -> tuple[str, Language]:
    """Return a sentence of an item that shows what it is, and its language."""
    item, passage = match.item, match.passage
    if item.kind is ItemKind.TERM:
        names = dict.fromkeys(item.title(language) for language in Language)
        return " · ".join(names), interface
    if item.passage:
        return fill(item.passage.text, item.passage.figures, Language.KO), Language.KO
    if item.line:
        numbers = " / ".join(item.line.numbers)
        return f"☎ {numbers} · {item.line.about.in_language(interface)}", interface
    if item.center:
        return item.center.about.in_language(interface), interface
    if passage and passage.part in _WORTH_SHOWING:
        return passage.text, passage.language
    return (_answer(item.entry, interface) if item.entry else ""), interface


def _answer(entry: Entry, language: Language) -> str:
    return fill(entry.answer.in_language(language), entry.figures, language)
