"""Two editors at one item: what they changed, what you changed, and what is to stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from adapters.content.differences import Difference
from adapters.web.console.content.fields import Form, Unit
from adapters.web.console.content.posting import Posted
from adapters.web.console.content.troubles import label_of

MINE: Final = "mine"
THEIRS: Final = "theirs"


class Side(StrEnum):
    """Who changed something since the form was made."""

    THEY = "they"
    YOU = "you"
    BOTH = "both"


@dataclass(frozen=True)
class Clash:
    """One unit that stands otherwise with them than with you."""

    name: str
    label: str
    side: Side
    theirs: str
    mine: str

    @property
    def taken(self) -> str:
        """Whose text stands unless the editor says otherwise."""
        return THEIRS if self.side is Side.THEY else MINE

    @property
    def difference(self) -> Difference:
        """What differs, word by word."""
        return Difference(self.name, self.theirs, self.mine)


def clashes(form: Form, base: Mapping[str, str], theirs: Posted, mine: Posted) -> tuple[Clash, ...]:
    """Compare what others saved with what an editor posts.

    `base` is what each unit looked like when the editor began; where it is not known, both are
    taken to have changed it.
    """
    found = []
    for unit in form.units:
        their_mark, my_mark = unit.mark(theirs), unit.mark(mine)
        if their_mark == my_mark:
            continue
        before = base.get(unit.name)
        side = Side.THEY if before == my_mark else Side.YOU if before == their_mark else Side.BOTH
        label = label_of(form, unit.name)
        found.append(Clash(unit.name, label, side, told(unit, theirs), told(unit, mine)))
    return tuple(found)


def merged(
    form: Form, theirs: Posted, mine: Posted, takes: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Return the editor's form with the units of others where those are taken."""
    found = dict(mine)
    for unit in form.units:
        if takes.get(unit.name) == THEIRS:
            for name in unit.of(mine):
                found.pop(name, None)
            found |= unit.of(theirs)
    return found


def told(unit: Unit, posted: Posted) -> str:
    """Return what stands in a unit as one text."""
    said = unit.of(posted)
    return "\n".join(
        f"{name[len(unit.name) + 1 :]}: {', '.join(values)}"
        if name != unit.name
        else "\n".join(values)
        for name, values in said.items()
    )
