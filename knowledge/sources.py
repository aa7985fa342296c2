"""Where a fact comes from, and how sure it is."""

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from knowledge.base import Frozen, Identifier, PartialDate, Text


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
