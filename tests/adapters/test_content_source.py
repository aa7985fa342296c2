import shutil
import time
from pathlib import Path

import pytest

from adapters.content_source import FolderSource
from knowledge.loader import CONTENT_ROOT

ENTRY = "life/life-unpaid-wages.yaml"


@pytest.fixture
def folder(tiny_root):
    return FolderSource(tiny_root)


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / ENTRY).write_text("id: x", encoding="utf-8"),
        lambda root: (root / ENTRY).unlink(),
        lambda root: (root / "services").mkdir() or (root / "services/a.yaml").touch(),
        lambda root: (root / "dangers").mkdir() or (root / "dangers/a.yaml").touch(),
        lambda root: (root / "phrases").mkdir() or (root / "phrases/en.yaml").touch(),
        lambda root: (root / "glossary.yaml").unlink(),
        lambda root: (root / "off_topic.yaml").touch(),
        lambda root: (root / ENTRY).rename(root / "life" / "life-other.yaml"),
        shutil.rmtree,
    ],
)
def test_it_changes_with_the_content(folder, tiny_root, change):
    before = folder.signature()
    assert folder.signature() == before

    change(tiny_root)

    assert folder.signature() != before


def test_a_file_that_takes_another_ones_place_is_seen(folder, tiny_root):
    path, before = tiny_root / ENTRY, folder.signature()
    shutil.copy2(path, tiny_root / "copy")
    (tiny_root / "copy").rename(path)

    assert folder.signature() != before


def test_it_stays_while_an_editor_keeps_files_of_its_own(folder, tiny_root):
    before = folder.signature()
    (tiny_root / "life" / f".{Path(ENTRY).name}.swp").touch()
    folder.root()

    assert folder.signature() == before


def test_it_costs_next_to_nothing():
    folder, times = FolderSource(CONTENT_ROOT), []
    for _ in range(20):
        begun = time.thread_time()
        folder.signature()
        times.append(time.thread_time() - begun)

    # Twice a second; the best of 20, because others compute on this machine, too.
    assert min(times) < 0.002
