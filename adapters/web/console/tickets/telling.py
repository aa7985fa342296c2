"""Tickets and messages as staff read them: in words, in the console's language."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from babel.dates import format_datetime, format_timedelta

from adapters.assemble import Ieum
from adapters.web.console.content.options import name_of
from adapters.web.console.words import noted, tell
from bot.clock import SEOUL
from bot.messages import locale_of
from bot.storage.records import Author, Handoff, TicketMessage, TicketStatus
from bot.storage.ticket_notes import TicketNote
from knowledge.languages import Language

CHANNELS: Final = {"telegram": noted("Telegram"), "widget": noted("Website")}
_LONGEST: Final = 120
_SHORTEST: Final = timedelta(minutes=1)
_GONE: Final = noted("somebody who is not here any more")
_DELIVERED: Final = noted("delivered {time}")
_WAITS: Final = noted("waits to be delivered")
_LOST: Final = noted("could not be delivered")
Names = Mapping[str, str]
"""What colleagues read of each member of staff, by id."""


@dataclass(frozen=True)
class Row:
    """A ticket as a line of the queue."""

    id: str
    urgency: str
    urgency_name: str
    waits: str
    age: str
    opened: str
    language: Language
    topic: str
    channel: str
    question: str
    holder: str
    is_mine: bool
    is_open: bool


@dataclass(frozen=True)
class Source:
    """The entry on which a message rests: its Korean title, and where that comes from."""

    entry: str
    title: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Bubble:
    """A message as staff read it; `state` says of a message of the staff whether it arrived."""

    author: str
    by: str
    time: str
    text: str
    language: Language
    state: str
    is_late: bool
    source: Source | None


@dataclass(frozen=True)
class Noted:
    """A note as staff read it."""

    by: str
    time: str
    text: str


class Telling:
    """Tells of tickets in one language of the console, at one moment."""

    def __init__(self, ieum: Ieum, interface: Language, names: Names, now: datetime) -> None:
        """Take what is known, who works here, and what time it is."""
        self._ieum = ieum
        self._interface = interface
        self._names = names
        self._now = now
        self._locale = locale_of(interface)

    def row(self, ticket: Handoff, staff: str) -> Row:
        """Tell of a ticket in the queue, as `staff`, by id, see it."""
        question = ticket.question
        since = ticket.since or ticket.at
        is_open = ticket.status is TicketStatus.OPEN
        return Row(
            id=ticket.id,
            urgency=ticket.urgency,
            urgency_name=name_of(ticket.urgency, self._interface),
            waits=self.age(since) if ticket.awaits and is_open else "",
            age=self.age(ticket.at),
            opened=self.time(ticket.at),
            language=ticket.language,
            topic=name_of(ticket.topic, self._interface) if ticket.topic else "",
            channel=self.channel(ticket.channel),
            question=question if len(question) <= _LONGEST else f"{question[:_LONGEST].rstrip()}…",
            holder=self.name(ticket.holder) if ticket.holder else "",
            is_mine=ticket.holder == staff,
            is_open=is_open,
        )

    def bubble(self, message: TicketMessage, ticket: Handoff) -> Bubble:
        """Tell of a message of a ticket."""
        is_staffs = message.author is Author.STAFF
        author = {
            Author.PERSON: noted("Person"),
            Author.BOT: noted("Ieum, the program"),
            Author.STAFF: noted("Staff"),
        }[message.author]
        is_late = is_staffs and message.delivered_at is None
        return Bubble(
            author=message.author.value,
            by=self.name(message.staff) if message.staff else tell(self._interface, author),
            time=self.time(message.at),
            text=message.text,
            language=message.language,
            state=self._state(message, ticket) if is_staffs else "",
            is_late=is_late,
            source=self._source(message.service),
        )

    def note(self, note: TicketNote) -> Noted:
        """Tell of a note."""
        return Noted(self.name(note.staff), self.time(note.at), note.text)

    def age(self, since: datetime) -> str:
        """Tell how long ago something was."""
        age = max(self._now - since, _SHORTEST)
        return format_timedelta(age, granularity="minute", threshold=1.2, locale=self._locale)

    def time(self, at: datetime) -> str:
        """Tell when something was, in Seoul's time, the day only where it is not today."""
        local = at.astimezone(SEOUL)
        is_today = local.date() == self._now.astimezone(SEOUL).date()
        form = "HH:mm" if is_today else "y-MM-dd HH:mm"
        return format_datetime(local, form, locale=self._locale)

    def name(self, staff: str) -> str:
        """Tell who a member of staff is."""
        return self._names.get(staff) or tell(self._interface, _GONE)

    def channel(self, channel: str) -> str:
        """Tell where a person wrote."""
        return tell(self._interface, CHANNELS[channel]) if channel in CHANNELS else channel

    def _state(self, message: TicketMessage, ticket: Handoff) -> str:
        if message.delivered_at:
            return tell(self._interface, _DELIVERED, time=self.time(message.delivered_at))
        return tell(self._interface, _WAITS if ticket.takes_words else _LOST)

    def _source(self, service: str | None) -> Source | None:
        entry = self._ieum.knowledge.entries.get(service or "")
        if entry is None:
            return None
        reply = self._ieum.assistant.show(entry, self._interface)
        labels = tuple(citation.label for citation in reply.citations)
        return Source(entry.id, entry.title.ko, labels)


def stamp_of(told: Iterable[object]) -> str:
    """Return what changes when what is told changes, so that nothing else is drawn anew."""
    return hashlib.sha256(repr(list(told)).encode()).hexdigest()[:16]
