"""What a counselor searches for, as it stands in an address: a text, and filters."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from bot.lookup import LONGEST_SEARCH
from bot.lookup_filters import Filters
from bot.lookup_items import ItemKind
from knowledge.languages import Language
from knowledge.loader import Knowledge
from knowledge.schema import Audience, Kind

SEARCH: Final = "/console/"
PAGE: Final = 25
"""Results on a page."""
_MOST_PAGES: Final = 99
_VISA: Final = re.compile(r"[A-H]-\d{1,2}(?:-\d{1,2})?", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class Search:
    """A search: its text, its filters, and the page of results, from 1.

    `chosen` is what stands in each field of the form, and `wrong` the fields that say nothing that
    we know; they filter nothing.
    """

    text: str
    filters: Filters
    page: int
    chosen: Mapping[str, str]
    wrong: tuple[str, ...]

    @classmethod
    def read(cls, asked: Mapping[str, str], knowledge: Knowledge) -> "Search":
        """Read what was asked in an address."""
        chosen = {name: asked.get(name, "").strip() for name in FIELDS}
        read: dict[str, Any] = {}
        wrong = []
        for name, value in chosen.items():
            if not value:
                continue
            try:
                read |= FIELDS[name](value, knowledge)
            except (ValueError, KeyError):
                wrong.append(name)
        page = asked.get("page", "1")
        number = min(int(page), _MOST_PAGES) if re.fullmatch(r"[1-9]\d{0,3}", page) else 1
        text = asked.get("q", "").strip()[:LONGEST_SEARCH]
        return cls(text, Filters(**read), number, chosen, tuple(wrong))

    @property
    def is_empty(self) -> bool:
        """Whether nothing narrows it down: whose language it is alone says what to look up."""
        return not self.text and not any(
            value for name, value in self.chosen.items() if name != "lang"
        )

    @property
    def address(self) -> str:
        """Where it stands, with nothing in it that was left empty."""
        return self.of_page(self.page)

    def of_page(self, page: int) -> str:
        """Return the address of another page of its results."""
        asked = {"q": self.text, **self.chosen, "page": str(page) if page > 1 else ""}
        given = {name: value for name, value in asked.items() if value}
        return f"{SEARCH}?{urlencode(given)}" if given else SEARCH

    def item(self, key: str) -> str:
        """Return the address of something found, for the resident who was asked for."""
        about = {name: self.chosen.get(name, "") for name in ("lang", "district")}
        given = {name: value for name, value in about.items() if value and name not in self.wrong}
        return item_address(key, given)


def item_address(key: str, about: Mapping[str, str]) -> str:
    """Return the address of an item: by its key, `line/line-1345`, and what it is shown for."""
    return f"/console/items/{key}" + (f"?{urlencode(about)}" if about else "")


def day_in(value: str) -> date:
    """Return a day that was written `2026-11-28`.

    Raises:
        ValueError: it is none.
    """
    if not _DAY.fullmatch(value):
        raise ValueError(value)
    return date.fromisoformat(value)


def _kind(value: str, _: Knowledge) -> dict[str, Any]:
    return {"kind": ItemKind(value)} if value in set(ItemKind) else {"about": Kind(value)}


def _visa(value: str, _: Knowledge) -> dict[str, Any]:
    if not _VISA.fullmatch(value):
        raise ValueError(value)
    return {"visa": value}


def _district(value: str, knowledge: Knowledge) -> dict[str, Any]:
    return {"district": knowledge.districts[value].id}


FIELDS: Final[Mapping[str, Callable[[str, Knowledge], dict[str, Any]]]] = {
    "kind": _kind,
    "audience": lambda value, _: {"audience": Audience(value)},
    "visa": _visa,
    "district": _district,
    "on": lambda value, _: {"on": day_in(value)},
    "since": lambda value, _: {"since": day_in(value)},
    "lang": lambda value, _: {"language": Language(value)},
}
"""The fields of the form, each with how it is read as a filter."""
