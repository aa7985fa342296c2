"""The content as it lies in its folder, with what is wrong there: read again when it changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from fastapi import FastAPI

from adapters.assemble import Ieum
from adapters.content_source import FolderSource
from knowledge.checks import check
from knowledge.loader import Knowledge, content_hash
from knowledge.parsing import Parser
from knowledge.problems import Problem


@dataclass(frozen=True)
class Stock:
    """What the folder holds, and its problems by file."""

    knowledge: Knowledge
    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)


class Stocktaker:
    """Keeps what was read last. Safe to share between threads."""

    def __init__(self, root: Path) -> None:
        """Take the folder of the content."""
        self._root = root
        self._source = FolderSource(root)
        self._parser = Parser()
        self._lock = Lock()
        self._seen: object = None
        self._stock: Stock | None = None

    def stock(self, served: Ieum) -> Stock:
        """Return what the folder holds; what is served is in order, and needs no reading.

        Raises:
            OSError: the folder cannot be read.
        """
        with self._lock:
            seen = (self._source.signature(), served.digest)
            if self._stock is None or seen != self._seen:
                self._stock, self._seen = self._take(served), seen
            return self._stock

    def _take(self, served: Ieum) -> Stock:
        if content_hash(self._root) == served.digest:
            return Stock(served.knowledge)
        knowledge, problems = check(self._root, self._parser)
        found: dict[str, tuple[Problem, ...]] = {}
        for problem in problems:
            found[problem.file] = (*found.get(problem.file, ()), problem)
        return Stock(knowledge, found)


def stocktaker_of(app: FastAPI, root: Path) -> Stocktaker:
    """Return what takes stock for an application."""
    kept = getattr(app.state, "stocktaker", None)
    if not isinstance(kept, Stocktaker):
        kept = app.state.stocktaker = Stocktaker(root)
    return kept
