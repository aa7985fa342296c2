"""The kind of an item in an address, and what the pages call each kind."""

from typing import Final

from starlette.convertors import Convertor, register_url_convertor

from adapters.web.console.content.forms import ItemKind
from adapters.web.console.words import noted

KIND_NAMES: Final = {
    ItemKind.ENTRY: noted("Entry"),
    ItemKind.CENTER: noted("Center"),
    ItemKind.LINE: noted("Helpline"),
    ItemKind.TERM: noted("Term"),
}
NEW_NAMES: Final = {
    ItemKind.ENTRY: noted("New entry"),
    ItemKind.CENTER: noted("New center"),
    ItemKind.LINE: noted("New helpline"),
    ItemKind.TERM: noted("New term"),
}
ROOM: Final = "/console/content"


class KindConvertor(Convertor[ItemKind]):
    """Lets an address name one of the kinds, and nothing else."""

    regex = "|".join(ItemKind)

    def convert(self, value: str) -> ItemKind:
        """Read the kind from the address."""
        return ItemKind(value)

    def to_string(self, value: ItemKind) -> str:
        """Write the kind into an address."""
        return value.value


register_url_convertor("item", KindConvertor())


def place_of(kind: ItemKind, identifier: str) -> str:
    """Return the address at which an item is edited."""
    return f"{ROOM}/{kind}/{identifier}"
