"""For whom an entry is, as far as the facts say."""

from typing import Annotated

from pydantic import StringConstraints

from knowledge.base import Frozen

VisaCode = Annotated[str, StringConstraints(pattern=r"^[A-H]-\d{1,2}(-\d{1,2})?$")]


class Visas(Frozen):
    """Visa codes an entry names; empty lists mean that the facts give no rule."""

    allowed: tuple[VisaCode, ...] = ()
    excluded: tuple[VisaCode, ...] = ()
