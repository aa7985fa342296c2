"""The shape of everything under `knowledge/`: frozen models, one vocabulary for all rooms.

Unknown fields are refused, so that a misspelt field name is an error and not a silent loss.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from knowledge.languages import Language

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
PartialDate = Annotated[
    str,
    BeforeValidator(lambda value: str(value) if isinstance(value, int) else value),
    StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?$"),
]
"""A year, a month or a day: `2025`, `2025-04`, `2025-04-30`."""
ClockRange = Annotated[
    str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]|24):[0-5]\d$")
]
PhoneNumber = Annotated[str, StringConstraints(pattern=r"^\+?\d{2,4}(-\d{3,4}){0,2}$")]
VisaCode = Annotated[str, StringConstraints(pattern=r"^[A-H]-\d{1,2}(-\d{1,2})?$")]


class Frozen(BaseModel):
    """Base of every model: immutable, and closed to fields it does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Localized(Frozen):
    """One text in the five languages."""

    ko: Text
    en: Text
    zh: Text
    vi: Text
    mn: Text

    def in_language(self, language: Language) -> str:
        """Return the text in one language."""
        text: str = getattr(self, language.value)
        return text


Questions = Annotated[tuple[Text, ...], Field(min_length=3, max_length=8)]


class LocalizedQuestions(Frozen):
    """Three to eight ways people ask, per language; not translations of one another."""

    ko: Questions
    en: Questions
    zh: Questions
    vi: Questions
    mn: Questions

    def in_language(self, language: Language) -> tuple[str, ...]:
        """Return the questions of one language."""
        questions: tuple[str, ...] = getattr(self, language.value)
        return questions


class Spellings(Frozen):
    """Further ways a name is typed, per language; each list may be empty."""

    ko: tuple[Text, ...] = ()
    en: tuple[Text, ...] = ()
    zh: tuple[Text, ...] = ()
    vi: tuple[Text, ...] = ()
    mn: tuple[Text, ...] = ()

    def in_language(self, language: Language) -> tuple[str, ...]:
        """Return the spellings of one language."""
        spellings: tuple[str, ...] = getattr(self, language.value)
        return spellings


class Sureness(StrEnum):
    """How sure a fact is."""

    VERIFIED = "V"
    VERIFIED_OLD = "V-old"
    REPOSITORY = "R"
    GENERAL = "G"
    CONFLICTING = "X"

    @property
    def must_confirm(self) -> bool:
        """Whether the reader has to be asked to confirm before relying on it."""
        return self is not Sureness.VERIFIED


class Source(Frozen):
    """Where a fact comes from: one of our documents, or an outside publisher."""

    document: Identifier | None = None
    section: Text | None = None
    publisher: Text | None = None
    as_of: PartialDate
    sureness: Sureness = Sureness.VERIFIED

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if (self.document is None) == (self.publisher is None):
            raise ValueError("name either a document or a publisher")
        return self


class Provenance(Frozen):
    """A fact that carries its own origin, because it may age apart from the rest."""

    sureness: Sureness
    source: Text
    as_of: PartialDate

    @property
    def must_confirm(self) -> bool:
        """Whether it is shown only with "please confirm"."""
        return self.sureness.must_confirm


class Figure(Frozen):
    """A value that stands once in an entry and is formatted per language.

    Kinds: `number`, `percent` (14.6 means 14.6 %), `krw` (in won), `date` (day), `month`
    (written `YYYY-MM`).
    """

    value: int | float | Text
    kind: Literal["number", "percent", "krw", "date", "month"] = "number"

    @model_validator(mode="after")
    def _value_fits_kind(self) -> Self:
        if isinstance(self.value, str):
            if self.kind not in {"date", "month"}:
                raise ValueError(f"{self.value!r} is not a number")
            date.fromisoformat(self.value if self.kind == "date" else f"{self.value}-01")
        elif self.kind in {"date", "month"}:
            raise ValueError(f"{self.value!r} is not a {self.kind}")
        return self


class Status(StrEnum):
    """Whether what an entry describes is there today."""

    CURRENT = "current"
    PLANNED = "planned"
    ENDED = "ended"
    HISTORICAL = "historical"


class Validity(Frozen):
    """When an entry's subject runs, and when that was last known to be true."""

    status: Status
    as_of: PartialDate
    from_: PartialDate | None = Field(default=None, alias="from")
    until: PartialDate | None = None


class Visas(Frozen):
    """Visa codes an entry names; empty lists mean that the facts give no rule."""

    allowed: tuple[VisaCode, ...] = ()
    excluded: tuple[VisaCode, ...] = ()


class Kind(StrEnum):
    """What an entry is about."""

    SERVICE = "service"
    LIFE = "life"


class Topic(StrEnum):
    """The shelf an entry stands on."""

    VISA = "visa"
    WORK = "work"
    JOBS = "jobs"
    HEALTH = "health"
    SAFETY = "safety"
    FAMILY = "family"
    EDUCATION = "education"
    MONEY = "money"
    HOUSING = "housing"
    CENTERS = "centers"
    PARTICIPATION = "participation"
    CITY = "city"


class Audience(StrEnum):
    """Whom an entry speaks to."""

    RESIDENT = "resident"
    WORKER = "worker"
    STUDENT = "student"
    JOB_SEEKER = "job-seeker"
    MARRIAGE_MIGRANT = "marriage-migrant"
    FAMILY = "family"
    YOUTH = "youth"
    PATIENT = "patient"
    ENTREPRENEUR = "entrepreneur"
    EMPLOYER = "employer"
    VISITOR = "visitor"
    COUNSELOR = "counselor"
    OFFICIAL = "official"


class Urgency(StrEnum):
    """How soon a person who asks must be helped."""

    NONE = "none"
    URGENT = "urgent"
    EMERGENCY = "emergency"


class Entry(Frozen):
    """One service or one everyday matter, answered in five languages."""

    id: Identifier
    kind: Kind
    topic: Topic
    urgency: Urgency = Urgency.NONE
    title: Localized
    questions: LocalizedQuestions
    answer: Localized
    caution: Localized | None = None
    show_to_staff: Text
    figures: dict[Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")], Figure] = {}
    centers: tuple[Identifier, ...] = ()
    lines: tuple[Identifier, ...] = ()
    audience: Annotated[tuple[Audience, ...], Field(min_length=1)]
    visas: Visas = Visas()
    districts: tuple[Identifier, ...] = ()
    dates: Validity
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


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


class Hours(Provenance):
    """Opening hours in Asia/Seoul: `always`, or ranges per day (a missing day is closed)."""

    always: bool = False
    weekly: dict[Day, ClockRange] = {}
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
    website: Text | None = None
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
    def numbers(self) -> tuple[str, ...]:
        """Every number of this line, the first to dial first."""
        return (self.phone.number, *(phone.number for phone in self.more_phones))


class District(Frozen):
    """One of the 25 districts (gu) of Seoul."""

    id: Identifier
    name: Localized
    spellings: Spellings = Spellings()


class Term(Frozen):
    """One word met at a counter, with the spellings people type."""

    id: Identifier
    name: Localized
    spellings: Spellings = Spellings()


class Document(Frozen):
    """A source document: what it is called, who published it, and when it was true."""

    id: Identifier
    title: Localized
    publisher: Localized
    as_of: PartialDate
