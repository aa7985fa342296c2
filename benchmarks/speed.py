"""Measure speed and memory: one reply, the usual MiniLM pipeline beside it, and the server.

    python -m benchmarks.speed [--out FILE]

Everything is measured in one run, so that ratios hold on a noisy machine. A reply is measured on
one core. The server is asked by `wrk`, where it is installed, beside a route that does nothing.
Needs the extras `train` and `bench`.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np

from adapters.assemble import Ieum, assemble
from adapters.batch import read_lines
from adapters.evaluation import Asked
from adapters.settings import Settings
from benchmarks.alternatives import minilm, our_passages
from benchmarks.retrieval import QUESTIONS
from bot.reply import Message

_PORT: Final = 8765
_SECONDS: Final = 10
_CONNECTIONS: Final = 16
_READY_SECONDS: Final = 30
_WORKERS: Final = (1, 2)
_WARMING: Final = 200


def main() -> None:
    """Read the command line, measure, print and write."""
    parser = argparse.ArgumentParser(prog="benchmarks.speed", description=__doc__)
    parser.add_argument("--out", type=Path, help="write the result as JSON")
    arguments = parser.parse_args()
    with QUESTIONS.open("rb") as file:
        questions = [asked.text for asked in read_lines(file, Asked) if asked.is_ours]
    assemble(Settings())  # so that no index is built while something is measured
    result = {"server": _server(questions), "one_core": _one_core(questions)}
    text = json.dumps(result, indent=2) + "\n"
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")
    print(text)


def _one_core(questions: Sequence[str]) -> dict[str, Any]:
    """Time replies, encoding alone and the MiniLM pipeline, question by question in turn."""
    import torch

    ieum: Ieum = assemble(Settings())
    usual = minilm(our_passages(ieum.searcher))
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[0]})
    torch.set_num_threads(1)
    ways = {
        "respond": lambda text: ieum.assistant.respond(Message(text)),
        "encode": lambda text: ieum.searcher.encoder.encode([text]),
        "search": ieum.searcher.search,
        "minilm_pipeline": usual,
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for text in questions[::2]:
        for name, way in ways.items():
            started = time.perf_counter()
            way(text)
            times[name].append((time.perf_counter() - started) * 1000)
    milliseconds = {
        name: {f"p{p}": round(float(np.percentile(some, p)), 3) for p in (50, 95)}
        for name, some in times.items()
    }
    ratio = milliseconds["minilm_pipeline"]["p50"] / milliseconds["respond"]["p50"]
    return {"milliseconds": milliseconds, "minilm_over_respond": round(ratio, 1)}


def _server(questions: Sequence[str]) -> dict[str, Any]:
    """Start `ieum serve`, and measure how soon it is ready, its memory and its throughput."""
    import psutil

    throughput = {}
    for workers in _WORKERS:
        with _serving(workers) as (process, seconds):
            for text in questions[:_WARMING]:
                _post(text)
            if workers == 1:
                memory = psutil.Process(process.pid).memory_info().rss
                result: dict[str, Any] = {
                    "ready_s": round(seconds, 2),
                    "resident_mb": round(memory / 1e6),
                }
            if shutil.which("wrk"):
                name = f"{workers} process{'es' if workers > 1 else ''}"
                throughput[name] = _throughput(questions)
    return result | {"throughput": throughput}


def _throughput(questions: Sequence[str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "ask.lua"
        script.write_text(_lua(questions[:_WARMING]), encoding="utf-8")
        asked = _wrk("/api/v1/ask", "-s", str(script))
    nothing = _wrk("/healthz")
    ratio = nothing["requests_per_second"] / asked["requests_per_second"]
    return {"ask": asked, "healthz": nothing, "healthz_over_ask": round(ratio, 1)}


@contextmanager
def _serving(workers: int) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    environment = os.environ | {
        "IEUM_REQUESTS_PER_MINUTE": "0",
        "IEUM_PORT": str(_PORT),
        "IEUM_WORKERS": str(workers),
    }
    command = [str(Path(sys.executable).with_name("ieum")), "serve"]
    started = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{_PORT}/readyz", timeout=1):
                    break
            except OSError:
                if time.perf_counter() - started > _READY_SECONDS:
                    raise
                time.sleep(0.02)
        yield process, time.perf_counter() - started
    finally:
        process.terminate()
        process.wait(10)


def _post(text: str) -> None:
    request = urllib.request.Request(
        f"http://127.0.0.1:{_PORT}/api/v1/ask",
        json.dumps({"text": text}).encode(),
        {"content-type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own server
        answer.read()


def _lua(questions: Sequence[str]) -> str:
    """Write what makes wrk ask each question in turn."""
    bodies = ",\n".join(f"[==[{json.dumps({'text': text})}]==]" for text in questions)
    return (
        'wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\n'
        f"local bodies = {{{bodies}}}\nlocal turn = 0\n"
        "request = function()\n  turn = turn % #bodies + 1\n"
        "  return wrk.format(nil, nil, nil, bodies[turn])\nend\n"
    )


def _wrk(path: str, *more: str) -> dict[str, float]:
    command = ["wrk", "-t1", f"-c{_CONNECTIONS}", f"-d{_SECONDS}s", "--latency", *more]
    ran = subprocess.run(  # noqa: S603
        [*command, f"http://127.0.0.1:{_PORT}{path}"], check=True, capture_output=True, text=True
    )
    rate = re.search(r"Requests/sec:\s+([\d.]+)", ran.stdout)
    tail = re.search(r"99%\s+([\d.]+)(us|ms|s)", ran.stdout)
    if rate is None or tail is None:
        raise RuntimeError(ran.stdout)
    scale = {"us": 0.001, "ms": 1.0, "s": 1000.0}[tail[2]]
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", ran.stdout)
    return {
        "requests_per_second": float(rate[1]),
        "p99_ms": round(float(tail[1]) * scale, 2),
        "refused": float(refused[1]) if refused else 0.0,
    }


if __name__ == "__main__":
    main()
