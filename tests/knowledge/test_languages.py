import pytest
from babel import Locale

from knowledge.languages import BABEL_LOCALES, NATIVE_NAMES, Language


@pytest.mark.parametrize("language", Language)
def test_babel_knows_the_locale_of_each_language(language):
    assert Locale.parse(BABEL_LOCALES[language]).language == language


def test_each_language_calls_itself_by_its_own_name():
    assert NATIVE_NAMES == {
        "ko": "한국어",
        "en": "English",
        "zh": "中文",
        "vi": "Tiếng Việt",
        "mn": "Монгол",
    }
