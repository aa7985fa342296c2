"""In which order the fields of a content file stand, by the field that holds them."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

_SURE: Final = ("sureness", "source", "as_of")
_PHONE: Final = ("number", *_SURE)

ENTRY: Final = (
    *("id", "kind", "topic", "urgency", "title", "questions", "answer", "caution", "made_from"),
    *("show_to_staff", "figures", "centers", "lines", "audience", "visas", "who", "districts"),
    *("dates", "sources", "review"),
)
PLACE: Final = (
    *("id", "kind", "service", "name", "spellings", "district", "about", "address", "phone"),
    *("more_phones", "phones", "hours", "languages", "website", "how_to", "fallback_lines"),
    *("caution", "sources"),
)
"""Of a center, a line, and a term of the glossary."""
INNER: Final[dict[str, tuple[str, ...]]] = {
    "visas": ("allowed", "excluded", "only", "role", "terms", "decided_by"),
    "terms": ("visas", "text"),
    "who": ("everyone", "ages", "decided_by", "about"),
    "ages": ("of", "years"),
    "dates": (
        *("status", "as_of", "from", "until", "planned", "planned_until"),
        *("took_place", "took_place_until", "not_started", "ask"),
    ),
    "address": ("ko", "romanized", *_SURE, "coordinates"),
    "coordinates": ("latitude", "longitude", "accuracy_m"),
    "phone": _PHONE,
    "phones": _PHONE,
    "more_phones": _PHONE,
    "hours": ("always", "weekly", "note", *_SURE),
    "weekly": ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday"),
    "languages": ("codes", "note", *_SURE),
    "sources": ("document", "section", "publisher", "as_of", "collected", "sureness"),
}
ELSEWHERE: Final = ("ko", "en", "zh", "vi", "mn", "value", "kind")
"""Of a text in five languages, and of a figure."""


def ordered(value: Any, name: str = "") -> Any:
    """Return a value with its fields, and theirs, in the order of our files.

    `name` is that of the field that holds it; a field we do not know stays behind those we know.
    """
    if isinstance(value, list):
        return [ordered(one, name) for one in value]
    if not isinstance(value, dict):
        return value
    order = _order(value, name)
    fields = sorted(value, key=lambda field: _rank(field, order))
    return {field: ordered(value[field], field) for field in fields}


def place_of(field: str, fields: Sequence[str], name: str) -> int:
    """Return behind how many of the fields that are there a new one belongs."""
    order = _order([*fields, field], name)
    rank = _rank(field, order)
    before = [number for number, one in enumerate(fields, 1) if _rank(one, order) <= rank]
    return max(before, default=0)


def _order(fields: Iterable[str], name: str) -> tuple[str, ...]:
    if name in INNER:
        return INNER[name]
    known = set(fields)
    if {"topic", "questions", "answer"} & known:
        return ENTRY
    return PLACE if known & {"id", "about", "sources"} else ELSEWHERE


def _rank(field: str, order: tuple[str, ...]) -> int:
    return order.index(field) if field in order else len(order)
