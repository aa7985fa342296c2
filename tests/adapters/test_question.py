from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from adapters.question import Question
from bot.reply import Message
from knowledge.languages import Language


def test_a_full_question_becomes_a_message():
    question = Question.model_validate(
        {
            "id": "7",
            "text": "비자",
            "language": "vi",
            "district": "guro",
            "now": "2025-04-30T09:00:00Z",
            "mood": "ignored",
        }
    )

    now = datetime(2025, 4, 30, 9, tzinfo=UTC)
    assert question.to_message() == Message("비자", "7", Language.VI, "guro", now)


def test_only_the_text_is_needed():
    assert Question(text="visa").to_message() == Message("visa")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", ""),
        ("text", "a" * 2001),
        ("text", 7),
        ("text", None),
        ("language", "jp"),
        ("language", "EN"),
        ("district", "d" * 41),
        ("id", "i" * 201),
        ("now", "yesterday"),
    ],
)
def test_a_wrong_field_is_refused_by_name(field, value):
    with pytest.raises(ValidationError) as caught:
        Question.model_validate({"text": "visa", field: value})

    assert [detail["loc"] for detail in caught.value.errors()] == [(field,)]


def test_a_question_without_text_is_refused():
    with pytest.raises(ValidationError, match="text"):
        Question.model_validate({"id": "7"})
