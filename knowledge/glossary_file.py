"""Changing one term of `glossary.yaml`, and no line of the others.

Text of the whole file in, and out. Terms are told apart by their dashes at the left edge, so that
one of them is read closely, and not all.
"""

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

from knowledge.base import Frozen
from knowledge.layout import ordered
from knowledge.rendering import item
from knowledge.writing import (
    FieldPath,
    UneditableError,
    changed,
    plain,
    read_back,
    simple,
    with_changes,
)

_DASH: Final = re.compile(r"^-(?=[ \n])", re.MULTILINE)


def terms(text: str) -> dict[str, dict[str, Any]]:
    """Return what the file says of each term, by its id, whether it fits the schema or not.

    Raises:
        UneditableError: it is not readable YAML, or no list of terms with ids of their own.
    """
    said = read_back(text) or []
    if not isinstance(said, list) or not all(isinstance(one, dict) for one in said):
        raise UneditableError("the glossary is no list of terms")
    found = {str(one.get("id")): one for one in said}
    if len(found) < len(said):
        raise UneditableError("two terms of the glossary have the same id")
    return found


def term_edited(text: str, identifier: str, changes: Mapping[FieldPath, object]) -> str:
    """Set fields of a term: `("name", "vi")`; None removes one.

    Raises:
        UneditableError: there is no such term, or it cannot be changed.
    """
    start, end, said = _span(text, identifier)
    wanted = with_changes(said, changes)
    return text[:start] + changed(text[start:end], [said], [wanted]) + text[end:]


def term_added(text: str, term: Frozen | Mapping[str, object]) -> str:
    """Put a new term, as a model or as its fields, behind the others.

    Raises:
        UneditableError: its id is there already, or the file cannot be changed.
    """
    said = ordered(plain(term) if isinstance(term, Frozen) else simple(term))
    known = terms(text)
    if said.get("id") in known:
        raise UneditableError(f"the glossary has {said['id']} already")
    if text and not text.endswith("\n"):
        text += "\n"
    return _read(f"{text if known else ''}{item(said, '', 0)}\n", [*known.values(), said])


def term_removed(text: str, identifier: str) -> str:
    """Take out a term; comments behind it stay.

    Raises:
        UneditableError: there is no such term, or the file cannot be changed.
    """
    start, end, _ = _span(text, identifier)
    lines = text[start:end].splitlines(keepends=True)
    while lines and (lines[-1].startswith("#") or not lines[-1].strip()):
        end -= len(lines.pop())
    others = {name: said for name, said in terms(text).items() if name != identifier}
    return _read((text[:start] + text[end:]) if others else "[]\n", [*others.values()])


def _span(text: str, identifier: str) -> tuple[int, int, dict[str, Any]]:
    """Return where a term begins and ends, and what it says."""
    known = terms(text)
    if identifier not in known:
        raise UneditableError(f"the glossary has no {identifier}")
    dashes = [match.start() for match in _DASH.finditer(text)]
    if len(dashes) != len(known):
        raise UneditableError("the glossary is not written with a dash before each term")
    start, end = [*pairwise([*dashes, len(text)])][[*known].index(identifier)]
    return start, end, known[identifier]


def _read(text: str, wanted: list[Any]) -> str:
    if read_back(text) != wanted:
        raise UneditableError("the glossary is written in a way that cannot be changed here")
    return text
