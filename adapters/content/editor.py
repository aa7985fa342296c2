"""What the console needs of the content: read a file, judge an edit, save it, and take it back."""

from dataclasses import dataclass
from typing import Protocol

from bot.storage.revisions import Editor, Revision
from knowledge.drafts import Draft
from knowledge.problems import Problem


@dataclass(frozen=True)
class Version:
    """What a file says now; `digest` tells this text from any other (`bot.storage.revisions`)."""

    path: str
    text: str
    digest: str


@dataclass(frozen=True)
class Saved:
    """What became of an edit.

    `version` is what the file says now. `revision` is None where nothing had changed
    (`is_unchanged`), and where the file is written, but the database that keeps its history was
    away.
    """

    version: Version
    revision: Revision | None
    is_unchanged: bool = False

    @property
    def is_unrecorded(self) -> bool:
        """Whether the edit stands in the file, and not in its history."""
        return self.revision is None and not self.is_unchanged


class ContentEditor(Protocol):
    """Edits the content files of `knowledge.paths`. Safe to share between threads; calls block.

    Every method that takes a path may raise `UnknownFileError`.
    """

    def prepare(self) -> None:
        """Read everything once: takes a second, which the first edit need not wait for then.

        Raises:
            OSError: the content cannot be read.
        """

    def read(self, path: str) -> Version | None:
        """Return what a file says now, None where there is none.

        Raises:
            ContentWrongError: it is not UTF-8.
            OSError: it cannot be read.
            StoreUnavailableError: it is kept in the database, which is away.
        """

    def judge(self, path: str, text: str) -> Draft:
        """Tell what would be known, and what would be wrong, if a file said this.

        What is wrong already, elsewhere, is left out.

        Raises:
            OSError: the content cannot be read.
        """

    def save(self, path: str, text: str, *, parent: str, by: Editor, note: str = "") -> Saved:
        """Make a file say this; `parent` is the digest of what it was made from, empty for none.

        Raises:
            EditConflictError: the file says something else than its editor has seen.
            ContentWrongError: it would have mistakes.
            ContentUnwritableError: it cannot be written.
            StoreUnavailableError: it is kept in the database, which is away.
            OSError: the content cannot be read.
        """

    def history(self, path: str, limit: int = 50) -> tuple[Revision, ...]:
        """Return so many versions of a file, the newest first.

        Raises:
            StoreUnavailableError: the database is away.
        """

    def restore(self, number: int, *, parent: str, by: Editor) -> Saved:
        """Make a file say what it said in an older version; `parent` and errors as in `save`.

        Raises:
            UnknownRevisionError: there is no such version.
        """


def problems_beside(draft: Draft, known: frozenset[Problem]) -> tuple[Problem, ...]:
    """Return what an edit does wrong: all of its own file, and elsewhere what was not so before."""
    return tuple(
        problem for problem in draft.problems if problem.file == draft.path or problem not in known
    )
