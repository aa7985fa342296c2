from datetime import date, timedelta

import pytest

from bot.learning import Cell, Tally
from bot.storage.errors import StoreUnavailableError
from bot.storage.question_counts import Counted, Side

DAY = date(2026, 11, 27)


def cell(**more):
    given = {
        "day": DAY.isoformat(),
        "hour": 10,
        "language": "mn",
        "channel": "widget",
        "kind": "answer",
        "topic": "work",
        "service": "life-unpaid-wages",
    }
    return Cell(**given | more)


def test_counts_of_the_same_cell_add_up(store):
    store.counts.add({cell(): Tally(asked=2)})
    store.counts.add({cell(): Tally(1, 1, 0), cell(kind="no_answer"): Tally(1)})

    assert store.counts.together(Side.KIND, DAY, DAY) == {
        "answer": Tally(3, 1, 0),
        "no_answer": Tally(1),
    }


def test_many_may_count_at_once(backend, open_store, at_once):
    stores = [open_store(backend.url) for _ in range(4)]
    cells = {cell(hour=hour): Tally(1, 0, 1) for hour in range(24)}

    at_once(8, lambda number: [stores[number % 4].counts.add(cells) for _ in range(5)])

    assert stores[0].counts.together(Side.CHANNEL, DAY, DAY) == {"widget": Tally(960, 0, 960)}


@pytest.mark.parametrize(
    ("side", "values"),
    [
        (Side.LANGUAGE, {"mn": 3, "ko": 1}),
        (Side.TOPIC, {"work": 3, "": 1}),
        (Side.CHANNEL, {"widget": 3, "telegram": 1}),
        (Side.KIND, {"answer": 3, "no_answer": 1}),
        (Side.HOUR, {"10": 3, "23": 1}),
    ],
)
def test_counts_are_told_apart_by_each_side(store, side, values):
    other = cell(language="ko", channel="telegram", kind="no_answer", topic="", service="", hour=23)
    store.counts.add({cell(): Tally(3), other: Tally(1)})

    found = store.counts.together(side, DAY, DAY)
    assert {value: tally.asked for value, tally in found.items()} == values
    assert {one.value: one.tally.asked for one in store.counts.by_day(side, DAY, DAY)} == values


def test_days_are_told_apart_and_those_outside_left_out(store):
    days = [DAY - timedelta(days=back) for back in range(4)]
    store.counts.add(
        {cell(day=day.isoformat()): Tally(place + 1) for place, day in enumerate(days)}
    )

    assert store.counts.by_day(Side.LANGUAGE, days[2], days[1]) == (
        Counted(days[2], "mn", Tally(3)),
        Counted(days[1], "mn", Tally(2)),
    )


def test_entries_are_counted_and_replies_without_one_are_not(store):
    store.counts.add({cell(): Tally(2, 1, 1), cell(service="", topic=""): Tally(5)})

    assert store.counts.by_service(DAY, DAY) == {"life-unpaid-wages": Tally(2, 1, 1)}


def test_nothing_is_counted_while_the_database_is_away(backend, store):
    store.counts.add({cell(): Tally(1)})
    backend.take_away()
    try:
        with pytest.raises(StoreUnavailableError):
            store.counts.add({cell(): Tally(1)})
    finally:
        backend.give_back()

    store.counts.add({})
    assert store.counts.by_service(DAY, DAY) == {"life-unpaid-wages": Tally(1)}
