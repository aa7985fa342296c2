import json

import pytest

QUESTION = {"id": "1", "lang": "en", "style": "casual", "text": "my boss did not pay me"}
RIGHT = {"accept": ["life-unpaid-wages"]}


@pytest.fixture
def questions(tmp_path):
    def write(*lines):
        file = tmp_path / "questions.jsonl"
        raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
        file.write_bytes(b"\n".join(raw))
        return str(file)

    return write


def test_evaluate_prints_a_table(run, questions):
    result = run("evaluate", questions(QUESTION | RIGHT, QUESTION | {"accept": []}))

    assert result.exit_code == 0
    assert "off-topic declined" in result.stdout
    assert any(line.split()[:3] == ["en", "1", "100.0%"] for line in result.stdout.splitlines())


def test_evaluate_prints_every_measure_as_json(run, questions):
    result = run("evaluate", "--json", questions(QUESTION | RIGHT))

    measures = json.loads(result.stdout)
    assert measures["questions"] == {"ours": 1, "off_topic": 0}
    assert measures["all"]["first"] == 1


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([b"{"], "line 1: is not JSON"),
        ([b"\xff"], "line 1: is not UTF-8"),
        ([QUESTION | RIGHT, QUESTION], "line 2: accept: Field required"),
        ([QUESTION | RIGHT | {"lang": "jp"}], "line 1: lang: "),
        ([QUESTION | RIGHT | {"text": ""}], "line 1: text: "),
        ([b""], "the file holds no question"),
    ],
)
def test_bad_questions_are_named_and_nothing_is_measured(lines, message, run, questions):
    result = run("evaluate", questions(*lines))

    assert result.exit_code == 1
    assert "Nothing was measured" in result.stderr
    assert message in result.stderr


def test_a_missing_file_is_a_plain_error(run):
    result = run("evaluate", "nothing.jsonl")

    assert result.exit_code == 2
    assert "nothing.jsonl" in result.stderr
