"""What content said before, however it is kept now."""

from abc import ABC, abstractmethod

from adapters.content.editor import Saved
from adapters.content.errors import UnknownRevisionError
from bot.storage.revisions import Editor, Revision
from bot.storage.store import Store
from knowledge.paths import kind_of


class WithPast(ABC):
    """The part of a `ContentEditor` that looks back; the store keeps every version."""

    def __init__(self, store: Store) -> None:
        """Take where the versions are kept."""
        self._store = store

    @abstractmethod
    def save(self, path: str, text: str, *, parent: str, by: Editor, note: str = "") -> Saved:
        """Make a file say this, as `ContentEditor.save` does."""

    def history(self, path: str, limit: int = 50) -> tuple[Revision, ...]:
        """Return so many versions of a file, the newest first."""
        kind_of(path)
        return self._store.revisions.history(path, limit)

    def restore(self, number: int, *, parent: str, by: Editor) -> Saved:
        """Make a file say what it said in an older version."""
        old = self._store.revisions.get(number)
        if old is None:
            raise UnknownRevisionError(f"There is no version {number}.")
        return self.save(old.path, old.text, parent=parent, by=by, note=f"↶ {number}")
