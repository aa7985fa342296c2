"""How much is asked, over time and by the hour: told apart by language, topic, channel or kind."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adapters.keeping import keeping_of
from adapters.web.console.learning.charts import Bars, Chart, Line, Lines
from adapters.web.console.learning.labels import side_name, value_name
from adapters.web.console.learning.page import learning_page
from adapters.web.console.learning.reading import Learning, Span
from adapters.web.console.words import noted, tell
from adapters.web.parts import now_of
from bot.clock import seoul_day
from bot.learning import Tally
from bot.storage.question_counts import Counted, Side
from knowledge.languages import Language

trends = APIRouter()

_MOST_LINES: Final = 5
"""More lines in one picture can no longer be followed; the least of them are put together."""
_WEEKLY_FROM: Final = 60
_MONTHLY_FROM: Final = 200
"""Days from which on a point stands for a week, or for a month."""
_OTHERS: Final = noted("all others")
_TITLE: Final = noted("Questions by {side}, {first} to {last}")
_UNITS: Final = {1: noted("per day"), 7: noted("per week"), 28: noted("per month")}
_EXPLAINED: Final = noted("{count} questions in all. Most: {most}.")
_NOTHING: Final = noted("Nothing was asked in this time.")


@trends.get("/learning/trends")
async def show_trends(
    request: Request, visit: Learning, by: Side = Side.LANGUAGE, days: Span = Span.MONTH
) -> HTMLResponse:
    """Draw how much was asked, with the same figures as a table."""
    first, last = days_of(days, now_of(request))
    keeping, interface = keeping_of(request.app), visit.interface
    chart: Chart
    if by is Side.HOUR:
        hours = await keeping.use(lambda store: store.counts.together(by, first, last))
        chart = _by_hour(hours, interface)
    else:
        counted = await keeping.use(lambda store: store.counts.by_day(by, first, last))
        chart = _over_time(counted, by, (first, last), interface)
    title = tell(interface, _TITLE, side=side_name(by, interface), first=first, last=last)
    return learning_page(
        request,
        visit,
        "trends.html",
        chart=chart,
        title=title,
        picture=chart.drawn(title, _told(chart, interface)),
        by=by,
        sides=[(side, side_name(side, interface)) for side in Side],
        days=days,
        unit=tell(interface, _UNITS[_step(first, last)]) if by is not Side.HOUR else "",
    )


def days_of(span: Span, now: datetime) -> tuple[date, date]:
    """Return the first and the last day of a span that ends today, by the clock of Seoul."""
    today = seoul_day(now)
    return today - timedelta(days=span.days - 1), today


def _by_hour(hours: Mapping[str, Tally], interface: Language) -> Bars:
    asked = [hours.get(str(hour), Tally()).asked for hour in range(24)]
    return Bars([value_name(Side.HOUR, str(hour), interface) for hour in range(24)], asked)


def _over_time(
    counted: Iterable[Counted], by: Side, days: tuple[date, date], interface: Language
) -> Lines:
    periods = _periods(*days)
    starts = list(periods)
    values: dict[str, list[int]] = {}
    for one in counted:
        row = values.setdefault(one.value, [0] * len(periods))
        row[_period(one.day, starts)] += one.tally.asked
    most_first = sorted(values, key=lambda value: (-sum(values[value]), value))
    shown = most_first if len(most_first) <= _MOST_LINES + 1 else most_first[:_MOST_LINES]
    lines = [Line(value_name(by, value, interface), values[value]) for value in shown]
    if others := [values[value] for value in most_first[len(shown) :]]:
        lines.append(
            Line(tell(interface, _OTHERS), [sum(column) for column in zip(*others, strict=True)])
        )
    return Lines(list(periods.values()), lines)


def _step(first: date, last: date) -> int:
    days = (last - first).days + 1
    return 28 if days >= _MONTHLY_FROM else 7 if days >= _WEEKLY_FROM else 1


def _periods(first: date, last: date) -> dict[date, str]:
    """Return the first day of each period with what is written under it, oldest first."""
    step, day = _step(first, last), first
    found = {}
    while day <= last:
        if step == 28:
            found[day] = day.strftime("%Y-%m")
            day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        else:
            found[day] = day.strftime("%m-%d")
            day += timedelta(days=step)
    return found


def _period(day: date, starts: Sequence[date]) -> int:
    """Return the place of the period that a day lies in."""
    return bisect_right(starts, day) - 1


def _told(chart: Chart, interface: Language) -> str:
    """Describe a chart in one sentence."""
    if not chart.total:
        return tell(interface, _NOTHING)
    return tell(interface, _EXPLAINED, count=f"{chart.total:,}", most=chart.most)
