"""What a person in danger is told: one card a danger, in five languages."""

from typing import Annotated

from pydantic import Field

from knowledge.base import Frozen, Identifier, Localized, Text
from knowledge.schema import Urgency
from knowledge.sources import Source


class Danger(Frozen):
    """One danger and its card. Of several in one message, the one of the lowest `rank` is told.

    `do` says in two lines what to do, `lines` whom to call, the first to call first; `day_centers`
    are places that help by day. `say` is what to say or show in Korean, with its `meaning` and, as
    it is read aloud, its `sound`. `silently` says how to call when one cannot speak.
    """

    id: Identifier
    rank: Annotated[int, Field(ge=1)]
    urgency: Urgency
    entry: Identifier | None = None
    """The entry that tells more, where there is one."""
    related: tuple[Identifier, ...] = ()
    title: Localized
    do: tuple[Localized, Localized]
    lines: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    day_centers: tuple[Identifier, ...] = ()
    say: Text
    sound: Text
    meaning: Localized
    silently: tuple[Localized, ...] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    @property
    def entries(self) -> tuple[Identifier, ...]:
        """Every entry that tells more, the nearest first."""
        return (self.entry, *self.related) if self.entry else self.related
