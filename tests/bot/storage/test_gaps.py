import uuid
from datetime import datetime, timedelta
from itertools import chain

import numpy as np
import pytest

from bot.clock import SEOUL
from bot.learning import Learned
from bot.storage.console_tables import GAPS
from bot.storage.gaps import GapFilter, GapOrder, GapState
from bot.storage.question_reading import QuestionReader
from knowledge.languages import Language

NOW = datetime(2026, 11, 27, 10, 30, 0, 123456, tzinfo=SEOUL)
DOG = {
    Language.KO: "강아지를 한국에 데려오려면 검역이 필요한가요",
    Language.EN: "Do I need quarantine to bring my dog to Korea",
    Language.ZH: "带狗来韩国需要检疫吗",
    Language.VI: "Mang chó sang Hàn Quốc có cần kiểm dịch không",
    Language.MN: "Нохойгоо Солонгос руу авчрахад хорио цээр хэрэгтэй юу",
}
BICYCLE = {
    Language.KO: "서울 공공 자전거는 어떻게 빌려요",
    Language.EN: "How can I rent a public bicycle in Seoul",
    Language.ZH: "在首尔怎么租公共自行车",
    Language.VI: "Thuê xe đạp công cộng ở Seoul thế nào",
    Language.MN: "Сөүлд нийтийн унадаг дугуй яаж түрээслэх вэ",
}


class Letters:
    """Reads a question by its letters; `shift` makes another encoder of it."""

    def __init__(self, shift=0):
        self.name = f"letters-{shift}"
        self._shift = shift

    def encode(self, questions):
        rows = np.zeros((len(questions), 64 + self._shift), np.float32)
        for row, (text, _) in zip(rows, questions, strict=True):
            for letter in text:
                row[(ord(letter) + self._shift) % 64] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def question(text="aaaa", **more):
    given = {
        "id": str(uuid.uuid4()),
        "at": NOW,
        "language": Language.EN,
        "kind": "no_answer",
        "channel": "widget",
        "text": text,
    }
    return Learned(**given | more)


@pytest.fixture(scope="module")
def reader(ieum):
    return QuestionReader(ieum.searcher)


def all_of(store, order=GapOrder.COUNT, **wanted):
    return store.gaps.find(GapFilter(**wanted), order, 50).gaps


def test_one_gap_in_five_languages_is_one_row(store, reader):
    asked = [
        question(text, language=language) for language, text in chain(DOG.items(), BICYCLE.items())
    ]
    store.questions.add(asked)

    assert store.gap_maker.place_new(reader) == 10
    assert store.gap_maker.place_new(reader) == 0
    assert [gap.examples for gap in all_of(store)] in ([DOG, BICYCLE], [BICYCLE, DOG])
    assert [gap.languages for gap in all_of(store)] == [dict.fromkeys(Language, 1)] * 2


def test_questions_join_the_gaps_there_are(store):
    store.questions.add([question("aaaa", at=NOW)])
    store.gap_maker.place_new(Letters())
    (before,) = all_of(store)
    later, earlier = NOW + timedelta(hours=1), NOW - timedelta(hours=1)
    store.questions.add(
        [question("aaab", at=later), question("aaba", at=earlier), question("zzzz")]
    )
    store.gap_maker.place_new(Letters())

    grown, other = all_of(store)
    assert (grown.id, grown.count, grown.example) == (before.id, 3, "aaaa")
    assert (grown.first_at, grown.last_at) == (earlier, later)
    assert other.count == 1


def test_so_many_are_placed_at_once_as_are_wanted(store):
    store.questions.add([question() for _ in range(5)])

    assert [store.gap_maker.place_new(Letters(), limit=2) for _ in range(4)] == [2, 2, 1, 0]
    assert [gap.count for gap in all_of(store)] == [5]


def test_processes_that_place_at_once_place_each_question_once(backend, open_store, at_once):
    stores = [open_store(backend.url) for _ in range(4)]
    texts = [letter * 4 for letter in "abcdefghij"]
    stores[0].questions.add([question(text) for text in texts for _ in range(8)])

    def place(number):
        while (placed := stores[number].gap_maker.place_new(Letters(), limit=10)) != 0:
            assert placed is None or placed > 0

    at_once(4, place)

    assert [gap.count for gap in all_of(stores[0])] == [8] * 10
    assert sum(len(stores[0].questions.of_gap(gap.id, 50)) for gap in all_of(stores[0])) == 80


def test_what_is_asked_like_a_gap_that_was_set_aside_joins_it(store):
    store.questions.add([question()])
    store.gap_maker.place_new(Letters())
    (gap,) = all_of(store)
    store.gaps.settle(gap.id, GapState.DISMISSED)
    store.questions.add([question()])
    store.gap_maker.place_new(Letters())

    assert all_of(store) == ()
    assert [one.count for one in all_of(store, state=GapState.DISMISSED)] == [2]


def test_what_an_entry_still_does_not_answer_is_a_new_gap(store):
    store.questions.add([question()])
    store.gap_maker.place_new(Letters())
    (gap,) = all_of(store)
    assert store.gaps.settle(gap.id, GapState.MADE, "life-dogs")
    store.questions.add([question()])
    store.gap_maker.place_new(Letters())

    assert [one.count for one in all_of(store)] == [1]
    assert store.gaps.get(gap.id).entry == "life-dogs"
    assert store.gaps.states() == {GapState.OPEN: 1, GapState.MADE: 1, GapState.DISMISSED: 0}
    assert store.gaps.settle(gap.id, GapState.OPEN)
    assert store.gaps.get(gap.id).entry is None


