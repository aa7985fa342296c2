"""The list of all content, with what can be told of each item at a glance."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Annotated, Final, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from adapters.web.console.content.forms import ItemKind
from adapters.web.console.content.kinds import place_of
from adapters.web.console.content.stock import Stock
from bot.storage.revisions import Revision
from index.spelling import normalise
from knowledge.languages import Language
from knowledge.paths import GLOSSARY
from knowledge.places import Center, Line
from knowledge.schema import Entry, ReviewState
from knowledge.staleness import stale_languages
from knowledge.terms import Term

_KEPT: Final = 1_024
Thing = TypeVar("Thing")
Short = Annotated[str, Field(max_length=40)]


class _Same(Generic[Thing]):
    """A thing as the key of a cache, by its identity: what does not change stays the same."""

    def __init__(self, item: Thing) -> None:
        self.item = item

    def __hash__(self) -> int:
        return id(self.item)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.item is self.item


@dataclass(frozen=True)
class Row:
    """An item of the list. `kind_name`, `topic` and `status` are empty where it has none.

    `waiting` are the languages that no native speaker has read, `stale` those older than the
    Korean; both are of entries only.
    """

    kind: ItemKind
    id: str
    title: str
    path: str
    sort: str = ""
    topic: str = ""
    status: str = ""
    waiting: tuple[Language, ...] = ()
    stale: tuple[Language, ...] = ()
    problems: int = 0
    changed_at: datetime | None = None
    changed_by: str = ""
    read: str = ""
    """All that a search looks into."""

    @property
    def place(self) -> str:
        """Where it is edited."""
        return place_of(self.kind, self.id)


class Wanted(BaseModel):
    """Which items are listed, as an address says it; what is empty does not matter.

    `review` is a state and a language (`drafted.vi`), `stale` a language.
    """

    model_config = ConfigDict(frozen=True)

    q: Annotated[str, Field(max_length=200)] = ""
    kind: Short = ""
    topic: Short = ""
    status: Short = ""
    review: Short = ""
    stale: Short = ""
    problems: Short = ""
    page: Annotated[int, Field(ge=1, le=1_000)] = 1

    def lets_in(self, row: Row) -> bool:
        """Tell whether an item is wanted."""
        state, _, language = self.review.partition(".")
        is_drafted = language in row.waiting
        return (
            self.kind in {"", row.kind, row.sort}
            and self.topic in {"", row.topic}
            and self.status in {"", row.status}
            and (not self.stale or self.stale in row.stale)
            and (not self.problems or row.problems > 0)
            and (
                not state
                or (row.kind is ItemKind.ENTRY and is_drafted == (state == ReviewState.DRAFTED))
            )
            and all(word in row.read for word in normalise(self.q).split())
        )


def listed(
    stock: Stock, changes: Iterable[Revision], language: Language, wanted: Wanted
) -> list[Row]:
    """Return the items that are wanted, each kind in the order of its titles."""
    last = {one.path: one for one in changes}
    rows = [row for row in _rows(stock, last, language) if wanted.lets_in(row)]
    order = list(ItemKind)
    return sorted(rows, key=lambda row: (order.index(row.kind), row.title, row.id))


def unreadable(stock: Stock) -> list[str]:
    """Return the files with mistakes of which no item can be listed."""
    known = {
        *(_file_of(one) for one in stock.knowledge.entries.values()),
        *(f"centers/{name}.yaml" for name in stock.knowledge.centers),
        *(f"lines/{name}.yaml" for name in stock.knowledge.lines),
        GLOSSARY,
    }
    return sorted(set(stock.problems) - known)


def _rows(stock: Stock, last: Mapping[str, Revision], language: Language) -> Iterator[Row]:
    for entry in stock.knowledge.entries.values():
        yield _entry(entry, stock, last.get(_file_of(entry)), language)
    for center in stock.knowledge.centers.values():
        path = f"centers/{center.id}.yaml"
        yield _named(ItemKind.CENTER, center, path, stock, last.get(path), language)
    for line in stock.knowledge.lines.values():
        path = f"lines/{line.id}.yaml"
        yield _named(ItemKind.LINE, line, path, stock, last.get(path), language)
    for term in stock.knowledge.glossary.values():
        # All terms share a file, so its last change is not that of each.
        yield _named(ItemKind.TERM, term, GLOSSARY, stock, None, language)


def _entry(entry: Entry, stock: Stock, last: Revision | None, language: Language) -> Row:
    path = _file_of(entry)
    waiting = tuple(
        one for one in Language if entry.review.get(one) is not ReviewState.NATIVE_REVIEWED
    )
    return Row(
        ItemKind.ENTRY,
        entry.id,
        entry.title.in_language(language),
        path,
        entry.kind,
        entry.topic,
        entry.dates.status,
        waiting,
        _stale(_Same(entry)),
        len(stock.problems.get(path, ())),
        last.at if last else None,
        last.name if last else "",
        _read(_Same(entry)),
    )


def _named(
    kind: ItemKind,
    item: Center | Line | Term,
    path: str,
    stock: Stock,
    last: Revision | None,
    language: Language,
) -> Row:
    return Row(
        kind,
        item.id,
        item.name.in_language(language),
        path,
        problems=0 if kind is ItemKind.TERM else len(stock.problems.get(path, ())),
        changed_at=last.at if last else None,
        changed_by=last.name if last else "",
        read=_read(_Same(item)),
    )


def _file_of(entry: Entry) -> str:
    return f"{entry.kind.folder}/{entry.id}.yaml"


@lru_cache(_KEPT)
def _stale(entry: _Same[Entry]) -> tuple[Language, ...]:
    return stale_languages(entry.item)


@lru_cache(_KEPT)
def _read(known: "_Same[Entry | Center | Line | Term]") -> str:
    item = known.item
    texts = [item.id]
    if isinstance(item, Entry):
        for language in Language:
            texts += [item.title.in_language(language), *item.questions.in_language(language)]
            texts.append(item.answer.in_language(language))
    else:
        for language in Language:
            texts += [item.name.in_language(language), *item.spellings.in_language(language)]
    return normalise(" ".join(texts))
