"""When what an entry describes runs, and when that was last known."""

from enum import StrEnum

from pydantic import Field

from knowledge.base import Frozen, PartialDate


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
