"""The ways a value is shown in a form and read back: each is one kind of control, or a few.

`shown` gives what a browser posts when nobody touches the form, `read` what a file should hold
then; None stands for nothing. Neither judges: what does not fit is left to the schema's checks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import yaml

from adapters.web.console.content.posting import Posted, first, normal
from knowledge.parsing import plain_values

_LONG: Final = 100
_DEEPEST: Final = 10
_WIDEST: Final = 64
"""Bits of a number."""


class UnreadableError(ValueError):
    """What was typed cannot even be read; the text says why."""


class Way(Protocol):
    """How one value is shown in controls named `name` or `name.…`, and read back."""

    @property
    def control(self) -> str:
        """Which control draws it: the name of a macro of `content/controls.html`."""

    def shown(self, name: str, value: object) -> Posted:
        """Return what a browser posts for a value."""

    def read(self, name: str, posted: Posted) -> object:
        """Return the value that was posted, None for none.

        Raises:
            UnreadableError: it makes no sense at all.
        """


@dataclass(frozen=True)
class Words:
    """A text; `is_long` for one that may have several lines."""

    is_long: bool = False

    @property
    def control(self) -> str:
        """Name the macro."""
        return "long" if self.is_long else "words"

    def shown(self, name: str, value: object) -> Posted:
        """Show the text."""
        return {name: (text_of(value),)}

    def read(self, name: str, posted: Posted) -> object:
        """Read the text."""
        return first(posted, name) or None


@dataclass(frozen=True)
class Number:
    """A number, or a year, month or day: what YAML takes for a number is written as one."""

    control: str = "words"

    def shown(self, name: str, value: object) -> Posted:
        """Show it as it is written."""
        return {name: (text_of(value),)}

    def read(self, name: str, posted: Posted) -> object:
        """Read a number where it is one, else the text."""
        return _number(first(posted, name))


@dataclass(frozen=True)
class Lines:
    """A list of texts, one a line."""

    control: str = "lines"

    def shown(self, name: str, value: object) -> Posted:
        """Show them below each other."""
        return {name: ("\n".join(texts_of(value)),)}

    def read(self, name: str, posted: Posted) -> object:
        """Read the lines that are not empty."""
        lines = [line.strip() for line in first(posted, name).split("\n")]
        return [line for line in lines if line] or None


@dataclass(frozen=True)
class Codes:
    """A list of codes with spaces between: `D-2 D-4`, `ko en`."""

    control: str = "words"

    def shown(self, name: str, value: object) -> Posted:
        """Show them beside each other."""
        return {name: (" ".join(texts_of(value)),)}

    def read(self, name: str, posted: Posted) -> object:
        """Read them, with commas or spaces between."""
        return first(posted, name).replace(",", " ").split() or None


@dataclass(frozen=True)
class Choice:
    """One of several; `usual` is what is meant where a file says nothing (empty: nothing)."""

    options: str
    usual: str = ""
    control: str = "choice"

    def shown(self, name: str, value: object) -> Posted:
        """Show what is chosen."""
        return {name: (text_of(value) or self.usual,)}

    def read(self, name: str, posted: Posted) -> object:
        """Read what is chosen; the usual is not written."""
        chosen = first(posted, name)
        return None if chosen == self.usual else chosen


@dataclass(frozen=True)
class Ticks:
    """Any of several, in any order."""

    options: str
    control: str = "ticks"

    def shown(self, name: str, value: object) -> Posted:
        """Show what is ticked."""
        return {name: tuple(texts_of(value))}

    def read(self, name: str, posted: Posted) -> object:
        """Read what is ticked."""
        return [one for one in posted.get(name, ()) if one] or None


@dataclass(frozen=True)
class Picks:
    """Several, and their order matters: a control each."""

    options: str
    control: str = "picks"

    def shown(self, name: str, value: object) -> Posted:
        """Show them in order."""
        return {name: tuple(texts_of(value))}

    def read(self, name: str, posted: Posted) -> object:
        """Read those that are chosen, each once."""
        return list(dict.fromkeys(one for one in posted.get(name, ()) if one)) or None


@dataclass(frozen=True)
class Flag:
    """Yes or no; no is not written."""

    control: str = "flag"

    def shown(self, name: str, value: object) -> Posted:
        """Show a tick."""
        return {name: ("yes",)} if value is True else {}

    def read(self, name: str, posted: Posted) -> object:
        """Read the tick."""
        return True if first(posted, name) else None


@dataclass(frozen=True)
class Nested:
    """What no controls are made for: a bit of YAML."""

    control: str = "nested"

    def shown(self, name: str, value: object) -> Posted:
        """Show it as YAML."""
        if not value:
            return {name: ("",)}
        written = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=_LONG)
        return {name: (normal(written),)}

    def read(self, name: str, posted: Posted) -> object:
        """Read the YAML."""
        text = first(posted, name)
        if not text:
            return None
        try:
            found: object = plain_values(text)
            is_simple = not _has_aliases(text) and _is_simple(found)
        except (yaml.YAMLError, ValueError, TypeError) as error:
            raise UnreadableError(f"is not readable YAML: {str(error).splitlines()[0]}") from error
        if not is_simple:
            raise UnreadableError("is not readable YAML: no anchors, tags or deep nesting, please")
        return found


def text_of(value: object) -> str:
    """Return a value as it is typed; empty for none."""
    return "" if value is None else normal(str(value))


def items_of(value: object) -> Sequence[object]:
    """Return the items of a list; none of what is no list."""
    return value if isinstance(value, list | tuple) else ()


def texts_of(value: object) -> list[str]:
    """Return the items of a list as they are typed."""
    return [text_of(one) for one in items_of(value)]


def _has_aliases(text: str) -> bool:
    """Tell whether a text repeats parts of itself: a few lines then say more than memory holds."""
    return any(isinstance(one, yaml.AliasEvent) for one in yaml.parse(text, yaml.CSafeLoader))


def _is_simple(value: object, depth: int = _DEEPEST) -> bool:
    """Tell whether a value is of texts, numbers, lists and mappings, and not too deep."""
    if not depth:
        return False
    if isinstance(value, dict):
        return all(isinstance(one, str) for one in value) and _is_simple([*value.values()], depth)
    if isinstance(value, list):
        return all(_is_simple(one, depth - 1) for one in value)
    if isinstance(value, int):
        return value.bit_length() <= _WIDEST
    return value is None or isinstance(value, str | float)


def _number(text: str) -> object:
    if not text:
        return None
    try:
        found = plain_values(text)
    except (yaml.YAMLError, ValueError, TypeError):
        return text
    is_number = isinstance(found, int | float) and not isinstance(found, bool)
    # `0123` and `1_000` are numbers of another kind to YAML.
    return found if is_number and _is_simple(found) and str(found) == text else text
