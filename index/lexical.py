"""Exact search by spelling: SQLite FTS5 over our own tokens, opened read-only and mapped."""

import math
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors
from index.errors import IndexBrokenError
from knowledge.languages import Language
from knowledge.passages import Part, Passage

_SCHEMA: Final = """
    CREATE TABLE passage (
        row INTEGER PRIMARY KEY, owner TEXT, language TEXT, part TEXT, text TEXT, origin TEXT
    );
    CREATE VIRTUAL TABLE token USING fts5(
        tokens, content='', tokenize="unicode61 remove_diacritics 0 tokenchars ':_^$-'"
    );
    CREATE VIRTUAL TABLE vocabulary USING fts5vocab(token, 'row');
"""
_MOST_TOKENS: Final = 40
"""Tokens of a question that are looked up, the rarest first: the others cost time, not quality."""
_SATURATION: Final = 2.2
"""BM25's k1 + 1 in SQLite: the most that one token can weigh beyond its idf."""


class LexicalIndex:
    """BM25 over passages; a score is the share of the question's weight that a passage covers."""

    def __init__(self, path: Path) -> None:
        """Open an index that `build` wrote.

        Raises:
            IndexBrokenError: the file is not such an index.
        """
        self._path = path
        self._local = threading.local()
        try:
            rows = self._connection.execute("SELECT term, doc FROM vocabulary")
            self._documents_with: dict[str, int] = dict(rows)
            (self._size,) = self._connection.execute("SELECT count(*) FROM passage").fetchone()
        except sqlite3.DatabaseError as error:
            raise IndexBrokenError(f"{path} is not a readable lexical index: {error}") from error

    @staticmethod
    def build(path: Path, rows: Iterable[tuple[Passage, Sequence[str]]]) -> None:
        """Write passages and their tokens to a new file; row numbers count from 0."""
        with sqlite3.connect(path) as connection:
            connection.executescript(_SCHEMA)
            for row, (passage, tokens) in enumerate(rows):
                fields = (passage.owner, passage.language, passage.part, passage.text)
                connection.execute(
                    "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?)", (row, *fields, passage.origin)
                )
                connection.execute(
                    "INSERT INTO token (rowid, tokens) VALUES (?, ?)", (row, " ".join(tokens))
                )
            connection.execute("INSERT INTO token (token) VALUES ('optimize')")
        connection.close()

    def __len__(self) -> int:
        """Count the passages."""
        return int(self._size)

    def passages(self) -> list[Passage]:
        """Return every passage, by row number."""
        rows = self._connection.execute(
            "SELECT owner, language, part, text, origin FROM passage ORDER BY row"
        )
        return [
            Passage(owner, Language(language), Part(part), text, origin)
            for owner, language, part, text, origin in rows
        ]

    def search(self, tokens: Sequence[str], limit: int) -> tuple[NDArray[np.int64], Vectors]:
        """Find passages that share tokens with a question.

        Returns row numbers and, best first, the share of the question's weight in [0, 1].
        """
        having = self._documents_with
        distinct = sorted(dict.fromkeys(tokens), key=lambda token: having.get(token, 0))
        unknown = [token for token in distinct if token not in having]
        known = distinct[len(unknown) :][:_MOST_TOKENS]
        if not known:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        possible = _SATURATION * sum(self._weight(token) for token in unknown + known)
        query = " OR ".join(f'"{token}"' for token in known)
        found = self._connection.execute(
            "SELECT rowid, bm25(token) FROM token WHERE token MATCH ? ORDER BY rank LIMIT ?",
            (query, limit),
        ).fetchall()
        rows = np.array([row for row, _ in found], dtype=np.int64)
        return rows, np.array([-score / possible for _, score in found], dtype=np.float32)

    def _weight(self, token: str) -> float:
        having = self._documents_with.get(token, 0)
        return max(1e-6, math.log((self._size - having + 0.5) / (having + 0.5)))

    @property
    def _connection(self) -> sqlite3.Connection:
        """One connection per thread: SQLite's own are not to be shared."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            address = f"{self._path.absolute().as_uri()}?mode=ro&immutable=1"
            try:
                connection = sqlite3.connect(address, uri=True)
            except sqlite3.OperationalError as error:
                raise IndexBrokenError(f"{self._path} cannot be opened: {error}") from error
            connection.execute("PRAGMA mmap_size = 268435456")
            self._local.connection = connection
        return connection
