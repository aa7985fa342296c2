import asyncio
import logging
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from adapters.keeping import Keeping
from adapters.live import Live
from adapters.recording import _MOST_QUESTIONS, Recording
from bot.clock import seoul_day
from bot.learning import NOT_USEFUL, Channel, Tally
from bot.reply import Message
from bot.storage.errors import StoreUnavailableError
from bot.storage.gaps import GapFilter, GapOrder
from bot.storage.question_counts import Side
from bot.storage.records import Feedback, Reason
from bot.storage.store import Store
from knowledge.languages import Language

DOG = {
    Language.EN: "Do I need quarantine to bring my dog to Korea",
    Language.ZH: "带狗来韩国需要检疫吗",
}
PAY = "my boss has not paid me for three months"


class AwayStore:
    """Stands for a store whose database is away."""

    class Part:
        def add(self, _):
            raise StoreUnavailableError("it is away")

    questions = counts = Part()


@pytest.fixture
def store(tmp_path):
    store = Store(f"sqlite:///{tmp_path}/ieum.db")
    yield store
    store.close()


@pytest.fixture
def recording_of(ieum):
    return lambda store, days=30: Recording(Live(ieum), Keeping(store, 30), days)


@pytest.fixture
def recording(recording_of, store):
    return recording_of(store)


@pytest.fixture
def ask(ieum):
    def ask(recording, text, channel=Channel.API):
        recording.asked(text, ieum.assistant.respond(Message(text)), channel)

    return ask


def opinion(**more):
    given = {
        "id": str(uuid.uuid4()),
        "at": datetime.now(UTC),
        "language": Language.EN,
        "kind": "answer",
        "useful": False,
        "service": "life-unpaid-wages",
        "reason": Reason.WRONG,
        "question": "How do I extend my visa",
    }
    return Feedback(**given | more)


def counted(store, side):
    today = seoul_day(datetime.now(UTC))
    days = (today - timedelta(days=1), today + timedelta(days=1))
    return store.counts.together(side, *days)


def test_all_is_counted_and_only_what_has_no_answer_is_kept(recording, store, ask):
    for text in (PAY, DOG[Language.EN], "hello"):
        ask(recording, text, Channel.WIDGET)
    asyncio.run(recording.flush())

    assert [one.text for one in store.questions.newest(5)] == [DOG[Language.EN]]
    assert counted(store, Side.CHANNEL) == {"widget": Tally(3)}
    assert counted(store, Side.TOPIC) == {"work": Tally(1), "": Tally(2)}


def test_what_tells_of_danger_is_counted_and_never_kept(recording, store, ask):
    ask(recording, "my husband is strangling me")
    recording.judged(opinion(question="my husband is strangling me"))
    recording.judged(opinion(kind="emergency", service=None))
    asyncio.run(recording.flush())

    assert store.questions.count() == 0
    assert counted(store, Side.KIND)["emergency"] == Tally(1, 0, 1)


def test_where_questions_are_not_kept_they_are_only_counted(recording_of, store, ask):
    recording = recording_of(store, days=0)
    ask(recording, DOG[Language.EN])
    recording.judged(opinion())
    asyncio.run(recording.flush())

    assert store.questions.count() == 0
    assert counted(store, Side.CHANNEL) == {"api": Tally(1), "widget": Tally(0, 0, 1)}


def test_opinions_are_counted_and_kept_where_the_question_was_sent(recording, store):
    for given in (opinion(), opinion(question=""), opinion(useful=True)):
        recording.judged(given)
    asyncio.run(recording.flush())

    assert [(one.kind, one.topic) for one in store.questions.newest(5)] == [(NOT_USEFUL, "work")]
    assert counted(store, Side.TOPIC) == {"work": Tally(0, 1, 2)}


def test_what_is_asked_is_written_and_grouped_meanwhile(recording_of, store, ask):
    recording = recording_of(store)
    recording._pause = 0.01

    async def meanwhile():
        async with recording.running():
            for text in DOG.values():
                ask(recording, text)
            async with asyncio.timeout(30):
                while not store.gaps.find(GapFilter(), GapOrder.COUNT, 5).gaps:
                    await asyncio.sleep(0.01)
            ask(recording, PAY)

    asyncio.run(meanwhile())

    (gap,) = store.gaps.find(GapFilter(), GapOrder.COUNT, 5).gaps
    assert gap.examples == DOG
    # The last of it in the end.
    assert sum(tally.asked for tally in counted(store, Side.KIND).values()) == 3


def test_nothing_is_lost_while_the_database_is_away(recording_of, store, ask, caplog):
    recording = recording_of(AwayStore())
    ask(recording, DOG[Language.EN])
    asyncio.run(recording.flush())
    ask(recording, DOG[Language.EN])
    asyncio.run(recording.flush())
    assert caplog.messages == ["What is asked cannot be noted now: it is away"]

    recording._keeping = Keeping(store, 30)
    asyncio.run(recording.flush())

    assert store.questions.count() == 2
    assert counted(store, Side.CHANNEL) == {"api": Tally(2)}
    assert len(caplog.messages) == 1


def test_what_waits_has_a_limit_and_how_much_was_lost_is_said_once(
    recording_of, store, ieum, caplog
):
    recording = recording_of(AwayStore())
    reply = ieum.assistant.respond(Message(DOG[Language.EN]))
    for _ in range(_MOST_QUESTIONS + 7):
        recording.asked("the same", reply, Channel.API)
    asyncio.run(recording.flush())
    recording._keeping = Keeping(store, 30)
    caplog.clear()

    for _ in range(2):
        asyncio.run(recording.flush())

    assert store.questions.count() == _MOST_QUESTIONS
    assert counted(store, Side.CHANNEL) == {"api": Tally(_MOST_QUESTIONS + 7)}
    assert [one for one in caplog.messages if "was not noted" in one] == [
        "7 of what was asked was not noted: too much of it waited."
    ]


def test_what_could_not_be_noted_in_the_end_is_said(recording_of, ask, caplog):
    recording = recording_of(AwayStore())

    async def meanwhile():
        async with recording.running():
            ask(recording, PAY)

    asyncio.run(meanwhile())

    assert "What was asked last could not be noted." in caplog.messages


def test_a_mistake_of_ours_is_told_and_ends_nothing(recording_of, store, ask, caplog, monkeypatch):
    recording = recording_of(store)
    recording._pause = 0.01
    broken = iter([RuntimeError("oops")])

    async def group():
        for error in broken:
            raise error

    monkeypatch.setattr(recording, "_group", group)
    caplog.set_level(logging.ERROR)

    async def meanwhile():
        async with recording.running(), asyncio.timeout(30):
            while not caplog.messages:
                await asyncio.sleep(0.01)
            ask(recording, PAY)
            while not counted(store, Side.KIND):
                await asyncio.sleep(0.01)

    asyncio.run(meanwhile())

    assert caplog.messages == ["What was asked is not noted: this is our mistake."]
