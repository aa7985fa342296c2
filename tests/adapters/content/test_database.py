import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from adapters.content.database import DatabaseContent
from adapters.content.folder import FolderContent
from adapters.content.opening import open_content
from adapters.settings import Settings
from bot.clock import now_in_seoul
from bot.storage.errors import StoreUnavailableError
from bot.storage.revisions import digest_of
from knowledge.checks import check
from knowledge.loader import content_hash, load_knowledge
from knowledge.writing import edited

WAGES = "life/life-unpaid-wages.yaml"
STAFF = ("show_to_staff",)


def listed(root):
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_nothing_edited_is_what_comes_with_ieum(city, tiny_root, tmp_path):
    root = city.root()

    assert root == tmp_path / "var" / "content"
    assert listed(root) == listed(tiny_root)
    assert content_hash(root) == content_hash(tiny_root)


def test_an_edit_lies_over_what_comes_with_ieum(city, edit, tiny_root, store):
    before = listed(tiny_root)

    saved = edit(city, {STAFF: "도와주세요."})

    assert listed(tiny_root) == before
    laid = listed(city.root())
    assert laid == {**before, WAGES: saved.version.text.encode()}
    knowledge, problems = check(city.root())
    assert problems == []
    assert knowledge.entries["life-unpaid-wages"].show_to_staff == "도와주세요."
    assert store.revisions.newest() == (saved.revision,)


def test_only_the_file_that_changed_is_written_anew(city, edit):
    root = city.root()
    before = {path: path.stat().st_ino for path in root.rglob("*.yaml")}

    edit(city, {STAFF: "도와주세요."})
    city.root()

    now = {path: path.stat().st_ino for path in root.rglob("*.yaml")}
    assert [path for path in now if now[path] != before[path]] == [root / WAGES]


def test_a_new_file_is_laid_out_and_what_is_no_more_goes(city, minh, tiny_root):
    path = "life/life-new-wages.yaml"
    text = edited(city.read(WAGES).text, {("id",): "life-new-wages"})
    city.save(path, text, parent="", by=minh)
    assert (city.root() / path).read_text(encoding="utf-8") == text

    (city.root() / "lines" / "line-999.yaml").touch()
    (tiny_root / "off_topic.yaml").write_text("[]\n", encoding="utf-8")
    laid = listed(city.root())

    assert "lines/line-999.yaml" not in laid
    assert "off_topic.yaml" in laid


def test_a_version_that_says_nothing_is_a_file_that_is_gone(city, edit, store, minh):
    saved = edit(city, {STAFF: "하나"})
    parent = saved.version.digest
    gone = store.revisions.add(WAGES, "", parent=parent, by=minh, at=saved.revision.at)

    assert not (city.root() / WAGES).exists()
    assert city.read(WAGES) is None
    assert gone.digest == digest_of("")
    city.save(WAGES, saved.version.text, parent="", by=minh)
    assert (city.root() / WAGES).exists()


def test_a_row_that_names_another_file_is_never_written(city, store, minh, tmp_path):
    at = now_in_seoul()
    store.revisions.add(WAGES, "id: x", parent="", by=minh, at=at)
    for path in ("../../outside.yaml", "/tmp/outside.yaml", "reports/x.yaml", "schema.py"):
        store.revisions.add(path, "x: 1\n", parent="", by=minh, at=at)

    laid = listed(city.root())

    assert laid[WAGES] == b"id: x"
    assert not any("outside" in path or "schema" in path or "/x.yaml" in path for path in laid)
    assert not [*tmp_path.rglob("outside.yaml")]


def test_the_signature_changes_with_every_edit_of_anybody(city, edit, tiny_root, store, tmp_path):
    other = DatabaseContent(tiny_root, store, tmp_path / "other")
    seen = [city.signature()]
    assert city.signature() == seen[0]

    edit(other, {STAFF: "하나"})
    seen.append(city.signature())
    (tiny_root / "glossary.yaml").write_text("[]\n", encoding="utf-8")
    seen.append(city.signature())

    assert seen[0] != seen[1] != seen[2]
    assert city.signature() == seen[2]
    assert listed(city.root()) == listed(other.root())


