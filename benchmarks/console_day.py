"""A day at an invented center: who works there, who waits, what was asked, what was edited.

It stands in `console_day.yaml`, for pictures; everything else is drawn from one seed, so that the
same day looks the same again.
"""

import random
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

import yaml

from adapters.assemble import Ieum
from adapters.content.database import DatabaseContent
from adapters.settings import Settings
from bot.clock import in_seoul
from bot.learning import Cell, Channel, Tally
from bot.matters import matter_of
from bot.passwords import hash_password
from bot.roles import Role
from bot.staff import Staff
from bot.storage.console_tables import GAPS, QUESTIONS
from bot.storage.records import Author, Handoff, TicketMessage, TicketStatus
from bot.storage.revisions import Editor
from bot.storage.store import Store
from bot.storage.ticket_notes import TicketNote
from index.spelling import normalise
from knowledge.languages import Language

_FILE: Final = Path(__file__).with_name("console_day.yaml")
_COUNTED_DAYS: Final = 90
_A_DAY: Final = {
    Language.VI: 34,
    Language.ZH: 27,
    Language.EN: 22,
    Language.MN: 17,
    Language.KO: 11,
}
"""Questions on a weekday at first; there are half as many again at the end."""
_KINDS: Final = {"answer": 78, "clarify": 9, "no_answer": 8, "route": 4, "emergency": 1}
_CHANNELS: Final = {Channel.WIDGET: 5, Channel.TELEGRAM: 4, Channel.WEB: 2}


