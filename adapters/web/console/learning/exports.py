"""Taking figures and questions away as CSV; each time it is noted who did."""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from adapters.keeping import Keeping, keeping_of
from adapters.web.console.auditing import note
from adapters.web.console.learning.csv_file import MARK, Cell, csv_lines
from adapters.web.console.learning.reading import Exporting, Span, since
from adapters.web.console.learning.standing import EntryOrder, Standing, standings
from adapters.web.console.learning.trends import days_of
from adapters.web.parts import ieum_of, now_of
from bot.learning import KINDS, Learned, Tally
from bot.storage.gaps import Gap, GapFilter, GapOrder, GapPage
from bot.storage.question_counts import Counted, Side
from bot.storage.store import Store
from knowledge.languages import Language
from knowledge.loader import Knowledge

exports = APIRouter()

_AT_ONCE: Final = 500
_LANGUAGES: Final = [language.value for language in Language]

Rows = AsyncIterator[Sequence[Sequence[Cell]]]


class Exported(StrEnum):
    """What can be taken away."""

    GAPS = "gaps"
    QUESTIONS = "questions"
    ENTRIES = "entries"
    TRENDS = "trends"


@exports.get("/learning/export/{what}.csv")
async def export(
    request: Request, visit: Exporting, what: Exported, days: Span = Span.MONTH
) -> StreamingResponse:
    """Send a table of what was asked in the days until now."""
    now = now_of(request)
    first, today = days_of(days, now)
    await note(request, visit, f"{what}.export", "learning", f"{days} days")
    keeping, knowledge = keeping_of(request.app), ieum_of(request).knowledge
    begin = since(days, now)
    rows: dict[Exported, Callable[[], Rows]] = {
        Exported.GAPS: lambda: _gaps(keeping, begin),
        Exported.QUESTIONS: lambda: _questions(keeping, begin or now),
        Exported.ENTRIES: lambda: _entries(keeping, knowledge, first, today),
        Exported.TRENDS: lambda: _trends(keeping, first, today),
    }
    headers = {
        "cache-control": "no-store",
        "content-disposition": f'attachment; filename="ieum-{what}-{today}.csv"',
    }
    return StreamingResponse(_written(rows[what]()), headers=headers, media_type="text/csv")


async def _written(rows: Rows) -> AsyncIterator[str]:
    yield MARK
    async for some in rows:
        yield csv_lines(some)


async def _gaps(keeping: Keeping, begin: datetime | None) -> Rows:
    yield [
        [
            "gap",
            "state",
            "entry",
            "first",
            "last",
            "count",
            *_LANGUAGES,
            *KINDS,
            *(f"example_{language}" for language in _LANGUAGES),
        ]
    ]
    wanted, start = GapFilter(state=None, since=begin), 0
    while found := (await keeping.use(_find(wanted, start))).gaps:
        yield [_gap_row(gap) for gap in found]
        start += len(found)


def _find(wanted: GapFilter, start: int) -> Callable[[Store], GapPage]:
    return lambda store: store.gaps.find(wanted, GapOrder.COUNT, _AT_ONCE, start)


def _gap_row(gap: Gap) -> list[Cell]:
    return [
        gap.id,
        gap.state.value,
        gap.entry,
        gap.first_at.isoformat(),
        gap.last_at.isoformat(),
        gap.count,
        *(gap.languages.get(language, 0) for language in Language),
        *(gap.kinds.get(kind, 0) for kind in KINDS),
        *(gap.examples.get(language, "") for language in Language),
    ]


async def _questions(keeping: Keeping, begin: datetime) -> Rows:
    yield [["question", "at", "language", "kind", "channel", "entry", "reason", "gap", "text"]]
    at, after = begin, ""
    while found := await keeping.use(_part(at, after)):
        yield [_question_row(one) for one in found]
        at, after = found[-1].at, found[-1].id


def _part(at: datetime, after: str) -> Callable[[Store], tuple[Learned, ...]]:
    return lambda store: store.questions.part(at, after, _AT_ONCE)


def _question_row(one: Learned) -> list[Cell]:
    return [
        one.id,
        one.at.isoformat(),
        one.language.value,
        one.kind,
        one.channel,
        one.service,
        one.reason.value if one.reason else None,
        one.gap,
        one.text,
    ]


async def _entries(keeping: Keeping, knowledge: Knowledge, first: date, today: date) -> Rows:
    yield [
        [
            "entry",
            "title_ko",
            "topic",
            "asked",
            "useful",
            "not_useful",
            "as_of",
            "has_passed",
            "source_is_old",
            "stale",
            "not_reviewed",
        ]
    ]
    tallies = await keeping.use(lambda store: store.counts.by_service(first, today))
    yield [_entry_row(one) for one in standings(knowledge, tallies, today, EntryOrder.USE)]


def _entry_row(one: Standing) -> list[Cell]:
    entry, tally = one.entry, one.tally
    return [
        entry.id,
        entry.title.ko,
        entry.topic.value,
        *tally,
        entry.dates.as_of,
        int(one.has_passed),
        int(one.is_old),
        " ".join(one.stale),
        " ".join(one.drafted),
    ]


async def _trends(keeping: Keeping, first: date, today: date) -> Rows:
    yield [["by", "value", "day", *Tally._fields]]
    for side in Side:
        counted = await keeping.use(_counted(side, first, today))
        yield [[side.value, one.value, one.day.isoformat(), *one.tally] for one in counted]


def _counted(side: Side, first: date, today: date) -> Callable[[Store], tuple[Counted, ...]]:
    return lambda store: store.counts.by_day(side, first, today)
