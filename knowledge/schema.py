"""The shape of everything under `knowledge/`: frozen models, one vocabulary for all rooms.

Unknown fields are refused, so that a misspelt field name is an error and not a silent loss.
"""

import math
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from knowledge.languages import Language


def _in_the_calendar(value: str) -> str:
    if len(value) > len("2025-04"):
        date.fromisoformat(value)
    return value


Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
PartialDate = Annotated[
    str,
    BeforeValidator(lambda value: str(value) if isinstance(value, int) else value),
    StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?$"),
    AfterValidator(_in_the_calendar),
]
"""A year, a month or a day: `2025`, `2025-04`, `2025-04-30`."""
Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}$")]
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
    as_of: PartialDate | None = None
    collected: PartialDate | None = None
    """When a page that bears no date of its own was read."""
    sureness: Sureness = Sureness.VERIFIED

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if (self.document is None) == (self.publisher is None):
            raise ValueError("name either a document or a publisher")
        if (self.as_of is None) == (self.collected is None):
            raise ValueError("give either `as_of` or, for a page without a date, `collected`")
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

    value: bool | int | float | Text
    kind: Literal["number", "percent", "krw", "date", "month"] = "number"

    @model_validator(mode="after")
    def _value_fits_kind(self) -> Self:
        if isinstance(self.value, str):
            if self.kind not in {"date", "month"}:
                raise ValueError(f"{self.value!r} is not a number")
            date.fromisoformat(self.value if self.kind == "date" else f"{self.value}-01")
        elif self.kind in {"date", "month"}:
            raise ValueError(f"{self.value!r} is not a {self.kind}")
        elif isinstance(self.value, bool) or not math.isfinite(self.value):
            raise ValueError(f"{self.value!r} is not a number")
        return self


Figures = dict[Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")], Figure]


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


class ReviewState(StrEnum):
    """Whether a native speaker has read one language of an entry."""

    DRAFTED = "drafted"
    NATIVE_REVIEWED = "native-reviewed"


class MadeFrom(Frozen):
    """The fingerprint of the Korean answer from which each translation was made."""

    en: Fingerprint
    zh: Fingerprint
    vi: Fingerprint
    mn: Fingerprint


class Kind(StrEnum):
    """What an entry is about."""

    SERVICE = "service"
    LIFE = "life"
    POLICY = "policy"
    STATISTIC = "statistic"
    BUDGET = "budget"
    EVENT = "event"
    DIPLOMACY = "diplomacy"
    TRAINING = "training"

    @property
    def folder(self) -> str:
        """The folder of `knowledge/` in which entries of this kind lie."""
        return "life" if self is Kind.LIFE else "services"


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
    made_from: MadeFrom | None = None
    show_to_staff: Text
    figures: Figures = {}
    centers: tuple[Identifier, ...] = ()
    lines: tuple[Identifier, ...] = ()
    audience: Annotated[tuple[Audience, ...], Field(min_length=1)]
    visas: Visas = Visas()
    districts: tuple[Identifier, ...] = ()
    dates: Validity
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    review: dict[Language, ReviewState] = Field(default={})


class Term(Frozen):
    """One word met at a counter, with the spellings people type."""

    id: Identifier
    name: Localized
    spellings: Spellings = Spellings()


class OffTopic(Frozen):
    """A kind of message that Ieum declines, and what people type who send it."""

    id: Identifier
    phrases: Spellings
