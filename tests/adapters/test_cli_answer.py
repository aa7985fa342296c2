import json

import pytest

QUESTION = {"id": "1", "text": "my boss did not pay me"}


def test_answer_writes_one_reply_a_line(run, questions, tmp_path):
    file = questions(QUESTION, b"", QUESTION | {"id": "2", "language": "vi"})

    result = run("answer", "--in", file, "--out", str(tmp_path / "replies.jsonl"))

    lines = (tmp_path / "replies.jsonl").read_text("utf-8").splitlines()
    replies = [json.loads(line) for line in lines]
    assert result.exit_code == 0
    assert [(reply["id"], reply["language"]) for reply in replies] == [("1", "en"), ("2", "vi")]
    assert "tiếng Việt" in lines[1]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{", "line 2: is not JSON"),
        (b"\xff", "line 2: is not UTF-8"),
        ({"text": ""}, "line 2: text: "),
        ({"text": "visa", "language": "jp"}, "line 2: language: "),
        ({"id": "q2", "text": "visa", "district": "busan"}, "Question 2 (q2): Seoul has no such"),
    ],
)
def test_one_bad_line_leaves_the_replies_untouched(line, message, run, questions, tmp_path):
    out = tmp_path / "replies.jsonl"
    out.write_text("earlier", encoding="utf-8")

    result = run("answer", "--in", questions(QUESTION, line), "--out", str(out))

    assert result.exit_code == 1
    assert message in result.stderr
    assert out.read_text("utf-8") == "earlier"
    assert not list(tmp_path.glob("*.part"))


def test_replies_that_cannot_be_written_are_a_plain_error(run, questions, tmp_path):
    result = run("answer", "--in", questions(QUESTION), "--out", str(tmp_path / "no" / "x"))

    assert result.exit_code == 1
    assert "No such file or directory" in result.stderr
