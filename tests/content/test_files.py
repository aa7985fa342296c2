import pytest

from knowledge.checks import check
from knowledge.loader import CONTENT_ROOT

FOLDERS = ("services", "life", "centers", "lines", "reports")
FILES = [
    path.relative_to(CONTENT_ROOT).as_posix()
    for folder in FOLDERS
    for path in sorted((CONTENT_ROOT / folder).iterdir())
]
LISTS = ["districts.yaml", "glossary.yaml", "off_topic.yaml", "canned_replies.yaml"]


@pytest.fixture(scope="module")
def checked():
    return check()


@pytest.mark.parametrize("file", [*FILES, *LISTS])
def test_a_file_passes_every_check(checked, file):
    _, problems = checked

    assert [str(problem) for problem in problems if problem.file == file] == []


def test_no_problem_belongs_to_a_file_that_is_not_there(checked):
    _, problems = checked

    assert [str(problem) for problem in problems if problem.file not in {*FILES, *LISTS}] == []


def test_every_file_was_read(checked):
    knowledge, _ = checked

    read = [
        *(f"services/{key}.yaml" for key, e in knowledge.entries.items() if e.kind != "life"),
        *(f"life/{key}.yaml" for key, e in knowledge.entries.items() if e.kind == "life"),
        *(f"centers/{key}.yaml" for key in knowledge.centers),
        *(f"lines/{key}.yaml" for key in knowledge.lines),
        *(f"reports/{key}.yaml" for key in knowledge.documents),
    ]

    assert sorted(read) == sorted(FILES)
