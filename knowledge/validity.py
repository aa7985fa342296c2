"""When what an entry describes runs, what was planned, and when that was last known."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from knowledge.base import Frozen, Identifier, PartialDate


class Status(StrEnum):
    """Whether what an entry describes is there today."""

    CURRENT = "current"
    PLANNED = "planned"
    ENDED = "ended"
    HISTORICAL = "historical"


class Validity(Frozen):
    """When an entry's subject runs, and when that was last known to be true.

    `from` and `until` frame what runs, `planned` is what a plan said, and `took_place` what came
    of it; where only `planned` stands, the outcome is unknown.
    """

    status: Status
    as_of: PartialDate
    from_: PartialDate | None = Field(default=None, alias="from")
    until: PartialDate | None = None
    planned: PartialDate | None = None
    planned_until: PartialDate | None = None
    took_place: PartialDate | None = None
    took_place_until: PartialDate | None = None
    not_started: PartialDate | None = None
    """The last day at which a plan is known not to have begun."""
    ask: Identifier | None = None
    """A line or center that knows more, where the entry's first line is not the one to ask."""

    @model_validator(mode="after")
    def _dates_fit(self) -> Self:
        _in_order("planned", self.planned, self.planned_until)
        _in_order("took_place", self.took_place, self.took_place_until)
        if self.status is Status.PLANNED and (self.from_ or self.until or self.took_place):
            raise ValueError("a plan gives its days in `planned` and `planned_until`")
        if self.not_started and (self.status is not Status.PLANNED or not self.planned):
            raise ValueError("only a plan with a day in `planned` can be `not_started`")
        return self

    @property
    def plan_end(self) -> PartialDate | None:
        """The day, month or year in which the plan ends."""
        return self.planned_until or self.planned


def first_day(value: PartialDate) -> date:
    """Return the first day of a day, month or year."""
    return date.fromisoformat(value + "-01-01"[len(value) - len("2025") :])


def last_day(value: PartialDate) -> date:
    """Return the last day of a day, month or year: `2025-04` ends on 30 April."""
    first = first_day(value)
    if len(value) == len("2025"):
        return first.replace(month=12, day=31)
    if len(value) == len("2025-04"):
        return first.replace(day=monthrange(first.year, first.month)[1])
    return first


def old_from(value: PartialDate) -> date:
    """Return the first day on which a date is more than a year ago: `2025-04` on 1 May 2026."""
    last = last_day(value)
    leap_day = (last.month, last.day) == (2, 29)
    return last.replace(year=last.year + 1, day=28 if leap_day else last.day) + timedelta(days=1)


def _in_order(name: str, start: PartialDate | None, end: PartialDate | None) -> None:
    if end and not start:
        raise ValueError(f"`{name}_until` stands without `{name}`")
    if start and end and last_day(end) < first_day(start):
        raise ValueError(f"`{name}_until` comes before `{name}`")
