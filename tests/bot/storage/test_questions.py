import uuid
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.clock import SEOUL
from bot.learning import LONGEST_KEPT, Learned
from bot.storage.gaps import GapFilter, GapOrder
from bot.storage.records import Reason
from knowledge.languages import Language

NOW = datetime(2026, 11, 27, 10, 30, 0, 123456, tzinfo=SEOUL)


class Letters:
    """Reads a question by its first letter alone."""

    name = "letters-1"

    def encode(self, questions):
        import numpy as np

        rows = np.zeros((len(questions), 128), np.float32)
        for row, (text, _) in zip(rows, questions, strict=True):
            row[ord(text[0]) % 128] = 1
        return rows


def question(text="a gym does not pay back", **more):
    given = {
        "id": str(uuid.uuid4()),
        "at": NOW,
        "language": Language.EN,
        "kind": "no_answer",
        "channel": "widget",
        "text": text,
    }
    return Learned(**given | more)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (Language.KO, "헬스장이 환불을 안 해 줘요"),
        (Language.EN, "the gym doesn’t pay back 😢"),
        (Language.ZH, "健身房不给退钱"),
        (Language.VI, "Phòng gym không hoàn tiền"),
        (Language.MN, "Фитнес мөнгө буцааж өгөхгүй байна"),
    ],
)
def test_a_question_is_kept_letter_by_letter_and_once(store, language, text):
    asked = question(text, language=language, kind="not-useful", reason=Reason.WRONG, topic="money")

    assert store.questions.add([asked]) == 1
    assert store.questions.add([asked, question()]) == 1
    assert asked in store.questions.newest(5)


def test_no_question_is_kept_unscrubbed_or_longer_than_it_may_be(store):
    store.questions.add([question("call 010-1234-5678 " + "word " * 800)])

    (kept,) = store.questions.newest(5)
    assert kept.text.startswith("call [phone-number] word")
    assert len(kept.text) <= LONGEST_KEPT


def test_the_newest_come_first_of_a_language_too(store):
    old, new = question(at=NOW - timedelta(days=1)), question(language=Language.MN)
    store.questions.add([old, new])

    assert store.questions.newest(1) == (new,)
    assert store.questions.newest(5) == (new, old)
    assert store.questions.newest(5, language=Language.EN) == (old,)
    assert store.questions.count() == 2


def test_all_are_read_part_by_part_also_those_of_one_moment(store):
    asked = [question(f"question {number}") for number in range(7)]
    asked += [question(at=NOW + timedelta(seconds=1)), question(at=NOW - timedelta(seconds=1))]
    store.questions.add(asked)

    read, at, after = [], NOW, ""
    while found := store.questions.part(at, after, limit=3):
        read += found
        at, after = found[-1].at, found[-1].id

    assert [one.id for one in read] == [
        one.id for one in sorted(asked, key=lambda one: (one.at, one.id)) if one.at >= NOW
    ]


def test_purging_lowers_the_count_of_gaps_and_removes_empty_ones(store):
    old = NOW - timedelta(days=31)
    store.questions.add(
        [
            question("a gym", at=old),
            question("a gym pays nothing back"),
            question("bicycles", at=old),
            question("bicycles again", at=old),
        ]
    )
    assert store.gap_maker.place_new(Letters()) == 4
    assert len(store.gaps.find(GapFilter(), GapOrder.COUNT, 5).gaps) == 2

    with store._database.writing() as connection:
        assert store.questions.purge(NOW - timedelta(days=30), connection) == 3

    (left,) = store.gaps.find(GapFilter(), GapOrder.COUNT, 5).gaps
    assert (left.count, left.example) == (1, "a gym pays nothing back")
    assert [one.text for one in store.questions.newest(5)] == ["a gym pays nothing back"]


def test_purging_leaves_alone_what_is_not_old(store):
    store.questions.add([question(), question(at=NOW - timedelta(days=30))])
    store.gap_maker.place_new(Letters())

    with store._database.writing() as connection:
        assert store.questions.purge(NOW - timedelta(days=30), connection) == 0
    assert store.questions.count() == 2


def test_what_cannot_be_is_refused(store):
    with pytest.raises(ValueError, match="zone"):
        store.questions.add([question(at=NOW.replace(tzinfo=None))])
    with pytest.raises(ValueError, match="UUID"):
        store.questions.add([question(id="7")])
    with pytest.raises(ValueError, match="UUID"):
        store.questions.of_gap("7", 5)
    assert store.questions.add([]) == 0


def test_many_may_keep_the_same_question_at_once(backend, open_store, at_once):
    stores, asked = [open_store(backend.url) for _ in range(4)], question()

    added = at_once(4, lambda number: stores[number].questions.add([asked, question()]))

    assert sum(added) == 5
    assert stores[0].questions.count() == 5


def test_a_question_knows_its_gap(store):
    asked = question()
    store.questions.add([asked])
    store.gap_maker.place_new(Letters())

    (gap,) = store.gaps.find(GapFilter(), GapOrder.COUNT, 5).gaps
    assert store.questions.of_gap(gap.id, 5) == (replace(asked, gap=gap.id),)
    assert store.questions.of_gap(gap.id, 5, 1) == ()
    assert store.questions.of_gap(gap.id, 5, language=Language.KO) == ()
