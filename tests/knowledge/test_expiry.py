from datetime import date

import pytest

from knowledge.expiry import OldPlaces, Overtaken, old_places, outdated, passed
from knowledge.loader import load_knowledge

WAGES, EMERGENCY = "life/life-unpaid-wages.yaml", "life/life-medical-emergency.yaml"


@pytest.fixture
def tiny(tiny_root, change):
    """Load the tiny content with other dates or sources of one entry."""

    def load(**fields):
        change(WAGES, lambda entry: entry.update(fields))
        return load_knowledge(tiny_root)

    return load


@pytest.mark.parametrize(
    ("dates", "what", "since"),
    [
        ({"status": "current", "until": "2026-02"}, "current until 2026-02", "2026-03-01"),
        ({"status": "current", "until": "2025"}, "current until 2025", "2026-01-01"),
        (
            {"status": "planned", "planned": "2025-11-20"},
            "planned for 2025-11-20, outcome unknown",
            "2025-11-21",
        ),
        (
            {"status": "planned", "planned": "2025-06", "planned_until": "2025-10"},
            "planned for 2025-10, outcome unknown",
            "2025-11-01",
        ),
    ],
)
def test_what_should_be_over_is_listed_from_the_day_after(dates, what, since, tiny):
    knowledge = tiny(dates={"as_of": "2025-04", **dates})
    day = date.fromisoformat(since)

    assert passed(knowledge, day) == [Overtaken("life-unpaid-wages", what, day)]
    assert passed(knowledge, date.fromordinal(day.toordinal() - 1)) == []


@pytest.mark.parametrize(
    "dates",
    [
        {"status": "current"},
        {"status": "planned"},
        {"status": "ended", "until": "2025"},
        {"status": "ended", "planned": "2025-11-20", "took_place": "2025-11-20"},
        {"status": "current", "planned": "2025-12", "took_place": "2025-11-26"},
        {"status": "historical", "planned": "2018-01", "planned_until": "2018-12"},
    ],
)
def test_what_says_how_it_stands_has_not_passed(dates, tiny):
    assert passed(tiny(dates={"as_of": "2025-04", **dates}), date(2027, 1, 1)) == []


def test_the_newest_source_counts(tiny):
    knowledge = tiny(
        sources=[
            {"publisher": "a newspaper", "as_of": "2025-05-10"},
            {"publisher": "the city", "as_of": "2025-05"},
            {"publisher": "a guide", "as_of": "2019"},
        ]
    )

    assert [item.entry for item in outdated(knowledge, date(2026, 4, 30))] == []
    assert outdated(knowledge, date(2026, 6, 1)) == [
        Overtaken("life-medical-emergency", "newest source of 2025-04", date(2026, 5, 1)),
        Overtaken("life-unpaid-wages", "newest source of 2025-05", date(2026, 6, 1)),
    ]


def test_a_page_without_a_date_counts_as_of_when_it_was_read(tiny):
    knowledge = tiny(sources=[{"publisher": "a site", "collected": "2026-11"}])

    (only,) = outdated(knowledge, date(2027, 11, 30))

    assert only.entry == "life-medical-emergency"
    assert len(outdated(knowledge, date(2027, 12, 1))) == 2


def test_places_are_old_with_any_old_fact(tiny_root, change):
    new = {"sureness": "V", "source": "a page", "as_of": "2026-11"}
    change("lines/line-119.yaml", lambda line: line["phone"].update(new))
    change("lines/line-119.yaml", lambda line: line.pop("languages"))
    change("lines/line-120.yaml", lambda line: line["phone"].update(new))
    knowledge = load_knowledge(tiny_root)

    assert old_places(knowledge, date(2026, 4, 30)) == OldPlaces(centers=0, lines=0)
    assert old_places(knowledge, date(2026, 11, 28)) == OldPlaces(centers=1, lines=2)


def test_a_place_without_facts_of_its_own_has_none_that_are_old(tiny_root, change):
    def forget(center):
        center.update(phones=[], fallback_lines=["line-120", "line-1577-1366"])

    change("centers/guro-center.yaml", forget)

    assert old_places(load_knowledge(tiny_root), date(2030, 1, 1)).centers == 0


def test_the_plans_of_the_report_are_listed_once_their_day_has_passed(knowledge):
    before = {item.entry for item in passed(knowledge, date(2025, 11, 30))}
    after = {item.entry for item in passed(knowledge, date(2025, 12, 1))}

    assert after - before == {"tolerance-day"}
    assert "online-seoul-fair" in before
    assert passed(knowledge, date(2024, 1, 1)) == []
