import pytest

from bot.mentions import Mentions, greeted_in
from knowledge.languages import Language


@pytest.fixture(scope="module")
def mentions(knowledge):
    return Mentions(knowledge)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("what is 1345", "line-1345"),
        ("1345", "line-1345"),
        ("(1350)", "line-1350"),
        ("1577-1366", "line-1577-1366"),
        ("1577-1366에 전화해도 돼요?", "line-1577-1366"),
        ("120번은 뭐예요", "line-120"),
        ("02-120", "line-120"),
        ("打 1345 有中文吗", "line-1345"),
        ("打1345。", "line-1345"),
        ("gọi 1345.", "line-1345"),
        ("1345 руу залгах уу", "line-1345"),
        ("1345 or 1350?", None),
        ("9999", None),
        ("1577-9999", None),
        ("no number", None),
        ("", None),
    ],
)
def test_the_one_helpline_of_a_question_is_found(text, line, mentions):
    assert mentions.line(text) == line


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("구로구에 살아요", "guro"),
        ("center in Guro", "guro"),
        ("永登浦区的中心", "yeongdeungpo"),
        ("quận Mapo ở đâu", "mapo"),
        ("quan mapo", "mapo"),
        ("Guro or Mapo", None),
        ("Busan", None),
    ],
)
def test_the_one_district_of_a_question_is_found(text, district, mentions):
    assert mentions.district(text) == district


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("안녕하세요!!", "ko"),
        ("annyeonghaseyo", "ko"),
        ("HELLO", "en"),
        ("hi", "en"),
        ("你好。", "zh"),
        ("xie xie", "zh"),
        ("Xin chào", "vi"),
        ("xin chao", "vi"),
        ("Сайн байна уу?", "mn"),
        ("sain uu", "mn"),
    ],
)
def test_a_greeting_is_nothing_but_a_greeting_and_has_a_language(text, language):
    assert greeted_in(text) is Language(language)


@pytest.mark.parametrize(
    "text",
    ["", "?", "hello, my boss did not pay me", "안녕하세요 비자요", "chào, tôi bị ốm", "hi visa"],
)
def test_a_question_is_not_a_greeting(text):
    assert greeted_in(text) is None
