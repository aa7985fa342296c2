"""Where help is: centers, helplines and districts, each fact with its own origin and sureness."""

from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import Field, StringConstraints, model_validator

from knowledge.base import Frozen, Identifier, Localized, Spellings, Text
from knowledge.sources import Provenance, Source

ClockRange = Annotated[
    str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$")
]
WebAddress = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^https?://[^\s/@\\]+(/\S*)?$")
]
"""Our pages link to it: no script, and no other scheme."""
PhoneNumber = Annotated[str, StringConstraints(pattern=r"^\+?\d{2,4}(-\d{3,4}){0,2}$")]


ANY_HOUR_LINE: Final = "line-1577-1366"
"""A person day and night, in all five languages."""
EMERGENCY_LINES: Final = ("line-112", "line-119")
"""Lines that everybody knows to be there at any hour: nobody is asked to confirm that first."""
FALLBACK_LINES: Final = ("line-120", ANY_HOUR_LINE)
"""Where a person speaks all five languages: on weekdays, and at any hour."""
AFTER_HOURS_LINES: Final = (ANY_HOUR_LINE, "line-120")
"""Whom to call where nobody else is known to be there now; the one that answers at night first."""


class Day(StrEnum):
    """A day of the week, or `holiday` for Korean public holidays."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"
    HOLIDAY = "holiday"


WEEK: Final = (Day.MON, Day.TUE, Day.WED, Day.THU, Day.FRI, Day.SAT, Day.SUN)


class Hours(Provenance):
    """Opening hours in Asia/Seoul: `always`, or ranges per day (a missing day is closed)."""

    always: bool = False
    weekly: dict[Day, ClockRange] = Field(default={})
    note: Localized | None = None

    @model_validator(mode="after")
    def _always_or_weekly(self) -> Self:
        if self.always == bool(self.weekly):
            raise ValueError("give either `always: true` or `weekly`")
        return self


class SpokenLanguages(Provenance):
    """Languages spoken somewhere, as ISO 639-1 codes (or 639-2 where there is none)."""

    codes: Annotated[
        tuple[Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")], ...], Field(min_length=1)
    ]
    note: Localized | None = None


class Phone(Provenance):
    """A telephone number as it is dialled in Korea."""

    number: PhoneNumber


class Coordinates(Frozen):
    """A point in WGS 84 degrees, true to within `accuracy_m` metres; inside Seoul."""

    latitude: Annotated[float, Field(ge=37.4, le=37.72)]
    longitude: Annotated[float, Field(ge=126.7, le=127.2)]
    accuracy_m: Annotated[int, Field(gt=0)]


class Address(Provenance):
    """A street address, with a point only because the address is known."""

    ko: Text
    romanized: Text
    coordinates: Coordinates | None = None


class CenterKind(StrEnum):
    """What sort of place a center is."""

    GLOBAL = "global"
    HUB = "hub"
    REGIONAL = "regional"
    YOUTH = "youth"
    FAMILY_HUB = "family-hub"
    FAMILY = "family"
    WOMEN = "women"


class Center(Frozen):
    """One place a resident can go to."""

    id: Identifier
    kind: CenterKind
    service: Identifier
    """The entry that tells what this center does."""
    name: Localized
    spellings: Spellings = Spellings()
    district: Identifier
    about: Localized
    address: Address | None = None
    phones: tuple[Phone, ...] = ()
    hours: Hours | None = None
    languages: SpokenLanguages | None = None
    website: WebAddress | None = None
    fallback_lines: tuple[Identifier, ...] = ()
    caution: Localized | None = None
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


class Line(Frozen):
    """One helpline."""

    id: Identifier
    name: Localized
    spellings: Spellings = Spellings()
    about: Localized
    phone: Phone
    more_phones: tuple[Phone, ...] = ()
    hours: Hours | None = None
    languages: SpokenLanguages | None = None
    how_to: Localized | None = None
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    @property
    def phones(self) -> tuple[Phone, ...]:
        """Every telephone of this line, the first to dial first."""
        return (self.phone, *self.more_phones)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every number of this line, the first to dial first."""
        return tuple(phone.number for phone in self.phones)


class District(Frozen):
    """One of the 25 districts (gu) of Seoul; its point is that of the district office."""

    id: Identifier
    name: Localized
    spellings: Spellings = Spellings()
    coordinates: Coordinates | None = None
