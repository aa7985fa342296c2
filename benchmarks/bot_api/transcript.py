"""What both sides of a chat said and did, in order."""

import time
from dataclasses import dataclass, field
from typing import Any, Final

BOT: Final = "bot"
_REPLIES: Final = {"text", "edit", "venue", "location"}


@dataclass(frozen=True)
class Button:
    """A button; what it does is its data, or the address it opens, or neither."""

    text: str
    data: str = ""
    url: str = ""

    def __str__(self) -> str:
        return f"[{self.text}]" if not self.url else f"[{self.text} -> {self.url}]"


@dataclass(frozen=True)
class Said:
    """One thing that someone said or did in a chat."""

    by: str
    kind: str
    text: str = ""
    message_id: int = 0
    buttons: tuple[tuple[Button, ...], ...] = ()
    body: dict[str, Any] = field(default_factory=dict, repr=False)
    at: float = field(default_factory=time.monotonic, repr=False)

    @property
    def is_reply(self) -> bool:
        """Whether the bot said something that people read."""
        return self.by == BOT and self.kind in _REPLIES

    @property
    def button_texts(self) -> list[str]:
        """Return the texts of its buttons in reading order."""
        return [button.text for row in self.buttons for button in row]

    def __str__(self) -> str:
        kind = "" if self.kind == "text" else f" ({self.kind})"
        rows = "".join(f"\n    {' '.join(map(str, row))}" for row in self.buttons)
        return f"{self.by}{kind}: {self.text}{rows}"


def buttons_of(markup: dict[str, Any] | None) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons of an inline or a reply keyboard."""
    markup = markup or {}
    rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
    return tuple(tuple(_button(button) for button in row) for row in rows)


def _button(button: Any) -> Button:
    if isinstance(button, str):
        return Button(button)
    return Button(button["text"], button.get("callback_data", ""), button.get("url", ""))
