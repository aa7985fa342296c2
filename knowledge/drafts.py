"""Judging an edit before it is written: what would be known, and what would be wrong with it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any, TypeVar

from knowledge.checks import disagreements
from knowledge.loader import WRITTEN_TWICE, Knowledge, misnamed, misplaced
from knowledge.parsing import Fault, parse
from knowledge.paths import FileKind, kind_of
from knowledge.places import Center, Line
from knowledge.problems import Problem
from knowledge.schema import Entry
from knowledge.terms import Term

Item = Entry | Center | Line | tuple[Term, ...]
_T = TypeVar("_T")


@dataclass(frozen=True)
class Draft:
    """What an edit of one file would come to.

    `item` is what the file would hold, None where that does not fit the schema; `knowledge` is
    then as it was.
    """

    path: str
    knowledge: Knowledge
    item: Item | None
    problems: tuple[Problem, ...]

    @property
    def own_problems(self) -> tuple[Problem, ...]:
        """Those of the file itself; the others are of files that speak of it."""
        return tuple(problem for problem in self.problems if problem.file == self.path)


def judged(knowledge: Knowledge, path: str, text: str) -> Draft:
    """Judge a file as if it had this text; nothing is written, and nothing else is read.

    The problems are those that `knowledge.checks.check` would find, where all other files are as
    in `knowledge`. Of a text that does not fit the schema only that is told, and not what other
    files then miss.

    Raises:
        UnknownFileError: the path names no content file that people edit.
    """
    kind = kind_of(path)
    shape: Any = tuple[Term, ...] if kind is FileKind.GLOSSARY else kind.model
    parsed = parse(text.encode(errors="surrogatepass"), shape)
    if parsed.item is None:
        return Draft(path, knowledge, None, _problems(path, parsed.faults))
    changed, faults = _with(knowledge, kind, PurePosixPath(path).name, parsed.item)
    problems = sorted([*_problems(path, faults), *disagreements(changed)])
    return Draft(path, changed, parsed.item, tuple(problems))


def _problems(path: str, faults: Iterable[Fault]) -> tuple[Problem, ...]:
    return tuple(Problem(path, *fault) for fault in faults)


def _with(
    knowledge: Knowledge, kind: FileKind, file: str, item: Any
) -> tuple[Knowledge, list[Fault]]:
    """Put what a file holds in the place of what it held; return also what does not fit."""
    if kind is FileKind.GLOSSARY:
        terms = {term.id: term for term in item}
        twice = (Counter(term.id for term in item) - Counter([*terms])).elements()
        return replace(knowledge, glossary=terms), [(name, WRITTEN_TWICE) for name in twice]
    name = file.removesuffix(".yaml")
    named = misnamed(item.id, file)
    faults = [named] if named else []
    if kind is FileKind.CENTER:
        return replace(knowledge, centers=_put(knowledge.centers, name, item)), faults
    if kind is FileKind.LINE:
        return replace(knowledge, lines=_put(knowledge.lines, name, item)), faults
    if fault := misplaced(kind.value, name, item):
        return knowledge, [*faults, fault]
    return replace(knowledge, entries=_in_order(_put(knowledge.entries, name, item))), faults


def _put(items: Mapping[str, _T], name: str, item: _T) -> dict[str, _T]:
    """Put an item among the others, in the order of the files' names."""
    changed = {**items, name: item}
    if name in items:
        return changed
    return {one: changed[one] for one in sorted(changed, key=lambda one: f"{one}.yaml")}


def _in_order(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return the services, and behind them the life topics, as the loader reads them."""
    ordered = sorted(entries, key=lambda one: entries[one].kind.folder == "life")
    return {name: entries[name] for name in ordered}
