from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bot.clock import SEOUL, in_seoul, now_in_seoul, seoul_day


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-28T14:59:59+00:00", "2026-11-28"),
        ("2026-11-28T15:00:00+00:00", "2026-11-29"),
        ("2025-12-31T14:59:59+00:00", "2025-12-31"),
        ("2025-12-31T15:00:00+00:00", "2026-01-01"),
        ("2024-02-28T15:00:00+00:00", "2024-02-29"),
        ("2025-02-28T15:00:00+00:00", "2025-03-01"),
        ("2026-11-28T00:00:00+09:00", "2026-11-28"),
        ("2026-11-28T23:59:59+09:00", "2026-11-28"),
        ("2026-11-27T18:00:00-08:00", "2026-11-28"),
    ],
)
def test_the_day_in_seoul_turns_at_midnight_there(moment, day):
    assert seoul_day(datetime.fromisoformat(moment)) == date.fromisoformat(day)


@pytest.mark.parametrize("clock", ["00:00:00", "12:30:00", "23:59:59"])
def test_a_moment_without_a_time_zone_is_one_of_seoul(clock):
    naive = datetime.fromisoformat(f"2026-11-28T{clock}")

    assert in_seoul(naive).isoformat() == f"2026-11-28T{clock}+09:00"
    assert seoul_day(naive) == date(2026, 11, 28)


@pytest.mark.parametrize("hours", [-12, -8, 0, 5.75, 9, 14])
def test_a_moment_of_another_zone_is_the_same_by_the_clocks_of_seoul(hours):
    moment = datetime(2026, 11, 28, 6, 0, tzinfo=timezone(timedelta(hours=hours)))

    told = in_seoul(moment)

    assert told == moment
    assert told.tzinfo is SEOUL
    assert told.utcoffset() == timedelta(hours=9)


def test_the_present_is_told_by_the_clocks_of_seoul():
    before = datetime.now(UTC)

    now = now_in_seoul()

    assert before <= now <= datetime.now(UTC)
    assert now.utcoffset() == timedelta(hours=9)
