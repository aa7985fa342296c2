"""Which content file is which: the ones that people edit, by their path under the content root."""

import re
from enum import StrEnum
from typing import Final

from knowledge.base import Frozen
from knowledge.places import Center, Line
from knowledge.schema import Entry
from knowledge.terms import Term

LONGEST_PATH: Final = 120
"""Characters; what the store has room for."""

_IDENTIFIER: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


class FileKind(StrEnum):
    """The kinds of files that people edit, each named after its folder, or its one file."""

    SERVICE = "services"
    LIFE = "life"
    CENTER = "centers"
    LINE = "lines"
    GLOSSARY = "glossary"

    @property
    def model(self) -> type[Frozen]:
        """What stands in such a file; in the glossary, what each of its items is."""
        return _MODELS[self]


class UnknownFileError(ValueError):
    """The path names no content file that people edit."""


_MODELS: Final[dict[FileKind, type[Frozen]]] = {
    FileKind.SERVICE: Entry,
    FileKind.LIFE: Entry,
    FileKind.CENTER: Center,
    FileKind.LINE: Line,
    FileKind.GLOSSARY: Term,
}
GLOSSARY: Final = "glossary.yaml"


def kind_of(path: str) -> FileKind:
    """Return what stands in a file; nothing outside the content can be named.

    Raises:
        UnknownFileError: it is no `services/<id>.yaml`, `life/…`, `centers/…`, `lines/…` or
            `glossary.yaml`.
    """
    if path == GLOSSARY:
        return FileKind.GLOSSARY
    folder, _, name = path.partition("/")
    identifier = name.removesuffix(".yaml")
    if (
        folder in set(FileKind) - {FileKind.GLOSSARY}
        and identifier != name
        and _IDENTIFIER.fullmatch(identifier)
        and len(path) <= LONGEST_PATH
    ):
        return FileKind(folder)
    raise UnknownFileError(f"{path!r} is no content file that can be edited")


def path_of(kind: FileKind, identifier: str) -> str:
    """Return the path of an item's file.

    Raises:
        UnknownFileError: the identifier is not small letters and digits with hyphens between.
    """
    path = GLOSSARY if kind is FileKind.GLOSSARY else f"{kind}/{identifier}.yaml"
    kind_of(path)
    return path
