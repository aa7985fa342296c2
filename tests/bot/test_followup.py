from dataclasses import replace

import pytest

from bot.followup import FollowUps
from knowledge.languages import Language
from knowledge.phrases import PhraseBook

SMALL_WORDS = {
    Language.KO: ("는요", "은요", "에는", "그럼", "어때요", "비자", "요"),
    Language.EN: ("and", "what about", "on", "in", "is it open", "how much", "with"),
    Language.ZH: ("那", "呢", "怎么样", "na", "ne"),
    Language.VI: ("còn", "thì sao", "ở"),
    Language.MN: ("харин", "яах вэ", "гараг*"),
}


@pytest.fixture(scope="module")
def follow_ups(knowledge):
    books = {
        language: PhraseBook(id=language, dangers={}, small_words=words)
        for language, words in SMALL_WORDS.items()
    }
    return FollowUps(replace(knowledge, phrases=books))


@pytest.mark.parametrize(
    "text",
    [
        "and on Saturday?",
        "what about Guro-gu",
        "Mapo?",
        "tomorrow",
        "how much",
        "is it open on Sundays",
        "그럼 토요일에는 어때요?",
        "동대문구는요?",
        "동대문구 는 요",
        "那星期六呢",
        "九老区怎么样",
        "na xing qi liu ne",
        "naxingqi liu ne",
        "còn chủ nhật thì sao?",
        "con chu nhat thi sao",
        "ở Mapo thì sao",
        "харин бямба гарагт яах вэ",
        "kharin Guro-gu yakh ve",
    ],
)
def test_small_words_places_and_days_say_nothing_new(text, follow_ups):
    assert follow_ups.says_nothing_new(text)


@pytest.mark.parametrize(
    "text",
    [
        "E-9?",
        "e-9",
        "D 10-1",
        "and D-2?",
        "with F-6, E-7-4?",
        "E-9는요?",
        "내일 E-9 비자는요",
        "ф-6",
        "and 2?",
        "그럼 3은요",
    ],
)
def test_a_visa_or_a_number_says_nothing_new(text, follow_ups):
    assert follow_ups.says_nothing_new(text)


@pytest.mark.parametrize(
    "text",
    [
        "my boss did not pay me",
        "and my visa?",
        "what about the clinic on Saturday",
        "clinic",
        "사장이 월급을 안 줘요",
        "토요일 진료는요",
        "那签证呢",
        "còn thị thực thì sao",
        "харин виз яах вэ",
        "E-9 workplace",
        "비자 연장은요",
    ],
)
def test_a_matter_says_something_new(text, follow_ups):
    assert not follow_ups.says_nothing_new(text)


@pytest.mark.parametrize("text", ["", " ", "?", "12", "1345", "010-1234-5678", "🙂"])
def test_a_message_without_words_goes_on_with_nothing(text, follow_ups):
    assert not follow_ups.says_nothing_new(text)


@pytest.mark.parametrize("text", ["and 토요일", "what about 星期六"])
def test_words_of_two_languages_are_not_covered_by_one(text, follow_ups):
    assert not follow_ups.says_nothing_new(text)


def test_a_small_word_with_a_letter_wrong_is_read(follow_ups):
    assert follow_ups.says_nothing_new("and on saturdey")


def test_without_books_only_a_visa_says_nothing_new(knowledge):
    without = FollowUps(replace(knowledge, phrases={}))

    assert without.says_nothing_new("e-9?")
    assert not without.says_nothing_new("Saturday?")
