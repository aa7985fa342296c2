import csv
import io

import pytest

from bot.roles import Role
from knowledge.languages import Language


def table(response):
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/csv")
    assert response.headers["cache-control"] == "no-store"
    assert response.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def test_gaps_are_taken_away(manager, ask, dog):
    (gap,) = ask(*dog.items())

    (row,) = table(manager.get("/console/learning/export/gaps.csv"))

    assert (row["gap"], row["count"], row["mn"], row["no_answer"]) == (gap.id, "5", "1", "5")
    assert row["example_vi"] == dog[Language.VI]


def test_questions_are_taken_away_harmless(manager, ask):
    ask((Language.EN, "=HYPERLINK(1) my number is 010-1234-5678"), (Language.KO, "따릉이"))

    rows = table(manager.get("/console/learning/export/questions.csv?days=7"))

    assert sorted(row["text"] for row in rows) == [
        "'=HYPERLINK(1) my number is [phone-number]",
        "따릉이",
    ]


def test_more_questions_than_are_read_at_once_are_all_taken_away(manager, ask):
    ask(*((Language.EN, f"question {number}") for number in range(1_003)))

    rows = table(manager.get("/console/learning/export/questions.csv"))

    assert len({row["question"] for row in rows}) == len(rows) == 1_003


def test_entries_and_trends_are_taken_away(manager, count, ieum):
    count(asked=3, useful=1)

    entries = table(manager.get("/console/learning/export/entries.csv"))
    trends = table(manager.get("/console/learning/export/trends.csv"))

    assert len(entries) == len(ieum.knowledge.entries)
    assert (entries[0]["entry"], entries[0]["asked"]) == ("life-unpaid-wages", "3")
    assert [(row["by"], row["value"], row["asked"]) for row in trends] == [
        ("language", "mn", "3"),
        ("topic", "work", "3"),
        ("channel", "widget", "3"),
        ("kind", "answer", "3"),
        ("hour", "10", "3"),
    ]


@pytest.mark.parametrize("what", ["gaps", "questions", "entries", "trends"])
def test_it_is_noted_who_took_what_away(manager, noted, kept, what):
    manager.get(f"/console/learning/export/{what}.csv?days=90")

    (record, *_) = noted(kept)
    assert (record.staff_id, record.action) == (manager.staff.id, f"{what}.export")
    assert record.detail == "90 days"


def test_who_may_not_export_takes_nothing_away(editor, at_console):
    for browser in (editor, at_console(Role.COUNSELOR)):
        assert browser.get("/console/learning/export/gaps.csv").status_code == 403
    assert "/export/" not in editor.get("/console/learning").text


@pytest.mark.parametrize("wrong", ["staff.csv", "gaps.csv?days=1", "..%2fstaff.csv"])
def test_nothing_else_can_be_taken_away(manager, wrong):
    assert manager.get(f"/console/learning/export/{wrong}").status_code in {404, 422}
