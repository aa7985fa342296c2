"""How soon the console's look-up answers: whole questions, and as they are typed.

A request is timed from where the server takes it to where its answer is whole: the session is read,
the search is made, the list is drawn. No network is in it. `processor_ms` is what the processor
worked meanwhile, on all its cores, the asking client's part included: it stays about the same on a
machine that is busy with other things.
"""

import json
import random
import tempfile
import time
import uuid
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
from fastapi.testclient import TestClient

from adapters.assemble import assemble
from adapters.settings import Settings
from adapters.web.console.door import COOKIE
from adapters.web.console.lookup.finding import Reference
from adapters.web.server import create_app
from benchmarks.retrieval import QUESTIONS
from bot.lookup import LONGEST_SEARCH, Lookup
from bot.passwords import hash_password
from bot.roles import Role
from bot.staff import Staff

_CUTS: Final = 1
"""Beginnings of each question, as somebody types it."""
_SHORTEST: Final = 2
_SEED: Final = 8
_HTMX: Final = {"hx-request": "true"}

Took = tuple[float, float]
"""Seconds by the clock, and of the processor."""


def measure() -> dict[str, Any]:
    """Ask every question of the evaluation, and its beginnings; then open every item."""
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    texts = [str(json.loads(line)["text"])[:LONGEST_SEARCH] for line in lines]
    chance = random.Random(_SEED)  # noqa: S311 - no secret
    begun = [
        text[: chance.randint(_SHORTEST, max(_SHORTEST, len(text) - 1))]
        for text in texts
        for _ in range(_CUTS)
    ]
    with tempfile.TemporaryDirectory() as var:
        settings = Settings(requests_per_minute=0, demo_port=0, var=Path(var))
        ieum = assemble(settings)
        with TestClient(create_app(ieum, settings), base_url="https://localhost") as desk:
            _sit_down(desk)
            _get(desk, "/console/?q=warm")
            reference: Reference = desk.app.state.desk_reference  # type: ignore[attr-defined]
            items = [f"/console/items/{item.key}?lang=vi" for item in reference.lookup.items]
            measured = {
                "questions": len(texts),
                "beginnings": len(begun),
                "took": {
                    "a question": _spread(_get(desk, "/console/", text) for text in texts),
                    "a beginning": _spread(_get(desk, "/console/", text) for text in begun),
                    "filters alone": _spread(
                        _get(desk, f"/console/?kind={kind}&visa=E-9&district=guro")
                        for kind in ("entry", "center", "line", "passage", "term") * 20
                    ),
                    "an item": _spread(_get(desk, path) for path in items),
                    "the search alone": _spread(
                        _timed(partial(reference.lookup.find, text, limit=25)) for text in begun
                    ),
                },
            }
        made = _spread(_timed(partial(Lookup, ieum.knowledge, ieum.searcher)) for _ in range(9))
        return measured | {"to_make_after_a_change": made}


def _sit_down(desk: TestClient) -> None:
    store = desk.app.state.keeping._store  # type: ignore[attr-defined]
    now = datetime.now(UTC)
    staff = Staff(str(uuid.uuid4()), "bench", "Bench", Role.COUNSELOR, now)
    store.accounts.add(staff, hash_password("three small boats in a row"))
    desk.cookies.set(COOKIE, store.sessions.open(staff.id, now))


def _get(desk: TestClient, path: str, text: str = "") -> Took:
    asked = {"q": text} if text else None
    return _timed(lambda: desk.get(path, params=asked, headers=_HTMX).raise_for_status())


def _timed(work: Callable[[], object]) -> Took:
    started, worked = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - worked


def _spread(took: Iterable[Took]) -> dict[str, dict[str, float]]:
    columns = zip(*took, strict=True)
    return {
        name: {f"p{share}": _ms(float(np.percentile(seconds, share))) for share in (50, 95, 99)}
        for name, seconds in zip(("ms", "processor_ms"), columns, strict=True)
    }


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
