"""Centers and helplines as a reader sees them, in the reader's language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import lru_cache
from itertools import groupby
from typing import Final
from urllib.parse import quote

from babel.dates import get_day_names

from bot.clock import SEOUL
from bot.messages import doubted, locale_of, say
from bot.opening import State, opening_at, say_day, say_opening
from bot.reply import Contact, Number
from knowledge.base import Localized
from knowledge.languages import NATIVE_NAMES, Language
from knowledge.loader import Knowledge
from knowledge.places import (
    EMERGENCY_LINES,
    WEEK,
    Address,
    Center,
    Day,
    Hours,
    Line,
    Phone,
    SpokenLanguages,
)
from knowledge.sources import Provenance

_KEPT: Final = 512
_AFTERNOON: Final = time(14)
_HANGUL: Final = re.compile("[가-힣]")
_MAP: Final = "https://www.openstreetmap.org/search"
_CLDR_CODES: Final = {"tl": "fil"}


@dataclass(frozen=True)
class When:
    """The time of a reply in Seoul, and the day that was asked about, if another."""

    now: datetime
    day: date | None = None

    @property
    def moment(self) -> datetime:
        """The moment for which to look who is open; on another day, the afternoon."""
        if self.day is None or self.day == self.now.date():
            return self.now
        return datetime.combine(self.day, _AFTERNOON, SEOUL)


class Directory:
    """Centers and helplines as contacts, at a time. Safe to share between threads."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Take the knowledge; what does not change with the time is written once."""
        self._center = lru_cache(_KEPT)(lambda name, lang: center_contact(centers[name], lang))
        self._line = lru_cache(_KEPT)(lambda name, lang: line_contact(lines[name], lang))
        centers, lines = knowledge.centers, knowledge.lines

    def contacts(
        self, places: Iterable[Center | Line], language: Language, when: When
    ) -> tuple[Contact, ...]:
        """Render centers and helplines, in their order."""
        return tuple(
            self.center(place, language, when)
            if isinstance(place, Center)
            else self.line(place, language, when)
            for place in places
        )

    def center(self, center: Center, language: Language, when: When) -> Contact:
        """Render a center, with whether it is open."""
        contact: Contact = self._center(center.id, language)
        return _at(contact, center.hours, language, when)

    def line(self, line: Line, language: Language, when: When) -> Contact:
        """Render a helpline, with whether it answers, where that is known and changes."""
        contact: Contact = self._line(line.id, language)
        if line.hours is None or line.hours.always:
            return replace(contact, is_open=True) if line.hours else contact
        return _at(contact, line.hours, language, when)


def center_contact(center: Center, language: Language) -> Contact:
    """Render a center: names, address, numbers, hours and languages, each with its doubt."""
    address = center.address
    street = ""
    if address:
        street = address.ko
        if language is not Language.KO:
            street = f"{address.ko} ({address.romanized})"
        street = _doubted(street, address, language)
    return Contact(
        id=center.id,
        name=center.name.in_language(language),
        korean_name=_beside(center.name, language),
        about=center.about.in_language(language),
        numbers=_numbers(center.phones),
        address=street,
        hours=_hours(center.hours, language),
        languages=_languages(center.languages, language),
        caution=center.caution.in_language(language) if center.caution else "",
        map=_map(address) if address else "",
        website=center.website or "",
    )


def line_contact(line: Line, language: Language) -> Contact:
    """Render a helpline: name, numbers, hours and languages, each with its doubt."""
    return Contact(
        id=line.id,
        name=line.name.in_language(language),
        korean_name=_beside(line.name, language),
        about=line.about.in_language(language),
        numbers=_numbers(line.phones),
        hours=_hours(line.hours, language, is_sure=line.id in EMERGENCY_LINES),
        languages=_languages(line.languages, language),
        how_to=line.how_to.in_language(language) if line.how_to else "",
    )


def contact_text(contact: Contact, language: Language) -> str:
    """Write a contact as a few lines of plain text."""
    name = f"{contact.name} ({contact.korean_name})" if contact.korean_name else contact.name
    numbers = [
        doubted(number.number, language) if number.confirm else number.number
        for number in contact.numbers
    ]
    facts = [
        " / ".join(numbers) and "☎ " + " / ".join(numbers),
        contact.address,
        contact.opening,
        contact.hours,
        contact.languages,
    ]
    return "\n".join([name, *(f"  {fact}" for fact in facts if fact)])


def language_name(code: str, language: Language) -> str:
    """Name a language by its ISO 639 code, so that a speaker of one of ours finds it."""
    own = {one.value: name for one, name in NATIVE_NAMES.items()}
    return own.get(code) or locale_of(language).languages.get(_CLDR_CODES.get(code, code), code)


def _at(contact: Contact, hours: Hours | None, language: Language, when: When) -> Contact:
    if when.day:
        return replace(contact, opening=say_day(hours, when.day, language))
    opening = opening_at(hours, when.now)
    is_open = None if opening.state is State.UNKNOWN else opening.state is State.OPEN
    said = say_opening(opening, when.now, language)
    return replace(contact, opening=said, is_open=is_open)


def _map(address: Address) -> str:
    """Return where to look an address up; our own points are too rough to be pinned."""
    near = address.coordinates
    around = f"#map=16/{near.latitude}/{near.longitude}" if near else ""
    return f"{_MAP}?query={quote(address.ko)}{around}"


def _beside(name: Localized, language: Language) -> str:
    """Return the Korean name to stand beside a translation that does not hold any of it."""
    return "" if _HANGUL.search(name.in_language(language)) else name.ko


def _numbers(phones: Iterable[Phone]) -> tuple[Number, ...]:
    return tuple(Number(phone.number, phone.must_confirm) for phone in phones)


def _hours(hours: Hours | None, language: Language, *, is_sure: bool = False) -> str:
    if hours is None:
        return ""
    if hours.always:
        text = say(language, "Every day, 24 hours")
    else:
        text = ", ".join(_spans(hours, language))
        if Day.HOLIDAY in hours.weekly:
            text += ", " + say(language, "public holidays") + " " + hours.weekly[Day.HOLIDAY]
    if hours.note:
        text += _stop(language) + hours.note.in_language(language)
    return text if is_sure else _doubted(text, hours, language)


def _spans(hours: Hours, language: Language) -> list[str]:
    """Join neighbouring days with the same hours: `Mon-Fri 09:00-18:00`."""
    names = get_day_names("abbreviated", locale=locale_of(language))
    spans = []
    for times, group in groupby(WEEK, key=hours.weekly.get):
        days = list(group)
        if times is None:
            continue
        first, last = names[WEEK.index(days[0])], names[WEEK.index(days[-1])]
        spans.append(f"{first if first == last else f'{first}-{last}'} {times}")
    return spans


def _languages(spoken: SpokenLanguages | None, language: Language) -> str:
    if spoken is None:
        return ""
    ours = [code.value for code in Language if code.value in spoken.codes]
    first = [language.value] if language.value in ours else []
    order = first + [code for code in ours if code not in first]
    others = [code for code in spoken.codes if code not in ours]
    text = ", ".join(language_name(code, language) for code in order + others)
    if spoken.note:
        text += _stop(language) + spoken.note.in_language(language)
    return _doubted(text, spoken, language)


def _stop(language: Language) -> str:
    return "。" if language is Language.ZH else ". "


def _doubted(text: str, fact: Provenance, language: Language) -> str:
    return doubted(text, language) if fact.must_confirm else text
