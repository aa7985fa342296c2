import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from adapters.web.console.learning.trends import _period, _periods

SVG = "{http://www.w3.org/2000/svg}"


def picture(page):
    return ET.fromstring(re.search(r"<svg.*?</svg>", page.text, re.DOTALL)[0])


def names(page):
    return [group.find(f"{SVG}text").text for group in picture(page).findall(f"{SVG}g")]


def figures(page):
    rows = re.findall(r'<tr><th scope="row">([^<]+)</th>(.*?)</tr>', page.text)
    return {name: re.findall(r"<td>([\d,]+)</td>", cells) for name, cells in rows}


def test_what_was_asked_is_drawn_and_stands_in_a_table(editor, count):
    count(asked=3)
    count(asked=1_200, language="ko", back=1)

    page = editor.get("/console/learning/trends")

    assert names(page) == ["한국어 (1,200)", "Монгол (3)"]
    assert picture(page).find(f"{SVG}desc").text == (
        "1,203 questions in all. Most: 한국어 (1,200)."
    )
    assert list(figures(page).values())[-2:] == [["1,200", "0"], ["0", "3"]]
    assert len(figures(page)) == 30


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("topic", ["work (2)", "without one (1)"]),
        ("channel", ["widget (2)", "Telegram (1)"]),
        ("kind", ["answered (2)", "no answer (1)"]),
    ],
)
def test_each_side_tells_what_it_is_called(editor, count, by, expected):
    count(asked=2)
    count(channel="telegram", kind="no_answer", topic="", service="")

    assert names(editor.get(f"/console/learning/trends?by={by}")) == expected


def test_hours_are_bars(editor, count):
    count(asked=5, hour=23)

    page = editor.get("/console/learning/trends?by=hour&days=7")

    assert len(picture(page).findall(f"{SVG}rect")) == 24
    assert figures(page)["23:00"] == ["5"]


def test_of_many_topics_the_least_are_put_together(editor, count):
    topics = ("visa", "work", "jobs", "health", "safety", "family", "education", "money")
    for number, topic in enumerate(topics):
        count(asked=number + 1, topic=topic)

    shown = names(editor.get("/console/learning/trends?by=topic"))

    assert len(shown) == 6
    assert shown[-1] == "all others (6)"


@pytest.mark.parametrize(("days", "points"), [(7, 7), (30, 30), (90, 13), (365, 13)])
def test_a_longer_time_has_longer_periods(days, points):
    last = date(2026, 11, 27)
    first = date.fromordinal(last.toordinal() - days + 1)
    periods = list(_periods(first, last))

    assert len(periods) == points
    assert (_period(first, periods), _period(last, periods)) == (0, points - 1)


def test_nothing_asked_is_said(editor):
    page = editor.get("/console/learning/trends?days=365")

    assert "Nothing was asked in this time." in page.text
    assert picture(page) is not None


def test_a_value_that_we_do_not_know_is_shown_as_it_is(editor, count, evil):
    count(channel=evil[:40])

    page = editor.get("/console/learning/trends?by=channel")

    assert names(page) == [f"{evil[:40]} (1)"]
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("wrong", ["by=weather", "days=8"])
def test_what_cannot_be_drawn_is_refused(editor, wrong):
    assert editor.get(f"/console/learning/trends?{wrong}").status_code == 422
