"""The content as it lies in a folder, read again and again: what has not changed is not parsed."""

import threading
from dataclasses import replace
from pathlib import Path

from adapters.content.editor import Version, problems_beside
from adapters.content.errors import ContentWrongError
from bot.storage.revisions import digest_of
from knowledge.checks import disagreements
from knowledge.drafts import Draft, judged
from knowledge.loader import read
from knowledge.parsing import Parser
from knowledge.paths import kind_of
from knowledge.problems import Problem


class ContentReader:
    """Reads content files, and judges edits against all of them. Safe to share."""

    def __init__(self) -> None:
        """Begin with nothing parsed."""
        self._parser = Parser()
        self._lock = threading.Lock()

    def prepare(self, root: Path) -> None:
        """Parse all files under a folder, so that judging is quick from now on."""
        with self._lock:
            read(root, self._parser)

    def judge(self, root: Path, path: str, text: str) -> Draft:
        """Judge an edit of a file under a folder (see `ContentEditor.judge`).

        Raises:
            UnknownFileError: the path names no content file that is edited.
        """
        kind_of(path)
        with self._lock:
            knowledge, problems = read(root, self._parser)
        draft = judged(knowledge, path, text)
        if not problems:
            return draft
        known = frozenset([*problems, *disagreements(knowledge)])
        return replace(draft, problems=problems_beside(draft, known))


def version_in(root: Path, path: str) -> Version | None:
    """Return what a file under a folder says, None where there is none.

    Raises:
        UnknownFileError: the path names no content file that is edited.
        ContentWrongError: it is not UTF-8.
        OSError: it cannot be read.
    """
    kind_of(path)
    try:
        text = (root / path).read_bytes().decode()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise ContentWrongError([Problem(path, "", "is not UTF-8")]) from error
    return Version(path, text, digest_of(text))
