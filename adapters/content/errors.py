"""What can go wrong when content is edited.

One root, so that a caller can catch all of it at once:

    ContentError
    ├── ContentWrongError        the file would be wrong; `problems` says where
    ├── ContentUnwritableError   the file cannot be written now: no room, or another edit hangs
    │   └── ContentReadOnlyError   we may not write there; the message names the setting to change
    └── UnknownRevisionError     there is no version of any file with that number

Besides, `knowledge.paths.UnknownFileError` tells that a path names no content file that is edited,
and `bot.storage.errors.EditConflictError` that somebody else was faster.
"""

from collections.abc import Iterable

from knowledge.problems import Problem


class ContentError(Exception):
    """The content was not changed; the message says why."""


class ContentWrongError(ContentError):
    """The file would have mistakes; `problems` names all of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Take what is wrong, in order of file and place."""
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ContentUnwritableError(ContentError):
    """The file cannot be written now; a later try may succeed."""


class ContentReadOnlyError(ContentUnwritableError):
    """The content lies where we may not write."""


class UnknownRevisionError(ContentError):
    """There is no such version."""
