"""How soon the room of learning answers with a hundred thousand questions, and groups them.

A page is timed from where the server takes the request to where its answer is whole.
`processor_ms` is what the processor worked meanwhile, SQLite's work included: it stays about the
same on a machine that is busy with other things. With `IEUM_DATABASE`, an empty PostgreSQL is
filled and measured instead of a SQLite file.
"""

import re
import tempfile
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
from fastapi.testclient import TestClient
from sqlalchemy import delete, update

from adapters.assemble import assemble
from adapters.settings import Settings
from adapters.web.console.door import COOKIE
from adapters.web.server import create_app
from benchmarks import gaps
from benchmarks.console_data import seed
from bot.passwords import hash_password
from bot.roles import Role
from bot.staff import Staff
from bot.storage.console_tables import GAPS, QUESTIONS
from bot.storage.question_reading import QuestionReader
from bot.storage.store import Store

_QUESTIONS: Final = 100_000
_TIMES: Final = 7
_ROOM: Final = "/console/learning"
_PAGES: Final = (
    "",
    "?sort=last",
    "?language=mn&kind=no_answer&days=30",
    "?kind=route",
    "?page=20",
    "/answers",
    "/answers?reason=wrong&language=ko",
    "/entries?days=30",
    "/entries?days=365&sort=usefulness",
    "/trends?by=language&days=30",
    "/trends?by=topic&days=90",
    "/trends?by=topic&days=365",
    "/trends?by=hour&days=365",
)


def measure() -> dict[str, Any]:
    """Fill a store, ask for every page, then put all its questions into gaps anew."""
    with tempfile.TemporaryDirectory() as var:
        settings = Settings(requests_per_minute=0, demo_port=0, var=Path(var))
        ieum = assemble(settings)
        store = Store(settings.database_url)
        seed(store, _QUESTIONS)
        desk = TestClient(create_app(ieum, settings), base_url="https://localhost")
        _sit_down(desk, store)
        pages = {path or "/": _took(desk, path) for path in (*_PAGES, *_gap_pages(desk))}
        grouping = _group_all(store, QuestionReader(ieum.searcher))
        store.close()
    return {
        "database": settings.database_url.partition(":")[0].partition("+")[0],
        "questions": _QUESTIONS,
        "pages": pages,
        "grouping": grouping,
        "how well": gaps.measure(),
    }


def _gap_pages(desk: TestClient) -> list[str]:
    listed = desk.get(_ROOM).text
    found = re.search(rf"{_ROOM}(/gaps/[0-9a-f-]+)", listed)
    if found is None:
        raise RuntimeError("there is no gap to open")
    return [found[1], f"{found[1]}?page=100", f"{found[1]}?language=mn"]


def _took(desk: TestClient, path: str) -> dict[str, float]:
    clock, processor = [], []
    for _ in range(_TIMES):
        started, worked = time.perf_counter(), time.process_time()
        if desk.get(f"{_ROOM}{path}").status_code != 200:
            raise RuntimeError(f"{path} cannot be shown")
        clock.append(time.perf_counter() - started)
        processor.append(time.process_time() - worked)
    return {
        "median_ms": round(float(np.median(clock)) * 1_000, 1),
        "slowest_ms": round(max(clock) * 1_000, 1),
        "processor_ms": round(float(np.median(processor)) * 1_000, 1),
    }


def _group_all(store: Store, reader: QuestionReader) -> dict[str, float]:
    with store._database.writing() as connection:
        connection.execute(update(QUESTIONS).values(gap=None))
        connection.execute(delete(GAPS))
    started, worked = time.perf_counter(), time.process_time()
    while store.gap_maker.place_new(reader):
        pass
    placed = time.perf_counter()
    while store.gap_maker.merge(reader):
        pass
    merged, worked = time.perf_counter(), time.process_time() - worked
    some = [one.id for one in store.questions.newest(100)]
    with store._database.writing() as connection:
        connection.execute(update(QUESTIONS).where(QUESTIONS.c.id.in_(some)).values(gap=None))
    again = time.perf_counter()
    store.gap_maker.place_new(reader)
    return {
        "all_s": round(placed - started, 1),
        "merging_s": round(merged - placed, 1),
        "processor_s": round(worked, 1),
        "a_hundred_more_s": round(time.perf_counter() - again, 2),
        "gaps": sum(store.gaps.states().values()),
    }


def _sit_down(desk: TestClient, store: Store) -> None:
    now = datetime.now(UTC)
    staff = Staff(str(uuid.uuid4()), "measure", "Measure", Role.ADMIN, now)
    store.accounts.add(staff, hash_password(uuid.uuid4().hex))
    desk.cookies.set(COOKIE, store.sessions.open(staff.id, now))
