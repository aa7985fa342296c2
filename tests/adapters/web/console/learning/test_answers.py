import re
from html import unescape

import pytest

from bot.storage.records import Reason
from knowledge.languages import Language

PANEL = re.compile(r'<li class="panel">(.*?)</li>', re.DOTALL)


def panels(page):
    return [unescape(panel) for panel in PANEL.findall(page.text)]


def test_answers_that_were_of_no_use_are_shown_with_reason_and_comment(editor, judge, noted, kept):
    judge(comment="Số này không gọi được", question="ai giúp tôi")
    judge(useful=True, reason=None, comment="cảm ơn")
    judge(reason=None, service=None, kind="no_answer", language=Language.KO)

    page = editor.get("/console/learning/answers")

    assert len(panels(page)) == 2
    (one,) = [panel for panel in panels(page) if "gọi được" in panel]
    assert "out of date" in one
    assert "ai giúp tôi" in one
    assert "/console/items/entry/life-unpaid-wages" in one
    assert "no reason given" in page.text
    assert "cảm ơn" not in page.text
    assert [(one.action, one.subject) for one in noted(kept)] == [("answers.see", "all")]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 3),
        ("reason=wrong", 1),
        ("reason=&language=&service=&days=", 3),
        ("language=ko", 1),
        ("service=life-kiip", 1),
        ("service=no-such", 0),
        ("days=7", 3),
        ("page=2", 0),
    ],
)
def test_the_filters_say_what_is_listed(editor, judge, query, count):
    judge(reason=Reason.WRONG)
    judge(language=Language.KO)
    judge(service="life-kiip")

    assert len(panels(editor.get(f"/console/learning/answers?{query}"))) == count


@pytest.mark.parametrize("wrong", ["reason=bad", "days=12", f"service={'x' * 81}", "language=de"])
def test_what_cannot_be_listed_is_refused(editor, wrong):
    assert editor.get(f"/console/learning/answers?{wrong}").status_code == 422


def test_reasons_are_counted_the_most_frequent_first(editor, judge):
    for _ in range(3):
        judge(reason=Reason.UNCLEAR)
    judge()

    text = editor.get("/console/learning/answers").text
    assert re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", text) == [
        ("not understood", "3"),
        ("out of date", "1"),
    ]
