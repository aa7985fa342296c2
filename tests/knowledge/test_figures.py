from datetime import date

import pytest

from knowledge.figures import fill, format_day, format_figure, format_partial_date
from knowledge.languages import Language
from knowledge.schema import Figure

IN_FIVE = [
    (Figure(value=14), ["14", "14", "14", "14", "14"]),
    (Figure(value=1234567), ["1,234,567", "1,234,567", "1,234,567", "1.234.567", "1,234,567"]),
    (Figure(value=2.5), ["2.5", "2.5", "2.5", "2,5", "2.5"]),
    (Figure(value=14.6, kind="percent"), ["14.6%", "14.6%", "14.6%", "14,6%", "14.6%"]),
    (Figure(value=47.7, kind="percent"), ["47.7%", "47.7%", "47.7%", "47,7%", "47.7%"]),
    (
        Figure(value=10030, kind="krw"),
        ["10,030 원", "10,030 won", "10,030韩元", "10.030 won", "10,030 вон"],
    ),
    (
        Figure(value=999_999, kind="krw"),
        ["999,999 원", "999,999 won", "999,999韩元", "999.999 won", "999,999 вон"],
    ),
    (
        Figure(value=1_000_000, kind="krw"),
        ["100만 원", "1 million won", "100万韩元", "1 triệu won", "1 сая вон"],
    ),
    (
        Figure(value=2_941_000_000, kind="krw"),
        ["29.41억 원", "2.941 billion won", "29.41亿韩元", "2,941 tỷ won", "2.941 тэрбум вон"],
    ),
    (
        Figure(value="2025-11-20", kind="date"),
        [
            "2025년 11월 20일",
            "November 20, 2025",
            "2025年11月20日",
            "20/11/2025",
            "2025 оны 11-р сарын 20",
        ],
    ),
    (
        Figure(value="2025-04", kind="month"),
        ["2025년 4월", "April 2025", "2025年4月", "tháng 4/2025", "2025 оны 4-р сар"],
    ),
]


@pytest.mark.parametrize(
    ("figure", "language", "text"),
    [
        (figure, language, text)
        for figure, texts in IN_FIVE
        for language, text in zip(Language, texts, strict=True)
    ],
)
def test_a_figure_is_written_as_each_language_writes_it(figure, language, text):
    assert format_figure(figure, language).replace("\xa0", " ") == text


@pytest.mark.parametrize(
    ("language", "text"),
    [("ko", "2025년"), ("en", "2025"), ("zh", "2025年"), ("vi", "2025"), ("mn", "2025 он")],
)
def test_a_year_alone_takes_the_word_for_year_where_there_is_one(language, text):
    assert format_partial_date("2025", Language(language)) == text


@pytest.mark.parametrize("language", Language)
def test_a_full_partial_date_is_a_day(language):
    assert format_partial_date("2025-04-30", language) == format_day(date(2025, 4, 30), language)


def test_every_placeholder_is_replaced_and_the_rest_stays():
    figures = {"days": Figure(value=14), "fee": Figure(value=10030, kind="krw")}

    text = fill("{days}일, {fee}, {days}; {Not one}, { days }", figures, Language.KO)

    assert text == "14일, 10,030 원, 14; {Not one}, { days }"


def test_a_placeholder_without_figure_is_an_error():
    with pytest.raises(KeyError, match="days"):
        fill("{days}", {}, Language.EN)
