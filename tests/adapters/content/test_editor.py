"""What holds wherever edits are kept."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from adapters.content.errors import ContentWrongError, UnknownRevisionError
from bot.storage.errors import EditConflictError
from bot.storage.revisions import Editor, digest_of
from knowledge import parsing
from knowledge.paths import UnknownFileError
from knowledge.writing import edited, fields

WAGES = "life/life-unpaid-wages.yaml"
KIM = Editor("6f1c0d6e-0000-4000-8000-000000000002", "김")
TITLE = ("title", "ko")
ENDS = {"ko": "물어보세요", "en": "asks", "zh": "询问", "vi": "để hỏi", "mn": "асуу"}


def title_of(text):
    return fields(text)["title"]["ko"]


def test_a_file_is_read_as_it_is(editor, tiny_root):
    version = editor.read(WAGES)

    assert version.text == (tiny_root / WAGES).read_text(encoding="utf-8")
    assert version.digest == digest_of(version.text)
    assert editor.read("life/life-nothing.yaml") is None


def test_what_is_saved_is_read_with_its_history(editor, edit, minh):
    before = editor.read(WAGES)

    saved = edit(editor, {("show_to_staff",): "도와주세요."})

    assert editor.read(WAGES) == saved.version != before
    assert saved.version.text == before.text.replace("월급을 못 받았어요.\n", "도와주세요.\n")
    first, last = editor.history(WAGES)[::-1]
    assert (first.text, first.staff, first.name) == (before.text, None, "")
    assert last == saved.revision
    assert (last.text, last.staff, last.name) == (saved.version.text, minh.staff, "Minh")
    assert (last.parent, last.digest) == (before.digest, saved.version.digest)
    assert not saved.is_unchanged
    assert not saved.is_unrecorded


def test_saving_what_is_there_changes_nothing(editor, minh):
    now = editor.read(WAGES)

    saved = editor.save(WAGES, now.text, parent=now.digest, by=minh)

    assert saved.is_unchanged
    assert not saved.is_unrecorded
    assert saved.version == now
    assert editor.history(WAGES) == ()


def test_whoever_has_not_seen_the_last_edit_is_told_and_nothing_is_lost(editor, edit):
    seen = editor.read(WAGES)
    saved = edit(editor, {("show_to_staff",): "도와주세요."})

    with pytest.raises(EditConflictError) as caught:
        editor.save(WAGES, edited(seen.text, {("topic",): "money"}), parent=seen.digest, by=KIM)

    told = caught.value
    assert (told.text, told.digest) == (saved.version.text, saved.version.digest)
    assert (told.name, told.at) == ("Minh", saved.revision.at)
    assert editor.read(WAGES) == saved.version
    text = edited(told.text, {("topic",): "money"})
    assert editor.save(WAGES, text, parent=told.digest, by=KIM).revision.name == "김"


def test_what_nobody_has_saved_is_in_conflict_with_a_new_file(editor, minh):
    now = editor.read(WAGES)

    with pytest.raises(EditConflictError) as caught:
        editor.save(WAGES, now.text, parent="", by=minh)

    assert (caught.value.text, caught.value.name, caught.value.at) == (now.text, "", None)
    with pytest.raises(EditConflictError):
        editor.save("life/life-new.yaml", now.text, parent=now.digest, by=minh)


def test_a_new_file_is_made(editor, minh):
    path = "life/life-new-wages.yaml"
    text = edited(editor.read(WAGES).text, {("id",): "life-new-wages"})

    saved = editor.save(path, text, parent="", by=minh, note="from questions")

    assert editor.read(path) == saved.version
    assert editor.history(path) == (saved.revision,)
    assert saved.revision.note == "from questions"
    assert saved.revision.parent == ""


def test_a_wrong_file_is_not_saved(editor, edit):
    before = editor.read(WAGES)

    with pytest.raises(ContentWrongError) as caught:
        edit(editor, {("answer", "vi"): None, ("topic",): "weather"})

    assert {problem.file for problem in caught.value.problems} == {WAGES}
    assert {problem.place for problem in caught.value.problems} == {"answer.vi", "topic"}
    assert editor.read(WAGES) == before
    assert editor.history(WAGES) == ()


def test_what_an_edit_breaks_elsewhere_is_told(editor, edit):
    answer = {("answer", one): f"1577-1366 {end}" for one, end in ENDS.items()}
    edit(editor, {**answer, ("figures",): None, ("lines",): ["line-120", "line-1577-1366"]})

    with pytest.raises(ContentWrongError) as caught:
        edit(editor, {("phone", "number"): "1577-1367"}, "lines/line-1577-1366.yaml")

    assert {problem.file for problem in caught.value.problems} == {WAGES}


def test_judging_writes_nothing_and_shows_what_would_be_known(editor):
    now = editor.read(WAGES)

    draft = editor.judge(WAGES, edited(now.text, {TITLE: "임금"}))

    assert draft.problems == ()
    assert draft.knowledge.entries["life-unpaid-wages"].title.ko == "임금"
    assert editor.read(WAGES) == now


def test_after_everything_was_read_once_judging_parses_only_the_edit(editor, monkeypatch):
    text = editor.read(WAGES).text
    editor.prepare()
    parsed = []
    monkeypatch.setattr(parsing, "parse", lambda *given: parsed.append(given))

    assert editor.judge(WAGES, edited(text, {TITLE: "임금"})).problems == ()
    assert parsed == []


def test_an_older_version_is_brought_back_as_a_new_one(editor, edit):
    for title in ("하나", "둘", "셋"):
        edit(editor, {TITLE: title})
    old = next(one for one in editor.history(WAGES) if title_of(one.text) == "하나")
    now = editor.read(WAGES)

    with pytest.raises(EditConflictError):
        editor.restore(old.number, parent=old.digest, by=KIM)
    saved = editor.restore(old.number, parent=now.digest, by=KIM)

    assert editor.read(WAGES) == saved.version
    assert saved.version.text == old.text
    assert (saved.revision.name, saved.revision.note) == ("김", f"↶ {old.number}")
    assert [title_of(one.text) for one in editor.history(WAGES, limit=4)] == [
        "하나",
        "셋",
        "둘",
        "하나",
    ]
    assert editor.restore(old.number, parent=saved.version.digest, by=KIM).is_unchanged


def test_the_history_begins_with_what_was_there_before(editor, edit):
    before = editor.read(WAGES)
    saved = edit(editor, {TITLE: "하나"})

    first = editor.history(WAGES)[-1]
    editor.restore(first.number, parent=saved.version.digest, by=KIM)

    assert editor.read(WAGES) == before
    assert len(editor.history(WAGES, limit=2)) == 2


@pytest.mark.parametrize("number", [0, -1, 99, 2**70])
def test_a_version_that_is_not_there_cannot_be_restored(number, editor, minh):
    with pytest.raises(UnknownRevisionError):
        editor.restore(number, parent="", by=minh)


@pytest.mark.parametrize(
    "path", ["../outside.yaml", "services/../../x.yaml", "/etc/passwd", "reports/x.yaml", ""]
)
def test_no_other_file_is_reached(path, editor, minh):
    for call in (
        lambda: editor.read(path),
        lambda: editor.judge(path, "id: x"),
        lambda: editor.save(path, "id: x", parent="", by=minh),
        lambda: editor.history(path),
    ):
        with pytest.raises(UnknownFileError):
            call()


def test_of_eight_edits_of_what_all_have_seen_one_is_saved(editor):
    now = editor.read(WAGES)
    barrier = threading.Barrier(8)

    def save(number):
        text = edited(now.text, {TITLE: f"제목 가{'나' * number}"})
        barrier.wait()
        try:
            return editor.save(WAGES, text, parent=now.digest, by=KIM)
        except EditConflictError:
            return None

    with ThreadPoolExecutor(8) as pool:
        saved = [one for one in pool.map(save, range(8)) if one]

    assert len(saved) == 1
    assert editor.read(WAGES) == saved[0].version
    assert len(editor.history(WAGES)) == 2
