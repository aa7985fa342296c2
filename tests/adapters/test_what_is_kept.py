import pytest

from adapters.what_is_kept import kept_of_questions
from knowledge.languages import Language


@pytest.mark.parametrize("language", Language)
def test_people_are_told_for_how_long_questions_are_kept(language):
    assert "30" in kept_of_questions(language, 30)
    assert kept_of_questions(language, 30) != kept_of_questions(language, 7)


def test_where_none_is_kept_that_is_said():
    assert kept_of_questions(Language.EN, 0) == "Your question is not stored."
    assert len({kept_of_questions(language, 0) for language in Language}) == 5
