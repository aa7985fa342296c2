"""A form as a browser posts it: names with their values, in one normal form to compare."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

Posted = Mapping[str, tuple[str, ...]]
"""The values of each name that a form posts; a name that is not there has none."""

_DIGITS: Final = 8


def normal(value: str) -> str:
    """Return a value as it was meant, whatever a browser makes of the ends of lines."""
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()


def gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Put what was posted together by name, in order, in normal form."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        found[name] = (*found.get(name, ()), normal(value))
    return found


def first(posted: Posted, name: str) -> str:
    """Return the first value of a name; empty where there is none."""
    values = posted.get(name, ())
    return values[0] if values else ""


def below(posted: Posted, name: str) -> dict[str, tuple[str, ...]]:
    """Return what was posted under a name and under the names that begin with it and a point."""
    return {
        key: values
        for key, values in posted.items()
        if (key == name or key.startswith(f"{name}.")) and any(values)
    }


def mark_of(posted: Posted) -> str:
    """Return eight hexadecimal digits that stand for some values; empty ones do not count."""
    kept = sorted((name, *filter(None, values)) for name, values in posted.items() if any(values))
    return sha256(repr(kept).encode()).hexdigest()[:_DIGITS]
