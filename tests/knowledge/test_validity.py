from datetime import date

import pytest
from pydantic import ValidationError

from knowledge.places import FALLBACK_LINES
from knowledge.validity import Validity, first_day, last_day, old_from


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-04", "2025-04-01", "2025-04-30"),
        ("2025-12", "2025-12-01", "2025-12-31"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2100-02", "2100-02-01", "2100-02-28"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
    ],
)
def test_a_partial_date_has_a_first_and_a_last_day(value, first, last):
    assert (first_day(value), last_day(value)) == (
        date.fromisoformat(first),
        date.fromisoformat(last),
    )


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-04", "2026-05-01"),
        ("2025-04-23", "2026-04-24"),
        ("2025", "2027-01-01"),
        ("2024-02-29", "2025-03-01"),
        ("2023-02", "2024-02-29"),
        ("2024-02", "2025-03-01"),
    ],
)
def test_a_date_is_old_once_more_than_a_year_has_passed(value, day):
    assert old_from(value) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        ({"planned": "2025-06", "planned_until": "2025-05"}, "`planned_until` comes before"),
        ({"planned_until": "2025-05"}, "`planned_until` stands without `planned`"),
        ({"took_place_until": "2025"}, "`took_place_until` stands without `took_place`"),
        (
            {"took_place": "2025-05-25", "took_place_until": "2025-05-24"},
            "`took_place_until` comes before",
        ),
        ({"status": "planned", "from": "2025-06"}, "a plan gives its days in `planned`"),
        ({"status": "planned", "until": "2025-06"}, "a plan gives its days in `planned`"),
        ({"status": "planned", "took_place": "2025"}, "a plan gives its days in `planned`"),
        ({"status": "planned", "not_started": "2025"}, "only a plan with a day"),
        ({"planned": "2025", "not_started": "2025"}, "only a plan with a day"),
        ({"planned": "2025-02-29"}, "day is out of range"),
        ({"outcome": "unknown"}, "Extra inputs"),
    ],
)
def test_dates_that_do_not_fit_are_refused(dates, message):
    with pytest.raises(ValidationError, match=message):
        Validity(**{"status": "ended", "as_of": "2025-04"} | dates)


@pytest.mark.parametrize(
    ("dates", "end"),
    [
        ({}, None),
        ({"planned": "2025-06"}, "2025-06"),
        ({"planned": "2025-06", "planned_until": "2025-06-10"}, "2025-06-10"),
    ],
)
def test_a_plan_ends_with_its_last_date(dates, end):
    assert Validity(status="planned", as_of="2025-04", **dates).plan_end == end


def test_whoever_is_to_be_asked_is_there(knowledge):
    known = knowledge.lines.keys() | knowledge.centers.keys()
    asked = {name: entry.dates.ask for name, entry in knowledge.entries.items() if entry.dates.ask}

    assert {name: ask for name, ask in asked.items() if ask not in known} == {}


def test_no_emergency_number_is_asked_for_dates(knowledge):
    first = {
        name: entry.dates.ask or (*entry.lines, *FALLBACK_LINES)[0]
        for name, entry in knowledge.entries.items()
    }

    urgent = {"line-109", "line-112", "line-117", "line-119"}
    assert {name: line for name, line in first.items() if line in urgent} == {}
