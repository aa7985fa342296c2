"""Whether a place or a helpline is open, and how to say so: clocks of Seoul, Korean holidays.

Pure: the time comes in as an argument.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Final

from babel.dates import format_date
from holidays import country_holidays

from bot.clock import SEOUL, in_seoul
from bot.messages import doubted, locale_of, say
from knowledge.languages import Language
from knowledge.places import WEEK, Day, Hours

_A_DAY: Final = timedelta(days=1)
_DAYS_AHEAD: Final = 14
"""How far the next opening is looked for."""
_WEEKDAY_NAMES_IT: Final = 6
"""Days ahead for which a weekday's name is plain; a date is added beyond."""
_DATE: Final[dict[Language, str]] = {
    Language.KO: "M월 d일 EEEE",
    Language.EN: "EEEE d MMMM",
    Language.ZH: "M月d日EEEE",
    Language.VI: "EEEE, d/M",
    Language.MN: "M-'р' 'сарын' d, EEEE 'гараг'",
}
_WEEKDAY: Final = dict.fromkeys(Language, "EEEE") | {Language.MN: "EEEE 'гараг'"}

Stretch = tuple[datetime, datetime]
"""From opening to closing, which is no longer within it."""


class State(StrEnum):
    """Whether it is open."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Opening:
    """What the opening hours say at one moment; times are those of Seoul.

    `closes` is set while it is open, `opens` (within 14 days) while it is closed. `always`: open
    day and night. `holiday`: it is closed because today is a public holiday. `confirm`: the hours
    are shown only with "please confirm".
    """

    state: State
    closes: datetime | None = None
    opens: datetime | None = None
    always: bool = False
    holiday: bool = False
    confirm: bool = False


def opening_at(hours: Hours | None, now: datetime) -> Opening:
    """Read opening hours at one moment; None are hours that are not known."""
    if hours is None:
        return Opening(State.UNKNOWN)
    confirm = hours.must_confirm
    if hours.always:
        return Opening(State.OPEN, always=True, confirm=confirm)
    now = in_seoul(now)
    today = now.date()
    for opens, closes in _stretches(hours, today):
        if now < opens:
            because = _is_holiday_of(hours, today)
            return Opening(State.CLOSED, opens=opens, holiday=because, confirm=confirm)
        if now < closes:
            if closes - now > timedelta(days=_DAYS_AHEAD):
                return Opening(State.OPEN, always=True, confirm=confirm)
            return Opening(State.OPEN, closes=closes, confirm=confirm)
    return Opening(State.CLOSED, holiday=_is_holiday_of(hours, today), confirm=confirm)


def ranges_on(hours: Hours, day: date) -> tuple[Stretch, ...]:
    """Return from when to when it is open on a day; a night that begins then ends the day after."""
    if hours.always:
        clock: str | None = "00:00-24:00"
    else:
        clock = hours.weekly.get(Day.HOLIDAY if is_holiday(day) else WEEK[day.weekday()])
    if clock is None:
        return ()
    opens, closes = _since_midnight(clock)
    midnight = datetime(day.year, day.month, day.day, tzinfo=SEOUL)
    return ((midnight + opens, midnight + closes),)


def is_holiday(day: date) -> bool:
    """Tell whether a day is a public holiday in Korea, substitute holidays included."""
    return day in _holidays(day.year)


def say_opening(opening: Opening, now: datetime, language: Language) -> str:
    """Say whether a place is open now, and when that changes: `Open now, closes 18:00`."""
    if opening.state is State.UNKNOWN:
        return say(language, "Opening hours are not known. Please call before you go.")
    now = in_seoul(now)
    if opening.always:
        text = say(language, "Open day and night")
    elif opening.closes is not None:
        closes = _closing_time(opening.closes, now, language)
        text = say(language, "Open now, closes {time}", time=closes)
    elif opening.opens is None:
        text = say(language, "Closed now")
    else:
        opens = _time(opening.opens, now, language)
        if opening.holiday:
            text = say(language, "Closed today (public holiday). Opens {time}", time=opens)
        else:
            text = say(language, "Closed now, opens {time}", time=opens)
    return doubted(text, language) if opening.confirm else text


def say_day(hours: Hours | None, day: date, language: Language) -> str:
    """Say when a place is open on a day: `Sunday 29 November: 10:00-18:00`."""
    if hours is None:
        return say(language, "Opening hours are not known. Please call before you go.")
    name = _date(day, language)
    if is_holiday(day):
        name = say(language, "{day} (public holiday)", day=name)
    ranges = ranges_on(hours, day)
    if hours.always:
        text = say(language, "{day}: open day and night", day=name)
    elif ranges:
        clocks = ", ".join(f"{opens:%H:%M}-{_end(closes, day)}" for opens, closes in ranges)
        text = f"{name}: {clocks}"
    else:
        text = say(language, "{day}: closed", day=name)
    return doubted(text, language) if hours.must_confirm else text


def _stretches(hours: Hours, today: date) -> Iterator[Stretch]:
    """Yield when it is open without a break, from last night until two weeks from now."""
    stretch: Stretch | None = None
    for ahead in range(-1, _DAYS_AHEAD + 1):
        for opens, closes in ranges_on(hours, today + ahead * _A_DAY):
            if stretch and opens <= stretch[1]:
                stretch = (stretch[0], closes)
                continue
            if stretch:
                yield stretch
            stretch = (opens, closes)
    if stretch:
        yield stretch


def _is_holiday_of(hours: Hours, day: date) -> bool:
    """Tell whether it is closed all day because of a holiday, and would be open otherwise."""
    usual = WEEK[day.weekday()] in hours.weekly
    return usual and Day.HOLIDAY not in hours.weekly and is_holiday(day)


@cache
def _since_midnight(clock: str) -> tuple[timedelta, timedelta]:
    opens, closes = (
        timedelta(hours=int(time[:2]), minutes=int(time[3:])) for time in clock.split("-")
    )
    return opens, closes if opens < closes else closes + _A_DAY


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("KR", years=year))


def _closing_time(closes: datetime, now: datetime, language: Language) -> str:
    end = _end(closes, now.date())
    is_tonight = closes.date() == now.date() or end == "24:00"
    return end if is_tonight else _time(closes, now, language)


def _end(closes: datetime, day: date) -> str:
    clock = f"{closes:%H:%M}"
    return "24:00" if clock == "00:00" and closes.date() - day == _A_DAY else clock


def _time(moment: datetime, now: datetime, language: Language) -> str:
    clock = f"{moment:%H:%M}"
    ahead = (moment.date() - now.date()).days
    if ahead == 0:
        return say(language, "today {time}", time=clock)
    if ahead == 1:
        return say(language, "tomorrow {time}", time=clock)
    if ahead <= _WEEKDAY_NAMES_IT:
        weekday = format_date(moment, _WEEKDAY[language], locale=locale_of(language))
        return f"{weekday} {clock}"
    return f"{_date(moment, language)} {clock}"


def _date(day: date, language: Language) -> str:
    return format_date(day, _DATE[language], locale=locale_of(language))
