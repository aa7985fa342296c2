"""Files of YAML as models: each is parsed once, and again when its bytes have changed.

Parsing is nearly all that reading the content costs, and an edit changes one file of 170.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import TypeAdapter, ValidationError

Fault = tuple[str, str]
"""The place of a problem within a file, and what it is."""


@dataclass(frozen=True)
class Parsed:
    """What a file holds, or why it cannot be read; one of both."""

    item: Any = None
    faults: tuple[Fault, ...] = ()


class Parser:
    """Parses files, and keeps what it made of each. For one thread at a time."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._kept: dict[tuple[Path, Any], tuple[bytes, Parsed]] = {}
        self._asked: set[tuple[Path, Any]] = set()

    def parse(self, path: Path, shape: Any) -> Parsed:
        """Read a file as a model, or as whatever pydantic takes for a type."""
        try:
            content = path.read_bytes()
        except OSError as error:
            return Parsed(faults=(("", f"cannot be read: {error.strerror}"),))
        digest = hashlib.sha256(content).digest()
        self._asked.add((path, shape))
        kept = self._kept.get((path, shape))
        if kept and kept[0] == digest:
            return kept[1]
        parsed = parse(content, shape)
        self._kept[path, shape] = (digest, parsed)
        return parsed

    def forget_others(self) -> None:
        """Forget every file that nobody has asked for since the last call."""
        self._kept = {key: kept for key, kept in self._kept.items() if key in self._asked}
        self._asked.clear()


class _Loader(yaml.CSafeLoader):
    """YAML as an editor means it: a day stays text, and a key stands once."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Build a mapping, refusing a key that is written twice."""
        keys = Counter(key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode))
        for key, count in keys.items():
            if count > 1:
                raise yaml.constructor.ConstructorError(
                    None, None, f"`{key}` is written twice", node.start_mark
                )
        return super().construct_mapping(node, deep=deep)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}

_PLAIN_WORDS: Final = {"missing": "is missing", "extra_forbidden": "is not a field we know"}


def plain_values(text: str) -> Any:
    """Return what a text of YAML says, whatever shape it has.

    Raises:
        yaml.YAMLError, ValueError, TypeError: it is not readable YAML.
    """
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506
    except (AttributeError, LookupError) as error:
        # PyYAML trips over `!!bool maybe` and the like.
        raise ValueError("a tag does not fit what it stands before") from error


def parse(content: bytes, shape: Any) -> Parsed:
    """Read the bytes of a file as a model, or as whatever pydantic takes for a type."""
    try:
        raw = plain_values(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Parsed(faults=(("", f"is not UTF-8 (byte {error.start})"),))
    except (yaml.YAMLError, ValueError, TypeError) as error:
        return Parsed(faults=(("", f"is not readable YAML: {_in_one_line(error)}"),))
    try:
        return Parsed(TypeAdapter(shape).validate_python(raw))
    except ValidationError as error:
        return Parsed(faults=tuple(_fault(detail) for detail in error.errors()))


def _fault(detail: Any) -> Fault:
    place = ".".join(str(part) for part in detail["loc"])
    message: str = detail["msg"]
    return place, _PLAIN_WORDS.get(detail["type"], message.removeprefix("Value error, "))


def _in_one_line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    return f"{problem} (line {mark.line + 1})" if mark else problem
