from datetime import date, timedelta

import pytest

from bot.days import day_in, day_names
from knowledge.languages import Language

SATURDAY = date(2026, 11, 28)
SUNDAY = date(2026, 11, 29)
MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("토요일에 열어요?", SATURDAY),
        ("is it open on Saturday?", SATURDAY),
        ("星期六开门吗", SATURDAY),
        ("thứ bảy có mở cửa không", SATURDAY),
        ("бямба гарагт ажилладаг уу", SATURDAY),
        ("일요일은요?", SUNDAY),
        ("open on sundays?", SUNDAY),
        ("星期天", SUNDAY),
        ("礼拜日呢", SUNDAY),
        ("chủ nhật có mở không", SUNDAY),
        ("ням гарагт яах вэ", SUNDAY),
        ("월욜 진료", MONDAY),
        ("on Mon.", MONDAY),
        ("周一去", MONDAY),
        ("thứ hai", MONDAY),
        ("даваа гараг", MONDAY),
    ],
)
def test_a_day_of_the_week_is_read_in_every_language(text, day):
    assert day_in(text, SATURDAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("xing qi liu kai men ma", SATURDAY),
        ("zhou mo", SATURDAY),
        ("chu nhat co mo khong", SUNDAY),
        ("thu bay co mo khong", SATURDAY),
        ("thu 2", MONDAY),
        ("t2 có mở không", MONDAY),
        ("xing qi tian", SUNDAY),
    ],
)
def test_a_day_of_the_week_is_read_without_marks_and_in_pinyin(text, day):
    assert day_in(text, SATURDAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("xingqitian kaimen ma", SUNDAY),
        ("zhoumo", SATURDAY),
        ("byamba garagt neelttei yu", SATURDAY),
        ("nyam garag", SUNDAY),
        ("margaash", SUNDAY),
        ("unuudur", SATURDAY),
    ],
)
def test_a_day_is_read_in_joined_pinyin_and_in_mongolian_of_latin_letters(text, day):
    assert day_in(text, SATURDAY) == day


@pytest.mark.parametrize(
    "text", ["오늘 열어요?", "open today?", "今天", "jin tian", "hôm nay", "hom nay", "өнөөдөр"]
)
def test_today_is_today(text):
    assert day_in(text, SATURDAY) == SATURDAY


@pytest.mark.parametrize(
    "text", ["내일요", "tomorrow?", "明天呢", "ming tian", "ngày mai", "ngay mai", "маргааш"]
)
def test_tomorrow_is_the_next_day(text):
    assert day_in(text, SATURDAY) == SUNDAY
    assert day_in(text, date(2026, 12, 31)) == date(2027, 1, 1)


@pytest.mark.parametrize("ahead", range(7))
def test_the_weekday_of_today_is_today_and_any_other_is_the_next_of_its_name(ahead):
    today = MONDAY + timedelta(days=ahead)

    assert day_in("Monday", today) == (today if ahead == 0 else MONDAY + timedelta(days=7))


@pytest.mark.parametrize(
    "text",
    [
        "Saturday or Sunday",
        "토요일이나 일요일",
        "星期六和星期天",
        "chủ nhật hay hôm nay",
        "бямба, ням",
        "오늘 내일",
        "월요일부터 금요일까지",
    ],
)
def test_several_days_are_none(text):
    assert day_in(text, SATURDAY) is None


def test_a_day_that_is_named_twice_is_one():
    assert day_in("Monday? on Mondays", SATURDAY) == MONDAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "2",
        "my boss did not pay me",
        "비자 연장",
        "签证怎么延期",
        "tôi bị mất hộ chiếu",
        "цалин",
    ],
)
def test_a_message_without_a_day_names_none(text):
    assert day_in(text, SATURDAY) is None


@pytest.mark.parametrize("text", ["món ăn Hàn Quốc", "trí tuệ nhân tạo", "khuyến mãi"])
def test_a_vietnamese_word_with_marks_is_no_day_of_letters_without(text):
    assert day_in(text, SATURDAY) is None


@pytest.mark.parametrize("language", Language)
def test_every_name_of_a_day_is_read_as_that_day(language):
    unread = []
    for day, names in day_names(language).items():
        ahead = day - 7 if day > 6 else (day - SATURDAY.weekday()) % 7
        wanted = SATURDAY + timedelta(days=ahead)
        unread += [name for name in names if day_in(name, SATURDAY) != wanted]

    assert unread == []