class Day:
    """The day, once it has been written into a store."""

    def __init__(self, store: Store, ieum: Ieum) -> None:
        """Write all of it into a store whose tables are there and empty."""
        self._given: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
        self._drawn = random.Random(8)  # noqa: S311 - nothing secret is drawn
        self._store, self._ieum = store, ieum
        self.now = moment()
        self.staff = {one.name: one for one in self._staff()}
        self.tickets = [self._ticket(one) for one in self._given["tickets"]]
        self.gaps = [self._gap(one) for one in self._given["gaps"]]
        store.counts.add(self._counts())
        self._fill_shelves()

    def _id(self) -> str:
        return str(uuid.UUID(int=self._drawn.getrandbits(128)))

    def _ago(self, **time: int) -> datetime:
        return self.now - timedelta(**time)

    def _staff(self) -> Iterator[Staff]:
        # Nobody logs in with it: the pictures open sessions of their own.
        password = hash_password(uuid.uuid4().hex)
        for one in self._given["staff"]:
            staff = Staff(
                id=self._id(),
                name=one["name"],
                shown=one["shown"],
                role=Role(one["role"]),
                created_at=self._ago(days=200),
                languages=tuple(Language(code) for code in one["languages"]),
                last_login_at=self._ago(minutes=95),
            )
            self._store.accounts.add(staff, password)
            self._store.accounts.note_login(staff.id, self._ago(minutes=95))
            yield staff

    def _ticket(self, one: dict[str, Any]) -> str:
        ticket, language = self._id(), Language(one["language"])
        matter = matter_of(self._ieum.knowledge, one["service"])
        said = [self._message(ticket, language, *words) for words in one["said"]]
        holder = self.staff[one["holder"]].id if "holder" in one else None
        closed = self._ago(minutes=one["closed"]) if "closed" in one else None
        handoff = Handoff(
            id=ticket,
            at=said[0].at,
            language=language,
            reach="",
            question=next(one.text for one in said if one.author is Author.PERSON),
            service=one["service"],
            district=one.get("district"),
            channel=one["channel"],
            status=TicketStatus.CLOSED if closed else TicketStatus.OPEN,
            closed_at=closed,
            urgency=matter.urgency,
            topic=matter.topic,
            key="0" * 64,
            holder=holder,
            held_at=said[-1].at if holder else None,
            last_at=said[-1].at,
            awaits=said[-1].author is not Author.STAFF,
            since=_since(said),
        )
        self._store.tickets.open(handoff, said)
        for name, ago, text in one.get("notes", ()):
            at = self._ago(minutes=ago)
            note = TicketNote(self._id(), ticket, at, self.staff[name].id, text)
            self._store.notes.add(note)
        return ticket

    def _message(
        self, ticket: str, language: Language, who: str, ago: int, text: str
    ) -> TicketMessage:
        at, by = self._ago(minutes=ago), self.staff.get(who)
        entry = self._ieum.knowledge.entries[text] if who == Author.BOT else None
        if entry:
            reply = self._ieum.assistant.show(entry, language)
            text = "\n\n".join(filter(None, (reply.title, reply.body)))
        return TicketMessage(
            id=self._id(),
            ticket=ticket,
            at=at,
            author=Author.STAFF if by else Author(who),
            text=text,
            language=language,
            delivered_at=at if by else None,
            staff=by.id if by else None,
            service=entry.id if entry else None,
        )

    def _gap(self, one: dict[str, Any]) -> str:
        gap, encoder = self._id(), self._ieum.searcher.encoder
        texts = [(code, text) for code in Language for text in one.get(code, ())]
        asked = [self._drawn.choice(texts) for _ in range(one["times"] - len(texts))]
        rows = [
            {
                "id": self._id(),
                "at": self._ago(minutes=self._drawn.randrange(30, 28 * 24 * 60)),
                "language": code.value,
                "kind": one["kind"],
                "channel": _one_of(_CHANNELS, self._drawn).value,
                "text": text,
                "gap": gap,
            }
            for code, text in texts + asked
        ]
        times = [row["at"] for row in rows]
        centre = encoder.encode([normalise(text) for _, text in texts]).mean(axis=0)
        row = {
            "id": gap,
            "centre": centre.tobytes(),
            "encoder": encoder.name,
            "count": len(rows),
            "example": texts[0][1],
            "state": "open",
            "first_at": min(times),
            "last_at": max(times),
        }
        with self._store._database.writing() as connection:
            connection.execute(GAPS.insert(), row)
            connection.execute(QUESTIONS.insert(), rows)
        return gap

    def _counts(self) -> dict[Cell, Tally]:
        """Count what was asked over three months: more and more, and little on Sundays."""
        entries = sorted(self._ieum.knowledge.entries.values(), key=lambda entry: entry.id)
        often = [self._drawn.paretovariate(1.2) for _ in entries]
        counted: Counter[Cell] = Counter()
        for days in range(_COUNTED_DAYS):
            day = in_seoul(self._ago(days=days))
            share = (0.5 if day.weekday() == 6 else 1) * (1.5 - days / (2 * _COUNTED_DAYS))
            for language, usual in _A_DAY.items():
                for _ in range(round(usual * share * self._drawn.uniform(0.8, 1.2))):
                    kind, entry = _one_of(_KINDS, self._drawn), None
                    if kind == "answer":
                        (entry,) = self._drawn.choices(entries, often)
                    hour = min(max(round(self._drawn.gauss(15, 4)), 6), 23)
                    where = _one_of(_CHANNELS, self._drawn).value
                    about = (entry.topic.value, entry.id) if entry else ("", "")
                    counted[Cell(day.date().isoformat(), hour, language, where, kind, *about)] += 1
        return {cell: self._judged(cell, asked) for cell, asked in counted.items()}

    def _judged(self, cell: Cell, asked: int) -> Tally:
        said = self._drawn.random()
        if not cell.service or said > 0.25:
            return Tally(asked)
        return Tally(asked, useful=1) if said < 0.2 else Tally(asked, not_useful=1)

    def _fill_shelves(self) -> None:
        for staff in self.staff.values():
            for place, item in enumerate(self._given["pinned"]):
                self._store.shelf.pin(staff.id, item, self._ago(days=place + 1))
            for place, item in enumerate(self._given["seen"]):
                self._store.shelf.see(staff.id, item, self._ago(hours=place + 1))


def edit(settings: Settings, store: Store) -> None:
    """Change the content, which is kept in the database, as the editor did in the days before."""
    given = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    by = next(one for one in store.accounts.all() if one.role is Role.EDITOR)
    for one in given["edits"]:
        at = moment() - timedelta(days=one["days"])
        content = DatabaseContent(settings.content, store, settings.var, partial(_same, at))
        found = content.read(one["file"])
        if found is None or one["was"] not in found.text:
            raise SystemExit(f"console_day.yaml: {one['file']} does not say {one['was']!r}.")
        text = found.text.replace(one["was"], one["now"])
        editor = Editor(by.id, by.shown)
        content.save(one["file"], text, parent=found.digest, by=editor, note=one["note"])


def moment() -> datetime:
    """Return when the day is, which is now for everything in the pictures."""
    given = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return datetime.fromisoformat(given["now"])


def _same(at: datetime) -> datetime:
    return at


def _since(said: list[TicketMessage]) -> datetime:
    """Return since when it is the same side's turn."""
    is_persons = said[-1].author is not Author.STAFF
    since = said[-1].at
    for message in reversed(said):
        if (message.author is not Author.STAFF) is not is_persons:
            break
        since = message.at
    return since


def _one_of(weights: dict[Any, int], drawn: random.Random) -> Any:
    return drawn.choices(list(weights), list(weights.values()))[0]
