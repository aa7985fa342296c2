import errno
import os
import shutil
import stat
import subprocess
import sys
import threading

import pytest
from filelock import FileLock

from adapters.content import files
from adapters.content.errors import (
    ContentReadOnlyError,
    ContentUnwritableError,
    ContentWrongError,
)
from adapters.content.folder import FolderContent
from adapters.content_source import FolderSource
from bot.storage.errors import EditConflictError, StoreUnavailableError
from bot.storage.revisions import digest_of
from knowledge.checks import check
from knowledge.loader import CONTENT_ROOT
from knowledge.writing import edited

WAGES = "life/life-unpaid-wages.yaml"
STAFF = ("show_to_staff",)


def test_the_edit_stands_in_the_file_and_only_there(folder, edit, tiny_root):
    others = {path: path.read_bytes() for path in tiny_root.rglob("*") if path.is_file()}
    (tiny_root / WAGES).chmod(0o640)

    saved = edit(folder, {STAFF: "도와주세요."})

    file = tiny_root / WAGES
    assert file.read_bytes() == saved.version.text.encode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    now = {path: path.read_bytes() for path in tiny_root.rglob("*") if path.is_file()}
    assert now.keys() == others.keys()
    assert [path for path in now if now[path] != others[path]] == [file]
    assert check(tiny_root)[1] == []


def test_one_line_of_a_file_of_ours_is_changed(store, tmp_path, minh):
    root = tmp_path / "ours"
    shutil.copytree(CONTENT_ROOT, root, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    ours = FolderContent(root, store, tmp_path / "var")
    path = "services/free-clinic-dongbu.yaml"
    now = ours.read(path)

    ours.save(path, edited(now.text, {("title", "zh"): "免费诊所"}), parent=now.digest, by=minh)

    old, new = now.text.split("\n"), (root / path).read_text(encoding="utf-8").split("\n")
    assert [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]] == [
        ("  zh: 外国人居民免费诊所", "  zh: 免费诊所")
    ]


def test_an_edit_by_hand_is_a_version_of_nobody(folder, edit, tiny_root):
    edit(folder, {STAFF: "하나"})
    by_hand = edited(folder.read(WAGES).text, {STAFF: "둘"})
    (tiny_root / WAGES).write_text(by_hand, encoding="utf-8")

    edit(folder, {STAFF: "셋"})

    found = folder.history(WAGES)[:3]
    assert [one.name for one in found] == ["Minh", "", "Minh"]
    assert found[1].text == by_hand
    assert found[0].parent == found[1].digest


def test_an_edit_by_hand_is_in_conflict_with_nobody_s_name(folder, edit, tiny_root, minh):
    saved = edit(folder, {STAFF: "하나"})
    by_hand = edited(saved.version.text, {STAFF: "둘"})
    (tiny_root / WAGES).write_text(by_hand, encoding="utf-8")

    with pytest.raises(EditConflictError) as caught:
        folder.save(WAGES, "id: x", parent=saved.version.digest, by=minh)

    told = caught.value
    assert (told.text, told.digest) == (by_hand, digest_of(by_hand))
    assert (told.name, told.at) == ("", None)


def test_a_file_that_was_deleted_by_hand_can_be_made_anew(folder, edit, tiny_root, minh):
    saved = edit(folder, {STAFF: "하나"})
    (tiny_root / WAGES).unlink()

    with pytest.raises(EditConflictError):
        folder.save(WAGES, saved.version.text, parent=saved.version.digest, by=minh)
    again = folder.save(WAGES, saved.version.text, parent="", by=minh)

    assert again.revision is not None
    assert [one.text for one in folder.history(WAGES)[:2]] == [saved.version.text, ""]


def test_a_database_that_is_away_loses_no_edit(folder, edit, database, tiny_root):
    edit(folder, {STAFF: "하나"})
    database.take_away()
    try:
        saved = edit(folder, {STAFF: "둘"})
        assert saved.is_unrecorded
        assert saved.revision is None
        with pytest.raises(EditConflictError):
            folder.save(WAGES, "id: x", parent="", by=None)
        with pytest.raises(StoreUnavailableError):
            folder.history(WAGES)
    finally:
        database.give_back()

    assert (tiny_root / WAGES).read_text(encoding="utf-8") == saved.version.text
    edit(folder, {STAFF: "셋"})
    assert [one.name for one in folder.history(WAGES)] == ["Minh", "", "Minh", ""]


def test_what_is_wrong_elsewhere_already_stops_no_edit(folder, edit, tiny_root):
    center = tiny_root / "centers" / "guro-center.yaml"
    broken = edited(center.read_text(encoding="utf-8"), {("about", "vi"): None})
    center.write_text(broken, encoding="utf-8")

    assert not edit(folder, {STAFF: "하나"}).is_unchanged
    with pytest.raises(ContentWrongError) as caught:
        edit(folder, {("kind",): "regional", ("about", "mn"): None}, "centers/guro-center.yaml")
    assert {problem.place for problem in caught.value.problems} == {"about.vi", "about.mn"}
    edit(folder, {("about", "vi"): "tiếng Việt"}, "centers/guro-center.yaml")
    assert check(tiny_root)[1] == []


