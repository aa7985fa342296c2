"""A full store to measure the console with: questions, their counts and feedback, and tickets.

The texts are those of `benchmarks/questions`, each varied as people vary them, in five languages.
Everything is drawn from one seed: the same numbers give the same store.
"""

import json
import random
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Table

from bot.clock import in_seoul
from bot.learning import NOT_USEFUL, Cell, Channel
from bot.reply import ReplyKind
from bot.storage.console_tables import GAPS, QUESTION_COUNTS, QUESTIONS
from bot.storage.database import Database
from bot.storage.records import Author, Feedback, Handoff, Reason, TicketMessage, TicketStatus
from bot.storage.store import Store
from bot.storage.tables import FEEDBACK, HANDOFFS, TICKET_MESSAGES
from index.encoder import Encoder, load_encoder
from index.spelling import normalise
from knowledge.languages import Language
from knowledge.schema import Topic

QUESTIONS_FOLDER: Final = Path(__file__).parent / "questions"
_FILES: Final = ("tuning.jsonl", "evaluation.jsonl", "dev.jsonl", "facts.jsonl")
_AT_ONCE: Final = 2_000
_KEPT_DAYS: Final = 29
_COUNTED_DAYS: Final = 364
_KINDS: Final = {"no_answer": 55, "clarify": 25, "route": 12, NOT_USEFUL: 8}
_ANSWERED: Final = {"answer": 80, "emergency": 1, "clarify": 9, "no_answer": 10}
_CHANNELS: Final = {Channel.WIDGET: 45, Channel.TELEGRAM: 30, Channel.WEB: 20, Channel.API: 5}
_HOURS: Final = (
    2,
    1,
    1,
    1,
    1,
    2,
    4,
    8,
    14,
    22,
    24,
    22,
    18,
    20,
    22,
    20,
    18,
    16,
    16,
    18,
    20,
    18,
    10,
    5,
)
"""How much is asked in each hour of the day."""
_TAILS: Final = {
    Language.KO: ("", " 알려 주세요", " 급해요", "?", " 어디로 가야 하나요", " 감사합니다", "ㅠㅠ"),
    Language.EN: ("", " please", "?", " thanks", " where should I go", " urgent", " in Guro"),
    Language.ZH: ("", "请告诉我", "?", "谢谢", "去哪里办", "很急", "怎么办"),
    Language.VI: ("", " ạ", "?", " cảm ơn", " ở đâu vậy", " gấp lắm", " giúp em với"),
    Language.MN: ("", " вэ", "?", " баярлалаа", " хаана очих вэ", " яаралтай", " хэлж өгөөч"),
}
_COMMENTS: Final = ("", "", "", "The number did not work.", "너무 어려워요", "电话打不通", "Cũ rồi")


@dataclass(frozen=True)
class _Matter:
    """What is asked in several ways: its name, and its texts by language."""

    name: str
    texts: tuple[tuple[str, Language], ...]
    service: str | None


def seed(
    store: Store,
    questions: int = 100_000,
    tickets: int = 5_000,
    *,
    now: datetime | None = None,
    encoder: Encoder | None = None,
) -> None:
    """Fill an empty store; `now` is when the newest were asked, with its zone."""
    store.migrate()
    database: Database = store._database
    now = now or datetime.now(UTC)
    drawn = random.Random(8)  # noqa: S311 - nothing secret is drawn
    matters = read_matters()
    gaps = [str(uuid.UUID(int=drawn.getrandbits(128))) for _ in matters]
    asked = list(_asked(matters, gaps, questions, now, drawn))
    _insert(database, GAPS, _gaps(matters, gaps, asked, encoder or load_encoder()))
    _insert(database, QUESTIONS, asked)
    _insert(database, QUESTION_COUNTS, _counts(asked, matters, questions, now, drawn))
    _insert(database, FEEDBACK, _feedback(asked, drawn))
    handoffs = list(_handoffs(matters, tickets, now, drawn))
    _insert(database, HANDOFFS, [_columns(HANDOFFS, handoff) for handoff in handoffs])
    _insert(database, TICKET_MESSAGES, _messages(handoffs, drawn))


def read_matters() -> list[_Matter]:
    """Read all questions by what they are about; those about none of our matters one by one."""
    by_name: dict[str, list[tuple[str, Language]]] = {}
    for file in _FILES:
        lines = (QUESTIONS_FOLDER / file).read_text(encoding="utf-8").splitlines()
        for row in map(json.loads, lines):
            name = row["accept"][0] if row["accept"] else f"{file}/{row['id']}"
            by_name.setdefault(name, []).append((row["text"], Language(row["lang"])))
    return [
        _Matter(name, tuple(texts), None if "/" in name else name)
        for name, texts in sorted(by_name.items())
    ]


def _asked(
    matters: Sequence[_Matter], gaps: Sequence[str], count: int, now: datetime, drawn: random.Random
) -> Iterator[dict[str, Any]]:
    # Few matters are asked about much, many a little.
    weights = [1 / (1 + place) ** 0.8 for place in range(len(matters))]
    order = drawn.sample(range(len(matters)), len(matters))
    for place in drawn.choices(order, weights, k=count):
        text, language = drawn.choice(matters[place].texts)
        kind = _one_of(_KINDS, drawn)
        was_answered = kind == NOT_USEFUL
        yield {
            "id": str(uuid.UUID(int=drawn.getrandbits(128))),
            "at": _moment(now, _KEPT_DAYS, drawn),
            "language": language.value,
            "kind": kind,
            "service": matters[place].service if was_answered else None,
            "topic": None,
            "channel": _one_of(_CHANNELS, drawn).value,
            "reason": drawn.choice(list(Reason)).value if was_answered else None,
            "text": text + drawn.choice(_TAILS[language]),
            "gap": gaps[place],
        }


