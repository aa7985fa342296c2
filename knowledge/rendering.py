"""How a value is written in a content file: our house style, checked by reading it back.

Short texts stand plain, long ones folded; lists stand on one line but for questions and for items
with fields of their own. Nobody guesses what YAML makes of a text: each way of writing it is read
back by the loader's own parser, and the first that comes back the same is taken.
"""

import json
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import yaml

from knowledge.parsing import plain_values

WIDTH: Final = 100
"""Characters of a line before a text is folded."""
_FOLDED: Final = 92
"""Characters of a folded text's lines, indentation not counted."""
_NARROWEST: Final = 84
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")

_FLOW_MAPPINGS: Final = {"made_from", "review", "dates", "coordinates", "weekly", "phone"}
_FLOW_LISTS: Final = {"ages"}
_BLOCK_LISTS_OF: Final = "questions"
_UNSEEN: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def after_key(value: Any, name: str, parent: str, indent: int) -> str:
    """Write a value as it follows `name:`, that stands `indent` columns from the left."""
    if _is_flow(value, name, parent):
        return f" {inline(value, style_within(name))}"
    if isinstance(value, Mapping):
        return "\n" + mapping(value, name, indent + 2)
    if isinstance(value, list):
        return "".join(f"\n{' ' * (indent + 2)}{item(one, name, indent + 2)}" for one in value)
    return f" {scalar(value, indent, indent + len(name) + 2)}"


def mapping(value: Mapping[str, Any], name: str, indent: int) -> str:
    """Write a mapping, a line or more a field, each `indent` columns from the left."""
    pad = " " * indent
    lines = (
        f"{pad}{inline(key)}:{after_key(one, key, name, indent)}" for key, one in value.items()
    )
    return "\n".join(lines)


def item(value: Any, name: str, indent: int) -> str:
    """Write an item of a list with its dash, which stands `indent` columns from the left."""
    if isinstance(value, Mapping) and not _is_flow(value, "", name):
        return f"- {mapping(value, name, indent + 2).lstrip()}"
    if isinstance(value, Mapping | list):
        return f"- {inline(value)}"
    return f"- {scalar(value, indent, indent + 2)}"


def scalar(value: Any, indent: int, column: int, style: str | None = None) -> str:
    """Write a text or number that begins at `column`, below a field `indent` from the left.

    `style` is that of YAML (`>`, `|`, `"`, `'`, or empty for plain) to be taken if it can be.
    """
    if not isinstance(value, str):
        return inline(value)
    ways: dict[str, Callable[[], Iterator[str]]] = {
        ">": lambda: _block(value, indent),
        "|": lambda: iter([_literal(value, indent)]),
        '"': lambda: iter([_quoted(value)]),
        "'": lambda: iter(["'" + value.replace("'", "''") + "'"]),
        "": lambda: iter([value]),
    }
    is_long = "\n" in value or column + len(value) > WIDTH
    order = [] if style is None else [style]
    order += [">", "|", '"'] if is_long else ["", '"']
    for way in order:
        for text in ways[way]():
            if _reads_as(text, value, indent):
                return text
    return _quoted(value)


def inline(value: Any, style: str | None = None) -> str:
    """Write a value on one line, so that it can also stand within brackets.

    `style` is that of its texts, as in `scalar`.
    """
    if isinstance(value, Mapping):
        fields = (f"{inline(key)}: {inline(one, style)}" for key, one in value.items())
        return "{" + ", ".join(fields) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(inline(one, style) for one in value) + "]"
    if not isinstance(value, str):
        return json.dumps(value)
    single = "'" + value.replace("'", "''") + "'"
    preferred = {"'": single, '"': _quoted(value)}.get(style or "", value)
    for text in (preferred, value):
        if "\n" not in text and _says(f"{{k: [{text}], l: {text}}}", {"k": [value], "l": value}):
            return text
    return _quoted(value)


def style_within(name: str) -> str | None:
    """Return the style of the texts in a field: fingerprints are quoted, digits only or not."""
    return '"' if name == "made_from" else None


def _is_flow(value: Any, name: str, parent: str) -> bool:
    if not value and isinstance(value, Mapping | list):
        return True
    if isinstance(value, list):
        if parent == _BLOCK_LISTS_OF:
            return False
        return name in _FLOW_LISTS or not any(isinstance(one, Mapping) for one in value)
    if isinstance(value, Mapping):
        # Without a name it is an item of a list.
        is_flat = not any(isinstance(one, Mapping | list) for one in value.values())
        return name in _FLOW_MAPPINGS or (is_flat and (not name or parent == "figures"))
    return False


def _block(text: str, indent: int) -> Iterator[str]:
    width = max(_FOLDED - 2 * max(indent - 2, 0), _NARROWEST)
    paragraphs = text.split("\n")
    wrapped = [
        textwrap.wrap(one, width, break_long_words=False, break_on_hyphens=False, expand_tabs=False)
        if len(_HAN.findall(one)) < len(one) / 5
        else [one]  # Chinese has no spaces to speak of
        for one in paragraphs
    ]
    yield ">-" + _indented([line for lines in wrapped for line in (*lines, "")][:-1], indent)
    yield ">-" + _indented([line for one in paragraphs for line in (one, "")][:-1], indent)


def _literal(text: str, indent: int) -> str:
    return "|-" + _indented(text.split("\n"), indent)


def _indented(lines: list[str], indent: int) -> str:
    return "".join(f"\n{' ' * (indent + 2)}{line}" if line else "\n" for line in lines)


def _quoted(text: str) -> str:
    written = json.dumps(text, ensure_ascii=False)
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", written)


def _reads_as(text: str, value: str, indent: int) -> bool:
    pad = " " * indent
    return _says(f"{pad}k: {text}\n{pad}l: 0", {"k": value, "l": 0}) and _says(
        f"{pad}- {text}\n{pad}- 0", [value, 0]
    )


def _says(text: str, value: object) -> bool:
    try:
        return bool(plain_values(text) == value)
    except (yaml.YAMLError, ValueError, TypeError):
        return False