def test_a_file_that_is_not_utf_8_is_told(folder, tiny_root):
    (tiny_root / WAGES).write_bytes(b"id: \xff")

    with pytest.raises(ContentWrongError, match="is not UTF-8"):
        folder.read(WAGES)


@pytest.mark.parametrize(
    ("code", "kind", "said"),
    [
        (errno.EROFS, ContentReadOnlyError, "IEUM_CONTENT_IN=database"),
        (errno.EACCES, ContentReadOnlyError, "IEUM_CONTENT "),
        (errno.ENOSPC, ContentUnwritableError, "No space left"),
    ],
)
def test_a_folder_that_cannot_be_written_is_told(code, kind, said, folder, edit, monkeypatch):
    before = folder.read(WAGES)

    def refuse(file):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(files.os, "fsync", refuse)
    with pytest.raises(ContentUnwritableError, match=said) as caught:
        edit(folder, {STAFF: "하나"})

    assert type(caught.value) is kind
    assert "/content/life" in str(caught.value)
    assert folder.read(WAGES) == before
    assert folder.history(WAGES) == ()


def test_a_write_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    (tmp_path / "a.yaml").write_text("id: a\n", encoding="utf-8")

    def refuse(file):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files.os, "fsync", refuse)
    for name in ("a.yaml", "new.yaml"):
        with pytest.raises(OSError, match="No space"):
            files.write_whole(tmp_path / name, b"id: b\n")

    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == "id: a\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_the_right_to_write_is_told(folder, edit, tiny_root):
    (tiny_root / "life").chmod(0o500)
    try:
        with pytest.raises(ContentReadOnlyError):
            edit(folder, {STAFF: "하나"})
    finally:
        (tiny_root / "life").chmod(0o700)


def test_a_lock_that_cannot_be_made_is_told(tiny_root, store, tmp_path, edit):
    (tmp_path / "file").touch()

    with pytest.raises(ContentUnwritableError, match="cannot be written"):
        edit(FolderContent(tiny_root, store, tmp_path / "file" / "var"), {STAFF: "하나"})


def test_an_edit_that_hangs_holds_others_up_no_longer_than_it_may(
    folder, edit, tmp_path, monkeypatch
):
    monkeypatch.setattr(files, "_PATIENCE", 0.05)
    (tmp_path / "var").mkdir()

    with (
        FileLock(tmp_path / "var" / "content.lock"),
        pytest.raises(ContentUnwritableError, match="try again"),
    ):
        edit(folder, {STAFF: "하나"})
    assert edit(folder, {STAFF: "하나"}).revision


def test_a_link_to_a_file_stays_one(folder, edit, tiny_root, tmp_path):
    target = tmp_path / "elsewhere.yaml"
    (tiny_root / WAGES).rename(target)
    (tiny_root / WAGES).symlink_to(target)

    saved = edit(folder, {STAFF: "하나"})

    assert (tiny_root / WAGES).is_symlink()
    assert target.read_text(encoding="utf-8") == saved.version.text


def test_whoever_reads_meanwhile_never_sees_half_a_file(folder, edit, tiny_root):
    seen, ready = set(), threading.Event()

    def look():
        while not ready.is_set():
            seen.add((tiny_root / WAGES).read_text(encoding="utf-8"))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        written = {folder.read(WAGES).text}
        written |= {edit(folder, {STAFF: f"하나 {n}" * 40}).version.text for n in range(20)}
    finally:
        ready.set()
        looking.join()

    assert seen <= written


def test_an_edit_shows_in_the_signature_of_the_folder(folder, edit, tiny_root):
    source = FolderSource(tiny_root)
    before = source.signature()
    assert source.signature() == before

    edit(folder, {STAFF: "하나"})

    assert source.signature() != before


def test_of_two_processes_one_saves_what_both_have_seen(folder, tiny_root, database, tmp_path):
    program = """
import sys
from pathlib import Path
from adapters.content.folder import FolderContent
from bot.storage.revisions import Editor
from bot.storage.store import Store
from bot.storage.errors import EditConflictError
from knowledge.writing import edited
root, url, var, name = sys.argv[1:]
store = Store(url)
content = FolderContent(Path(root), store, Path(var))
path = "life/life-unpaid-wages.yaml"
now = content.read(path)
text = edited(now.text, {("show_to_staff",): f"나는 {name}"})
print("ready", flush=True)
sys.stdin.readline()
try:
    content.save(path, text, parent=now.digest, by=Editor(None, name))
    print("saved")
except EditConflictError as error:
    print(f"conflict {error.name}")
store.close()
"""
    command = [sys.executable, "-c", program, tiny_root, database.url, tmp_path / "var"]
    running = [
        subprocess.Popen(
            [*command, name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "two")
    ]
    assert [process.stdout.readline() for process in running] == ["ready\n"] * 2
    for process in running:
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60)[0].strip() for process in running]

    winner = ("one", "two")[said.index("saved")]
    assert sorted(said) == [f"conflict {winner}", "saved"]
    assert f"나는 {winner}" in folder.read(WAGES).text
