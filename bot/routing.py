"""Who can help: the centers and helplines for an entry, a language, a place and a time.

Pure: everything comes in as an argument.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import asin, cos, inf, radians, sin, sqrt
from typing import Final

from bot.opening import State, opening_at
from knowledge.languages import Language
from knowledge.loader import Knowledge
from knowledge.places import (
    AFTER_HOURS_LINES,
    ANY_HOUR_LINE,
    FALLBACK_LINES,
    Center,
    CenterKind,
    Coordinates,
    Line,
)
from knowledge.schema import Entry

Point = tuple[float, float]
"""Latitude and longitude, in WGS 84 degrees."""
Place = str | Point
"""Where a person is: a district's id, or a point, which may lie outside Seoul."""

LOCAL_KINDS: Final = frozenset({CenterKind.REGIONAL, CenterKind.FAMILY})
"""Centers for the people of one district; the others are for the whole city."""
_EARTH_RADIUS_KM: Final = 6371.0
_DISTRICT_REACH_KM: Final = 6.0
"""A point farther than this from every district office lies outside Seoul."""
_UNSPOKEN: Final = 2
"""Rank of a center where the reader's language is known not to be spoken."""
_OPEN_FIRST: Final = {State.OPEN: 0, State.UNKNOWN: 1, State.CLOSED: 2}


@dataclass(frozen=True)
class Routed:
    """The two best centers and the helplines, both in the order in which to try them.

    `after_hours`: nobody is known to be there now, since the best center is closed or its hours
    are not known; or there is no center, and no helpline of the entry is known to be open.
    """

    best: Center | None
    second: Center | None
    lines: tuple[Line, ...]
    after_hours: bool


@dataclass(frozen=True)
class _Here:
    district: str | None
    point: Point | None


def route(
    entry: Entry,
    language: Language,
    knowledge: Knowledge,
    now: datetime,
    place: Place | None = None,
) -> Routed:
    """Choose who can help with an entry.

    Centers in this order: competent, speaking the language, open, in the district, near; then as
    the entry names them. Without a place, the last two do not count. After hours, the lines for
    any hour stand at the end.

    Raises:
        KeyError: Seoul has no such district.
    """
    here = _locate(place, knowledge) if place is not None else None
    centers = sorted(
        _competent(entry, knowledge),
        key=lambda center: (
            _competence(center, entry, here),
            _speech(center, language),
            _OPEN_FIRST[opening_at(center.hours, now).state],
            *_remoteness(center, here, knowledge),
        ),
    )
    best, second = (*centers[:2], None, None)[:2]
    own_lines = [knowledge.lines[name] for name in entry.lines]
    is_there = _is_open(own_lines if best is None else [best], now)
    lines = dict.fromkeys(line.id for line in lines_for(entry, language, knowledge))
    if not is_there:
        lines |= dict.fromkeys(AFTER_HOURS_LINES)
    return Routed(best, second, tuple(knowledge.lines[name] for name in lines), not is_there)


@dataclass(frozen=True)
class Near:
    """A center and how far away it is, in km; `is_rough` where only its district is known."""

    center: Center
    km: float
    is_rough: bool


def nearest_centers(
    point: Point, language: Language, knowledge: Knowledge, most: int
) -> tuple[Near, ...]:
    """List the nearest centers that a person may go to, those that speak the language first.

    A center for the people of one district counts only for those who are in it.
    """
    here = _locate(point, knowledge)
    found = []
    for center in knowledge.centers.values():
        where = _point_of(center, knowledge)
        if where is None or (center.kind in LOCAL_KINDS and center.district != here.district):
            continue
        is_rough = center.address is None or center.address.coordinates is None
        found.append(Near(center, distance_km(point, where), is_rough))
    found.sort(key=lambda near: (_speech(near.center, language) == _UNSPOKEN, near.km))
    return tuple(found[:most])


def distance_km(one: Point, other: Point) -> float:
    """Return the distance between two points as the crow flies (haversine)."""
    lat, lon = radians(one[0]), radians(one[1])
    other_lat, other_lon = radians(other[0]), radians(other[1])
    half_chord = (
        sin((other_lat - lat) / 2) ** 2
        + cos(lat) * cos(other_lat) * sin((other_lon - lon) / 2) ** 2
    )
    return 2 * _EARTH_RADIUS_KM * asin(sqrt(half_chord))


def lines_for(entry: Entry, language: Language, knowledge: Knowledge) -> tuple[Line, ...]:
    """List the entry's helplines, with one that speaks the reader's language among them."""
    lines = [knowledge.lines[name] for name in entry.lines]
    if not any(_speaks(line, language) for line in lines):
        lines.append(knowledge.lines[ANY_HOUR_LINE])
    return tuple(lines)


def fallback_lines(knowledge: Knowledge) -> tuple[Line, ...]:
    """List the helplines for whatever we cannot answer ourselves."""
    return tuple(knowledge.lines[name] for name in FALLBACK_LINES)


def _competent(entry: Entry, knowledge: Knowledge) -> list[Center]:
    """List the centers an entry names, then those that exist for it."""
    named = dict.fromkeys(entry.centers)
    made_for_it = (center.id for center in knowledge.centers.values() if center.service == entry.id)
    return [knowledge.centers[name] for name in named | dict.fromkeys(made_for_it)]


def _competence(center: Center, entry: Entry, here: _Here | None) -> int:
    """Rank a center: there for this very matter, named by the entry, or for another district."""
    if center.kind in LOCAL_KINDS:
        if here is None:
            return 1
        if center.district != here.district:
            return 2
    return 0 if center.service == entry.id else 1


def _speech(center: Center, language: Language) -> int:
    """Rank a center: the language is spoken there, that is not known, or it is not spoken."""
    if language is Language.KO:
        return 0
    if center.languages is None:
        return 1
    return 0 if language.value in center.languages.codes else _UNSPOKEN


def _remoteness(center: Center, here: _Here | None, knowledge: Knowledge) -> tuple[bool, float]:
    """Return whether a center is in another district, and how many km away."""
    if here is None:
        return (False, 0.0)
    point = _point_of(center, knowledge)
    away = distance_km(here.point, point) if here.point and point else inf
    return (center.district != here.district, away)


def _point_of(center: Center, knowledge: Knowledge) -> Point | None:
    """Return where a center is, or else its district."""
    if center.address and center.address.coordinates:
        return _pair(center.address.coordinates)
    district = knowledge.districts.get(center.district)
    return _pair(district.coordinates) if district and district.coordinates else None


def _locate(place: Place, knowledge: Knowledge) -> _Here:
    if isinstance(place, str):
        own = knowledge.districts[place].coordinates
        return _Here(place, _pair(own) if own else None)
    offices = (
        (distance_km(place, _pair(district.coordinates)), district.id)
        for district in knowledge.districts.values()
        if district.coordinates
    )
    away, nearest = min(offices, default=(inf, ""))
    return _Here(nearest if away <= _DISTRICT_REACH_KM else None, place)


def _pair(coordinates: Coordinates) -> Point:
    return (coordinates.latitude, coordinates.longitude)


def _is_open(some: Iterable[Center | Line], now: datetime) -> bool:
    return any(opening_at(one.hours, now).state is State.OPEN for one in some)


def _speaks(line: Line, language: Language) -> bool:
    return line.languages is not None and language.value in line.languages.codes
