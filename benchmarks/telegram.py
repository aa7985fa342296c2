"""Measure how soon the bot answers on Telegram, and how much memory it takes.

    python -m benchmarks.telegram [--out FILE]

The real command asks a Telegram on this machine (`benchmarks/bot_api`) with Telegram's own limits:
30 messages a second from a bot, one a second in a chat. 200 chats in five languages are open. More
than 30 questions a second could only wait for the limit; so 20 a second are asked for 20 seconds,
each chat in its turn. Then all 200 ask at the same instant, and do wait for it.

A reply is timed from when Telegram has the question to when it has the first message of the reply.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np

from adapters.assemble import assemble
from adapters.batch import read_lines
from adapters.evaluation import Asked
from adapters.settings import Settings
from benchmarks.bot_api import BotApi, Chat, Limits
from benchmarks.retrieval import QUESTIONS
from bot.reply import Message
from knowledge.languages import Language

_CHATS: Final = 200
_A_SECOND: Final = 20.0
_SECONDS: Final = 20.0
_PATIENCE: Final = 60.0
_KINDS: Final = 40
_REFUSED: Final = 429

Turn = tuple[Chat, str]
"""Who asks, and what."""


def main() -> None:
    """Read the command line, measure, print and write."""
    parser = argparse.ArgumentParser(prog="benchmarks.telegram", description=__doc__)
    parser.add_argument("--out", type=Path, help="write the result as JSON")
    arguments = parser.parse_args()
    text = json.dumps(measure(), indent=2) + "\n"
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")
    print(text)


def measure(
    chats: int = _CHATS, a_second: float = _A_SECOND, seconds: float = _SECONDS
) -> dict[str, Any]:
    """Start the bot, open the chats, and ask: at a steady rate, then all at once."""
    questions = _questions(chats)
    with BotApi(limits=Limits()) as api, tempfile.TemporaryDirectory() as var:
        with _bot(api, Path(var)) as process:
            people = _people(api, chats)
            _ask([(one, "/start") for one in people], 1 / a_second)
            turns = _turns(people, questions, round(a_second * seconds))
            steady = _steady(api, turns, a_second)
            memory = _resident(process)
            time.sleep(2)  # for the limits to forget what was sent
            burst = _burst(_turns(people, questions, chats))
        refused = sum(call.status == _REFUSED for call in api.calls("sendMessage"))
    return {
        "chats": chats,
        "steady": steady,
        "burst": burst,
        "refused_by_limits": refused,
        "resident_mb": round(memory / 1e6),
    }


def _steady(api: BotApi, turns: Sequence[Turn], a_second: float) -> dict[str, Any]:
    before, begun = len(api.calls("sendMessage")), time.monotonic()
    times = _ask(turns, 1 / a_second)
    sent = len(api.calls("sendMessage")) - before
    return {
        "questions": len(turns),
        "questions_a_second": a_second,
        "messages_sent_a_second": round(sent / (time.monotonic() - begun), 1),
        "milliseconds": _milliseconds(times),
    }


def _burst(turns: Sequence[Turn]) -> dict[str, Any]:
    return {"questions": len(turns), "milliseconds": _milliseconds(_ask(turns, 0))}


def _milliseconds(times: Sequence[float]) -> dict[str, int]:
    found = {f"p{p}": round(float(np.percentile(times, p)) * 1000) for p in (50, 95, 99)}
    return found | {"max": round(max(times) * 1000)}


def _ask(turns: Sequence[Turn], pause: float) -> list[float]:
    """Let chats ask, each at its time; gives the seconds until each was answered."""
    begun = time.monotonic()
    asked: list[tuple[Chat, float]] = []
    for number, (chat, text) in enumerate(turns):
        time.sleep(max(0.0, begun + number * pause - time.monotonic()))
        asked.append((chat, time.monotonic()))
        chat.send(text)
    return [_answered(chat, at) - at for chat, at in asked]


def _answered(chat: Chat, at: float) -> float:
    """Wait for the first thing that is said in a chat after a moment; gives when it was."""
    until = at + _PATIENCE
    while time.monotonic() < until:
        for said in [*chat.replies]:
            if said.at > at:
                return said.at
        time.sleep(0.02)
    raise TimeoutError(f"no answer within {_PATIENCE} s:\n{chat.transcript()}")


def _turns(people: Sequence[Chat], questions: dict[str, list[str]], count: int) -> list[Turn]:
    """Let everybody ask in turn, in the own language."""
    chats = [people[number % len(people)] for number in range(count)]
    texts = {code: iter(some * (1 + count // len(some))) for code, some in questions.items()}
    return [(chat, next(texts[str(chat.user.language_code)])) for chat in chats]


def _people(api: BotApi, count: int) -> list[Chat]:
    languages = [*Language]
    codes = [languages[number % len(languages)].value for number in range(count)]
    return [api.user(f"User {n}", language_code=code) for n, code in enumerate(codes)]


def _questions(count: int) -> dict[str, list[str]]:
    """Give so many questions in each language; after none of them do staff have the word."""
    ieum = assemble(Settings())
    with QUESTIONS.open("rb") as file:
        known = [asked for asked in read_lines(file, Asked) if asked.is_ours]
    chosen: dict[str, list[str]] = {}
    for language in Language:
        ours = (asked.text for asked in known if asked.lang == language)
        answered = (text for text in ours if not ieum.assistant.respond(Message(text)).handoff)
        some = list(islice(answered, min(count, _KINDS)))
        chosen[language.value] = [some[number % len(some)] for number in range(count)]
    return chosen


@contextmanager
def _bot(api: BotApi, var: Path) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {
        "IEUM_VAR": str(var),
        "IEUM_TELEGRAM_TOKEN": api.token,
        "IEUM_TELEGRAM_API": api.address,
    }
    command = [str(Path(sys.executable).with_name("ieum")), "telegram"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        api.wait_until(lambda: api.calls("getUpdates"), _PATIENCE)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def _resident(process: subprocess.Popen[bytes]) -> int:
    import psutil

    return int(psutil.Process(process.pid).memory_info().rss)


if __name__ == "__main__":
    main()
