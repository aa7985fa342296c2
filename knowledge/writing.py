"""Changing a content file as a careful person would: only the lines of what changes.

Text in, text out. Comments, the order of fields, quoting, folding and everything else that is not
changed stays byte for byte; what comes out has been read back, and says what was wanted.
"""

import re
from collections.abc import Callable, Collection, Mapping
from enum import Enum
from typing import Any, Final

import yaml
from ruamel.yaml.error import YAMLError

from knowledge.base import Frozen
from knowledge.layout import ordered
from knowledge.parsing import plain_values
from knowledge.rendering import after_key, mapping
from knowledge.splicing import Splice, Splicer, agrees, spliced
from knowledge.yaml_nodes import Source

FieldPath = tuple[str | int, ...]
"""A field within a file: `("answer", "vi")`; a number counts the items of a list from 0."""

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class UneditableError(ValueError):
    """The text is no YAML that we can change, or a path leads nowhere in it."""


def fields(text: str) -> dict[str, Any]:
    """Return what a file says, whether it fits the schema or not.

    Raises:
        UneditableError: it is not readable YAML, or holds no fields.
    """
    said = read_back(text)
    if not isinstance(said, dict):
        raise UneditableError("the file holds no fields")
    return said


def edited(text: str, changes: Mapping[FieldPath, object]) -> str:
    """Set fields of a file; None removes one, and a field that is not there is made.

    Values are what YAML knows, tuples, enumerations or models. An equal value changes nothing; of a
    list or mapping, only what differs is written anew.

    Raises:
        UneditableError: the text cannot be changed, or a path leads through something that has no
            fields.
    """
    said = fields(text)
    return changed(text, said, with_changes(said, changes))


def rewritten(text: str, wanted: Mapping[str, Any]) -> str:
    """Make a file say exactly what is wanted, touching only what differs.

    Raises:
        UneditableError: the text cannot be changed.
    """
    return changed(text, fields(text), simple(wanted))


def rendered(item: Frozen | Mapping[str, object]) -> str:
    """Write a new file in our style: an entry, a center or a line, as a model or as its fields."""
    said = ordered(plain(item) if isinstance(item, Frozen) else simple(item))
    return mapping(said, "", 0) + "\n"


def plain(item: Frozen) -> dict[str, Any]:
    """Return a model as the fields of a file, without those that say what is so anyway."""
    said: dict[str, Any] = item.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return said


def simple(value: object) -> Any:
    """Return a value as YAML knows it, without what no file should hold."""
    if isinstance(value, Frozen):
        return plain(value)
    if isinstance(value, Enum):
        return simple(value.value)
    if isinstance(value, str):
        return _CONTROL.sub("", value.replace("\r\n", "\n")).strip()
    if isinstance(value, Mapping):
        return {str(simple(key)): simple(one) for key, one in value.items() if one is not None}
    if isinstance(value, Collection):
        return [simple(one) for one in value]
    return value


def with_changes(said: dict[str, Any], changes: Mapping[FieldPath, object]) -> dict[str, Any]:
    """Return what a file or a term says with fields set, or removed by None.

    Raises:
        UneditableError: a path leads through something that has no fields.
    """
    wanted: dict[str, Any] = _copied(said)
    for path, value in changes.items():
        _set(wanted, path, None if value is None else simple(value))
    return wanted


def read_back(text: str) -> Any:
    """Return what a text of YAML says.

    Raises:
        UneditableError: it is not readable YAML.
    """
    try:
        return plain_values(text)
    except (yaml.YAMLError, ValueError, TypeError) as error:
        raise UneditableError(f"the file is not readable YAML: {error}") from error


def changed(text: str, said: Any, wanted: Any) -> str:
    """Make a text that says one thing say another, of the same shape.

    Raises:
        UneditableError: it cannot be done.
    """
    if agrees(said, wanted):
        return text
    if "\r\n" in text:
        return changed(text.replace("\r\n", "\n"), said, wanted).replace("\n", "\r\n")
    for find in (_bit_by_bit, _field_by_field):
        if (written := _tried(find, text, said, wanted)) is not None:
            return written
    raise UneditableError("the file is written in a way that cannot be changed here")


Find = Callable[[Source, Any, Any], list[Splice]]


def _tried(find: Find, text: str, said: Any, wanted: Any) -> str | None:
    """Change a text in one way; None where it does not say then what is wanted."""
    try:
        written = spliced(text, find(Source(text), said, wanted))
        return written if agrees(plain_values(written), wanted) else None
    except (YAMLError, yaml.YAMLError, ValueError, TypeError, IndexError):
        return None


def _bit_by_bit(source: Source, said: Any, wanted: Any) -> list[Splice]:
    return list(Splicer(source).changes(source.root, said, wanted))


def _field_by_field(source: Source, said: Any, wanted: Any) -> list[Splice]:
    """Write every field of the file anew that differs, whatever stands in it."""
    inner = {name: said.get(name, wanted[name]) for name in wanted}
    splices = _bit_by_bit(source, said, inner)
    for (key, value), name in zip(source.fields(), said, strict=True):
        if name in wanted and not agrees(said[name], wanted[name]):
            start, end = source.after_colon(key), source.field_end(key, value)
            splices.append(Splice(start, end, after_key(wanted[name], name, "", 0)))
    return splices


def _set(holder: Any, path: FieldPath, value: Any) -> None:
    if not path:
        raise UneditableError("a change needs a field")
    *way, last = path
    for step in way:
        if isinstance(holder, dict) and holder.get(str(step)) is None:
            if value is None:
                return
            holder[str(step)] = {}
        holder = _within(holder, step)
    if isinstance(holder, dict) and value is None:
        holder.pop(last, None)
    elif isinstance(holder, dict):
        holder[str(last)] = value
    elif isinstance(last, int):
        _within(holder, last)
        holder[last : last + 1] = [] if value is None else [value]
    else:
        raise UneditableError(f"there is no {last!r} in the file")


def _copied(value: Any) -> Any:
    """Copy a value; what an anchor made one in the text is two then."""
    if isinstance(value, dict):
        return {key: _copied(one) for key, one in value.items()}
    return [_copied(one) for one in value] if isinstance(value, list) else value


def _within(holder: Any, step: str | int) -> Any:
    try:
        return holder[step]
    except (KeyError, IndexError, TypeError) as error:
        raise UneditableError(f"there is no {step!r} in the file") from error
