from dataclasses import FrozenInstanceError

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.loader import content_hash, load_knowledge, read
from knowledge.problems import KnowledgeError, Problem

WAGES = "life/life-unpaid-wages.yaml"


def problems_of(root):
    return [str(problem) for problem in read(root)[1]]


def test_everything_under_a_root_is_loaded_by_id(tiny_root):
    knowledge = load_knowledge(tiny_root)

    assert list(knowledge.entries) == ["life-medical-emergency", "life-unpaid-wages"]
    assert list(knowledge.centers) == ["guro-center"]
    assert list(knowledge.lines) == ["line-119", "line-120", "line-1577-1366"]
    assert list(knowledge.districts) == ["guro"]
    assert list(knowledge.documents) == ["report-2025-04"]
    assert list(knowledge.glossary) == ["arc", "visa"]


def test_what_was_loaded_does_not_change(tiny_root):
    knowledge = load_knowledge(tiny_root)

    with pytest.raises(FrozenInstanceError):
        knowledge.entries = {}


def test_a_month_stays_a_month_and_a_day_stays_text(tiny_root):
    path = tiny_root / WAGES
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("as_of: 2025-04\n", "as_of: 2025-04-30\n"), encoding="utf-8")

    assert load_knowledge(tiny_root).entries["life-unpaid-wages"].dates.as_of == "2025-04-30"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"id: a\nkind: }\n", "is not readable YAML: did not find expected node content (line 2)"),
        (b"id: a\nkind: life\nid: b\n", "is not readable YAML: `id` is written twice (line 1)"),
        (b"id: \xff\xfe\n", "is not UTF-8 (byte 4)"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tiny_root, content, problem):
    (tiny_root / WAGES).write_bytes(content)

    assert problems_of(tiny_root) == [f"{WAGES} {problem}"]


@pytest.mark.parametrize(
    "content", [b"", b"just words", b"[1, 2]", b"id: !!int word", b"? [a]\n: b"]
)
def test_a_file_of_another_shape_is_one_problem(tiny_root, content):
    (tiny_root / WAGES).write_bytes(content)

    assert [problem.file for problem in read(tiny_root)[1]] == [WAGES]


@settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(content=st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_no_bytes_whatever_stop_the_reading_of_other_files(tiny_root, content):
    (tiny_root / WAGES).write_bytes(content)

    knowledge, problems = read(tiny_root)

    assert {problem.file for problem in problems} == {WAGES}
    assert list(knowledge.entries) == ["life-medical-emergency"]


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (lambda entry: entry["answer"].pop("vi"), "answer.vi is missing"),
        (lambda entry: entry.pop("topic"), "topic is missing"),
        (lambda entry: entry.update(tittle="x"), "tittle is not a field we know"),
        (lambda entry: entry["title"].update(fr="x"), "title.fr is not a field we know"),
        (lambda entry: entry.update(id="other"), "id is 'other', but the file is {file}"),
    ],
)
def test_a_wrong_field_is_named_with_its_file(tiny_root, change, edit, problem):
    change(WAGES, edit)

    assert problems_of(tiny_root) == [f"{WAGES}: {problem.format(file='life-unpaid-wages.yaml')}"]


def test_an_id_written_twice_in_a_list_is_named(tiny_root, change):
    change("glossary.yaml", lambda terms: terms.append(terms[0]))

    assert problems_of(tiny_root) == ["glossary.yaml: arc is written twice"]


def test_an_id_in_both_folders_is_named(tiny_root):
    (tiny_root / "services").mkdir()
    (tiny_root / "services/life-unpaid-wages.yaml").write_bytes((tiny_root / WAGES).read_bytes())

    assert "services/life-unpaid-wages.yaml" in {problem.file for problem in read(tiny_root)[1]}


@pytest.mark.parametrize("name", ["districts.yaml", "glossary.yaml"])
def test_a_missing_list_is_a_problem(tiny_root, name):
    (tiny_root / name).unlink()

    assert problems_of(tiny_root) == [f"{name} cannot be read: No such file or directory"]


def test_what_is_declined_is_read_by_its_kind(tiny_root, off_topic):
    (kind,) = load_knowledge(tiny_root).off_topic.values()

    assert (kind.id, kind.phrases.en) == ("weather", ("will it rain", "how hot is it"))
    assert kind.phrases.ko == ()


def test_content_may_decline_nothing(tiny_root):
    assert load_knowledge(tiny_root).off_topic == {}


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (lambda kinds: kinds.append(kinds[0]), "weather is written twice"),
        (lambda kinds: kinds[0].update(id="the weather"), "0.id"),
        (lambda kinds: kinds[0]["phrases"].update(ru=["погода"]), "0.phrases.ru is not a field"),
        (lambda kinds: kinds[0]["phrases"].update(en=[""]), "0.phrases.en.0"),
        (lambda kinds: kinds[0].pop("phrases"), "0.phrases is missing"),
    ],
)
def test_what_is_wrong_with_a_kind_that_is_declined_is_named(
    tiny_root, off_topic, change, edit, problem
):
    change("off_topic.yaml", edit)

    (found,) = problems_of(tiny_root)
    assert found.startswith(f"off_topic.yaml: {problem}")


def test_the_hash_follows_what_is_declined(tiny_root, off_topic):
    before = content_hash(tiny_root)

    off_topic.write_bytes(off_topic.read_bytes() + b"# a remark\n")
    with_a_remark = content_hash(tiny_root)
    off_topic.unlink()

    assert len({before, with_a_remark, content_hash(tiny_root)}) == 3


def test_a_root_that_is_no_folder_is_a_problem(tmp_path):
    nowhere = tmp_path / "nowhere"

    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(nowhere)

    assert caught.value.problems == (Problem(str(nowhere), "", "is not a folder"),)


def test_all_that_is_wrong_is_raised_at_once(tiny_root, change):
    change(WAGES, lambda entry: (entry["answer"].pop("vi"), entry["title"].pop("mn")))
    change("lines/line-120.yaml", lambda line: line.pop("phone"))
    (tiny_root / "reports/report-2025-04.yaml").write_bytes(b"\xff")

    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(tiny_root)

    assert str(caught.value).splitlines() == [
        f"{WAGES}: answer.vi is missing",
        f"{WAGES}: title.mn is missing",
        "lines/line-120.yaml: phone is missing",
        "reports/report-2025-04.yaml is not UTF-8 (byte 0)",
    ]


def test_the_hash_follows_content_and_names_of_content_files_only(tiny_root):
    before = content_hash(tiny_root)
    (tiny_root / "notes.txt").write_text("not content", encoding="utf-8")
    assert content_hash(tiny_root) == before

    path = tiny_root / WAGES
    content = path.read_bytes()
    path.write_bytes(content + b"# a remark\n")
    assert content_hash(tiny_root) != before
    path.write_bytes(content)
    assert content_hash(tiny_root) == before

    path.rename(path.with_name("life-wages.yaml"))
    assert content_hash(tiny_root) != before