def _gaps(
    matters: Sequence[_Matter],
    gaps: Sequence[str],
    asked: Sequence[dict[str, Any]],
    encoder: Encoder,
) -> list[dict[str, Any]]:
    times: dict[str, list[datetime]] = {}
    for row in asked:
        times.setdefault(row["gap"], []).append(row["at"])
    states = ("open", "open", "open", "open", "open", "open", "dismissed", "made")
    return [
        {
            "id": gap,
            "centre": encoder.encode([normalise(text) for text, _ in matter.texts])
            .mean(axis=0)
            .tobytes(),
            "encoder": encoder.name,
            "count": len(times[gap]),
            "example": matter.texts[0][0],
            "state": states[number % len(states)],
            "first_at": min(times[gap]),
            "last_at": max(times[gap]),
        }
        for number, (matter, gap) in enumerate(zip(matters, gaps, strict=True))
        if gap in times
    ]


def _counts(
    asked: Sequence[dict[str, Any]],
    matters: Sequence[_Matter],
    answered: int,
    now: datetime,
    drawn: random.Random,
) -> list[dict[str, Any]]:
    """Count the questions that are kept, and as many again that were answered over a year."""
    cells = Counter(
        _cell(row["at"], row["language"], row["channel"], row["kind"], row["service"])
        for row in asked
        if row["kind"] != NOT_USEFUL
    )
    services = [matter.service for matter in matters if matter.service]
    for _ in range(answered):
        kind = _one_of(_ANSWERED, drawn)
        service = drawn.choice(services) if kind in {"answer", "emergency"} else None
        language, channel = drawn.choice(list(Language)).value, _one_of(_CHANNELS, drawn).value
        cells[_cell(_moment(now, _COUNTED_DAYS, drawn), language, channel, kind, service)] += 1
    rows = []
    for cell, count in cells.items():
        useful, not_useful = drawn.random() < 0.1, drawn.random() < 0.03
        told = {"useful": int(useful), "not_useful": int(not_useful)} if cell.service else {}
        rows.append({**cell._asdict(), "asked": count, "useful": 0, "not_useful": 0, **told})
    return rows


def _cell(at: datetime, language: str, channel: str, kind: str, service: str | None) -> Cell:
    local = in_seoul(at)
    topics = list(Topic)
    topic = topics[sum(map(ord, service)) % len(topics)].value if service else ""
    day = local.date().isoformat()
    return Cell(day, local.hour, language, channel, kind, topic, service or "")


def _feedback(asked: Sequence[dict[str, Any]], drawn: random.Random) -> list[dict[str, Any]]:
    return [
        asdict(
            Feedback(
                id=row["id"],
                at=row["at"],
                language=row["language"],
                kind=ReplyKind.ANSWER.value,
                useful=False,
                service=row["service"],
                reason=row["reason"],
                comment=drawn.choice(_COMMENTS),
                question=row["text"],
                channel=row["channel"],
            )
        )
        for row in asked
        if row["kind"] == NOT_USEFUL
    ]


def _handoffs(
    matters: Sequence[_Matter], count: int, now: datetime, drawn: random.Random
) -> Iterator[Handoff]:
    for number in range(count):
        matter = drawn.choice(matters)
        text, language = drawn.choice(matter.texts)
        at = _moment(now, _KEPT_DAYS, drawn)
        handoff = Handoff(
            id=str(uuid.UUID(int=drawn.getrandbits(128))),
            at=at,
            language=language,
            reach="KakaoTalk: example",
            question=text,
            service=matter.service,
            urgency=drawn.choice(("none", "none", "none", "urgent")),
            topic=drawn.choice(list(Topic)).value,
            channel=drawn.choice(("widget", "telegram")),
            last_at=at,
        )
        if number % 5:
            closed = at + timedelta(hours=5)
            handoff = replace(handoff, status=TicketStatus.CLOSED, closed_at=closed, awaits=False)
        yield handoff


def _messages(handoffs: Sequence[Handoff], drawn: random.Random) -> list[dict[str, Any]]:
    rows = []
    for handoff in handoffs:
        for number in range(1, drawn.randint(2, 5)):
            by = Author.PERSON if number % 2 else Author.BOT
            message = TicketMessage(
                id=str(uuid.UUID(int=drawn.getrandbits(128))),
                ticket=handoff.id,
                at=handoff.at,
                author=by,
                text=handoff.question,
                language=handoff.language,
                number=number,
            )
            rows.append(_columns(TICKET_MESSAGES, message) | {"begun": False})
    return rows


def _columns(table: Table, record: Any) -> dict[str, Any]:
    return {name: value for name, value in asdict(record).items() if name in table.c}


def _moment(now: datetime, days: int, drawn: random.Random) -> datetime:
    """Draw a moment of the last days, by day rather than by night."""
    day = in_seoul(now - timedelta(days=drawn.randint(0, days)))
    (hour,) = drawn.choices(range(24), _HOURS)
    at = day.replace(hour=hour, minute=drawn.randrange(60), second=drawn.randrange(60))
    return min(at.replace(microsecond=drawn.randrange(1_000_000)), in_seoul(now)).astimezone(UTC)


def _one_of(weights: dict[Any, int], drawn: random.Random) -> Any:
    return drawn.choices(list(weights), list(weights.values()))[0]


def _insert(database: Database, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    new: Callable[..., Any] = table.insert
    for start in range(0, len(rows), _AT_ONCE):
        with database.writing() as connection:
            connection.execute(new(), rows[start : start + _AT_ONCE])
