"""What a counselor narrows the look-up to: a kind, a person, a place, a time."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.dates import Phase, phase
from bot.eligibility import Answer, Reason, visa_finding
from bot.lookup_items import Item, ItemKind
from bot.routing import LOCAL_KINDS
from knowledge.languages import Language
from knowledge.places import EMERGENCY_LINES
from knowledge.schema import Audience, Kind
from knowledge.sources import Source
from knowledge.validity import last_day

_NAMES_IT: Final = frozenset({Reason.NAMED, Reason.ON_TERMS, Reason.SOME_KINDS})
_TOLD: Final = frozenset({ItemKind.ENTRY, ItemKind.PASSAGE})


@dataclass(frozen=True)
class Filters:
    """What is to be found; a filter that is None lets everything through.

    `about` is the kind of an entry, and of the passages that say more about it. `visa` drops what
    is ruled out for it, `district` the centers for people of other districts, and `language` the
    places where it is known not to be spoken, but never the numbers for danger. `on` keeps what
    runs on a day, and `since` what was still known to be true on a day; what bears no date stays.
    """

    kind: ItemKind | None = None
    about: Kind | None = None
    audience: Audience | None = None
    visa: str | None = None
    district: str | None = None
    on: date | None = None
    since: date | None = None
    language: Language | None = None

    def allow(self, item: Item) -> bool:
        """Tell whether something may be found."""
        return (
            (self.kind is None or item.kind is self.kind)
            and self._fits_entry(item)
            and self._fits_place(item)
            and self._fits_time(item)
        )

    def favours(self, item: Item) -> bool:
        """Tell whether something speaks of the very visa or district, and does not only allow it.

        Where nothing is asked for, nothing is favoured.
        """
        entry = item.entry
        if self.district and (
            (item.center and item.center.district == self.district)
            or (entry and item.kind in _TOLD and self.district in entry.districts)
        ):
            return True
        finding = visa_finding(entry, self.visa) if entry and self.visa else None
        return finding is not None and finding.reason in _NAMES_IT

    def _fits_entry(self, item: Item) -> bool:
        entry = item.entry
        if self.about and not (entry and item.kind in _TOLD and entry.kind is self.about):
            return False
        if self.audience and not (entry and self.audience in entry.audience):
            return False
        finding = visa_finding(entry, self.visa) if entry and self.visa else None
        return finding is None or finding.answer is not Answer.NO

    def _fits_place(self, item: Item) -> bool:
        if self.district:
            center, entry = item.center, item.entry
            if center and center.kind in LOCAL_KINDS and center.district != self.district:
                return False
            is_told = entry is not None and item.kind in _TOLD
            if is_told and entry and entry.districts and self.district not in entry.districts:
                return False
        place = item.center or item.line
        if place is None or place.languages is None or place.id in EMERGENCY_LINES:
            return True
        return self.language in {None, Language.KO, *place.languages.codes}

    def _fits_time(self, item: Item) -> bool:
        told = item.entry if item.kind in _TOLD else None
        if self.on and told and phase(told.dates, self.on) is not Phase.RUNNING:
            return False
        known = known_until(item)
        return self.since is None or known is None or known >= self.since


def known_until(item: Item) -> date | None:
    """Return the last day on which something is known to have been true; None without dates."""
    if item.document:
        return last_day(item.document.as_of)
    if item.kind is ItemKind.ENTRY and item.entry:
        return last_day(item.entry.dates.as_of)
    place = item.center or item.line
    return max(map(_day_of, place.sources)) if place else None


def _day_of(source: Source) -> date:
    return last_day(source.as_of or source.collected or "")
