import shutil

import pytest

from adapters.content.database import DatabaseContent
from adapters.content.folder import FolderContent
from bot.storage.revisions import Editor
from bot.storage.store import Store
from knowledge.writing import edited

WAGES = "life/life-unpaid-wages.yaml"


@pytest.fixture
def minh():
    return Editor("6f1c0d6e-0000-4000-8000-000000000001", "Minh")


@pytest.fixture
def database(tmp_path):
    """A SQLite that can be taken away and given back."""

    class Database:
        folder = tmp_path / "db"
        url = f"sqlite:///{tmp_path}/db/ieum.db"

        def take_away(self):
            self.folder.rename(tmp_path / "away")
            self.folder.touch()

        def give_back(self):
            self.folder.unlink()
            (tmp_path / "away").rename(self.folder)

    return Database()


@pytest.fixture
def store(database):
    store = Store(database.url)
    store.migrate()
    yield store
    store.close()


@pytest.fixture
def folder(tiny_root, store, tmp_path):
    return FolderContent(tiny_root, store, tmp_path / "var")


@pytest.fixture
def city(tiny_root, store, tmp_path):
    return DatabaseContent(tiny_root, store, tmp_path / "var")


@pytest.fixture(params=["folder", "city"])
def editor(request):
    """The content with its editor, kept in either way."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def edit(minh):
    """Change fields of a file and save it; returns what became of it."""

    def change(editor, changes, path=WAGES):
        now = editor.read(path)
        return editor.save(path, edited(now.text, changes), parent=now.digest, by=minh)

    return change


@pytest.fixture
def copy_of(tiny_root, tmp_path):
    return lambda name: shutil.copytree(tiny_root, tmp_path / name)
