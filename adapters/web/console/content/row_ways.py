"""Ways for what has several parts: rows with a control a column, and days of a week."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from adapters.web.console.content.posting import Posted, first
from adapters.web.console.content.ways import UnreadableError, Way, items_of, text_of

_ROW: Final = re.compile(r"\d{1,3}", re.ASCII)


@dataclass(frozen=True)
class Column:
    """One control of a row: its field, its label (a message of the console), its way."""

    name: str
    label: str
    way: Way


@dataclass(frozen=True)
class Rows:
    """A list of things with fields of their own, a row each; an empty row is none."""

    columns: tuple[Column, ...]
    control: str = "rows"

    def shown(self, name: str, value: object) -> Posted:
        """Show every row."""
        rows = [row for row in items_of(value) if isinstance(row, Mapping)]
        found: dict[str, tuple[str, ...]] = {}
        for number, row in enumerate(rows):
            for column in self.columns:
                found |= column.way.shown(f"{name}.{number}.{column.name}", row.get(column.name))
        return found

    def read(self, name: str, posted: Posted) -> object:
        """Read the rows that say anything."""
        rows = [self._row(f"{name}.{number}", posted) for number in numbers(name, posted)]
        return [row for row in rows if row] or None

    def _row(self, name: str, posted: Posted) -> dict[str, object]:
        read = {one.name: one.way.read(f"{name}.{one.name}", posted) for one in self.columns}
        return {own: value for own, value in read.items() if value is not None}


@dataclass(frozen=True)
class Named:
    """Things by name, a row each: the name is the first control of the row."""

    columns: tuple[Column, ...]
    control: str = "rows"

    @property
    def rows(self) -> Rows:
        """What it is as a list."""
        return Rows(self.columns)

    def shown(self, name: str, value: object) -> Posted:
        """Show every row with its name."""
        things = value.items() if isinstance(value, Mapping) else ()
        key = self.columns[0].name
        rows = [{key: one, **thing} for one, thing in things if isinstance(thing, Mapping)]
        return self.rows.shown(name, rows)

    def read(self, name: str, posted: Posted) -> object:
        """Read the rows that say anything.

        Raises:
            UnreadableError: two have the same name.
        """
        key = self.columns[0].name
        things: dict[str, object] = {}
        for row in items_of(self.rows.read(name, posted)):
            if isinstance(row, dict):
                own = str(row.pop(key, ""))
                if own in things:
                    raise UnreadableError("has the same name twice")
                things[own] = row
        return things or None


@dataclass(frozen=True)
class Week:
    """A text a day."""

    days: tuple[str, ...]
    control: str = "week"

    def shown(self, name: str, value: object) -> Posted:
        """Show every day."""
        hours = value if isinstance(value, Mapping) else {}
        return {f"{name}.{day}": (text_of(hours.get(day)),) for day in self.days}

    def read(self, name: str, posted: Posted) -> object:
        """Read the days that have hours."""
        read = {day: first(posted, f"{name}.{day}") for day in self.days}
        return {day: hours for day, hours in read.items() if hours} or None


def numbers(name: str, posted: Posted) -> list[int]:
    """Return the numbers of the rows that were posted under a name, in order."""
    found = (key[len(name) + 1 :].partition(".")[0] for key in posted if key.startswith(f"{name}."))
    return sorted({int(one) for one in found if _ROW.fullmatch(one)})
