"""Content that is edited in the database: what was saved there lies over what comes with Ieum.

The files of both are laid out in a folder of their own, from which the index is built. Several
processes, on one machine or more, follow the same database.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from adapters.content.editor import Saved, Version
from adapters.content.errors import ContentError, ContentWrongError
from adapters.content.files import alone, write_whole
from adapters.content.past import WithPast
from adapters.content.reading import ContentReader, version_in
from adapters.content_source import FolderSource
from bot.clock import now_in_seoul
from bot.storage.errors import EditConflictError, StoreUnavailableError
from bot.storage.revisions import Editor, Revision, digest_of
from bot.storage.store import Store
from knowledge.drafts import Draft
from knowledge.loader import FOLDERS, LISTS
from knowledge.paths import UnknownFileError, kind_of

log = logging.getLogger("ieum")


class DatabaseContent(WithPast):
    """A `ContentEditor` and a `ContentSource` for a city, where the database is what all share."""

    def __init__(
        self,
        base: Path,
        store: Store,
        var: Path,
        clock: Callable[[], datetime] = now_in_seoul,
    ) -> None:
        """Take the folder that comes with Ieum, the store, and where to lay the files out."""
        self._base = base
        super().__init__(store)
        self._root = var / "content"
        self._lock = var / "content.lock"
        self._clock = clock
        self._reader = ContentReader()
        self._shipped = FolderSource(base)
        self._laid_out: object = None

    def signature(self) -> object:
        """Return the number of the last edit, with what the base's files look like.

        Raises:
            OSError: the database is away, or the base cannot be read.
        """
        try:
            return self._store.revisions.last(), self._shipped.signature()
        except StoreUnavailableError as error:
            raise OSError(str(error)) from error

    def root(self) -> Path:
        """Bring the folder of files up to date, and return it.

        Where the database is away, the folder stays as it was; one that was never laid out holds
        then what comes with Ieum.

        Raises:
            OSError: it cannot be written, or the base cannot be read.
        """
        try:
            with alone(self._lock):
                self._bring_up_to_date()
        except ContentError as error:
            raise OSError(str(error)) from error
        return self._root

    def prepare(self) -> None:
        """Lay everything out, and read it once."""
        self._reader.prepare(self.root())

    def read(self, path: str) -> Version | None:
        """Return what a file says now."""
        kind_of(path)
        latest = self._store.revisions.latest(path)
        if latest is None:
            return version_in(self._base, path)
        return Version(path, latest.text, latest.digest) if latest.text else None

    def judge(self, path: str, text: str) -> Draft:
        """Tell what would be known, and what would be wrong, if a file said this."""
        return self._reader.judge(self.root(), path, text)

    def save(self, path: str, text: str, *, parent: str, by: Editor, note: str = "") -> Saved:
        """Keep a file in the database; every process lays it out when it looks next."""
        before = self.read(path)
        if (before.digest if before else "") != parent:
            raise self._conflict(path, before)
        if before and text == before.text:
            return Saved(before, None, is_unchanged=True)
        problems = self.judge(path, text).problems
        if problems:
            raise ContentWrongError(problems)
        revisions, at = self._store.revisions, self._clock()
        if before:
            revisions.begin(path, before.text, at)
        elif revisions.latest(path):
            parent = digest_of("")  # a version that says nothing is a file that is gone
        revision = revisions.add(path, text, parent=parent, by=by, at=at, note=note)
        return Saved(Version(path, text, revision.digest), revision)

    def _conflict(self, path: str, now: Version | None) -> EditConflictError:
        latest = self._store.revisions.latest(path)
        if latest:
            return EditConflictError(
                path, latest.text, latest.digest, name=latest.name, at=latest.at
            )
        return EditConflictError(path, now.text if now else "", now.digest if now else "")

    def _bring_up_to_date(self) -> None:
        try:
            seen = (self._store.revisions.last(), self._shipped.signature())
            if seen == self._laid_out and self._root.is_dir():
                return
            saved = self._store.revisions.newest()
        except StoreUnavailableError as error:
            log.warning("The content is served as it was last known: %s", error)
            if self._root.is_dir():
                return
            seen, saved = None, ()
        self._lay_out(saved)
        self._laid_out = seen

    def _lay_out(self, saved: tuple[Revision, ...]) -> None:
        """Write the files that differ, and delete those that are no more."""
        wanted = {path: (self._base / path).read_bytes() for path in _files(self._base)}
        for revision in saved:
            if not _is_content(revision.path):
                continue
            wanted[revision.path] = revision.text.encode()
            if not revision.text:
                del wanted[revision.path]
        for path, content in wanted.items():
            file = self._root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if not file.is_file() or file.read_bytes() != content:
                write_whole(file, content)
        for path in {*_files(self._root)} - wanted.keys():
            (self._root / path).unlink()


def _files(root: Path) -> list[str]:
    found = [path for name in FOLDERS for path in sorted((root / name).glob("*.yaml"))]
    found += [root / name for name in LISTS if (root / name).is_file()]
    return [path.relative_to(root).as_posix() for path in found]


def _is_content(path: str) -> bool:
    """Tell whether a row of the database names a file; nothing else is ever written."""
    try:
        kind_of(path)
    except UnknownFileError:
        return False
    return True
