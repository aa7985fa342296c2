"""Where the content comes from, and whether it has changed."""

import os
from pathlib import Path
from typing import Protocol

from knowledge.loader import FOLDERS, LISTS

_ENDING = ".yaml"


class ContentSource(Protocol):
    """Whatever holds the content. Asked by one thread at a time, and never on the event loop."""

    def signature(self) -> object:
        """Return something that is equal as long as nothing has changed; asked twice a second.

        Raises:
            OSError: it cannot be told now.
        """

    def root(self) -> Path:
        """Bring the files of YAML up to date, and return the folder that they are in.

        Raises:
            OSError: they cannot be brought up to date now.
        """


class FolderSource:
    """Content that is edited where it lies: by hand, by git, or by the console."""

    def __init__(self, folder: Path) -> None:
        """Take the folder."""
        self._folder = folder

    def signature(self) -> object:
        """Return the names of all files, with when and how they were last written."""
        found = [*self._listed()]
        for name in FOLDERS:
            try:
                with os.scandir(self._folder / name) as inside:
                    found += [
                        (f"{name}/{one.name}", *_written(one.stat()))
                        for one in inside
                        if one.name.endswith(_ENDING)
                    ]
            except FileNotFoundError:
                # The folder is not there, or a file went while we looked: the next look tells.
                found.append((name,))
        return frozenset(found)

    def root(self) -> Path:
        """Return the folder."""
        return self._folder

    def _listed(self) -> list[tuple[str | int, ...]]:
        found: list[tuple[str | int, ...]] = []
        for name in LISTS:
            try:
                found.append((name, *_written((self._folder / name).stat())))
            except FileNotFoundError:
                found.append((name,))
        return found


def _written(facts: os.stat_result) -> tuple[int, ...]:
    return facts.st_mtime_ns, facts.st_ctime_ns, facts.st_size, facts.st_ino