def test_what_another_machine_saved_is_judged_and_shown_here(
    city, edit, tiny_root, store, tmp_path
):
    other = DatabaseContent(tiny_root, store, tmp_path / "other")
    city.root()

    saved = edit(other, {STAFF: "하나"})

    assert city.read(WAGES) == saved.version
    draft = city.judge("glossary.yaml", city.read("glossary.yaml").text)
    assert draft.knowledge.entries["life-unpaid-wages"].show_to_staff == "하나"


def test_without_the_database_what_was_known_is_served(city, edit, database):
    edit(city, {STAFF: "하나"})
    before = listed(city.root())
    database.take_away()
    try:
        assert listed(city.root()) == before
        with pytest.raises(OSError, match="cannot be used"):
            city.signature()
        for call in (lambda: city.read(WAGES), lambda: city.history(WAGES)):
            with pytest.raises(StoreUnavailableError):
                call()
    finally:
        database.give_back()
    assert city.read(WAGES).text == before[WAGES].decode()


def test_a_first_start_without_the_database_serves_what_comes_with_ieum(
    city, edit, database, tiny_root, store, tmp_path
):
    saved = edit(city, {STAFF: "하나"})
    fresh = DatabaseContent(tiny_root, store, tmp_path / "fresh")
    database.take_away()
    try:
        assert listed(fresh.root()) == listed(tiny_root)
    finally:
        database.give_back()

    assert listed(fresh.root())[WAGES] == saved.version.text.encode()


def test_a_folder_that_cannot_be_laid_out_is_told(tiny_root, store, tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(OSError, match="cannot be written"):
        DatabaseContent(tiny_root, store, tmp_path / "file" / "var").root()


def test_processes_that_lay_out_at_once_get_the_same_whole_files(city, edit, tiny_root, tmp_path):
    texts = [edit(city, {STAFF: f"하나 {number}"}).version.text for number in range(3)]
    var = tmp_path / "shared"
    several = [DatabaseContent(tiny_root, city._store, var) for _ in range(4)]
    barrier = threading.Barrier(4)

    def lay_out(number):
        barrier.wait()
        return [content_hash(several[number].root()) for _ in range(5)]

    with ThreadPoolExecutor(4) as pool:
        hashes = {one for found in pool.map(lay_out, range(4)) for one in found}

    assert len(hashes) == 1
    assert (var / "content" / WAGES).read_text(encoding="utf-8") == texts[-1]
    assert load_knowledge(var / "content")


def test_an_edit_of_one_process_is_laid_out_by_another(database, store, tiny_root, tmp_path):
    program = """
import sys
from pathlib import Path
from adapters.content.database import DatabaseContent
from bot.storage.revisions import Editor
from bot.storage.store import Store
from knowledge.writing import edited
root, url, var = sys.argv[1:]
store = Store(url)
city = DatabaseContent(Path(root), store, Path(var))
now = city.read("life/life-unpaid-wages.yaml")
text = edited(now.text, {("show_to_staff",): "다른 곳에서"})
city.save(now.path, text, parent=now.digest, by=Editor(None, "one"))
store.close()
"""
    city = DatabaseContent(tiny_root, store, tmp_path / "var")
    before = city.signature()
    command = [sys.executable, "-c", program, tiny_root, database.url, tmp_path / "elsewhere"]
    subprocess.run(command, check=True, timeout=60)

    assert city.signature() != before
    assert "다른 곳에서" in (city.root() / WAGES).read_text(encoding="utf-8")


def test_the_settings_say_where_edits_are_kept(tiny_root, store, tmp_path, edit):
    var, before = tmp_path / "var", listed(tiny_root)
    settings = Settings(content=tiny_root, var=var, content_in="database")
    city = open_content(settings, store)
    edit(city, {STAFF: "하나예요"})

    assert isinstance(city, DatabaseContent)
    assert listed(tiny_root) == before
    assert "하나예요".encode() in (city.root() / WAGES).read_bytes()
    assert city.root() == var / "content"

    folder = open_content(Settings(content=tiny_root, var=var), store)
    edit(folder, {STAFF: "둘이에요"})

    assert isinstance(folder, FolderContent)
    assert "둘이에요".encode() in listed(tiny_root)[WAGES]
