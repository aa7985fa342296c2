"""What a form is made of, and how it becomes changes to a file.

A form is read against the file it changes: only what a person touched is a change, so that a form
that comes back as it went out changes nothing, whatever the file looks like.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from adapters.web.console.content.posting import Posted, below, mark_of
from adapters.web.console.content.ways import UnreadableError, Way
from knowledge.languages import Language

FieldPath = tuple[str | int, ...]
Found = tuple[str, str]
"""The place of a problem, and what it is."""

_NOTHING: Final[Mapping[str, object]] = {}


@dataclass(frozen=True)
class Unit:
    """The smallest part of a form that changes as one: a value at a path of the file."""

    path: tuple[str, ...]
    way: Way
    language: Language | None = None

    @property
    def name(self) -> str:
        """The name of its control, or what the names of its controls begin with."""
        return ".".join(self.path)

    def shown(self, raw: Mapping[str, object]) -> Posted:
        """Return what a browser posts of it for the values of a file."""
        return self.way.shown(self.name, value_at(raw, self.path))

    def of(self, posted: Posted) -> Posted:
        """Return what was posted of it."""
        return below(posted, self.name)

    def mark(self, posted: Posted) -> str:
        """Return what stands for its state."""
        return mark_of(self.of(posted))


@dataclass(frozen=True)
class Field:
    """What an editor sees as one thing: a label and a unit, or one unit a language."""

    label: str
    units: tuple[Unit, ...]
    hint: str = ""
    is_needed: bool = False

    @property
    def name(self) -> str:
        """The name that leads to it: of five languages, what they have in common."""
        return ".".join(self.units[0].path[:-1]) if self.is_five else self.units[0].name

    @property
    def is_five(self) -> bool:
        """Whether it stands in five languages."""
        return self.units[0].language is not None


@dataclass(frozen=True)
class Section:
    """Fields under a heading. `groups` are the mappings that go when nothing is left in them."""

    label: str
    fields: tuple[Field, ...]
    groups: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Read:
    """What a posted form says: changes by path, and what could not be read."""

    changes: Mapping[FieldPath, object]
    faults: tuple[Found, ...] = ()


@dataclass(frozen=True)
class Form:
    """All sections of one kind of item."""

    sections: tuple[Section, ...]

    @property
    def fields(self) -> Iterator[Field]:
        """Every field, in order."""
        return (field for section in self.sections for field in section.fields)

    @property
    def units(self) -> Iterator[Unit]:
        """Every unit, in order."""
        return (unit for field in self.fields for unit in field.units)

    def shown(self, raw: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
        """Return what a browser posts for a file that nobody touches."""
        return {name: values for unit in self.units for name, values in unit.shown(raw).items()}

    def marks(self, posted: Posted) -> dict[str, str]:
        """Return what stands for the state of each unit, by its name."""
        return {unit.name: unit.mark(posted) for unit in self.units}

    def read(self, raw: Mapping[str, object], posted: Posted) -> Read:
        """Compare what was posted with the values of a file."""
        before = self.shown(raw)
        changes: dict[FieldPath, object] = {}
        faults: list[Found] = []
        for unit in self.units:
            if unit.mark(before) == unit.mark(posted):
                continue
            try:
                changes[unit.path] = unit.way.read(unit.name, unit.of(posted))
            except UnreadableError as error:
                faults.append((unit.name, str(error)))
        for section in self.sections:
            for group in section.groups:
                self._close(group, raw, posted, changes)
        return Read(changes, tuple(faults))

    def values(self, posted: Posted) -> tuple[dict[str, object], tuple[Found, ...]]:
        """Return the values of a new file, and what could not be read."""
        read = self.read(_NOTHING, posted)
        found: dict[str, object] = {}
        for path, value in read.changes.items():
            if value is None:
                continue
            inside = found
            for name in path[:-1]:
                inside = inside.setdefault(str(name), {})  # type: ignore[assignment]
            inside[str(path[-1])] = value
        return found, read.faults

    def _close(
        self,
        group: tuple[str, ...],
        raw: Mapping[str, object],
        posted: Posted,
        changes: dict[FieldPath, object],
    ) -> None:
        """Where nothing is left in a group, let the whole of it go."""
        inside = [unit for unit in self.units if unit.path[: len(group)] == group]
        if any(not is_empty(unit, posted) for unit in inside):
            return
        touched = [path for path in changes if path[: len(group)] == group]
        for path in touched:
            del changes[path]
        if touched and value_at(raw, group) is not None:
            changes[group] = None


def is_empty(unit: Unit, posted: Posted) -> bool:
    """Tell whether nothing is said in a unit."""
    try:
        return unit.way.read(unit.name, unit.of(posted)) is None
    except UnreadableError:
        return False


def value_at(raw: object, path: tuple[str, ...]) -> object:
    """Return the value at a path; None where there is none."""
    for name in path:
        if not isinstance(raw, Mapping):
            return None
        raw = raw.get(name)
    return raw
