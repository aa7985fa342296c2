"""Noting what was asked, without holding up an answer: gathered in memory, written each second."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from time import monotonic
from typing import Final

from adapters.keeping import Keeping
from adapters.live import Live
from bot.learning import (
    Cell,
    Channel,
    Learned,
    Tally,
    cell_of,
    cell_of_opinion,
    learned_from,
    learned_from_opinion,
)
from bot.reply import Message, Reply
from bot.storage.errors import StoreUnavailableError
from bot.storage.question_reading import QuestionReader
from bot.storage.records import Feedback
from bot.storage.store import Store

log = logging.getLogger("ieum")

_PAUSE: Final = 1.0
"""Seconds between two times that something is written."""
_AWAY_TIMES: Final = 10
"""How many times longer we wait for a database that is away: others need the threads, too."""
_MERGE_EVERY: Final = 600.0
"""Seconds between two looks whether gaps have grown together."""
_MOST_QUESTIONS: Final = 5_000
_MOST_CELLS: Final = 20_000
"""What waits in memory while the database is away; what is beyond that is lost, and said to be."""


class Recording:
    """Counts replies, and keeps the questions that may be kept; nothing here waits or fails.

    Call it from one event loop.
    """

    def __init__(self, live: Live, keeping: Keeping, days: int, pause: float = _PAUSE) -> None:
        """Take what is served, what writes, and for how many days questions are kept; 0 is never.

        `pause` is how many seconds lie between two times that something is written.
        """
        self._live = live
        self._keeping = keeping
        self._keeps = days > 0
        self._pause = pause
        self._questions: list[Learned] = []
        self._cells: dict[Cell, Tally] = {}
        self._lost = 0
        self._is_away = False
        self._unplaced = True
        self._unmerged = True
        self._merge_from = 0.0
        self._fitted = ""

    def asked(self, text: str, reply: Reply, channel: Channel) -> None:
        """Note a reply; of the question itself only what `bot.learning` lets us keep."""
        at = datetime.now(UTC)
        self._count(cell_of(reply, self._topic(reply.service), channel, at), Tally(asked=1))
        self._keep(learned_from(text, reply, channel, at))

    def judged(self, given: Feedback) -> None:
        """Note whether a reply was useful, and the question where the person agreed to that."""
        topic = self._topic(given.service)
        tally = Tally(useful=1) if given.useful else Tally(not_useful=1)
        self._count(cell_of_opinion(given, topic), tally)
        if given.question:
            heard = self._live.now.assistant.hear(Message(given.question))
            self._keep(learned_from_opinion(given, topic, is_danger=heard.alarm is not None))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Write again and again for as long as this is entered, and once more in the end."""
        writing = asyncio.create_task(self._run())
        try:
            yield
        finally:
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)
            await self.flush()
            if self._questions or self._cells:
                log.warning("What was asked last could not be noted.")

    async def flush(self) -> None:
        """Write what has been gathered; what cannot be written now is kept for the next time."""
        questions, cells = self._questions, self._cells
        if not questions and not cells:
            return
        self._questions, self._cells = [], {}
        try:
            await self._keeping.use(lambda store: _write(store, questions, cells))
        except StoreUnavailableError as error:
            self._take_back(questions, cells)
            self._tell_away(error)
            return
        self._unplaced = self._unplaced or bool(questions)
        if self._lost:
            log.warning("%d of what was asked was not noted: too much of it waited.", self._lost)
        self._is_away, self._lost = False, 0

    async def _run(self) -> None:
        while True:
            try:
                await self.flush()
                await self._group()
            except StoreUnavailableError as error:
                self._tell_away(error)
            except Exception:
                log.exception("What was asked is not noted: this is our mistake.")
            await asyncio.sleep(self._pause * (_AWAY_TIMES if self._is_away else 1))

    async def _group(self) -> None:
        """Put new questions into gaps, some at a time: the threads are not ours alone."""
        reader = QuestionReader(self._live.now.searcher)
        while self._fitted != reader.name:
            if not await self._keeping.use(lambda store: store.gap_maker.refit(reader)):
                self._fitted = reader.name
        while self._unplaced:
            placed = await self._keeping.use(lambda store: store.gap_maker.place_new(reader))
            if placed is None:
                return
            self._unplaced = placed > 0
            self._unmerged = self._unmerged or placed > 0
        if self._unmerged and monotonic() >= self._merge_from:
            while await self._keeping.use(lambda store: store.gap_maker.merge(reader)):
                pass
            self._unmerged, self._merge_from = False, monotonic() + _MERGE_EVERY

    def _tell_away(self, error: StoreUnavailableError) -> None:
        if not self._is_away:
            log.warning("What is asked cannot be noted now: %s", error)
        self._is_away = True

    def _topic(self, service: str | None) -> str | None:
        entry = self._live.now.knowledge.entries.get(service or "")
        return entry.topic.value if entry else None

    def _count(self, cell: Cell, tally: Tally) -> None:
        if cell not in self._cells and len(self._cells) >= _MOST_CELLS:
            self._lost += 1
            return
        self._cells[cell] = self._cells.get(cell, Tally()).plus(tally)

    def _keep(self, question: Learned | None) -> None:
        if question is None or not self._keeps:
            return
        if len(self._questions) >= _MOST_QUESTIONS:
            self._lost += 1
            return
        self._questions.append(question)

    def _take_back(self, questions: list[Learned], cells: dict[Cell, Tally]) -> None:
        fresh, self._questions = self._questions, []
        for question in (*questions, *fresh):
            self._keep(question)
        newer, self._cells = self._cells, {}
        for cell, tally in (*cells.items(), *newer.items()):
            self._count(cell, tally)


def _write(store: Store, questions: list[Learned], cells: dict[Cell, Tally]) -> None:
    # A question has an id, and counts only once; so that nothing else does twice, counts come last.
    store.questions.add(questions)
    store.counts.add(cells)
