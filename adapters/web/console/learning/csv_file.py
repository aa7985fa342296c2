"""CSV that spreadsheets open as it is meant: UTF-8 with a mark, and no cell that would run."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

Cell = str | int | None

MARK: Final = "\ufeff"
"""What Excel needs to see in front, to read UTF-8."""
_RUNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_lines(rows: Iterable[Sequence[Cell]]) -> str:
    """Return rows as lines of CSV; a text that a spreadsheet would compute gets an apostrophe."""
    written = io.StringIO()
    csv.writer(written).writerows([_harmless(cell) for cell in row] for row in rows)
    return written.getvalue()


def _harmless(cell: Cell) -> Cell:
    """Make a text stay a text, also behind blanks, which spreadsheets pass over."""
    if isinstance(cell, str) and (cell.startswith(_RUNS) or cell.lstrip(" ").startswith(_RUNS)):
        return f"'{cell}"
    return cell
