import time
from dataclasses import replace

import pytest
import yaml

from knowledge.checks import check
from knowledge.drafts import judged
from knowledge.loader import CONTENT_ROOT, load_knowledge
from knowledge.paths import UnknownFileError
from knowledge.problems import Problem
from knowledge.writing import edited

WAGES = "life/life-unpaid-wages.yaml"


@pytest.fixture
def read(tiny_root):
    return lambda path: (tiny_root / path).read_text(encoding="utf-8")


def everything():
    paths = [
        path.relative_to(CONTENT_ROOT).as_posix()
        for folder in ("services", "life", "centers", "lines")
        for path in sorted((CONTENT_ROOT / folder).glob("*.yaml"))
    ]
    return [*paths[::9], "glossary.yaml"]


@pytest.mark.parametrize("path", everything())
def test_what_stands_in_a_file_is_judged_to_be_in_order(path, knowledge):
    draft = judged(knowledge, path, (CONTENT_ROOT / path).read_text(encoding="utf-8"))

    assert draft.problems == ()
    assert draft.item is not None
    assert draft.knowledge == knowledge
    for name in ("entries", "centers", "lines", "glossary"):
        assert [*getattr(draft.knowledge, name)] == [*getattr(knowledge, name)]


EDITS = [
    (WAGES, {("answer", "vi"): None}),
    (WAGES, {("answer", "vi"): "Hãy gọi 120 trong {weeks} ngày."}),
    (WAGES, {("answer", "mn"): "Call 110-1234"}),
    (WAGES, {("id",): "life-other"}),
    (WAGES, {("kind",): "service"}),
    (WAGES, {("centers",): ["nowhere"], ("districts",): ["gangnam"]}),
    (WAGES, {("lines",): []}),
    (WAGES, {("dates",): {"status": "soon"}, ("topic",): "weather"}),
    (WAGES, {("questions", "en"): ["same", "same", "other"]}),
    ("life/life-medical-emergency.yaml", {("id",): "medical"}),
    ("centers/guro-center.yaml", {("service",): "nothing", ("district",): "nowhere"}),
    ("centers/guro-center.yaml", {("phones",): None}),
    ("centers/guro-center.yaml", {("hours",): {"always": True}}),
    ("lines/line-120.yaml", {("phone", "sureness"): "X"}),
    ("lines/line-120.yaml", {("sources",): [{"document": "none", "as_of": "2025"}]}),
]


@pytest.mark.parametrize(("path", "changes"), EDITS)
def test_an_edit_is_judged_as_the_check_of_all_files_would(path, changes, tiny_root, read):
    before = load_knowledge(tiny_root)
    text = edited(read(path), changes)

    draft = judged(before, path, text)

    (tiny_root / path).write_text(text, encoding="utf-8")
    after, problems = check(tiny_root)
    assert draft.problems
    if draft.item is None or draft.knowledge == before:
        assert draft.own_problems == draft.problems
        assert {*draft.problems} <= {*problems}
        assert draft.knowledge == before
    else:
        assert [*draft.problems] == problems
        assert draft.knowledge == after
        assert {*draft.own_problems} == {one for one in problems if one.file == path}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (WAGES, "id: ["),
        (WAGES, ""),
        (WAGES, "- a"),
        (WAGES, "id: life-unpaid-wages\nid: x"),
        (WAGES, "id: \ud800"),
        ("glossary.yaml", "- id: arc"),
        ("glossary.yaml", "id: arc"),
    ],
)
def test_what_cannot_be_read_leaves_everything_as_it_was(path, text, tiny_root):
    before = load_knowledge(tiny_root)

    draft = judged(before, path, text)

    assert draft.item is None
    assert draft.knowledge is before
    assert draft.problems
    assert {problem.file for problem in draft.problems} == {path}


def test_a_new_file_stands_among_the_others(tiny_root, read):
    before = load_knowledge(tiny_root)
    path = "life/life-new-wages.yaml"
    text = edited(read(WAGES), {("id",): "life-new-wages"})

    draft = judged(before, path, text)

    (tiny_root / path).write_text(text, encoding="utf-8")
    assert draft.problems == ()
    assert [*draft.knowledge.entries] == [*load_knowledge(tiny_root).entries]
    assert draft.knowledge == load_knowledge(tiny_root)


def test_a_term_that_is_written_twice_is_told_as_often(tiny_root, read):
    terms = yaml.safe_load(read("glossary.yaml"))
    text = yaml.safe_dump([*terms, terms[0], terms[1], terms[1]], allow_unicode=True)

    draft = judged(load_knowledge(tiny_root), "glossary.yaml", text)

    assert draft.problems == tuple(
        Problem("glossary.yaml", name, "is written twice") for name in ("arc", "visa", "visa")
    )
    assert len(draft.knowledge.glossary) == 2


def test_a_line_that_no_longer_has_a_number_is_wrong_where_it_is_printed(knowledge):
    path = "lines/line-1577-1366.yaml"
    text = (CONTENT_ROOT / path).read_text(encoding="utf-8")

    draft = judged(knowledge, path, edited(text, {("phone", "number"): "1577-1367"}))

    assert draft.own_problems == ()
    assert "services/free-clinic-dongbu.yaml" in {problem.file for problem in draft.problems}


def test_no_other_file_is_judged(tiny_root):
    with pytest.raises(UnknownFileError):
        judged(load_knowledge(tiny_root), "reports/report-2025-04.yaml", "")


def test_judging_one_file_of_all_is_quick(knowledge):
    path = "services/free-clinic-dongbu.yaml"
    text = (CONTENT_ROOT / path).read_text(encoding="utf-8")
    taken = []
    for _ in range(5):
        begun = time.process_time()
        judged(replace(knowledge), path, text)
        taken.append(time.process_time() - begun)

    assert min(taken) < 0.15
