"""A copy of the content to edit, and readers who ask at a steady rate meanwhile."""

import asyncio
import re
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final

import httpx

from knowledge.loader import CONTENT_ROOT, FOLDERS, LISTS

ENTRY: Final = "life-unpaid-wages"
_FILE: Final = f"life/{ENTRY}.yaml"
_TITLE: Final = re.compile(r"(?<=title:\n  ko: ).*")
_CHINESE: Final = re.compile(r"(?<=  zh:\n    - ).*")
_FIRST_SYLLABLE: Final = 0xAC00
_FIRST_HAN: Final = 0x4E00
_LOOK_EVERY: Final = 0.02
_KEPT_ALIVE: Final = 2
"""Seconds; less than the server keeps a connection, so that none ends as it is used again."""


class Content:
    """A copy of Ieum's content in a folder of its own."""

    def __init__(self, root: Path) -> None:
        """Copy the content to `root`."""
        self.root = root
        for name in FOLDERS:
            shutil.copytree(CONTENT_ROOT / name, root / name)
        for name in LISTS:
            shutil.copy(CONTENT_ROOT / name, root / name)
        self._text = (root / _FILE).read_text(encoding="utf-8")
        self._numbers = count()

    def edit(self, *, chinese: bool = False) -> str:
        """Change an entry's Korean title, and a Chinese question; return what is new in it."""
        number = next(self._numbers)
        new = "새제목" + chr(_FIRST_SYLLABLE + number)
        text = _TITLE.sub(new, self._text, count=1)
        if chinese:
            han = chr(_FIRST_HAN + number)
            text = _CHINESE.sub(lambda match: match[0] + han, text, count=1)
        self.write(_FILE, text)
        return new

    def write(self, name: str, text: str) -> None:
        """Write a file as careful editors do: beside it, then in its place."""
        waiting = self.root / f"{name}.part"
        waiting.write_text(text, encoding="utf-8")
        waiting.replace(self.root / name)

    def read(self, name: str) -> str:
        """Read a file."""
        return (self.root / name).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Asked:
    """When a question was asked, how long its answer took, and what went wrong."""

    at: float
    seconds: float
    trouble: str = ""


@dataclass
class Readers:
    """Ask questions in turn, so many a second, whether or not the answers keep up."""

    address: str
    questions: Sequence[str]
    per_second: int = 50
    asked: list[Asked] = field(default_factory=list)

    async def ask_until(self, stop: asyncio.Event) -> None:
        """Ask until told to stop, and wait for the last answers."""
        limits = httpx.Limits(keepalive_expiry=_KEPT_ALIVE)
        async with httpx.AsyncClient(
            base_url=self.address, trust_env=False, timeout=30, limits=limits
        ) as client:
            begun, asking = time.perf_counter(), set[asyncio.Task[None]]()
            for number in count():
                await asyncio.sleep(begun + number / self.per_second - time.perf_counter())
                if stop.is_set():
                    break
                question = self.questions[number % len(self.questions)]
                task = asyncio.create_task(self._ask(client, question))
                asking.add(task)
                task.add_done_callback(asking.discard)
            await asyncio.gather(*asking)

    async def _ask(self, client: httpx.AsyncClient, question: str) -> None:
        at, trouble = time.perf_counter(), ""
        try:
            answer = await client.post("/api/v1/ask", json={"text": question})
            if answer.status_code != httpx.codes.OK:
                trouble = str(answer.status_code)
        except httpx.HTTPError as error:
            trouble = repr(error)
        self.asked.append(Asked(at, time.perf_counter() - at, trouble))


async def until_served(address: str, new: str, seconds: float) -> float:
    """Look at the entry until it shows what is new in it; return how many seconds that took.

    Raises:
        TimeoutError: it does not within `seconds`.
    """
    begun = time.perf_counter()
    async with (
        asyncio.timeout(seconds),
        httpx.AsyncClient(base_url=address, trust_env=False, timeout=30) as client,
    ):
        while True:
            shown = await client.get(f"/api/v1/services/{ENTRY}", params={"language": "ko"})
            if new in shown.text:
                return time.perf_counter() - begun
            await asyncio.sleep(_LOOK_EVERY)
