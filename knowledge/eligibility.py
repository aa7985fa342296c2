"""For whom an entry is, as far as the facts say; where they say nothing, there is no rule."""

from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import Field, StringConstraints, model_validator

from knowledge.base import Frozen, Identifier, Localized

VisaCode = Annotated[str, StringConstraints(pattern=r"^[A-H]-\d{1,2}(-\d{1,2})?$")]
FigureName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]

IMMIGRATION_LINE: Final = "line-1345"
"""Where immigration answers: it decides what a visa allows."""


class Role(StrEnum):
    """What the visas of a rule are asked for: to take part, or to work in a programme."""

    JOIN = "join"
    WORK = "work"


class Term(Frozen):
    """What else must be true for some of the allowed visas."""

    visas: Annotated[tuple[VisaCode, ...], Field(min_length=1)]
    text: Localized


class Visas(Frozen):
    """Visa codes an entry names; empty lists mean that the facts name none.

    A code stands for its kinds too (`D-2` for `D-2-1`). `only` says that the allowed visas are all
    there are; without it, the facts do not speak of the others. `decided_by` is a line or center.
    """

    allowed: tuple[VisaCode, ...] = ()
    excluded: tuple[VisaCode, ...] = ()
    only: bool = False
    role: Role = Role.JOIN
    terms: tuple[Term, ...] = ()
    decided_by: Identifier = IMMIGRATION_LINE

    @model_validator(mode="after")
    def _speaks_of_the_allowed(self) -> Self:
        if self.only and not self.allowed:
            raise ValueError("`only` needs visas that are allowed")
        unknown = {code for term in self.terms for code in term.visas} - {*self.allowed}
        if unknown:
            raise ValueError(f"a term speaks of {', '.join(sorted(unknown))}, not allowed anyway")
        return self


class Whose(StrEnum):
    """Whose age counts: that of a child in the family, or one's own."""

    CHILD = "child"
    SELF = "self"


class Ages(Frozen):
    """The ages an entry is for, in full years: the figures of the youngest and the oldest.

    Without `years` the facts say that age matters, and not which.
    """

    of: Whose
    years: tuple[FigureName, FigureName] | None = None


class Who(Frozen):
    """For whom an entry is besides visas.

    `everyone` only where the facts say that job and status of stay do not matter. `about` says in
    a sentence for whom it is. `decided_by` is the line or center that tells who may take part.
    """

    everyone: bool = False
    ages: tuple[Ages, ...] = ()
    about: Localized | None = None
    decided_by: Identifier | None = None

    @model_validator(mode="after")
    def _somebody_decides(self) -> Self:
        has_a_rule = self.everyone or bool(self.ages) or self.about is not None
        if has_a_rule != (self.decided_by is not None):
            raise ValueError("name who decides (`decided_by`) with a rule, and only then")
        return self