def test_gaps_that_have_grown_together_become_one(store):
    store.questions.add([question("aab", at=NOW - timedelta(days=3))])
    store.gap_maker.place_new(Letters())
    store.questions.add([question("bbb"), question("bbb")])
    store.gap_maker.place_new(Letters())
    assert len(all_of(store)) == 2
    # What pulls the second towards the first.
    store.questions.add([question("abb"), question("aab"), question("ab")])
    with store._database.writing() as connection:
        connection.execute(GAPS.update().where(GAPS.c.count == 1).values(state="dismissed"))
        connection.execute(GAPS.update().where(GAPS.c.count == 2).values(state="open"))
    store.gaps.settle(all_of(store, state=GapState.DISMISSED)[0].id, GapState.OPEN)
    store.gap_maker.place_new(Letters())
    count = len(all_of(store))

    merged = 0
    while fewer := store.gap_maker.merge(Letters()):
        merged += fewer
    assert merged == count - 1
    (gap,) = all_of(store)
    assert (gap.count, gap.first_at) == (6, NOW - timedelta(days=3))
    assert len(store.questions.of_gap(gap.id, 50)) == 6


def test_gaps_that_were_set_aside_are_not_joined_with_others(store):
    store.questions.add([question("aab")])
    store.gap_maker.place_new(Letters())
    store.gaps.settle(all_of(store)[0].id, GapState.MADE)
    store.questions.add([question("aab")])
    store.gap_maker.place_new(Letters())

    assert store.gap_maker.merge(Letters()) == 0
    assert len(all_of(store, state=None)) == 2


def test_another_encoder_places_all_gaps_anew(store):
    store.questions.add([question("aaaa"), question("aaaa"), question("zzzz")])
    store.gap_maker.place_new(Letters())
    before = all_of(store)

    assert store.gap_maker.refit(Letters(1), limit=1) == 1
    assert store.gap_maker.refit(Letters(1)) == 1
    assert store.gap_maker.refit(Letters(1)) == 0
    store.questions.add([question("aaaa")])
    store.gap_maker.place_new(Letters(1))

    assert [gap.id for gap in all_of(store)] == [gap.id for gap in before]
    assert [gap.count for gap in all_of(store)] == [3, 1]


@pytest.fixture
def filled(store):
    """Three gaps: of two languages and kinds, of today and of a week ago."""
    week = NOW - timedelta(days=7)
    store.questions.add(
        [
            question("aaaa", at=week),
            question("aaaa", language=Language.MN, at=week + timedelta(hours=1)),
            question("aaab", language=Language.MN, kind="route", at=week + timedelta(hours=2)),
            question("mmmm", language=Language.KO, kind="clarify"),
            question("mmmm", language=Language.KO, at=NOW - timedelta(hours=1)),
            question("zzzz", language=Language.MN, at=NOW - timedelta(days=2)),
        ]
    )
    store.gap_maker.place_new(Letters())
    return store


@pytest.mark.parametrize(
    ("wanted", "counts"),
    [
        ({}, {"a": 3, "m": 2, "z": 1}),
        ({"language": Language.MN}, {"a": 2, "z": 1}),
        ({"kind": "clarify"}, {"m": 1}),
        ({"since": NOW - timedelta(days=3)}, {"m": 2, "z": 1}),
        ({"language": Language.MN, "kind": "route"}, {"a": 1}),
        ({"language": Language.MN, "kind": "route", "since": NOW}, {}),
        ({"state": GapState.DISMISSED}, {}),
        ({"state": None}, {"a": 3, "m": 2, "z": 1}),
    ],
)
def test_a_filter_says_which_questions_count(filled, wanted, counts):
    page = filled.gaps.find(GapFilter(**wanted), GapOrder.COUNT, 50)

    assert {gap.example[0]: gap.count for gap in page.gaps} == counts
    assert page.total == len(counts)


def test_gaps_come_most_frequent_or_latest_first_page_by_page(filled):
    assert [gap.example[0] for gap in all_of(filled)] == ["a", "m", "z"]
    assert [gap.example[0] for gap in all_of(filled, GapOrder.LAST)] == ["m", "z", "a"]
    page = filled.gaps.find(GapFilter(), GapOrder.COUNT, 1, 1)
    assert ([gap.example[0] for gap in page.gaps], page.total) == (["m"], 3)
    assert filled.gaps.find(GapFilter(), GapOrder.COUNT, 5, 5).gaps == ()


def test_a_gap_tells_of_its_languages_and_kinds_whatever_the_filter(filled):
    (gap, _) = all_of(filled, language=Language.MN)

    assert gap.languages == {Language.EN: 1, Language.MN: 2}
    assert gap.kinds == {"no_answer": 2, "route": 1}
    assert gap.examples == {Language.EN: "aaaa", Language.MN: "aaab"}
    assert filled.gaps.get(gap.id).count == 3


def test_a_gap_that_is_not_there(store):
    assert store.gaps.get(str(uuid.uuid4())) is None
    assert not store.gaps.settle(str(uuid.uuid4()), GapState.DISMISSED)
    with pytest.raises(ValueError, match="UUID"):
        store.gaps.get("7")
