"""The shape of an entry: one service or one everyday matter."""

import math
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from knowledge.base import Frozen, Identifier, Localized, Text
from knowledge.eligibility import Visas, Who
from knowledge.languages import Language
from knowledge.sources import Source
from knowledge.validity import Validity

Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}$")]

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
    figures: Figures = Field(default={})
    centers: tuple[Identifier, ...] = ()
    lines: tuple[Identifier, ...] = ()
    audience: Annotated[tuple[Audience, ...], Field(min_length=1)]
    visas: Visas = Visas()
    who: Who = Who()
    districts: tuple[Identifier, ...] = ()
    dates: Validity
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    review: dict[Language, ReviewState] = Field(default={})
