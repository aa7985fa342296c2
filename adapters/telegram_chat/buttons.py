"""What a button under a message does when it is pressed: at most 64 bytes that come back to us."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from telegram import InlineKeyboardButton, InlineKeyboardMarkup


class Does(StrEnum):
    """What a press asks for; `of` is an entry's id, a language, a center's id or a reason."""

    SHOW = "e"
    LANGUAGE = "l"
    ASK_AGAIN = "w"
    USEFUL = "u"
    NOT_USEFUL = "n"
    REASON = "r"
    STAFF = "s"
    SOURCES = "q"
    CENTER = "c"
    PLACE = "v"
    PERSON = "p"


@dataclass(frozen=True)
class Press:
    """A press of a button, as it comes back; `about` is the entry it stands under, if any."""

    does: Does
    of: str = ""
    about: str = ""

    def data(self) -> str:
        """Write it as the data of a button."""
        return ":".join((self.does.value, self.of, self.about)).rstrip(":")

    @classmethod
    def read(cls, data: str) -> Self | None:
        """Read what came back; None for what no button of ours ever said."""
        does, _, rest = data.partition(":")
        of, _, about = rest.partition(":")
        return cls(Does(does), of, about) if does in set(Does) else None


Row = list[tuple[str, Press]]
"""Buttons beside one another: what stands on each, and what it does."""


def keyboard(*rows: Row) -> InlineKeyboardMarkup | None:
    """Make the buttons under a message; None where there are none."""
    made = [
        [InlineKeyboardButton(text, callback_data=press.data()) for text, press in row]
        for row in rows
        if row
    ]
    return InlineKeyboardMarkup(made) if made else None
