import json

import pytest

QUESTION = {"id": "1", "lang": "en", "style": "casual", "text": "my boss did not pay me"}
RIGHT = {"accept": ["life-unpaid-wages"]}


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


def test_a_question_nothing_answers_rightly_is_listed_as_missed(run, questions):
    file = questions(QUESTION | {"accept": ["lost"]}, QUESTION | RIGHT)

    measures = json.loads(run("evaluate", "--json", file).stdout)

    assert measures["all"]["first"] == 0.5
    assert [(miss["right"], miss["candidates"][0]) for miss in measures["missed"]] == [
        (["lost"], "life-unpaid-wages")
    ]


@pytest.mark.parametrize("lines", [["off"], ["off", "ours"], ["ours"]], ids=" and ".join)
def test_nothing_is_said_about_what_was_not_asked(lines, run, questions):
    asked = {"off": QUESTION | {"accept": []}, "ours": QUESTION | RIGHT}

    result = run("evaluate", questions(*(asked[name] for name in lines)))

    assert result.exit_code == 0
    assert ("off-topic declined" in result.stdout) is ("off" in lines)
    assert ("of our own declined" in result.stdout) is ("ours" in lines)
    assert ("calibration error" in result.stdout) is ("ours" in lines)


def test_blank_lines_and_other_fields_are_passed_over(run, questions):
    file = questions(b"", QUESTION | RIGHT | {"topic": "work"}, b"  ")

    assert json.loads(run("evaluate", "--json", file).stdout)["questions"]["ours"] == 1


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([b"{"], "line 1: is not JSON"),
        ([b"\xff"], "line 1: is not UTF-8"),
        ([QUESTION | RIGHT, QUESTION], "line 2: accept: Field required"),
        ([QUESTION | RIGHT | {"lang": "jp"}], "line 1: lang: "),
        ([QUESTION | RIGHT | {"text": ""}], "line 1: text: "),
        ([QUESTION | RIGHT | {"text": " "}], "line 1: text: "),
        ([QUESTION | RIGHT | {"text": "a" * 2001}], "line 1: text: "),
        ([RIGHT | {"text": "visa"}], "line 1: lang: Field required"),
        ([RIGHT | {"lang": "en"}], "line 1: text: Field required"),
        ([QUESTION | {"accept": "life-kiip"}], "line 1: accept: "),
        ([[]], "line 1: it: "),
        ([b"[" * 100_000], "line 1: is nested too deeply"),
        ([QUESTION, b"?", QUESTION | RIGHT], "line 2: is not JSON"),
        ([b""], "the file holds no question"),
        ([b"\n  \n"], "the file holds no question"),
    ],
)
def test_bad_questions_are_named_and_nothing_is_measured(lines, message, run, questions):
    result = run("evaluate", questions(*lines))

    assert (result.exit_code, result.stdout) == (1, "")
    assert isinstance(result.exception, SystemExit)
    assert "Nothing was measured" in result.stderr
    assert message in result.stderr


def test_a_missing_file_is_a_plain_error(run):
    result = run("evaluate", "nothing.jsonl")

    assert result.exit_code == 2
    assert "nothing.jsonl" in result.stderr
