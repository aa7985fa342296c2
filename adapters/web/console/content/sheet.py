"""A form on the screen: what stands in it, what is wrong with it, what can be chosen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Self

from adapters.web.console.content.fields import Form, Unit
from adapters.web.console.content.items import Item
from adapters.web.console.content.lamps import Lamp
from adapters.web.console.content.options import Options
from adapters.web.console.content.posting import Posted, first
from adapters.web.console.content.row_ways import Column, numbers
from adapters.web.console.content.troubles import Trouble, by_control
from adapters.web.console.words import noted
from knowledge.places import Day

DAY_NAMES: Final = {
    Day.MON: noted("Monday"),
    Day.TUE: noted("Tuesday"),
    Day.WED: noted("Wednesday"),
    Day.THU: noted("Thursday"),
    Day.FRI: noted("Friday"),
    Day.SAT: noted("Saturday"),
    Day.SUN: noted("Sunday"),
    Day.HOLIDAY: noted("Public holiday"),
}


@dataclass(frozen=True)
class Sheet:
    """What a form shows. `place` is where it is posted to, `added` where a row was just added."""

    item: Item
    posted: Posted
    options: Mapping[str, Options]
    place: str
    troubles: tuple[Trouble, ...] = ()
    lamps: tuple[Lamp, ...] = ()
    added: str = ""
    _by_control: Mapping[str, tuple[Trouble, ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Sort what is wrong by where it is."""
        object.__setattr__(self, "_by_control", by_control(self.troubles))

    @property
    def form(self) -> Form:
        """What the form is made of."""
        return self.item.form

    @property
    def days(self) -> Mapping[str, str]:
        """The days of the week, each with the message that names it."""
        return {day.value: name for day, name in DAY_NAMES.items()}

    def part(self, name: str) -> str:
        """Return where a part of the page is asked for."""
        path, mark, query = self.place.partition("?")
        return f"{path}/{name}{mark}{query}"

    def at(self, name: str) -> tuple[Trouble, ...]:
        """Return what is wrong at a control."""
        return self._by_control.get(name, ())

    def first(self, name: str) -> str:
        """Return what stands in a control."""
        return first(self.posted, name)

    def all(self, name: str) -> tuple[str, ...]:
        """Return everything that is chosen under a name."""
        return self.posted.get(name, ())

    def values(self, options: str) -> frozenset[str]:
        """Return what can be chosen from a list."""
        return frozenset(value for value, _ in self.options[options])

    def ticked(self, unit: Unit) -> Options:
        """Return what can be ticked; first what is ticked, in the order in which it stands."""
        known = dict(self.options[getattr(unit.way, "options", "")])
        chosen = tuple((one, known.pop(one, one)) for one in self.all(unit.name))
        return (*chosen, *known.items())

    def picked(self, name: str) -> tuple[str, ...]:
        """Return what is picked, in order, with room for one more."""
        chosen = tuple(one for one in self.all(name) if one)
        empty = max(1, len(self.all(name)) - len(chosen))
        return (*chosen, *("" for _ in range(empty)))

    def rows(self, name: str) -> list[int]:
        """Return the numbers of the rows of a list."""
        return numbers(name, self.posted)

    def with_row(self, name: str) -> Self:
        """Return the form with one more row at a list."""
        unit = next((one for one in self.form.units if one.name == name), None)
        if unit is None:
            return self
        columns: tuple[Column, ...] = getattr(unit.way, "columns", ())
        values: tuple[str, ...]
        if columns:
            number = max(self.rows(name), default=-1) + 1
            key, values = f"{name}.{number}.{columns[0].name}", ("",)
        else:
            key, values = name, (*self.picked(name), "")
        return replace(self, posted={**self.posted, key: values}, added=name)

    def without_row(self, row: str) -> Self:
        """Return the form without a row: `sources.2`."""
        kept = {name: said for name, said in self.posted.items() if not name.startswith(f"{row}.")}
        return replace(self, posted=kept)


def languages_with(troubles: Iterable[Trouble]) -> Mapping[str, int]:
    """Count what is wrong in each language."""
    counted: dict[str, int] = {}
    for one in troubles:
        if one.language:
            counted[one.language] = counted.get(one.language, 0) + 1
    return counted
