import pytest

from knowledge.problems import KnowledgeError, Problem


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (Problem("life/a.yaml", "answer.vi", "is missing"), "life/a.yaml: answer.vi is missing"),
        (Problem("life/a.yaml", "", "cannot be read"), "life/a.yaml cannot be read"),
    ],
)
def test_a_problem_is_said_in_one_line(problem, said):
    assert str(problem) == said


def test_an_error_names_every_problem_by_file_and_place():
    problems = [
        Problem("services/b.yaml", "title", "is missing"),
        Problem("life/a.yaml", "title.mn", "is missing"),
        Problem("life/a.yaml", "id", "is missing"),
    ]

    error = KnowledgeError(problems)

    assert error.problems == (problems[2], problems[1], problems[0])
    assert str(error).splitlines() == [
        "life/a.yaml: id is missing",
        "life/a.yaml: title.mn is missing",
        "services/b.yaml: title is missing",
    ]
