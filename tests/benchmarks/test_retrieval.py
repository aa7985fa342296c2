import json

import pytest

from benchmarks.retrieval import QUESTIONS, measure


@pytest.fixture(scope="session")
def result(ieum):
    questions = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    return measure(questions, ieum)


@pytest.mark.parametrize("language", ["ko", "en", "zh", "vi", "mn"])
def test_the_right_entry_comes_first_and_in_the_right_language(result, language):
    row = result["by_language"][language]

    assert row["questions"] >= 24
    assert row["first"] >= 0.85
    assert row["among_five"] >= 0.95
    assert row["language"] >= 0.98


def test_every_missed_question_is_listed(result):
    right = sum(row["first"] * row["questions"] for row in result["by_language"].values())

    assert len(result["missed"]) == result["measured"] - round(right)


def test_a_question_about_what_is_not_there_yet_is_not_measured(ieum):
    question = {"id": "x", "lang": "en", "style": "terse", "text": "muap", "accept": ["muap-x"]}

    assert measure([{**question, "also_fine": []}], ieum)["measured"] == 0
