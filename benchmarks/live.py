"""Measure how content that is edited comes into service while questions are asked.

    python -m benchmarks.live [--out FILE]

A real server is asked 50 questions a second by another process, quietly first and then while an
entry is edited again and again. Latencies are compared within one run, because machines differ.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from adapters.batch import read_lines
from adapters.evaluation import Asked as Known
from adapters.live import Live
from adapters.metrics import percentile
from adapters.settings import Settings
from benchmarks.editing import Asked, Content, Readers, until_served
from benchmarks.retrieval import QUESTIONS

_PORT: Final = 8768
_ADDRESS: Final = f"http://127.0.0.1:{_PORT}"
_READY_SECONDS: Final = 60
_QUIET_SECONDS: Final = 10
_PAUSE: Final = 2.0
_EDITS: Final = 10
_LONGEST: Final = 30.0
_TIMES: Final = 5


def main() -> None:
    """Read the command line, measure, print and write."""
    parser = argparse.ArgumentParser(prog="benchmarks.live", description=__doc__)
    parser.add_argument("--out", type=Path, help="write the result as JSON")
    arguments = parser.parse_args()
    with QUESTIONS.open("rb") as file:
        questions = [asked.text for asked in read_lines(file, Known) if asked.is_ours]
    with tempfile.TemporaryDirectory() as folder:
        content, var = Content(Path(folder) / "content"), Path(folder) / "var"
        work = asyncio.run(_work(content, var))
        with _serving(content, var):
            result = asyncio.run(_served(content, questions)) | {"cpu_seconds_a_change": work}
    text = json.dumps(result, indent=2) + "\n"
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")
    print(text)


async def _work(content: Content, var: Path) -> dict[str, float]:
    """Measure what a change costs in processor time, the writing of the index included."""
    live = Live.open(Settings(content=content.root, var=var))
    glossary, book = content.read("glossary.yaml"), content.read("phrases/en.yaml")
    changes: dict[str, Callable[[int], object]] = {
        "entry": lambda _: content.edit(),
        "entry_in_chinese": lambda _: content.edit(chinese=True),
        "glossary": lambda n: content.write(
            "glossary.yaml", glossary.replace("ko: [등록증,", f"ko: [새이름{chr(0xAC00 + n)},")
        ),
        "phrases": lambda n: content.write("phrases/en.yaml", f"{book}# {n}\n"),
    }
    spent = {}
    for name, change in changes.items():
        times = []
        for number in range(_TIMES):
            change(number)
            begun = time.process_time()
            await live.refresh()
            times.append(time.process_time() - begun)
        spent[name] = round(percentile(times, 50), 3)
    return spent


async def _served(content: Content, questions: Sequence[str]) -> dict[str, Any]:
    """Ask all the time, and edit after a while."""
    readers, stop, spans = Readers(_ADDRESS, questions), asyncio.Event(), []
    asking = asyncio.create_task(readers.ask_until(stop))
    await asyncio.sleep(_QUIET_SECONDS)
    for number in range(_EDITS):
        new, begun = content.edit(chinese=number % 2 == 1), time.perf_counter()
        spans.append((begun, begun + await until_served(_ADDRESS, new, _LONGEST)))
        await asyncio.sleep(_PAUSE)
    stop.set()
    await asking
    first_edit = spans[0][0]
    quiet = [one for one in readers.asked if one.at + one.seconds < first_edit]
    during = [
        one
        for one in readers.asked
        if any(begun < one.at + one.seconds and one.at < end for begun, end in spans)
    ]
    milliseconds = {"quiet": _latency(quiet), "while_renewing": _latency(during)}
    waits = [end - begun for begun, end in spans]
    return {
        "questions_per_second": readers.per_second,
        "asked": len(readers.asked),
        "failed": [one.trouble for one in readers.asked if one.trouble],
        "edits": _EDITS,
        "seconds_until_served": {f"p{p}": round(percentile(waits, p), 2) for p in (50, 100)},
        "milliseconds": milliseconds,
        "while_renewing_over_quiet": {
            name: round(milliseconds["while_renewing"][name] / milliseconds["quiet"][name], 1)
            for name in milliseconds["quiet"]
        },
    }


def _latency(asked: Sequence[Asked]) -> dict[str, float]:
    times = [one.seconds * 1000 for one in asked]
    return {f"p{p}": round(percentile(times, p), 1) for p in (50, 99)}


@contextmanager
def _serving(content: Content, var: Path) -> Iterator[None]:
    environment = os.environ | {
        "IEUM_CONTENT": str(content.root),
        "IEUM_VAR": str(var),
        "IEUM_PORT": str(_PORT),
        "IEUM_DEMO_PORT": "0",
        "IEUM_REQUESTS_PER_MINUTE": "0",
    }
    command = [str(Path(sys.executable).with_name("ieum")), "serve"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        _wait(process)
        yield
    finally:
        process.terminate()
        process.wait(10)


def _wait(process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _READY_SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{_ADDRESS}/readyz", timeout=5):  # noqa: S310
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not start.")


if __name__ == "__main__":
    main()
