"""Content that is edited where it lies: the YAML files are the truth, their history is beside."""

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from adapters.content.editor import Saved, Version
from adapters.content.errors import ContentWrongError
from adapters.content.files import alone, unwritable, write_whole
from adapters.content.past import WithPast
from adapters.content.reading import ContentReader, version_in
from bot.clock import now_in_seoul
from bot.storage.errors import EditConflictError, StoreUnavailableError
from bot.storage.revisions import Editor, Revision, digest_of
from bot.storage.store import Store
from knowledge.drafts import Draft
from knowledge.paths import kind_of

log = logging.getLogger("ieum")

_ADVICE: Final = (
    "Let IEUM_CONTENT name a folder that it may, or keep edits in the database: "
    "IEUM_CONTENT_IN=database."
)


class FolderContent(WithPast):
    """A `ContentEditor` for a folder, which people and git may change, too."""

    def __init__(
        self,
        root: Path,
        store: Store,
        var: Path,
        clock: Callable[[], datetime] = now_in_seoul,
    ) -> None:
        """Take the folder, where its history is kept, and a folder for the lock."""
        self._root = root
        super().__init__(store)
        self._lock = var / "content.lock"
        self._clock = clock
        self._reader = ContentReader()

    def prepare(self) -> None:
        """Read everything once."""
        self._reader.prepare(self._root)

    def read(self, path: str) -> Version | None:
        """Return what a file says now."""
        return version_in(self._root, path)

    def judge(self, path: str, text: str) -> Draft:
        """Tell what would be known, and what would be wrong, if a file said this."""
        return self._reader.judge(self._root, path, text)

    def save(self, path: str, text: str, *, parent: str, by: Editor, note: str = "") -> Saved:
        """Write a file, and keep it in the history.

        A database that is away loses no edit: the file is written, and the history lacks it.
        """
        kind_of(path)
        with alone(self._lock):
            before = self.read(path)
            now = before or Version(path, "", "")
            if now.digest != parent:
                raise self._conflict(now)
            if before and text == before.text:
                return Saved(before, None, is_unchanged=True)
            problems = self.judge(path, text).problems
            if problems:
                raise ContentWrongError(problems)
            self._write(path, text)
            version = Version(path, text, digest_of(text))
            return Saved(version, self._recorded(before, version, by, note))

    def _write(self, path: str, text: str) -> None:
        file = self._root / path
        try:
            file.parent.mkdir(exist_ok=True)
            write_whole(file, text.encode())
        except OSError as error:
            raise unwritable(file.parent, error, _ADVICE) from error

    def _recorded(
        self, before: Version | None, version: Version, by: Editor, note: str
    ) -> Revision | None:
        """Keep what was written, and before it what was found where that is not known."""
        revisions, at = self._store.revisions, self._clock()
        try:
            parent = before.digest if before else ""
            if before or revisions.latest(version.path):
                revisions.catch_up(version.path, before.text if before else "", at)
                parent = digest_of(before.text if before else "")
            return revisions.add(
                version.path,
                version.text,
                parent=parent,
                by=by,
                at=at,
                note=note,
            )
        except (StoreUnavailableError, EditConflictError) as error:
            log.warning("%s is written, but not in its history: %s", version.path, error)
            return None

    def _conflict(self, now: Version) -> EditConflictError:
        """Tell what the file says now, and who saved that, as far as it is known."""
        try:
            latest = self._store.revisions.latest(now.path)
        except StoreUnavailableError:
            latest = None
        if latest is None or latest.digest != now.digest:
            return EditConflictError(now.path, now.text, now.digest)
        return EditConflictError(now.path, now.text, now.digest, name=latest.name, at=latest.at)
