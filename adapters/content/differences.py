"""What changed between two texts of a content file, field by field and word by word."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, Final

from knowledge.writing import UneditableError, read_back

_WORD: Final = re.compile(r"\s+|[\u4e00-\u9fff]|\w+|[^\w\s]")
_MOST_WORDS: Final = 4_000
"""Of a text; longer ones are told apart line by line, which takes no time."""


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """Some words, and what became of them."""

    text: str
    change: Change


@dataclass(frozen=True)
class Difference:
    """One field that says something else than before.

    `field` is its path: `answer.vi`, `phones.0.number`, in the glossary `arc.name.vi`; empty where
    a text could not be told apart by fields. `before` or `after` is None where there was, or is,
    no such field. The items of a simple list stand each on a line of its own.
    """

    field: str
    before: str | None
    after: str | None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words of both, in their order."""
        return tuple(_pieces(self.before or "", self.after or ""))


def differences(before: str, after: str) -> tuple[Difference, ...]:
    """Return what differs between two texts of one file, in the file's order.

    Empty texts are files that are not there.
    """
    try:
        old, new = (dict(_fields(_named(read_back(text)), ())) for text in (before, after))
    except UneditableError:
        whole = Difference("", before or None, after or None)
        return (whole,) if before != after else ()
    names = [*new, *(name for name in old if name not in new)]
    found = (Difference(name, old.get(name), new.get(name)) for name in names)
    return tuple(one for one in found if one.before != one.after)


def _named(said: Any) -> Any:
    """Name the terms of the glossary by their ids, and not by their numbers."""
    if isinstance(said, list) and all(isinstance(one, Mapping) and "id" in one for one in said):
        return {one["id"]: one for one in said}
    return said


def _fields(said: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(said, Mapping):
        for name, value in said.items():
            yield from _fields(value, (*path, str(name)))
    elif isinstance(said, list) and any(isinstance(one, Mapping | list) for one in said):
        for number, value in enumerate(said):
            yield from _fields(value, (*path, str(number)))
    elif isinstance(said, list):
        yield ".".join(path), "\n".join(map(_shown, said))
    elif said is not None:
        yield ".".join(path), _shown(said)


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > _MOST_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    matched = SequenceMatcher(None, old, new, autojunk=False)
    for what, first, last, start, stop in matched.get_opcodes():
        if what == "equal":
            yield Piece("".join(old[first:last]), Change.SAME)
            continue
        if first < last:
            yield Piece("".join(old[first:last]), Change.REMOVED)
        if start < stop:
            yield Piece("".join(new[start:stop]), Change.ADDED)
