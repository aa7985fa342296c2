"""A question's whole way, on one page: `Assistant.respond`."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Final, Self

from bot.answer import Draft, Writer
from bot.asking import Asking, Reader
from bot.clock import in_seoul, now_in_seoul
from bot.contacts import Directory, When
from bot.conversation import Turn
from bot.decision import Decision, chosen, decide, welcome
from bot.eligibility import judge, say_verdict
from bot.mentions import greeted_in
from bot.messages import mark
from bot.person import Person
from bot.privacy import scrub
from bot.public import public_of
from bot.reply import Message, Reply, ReplyKind
from bot.routing import Routed, fallback_lines, route
from bot.safety import Alarm, Heard, Safety
from bot.understanding import Understanding
from index.search import Searcher
from knowledge.languages import Language
from knowledge.loader import Knowledge
from knowledge.places import Center, Line
from knowledge.schema import Entry

LONGEST_QUESTION: Final = 2_000
"""Characters; adapters refuse more, so that a question is never silently cut."""
_CANDIDATES: Final = 5
_SOUGHT: Final = 12
"""Helplines are found, too, and are no candidates."""
_WELCOME: Final = ("life-unpaid-wages", "free-clinic-dongbu", "life-visa-extension")
"""What a person who only greets is shown as examples."""


class BadMessageError(ValueError):
    """A message that cannot be answered; the text, a message id of the catalogues, says why."""


@dataclass(frozen=True)
class _Told:
    """What a reply rests on and says, with the centers and helplines it names."""

    decision: Decision
    language: Language
    draft: Draft
    lines: tuple[Line, ...]
    centers: tuple[Center, ...] = ()
    turn: Turn | None = None
    alarms: tuple[str, ...] = ()


class Assistant:
    """Answers messages from knowledge through a searcher. Safe to share between threads."""

    def __init__(
        self,
        knowledge: Knowledge,
        searcher: Searcher,
        default: Language,
        clock: Callable[[], datetime] = now_in_seoul,
        safety: Safety | None = None,
    ) -> None:
        """Take what is known, how it is found, and the language for a text that has none.

        `clock` tells the time, and `safety` hears danger; else the phrases alone do.
        """
        self._knowledge = knowledge
        self._searcher = searcher
        self._default = default
        self._clock = clock
        self._safety = safety or Safety(knowledge)
        self._reader = Reader(knowledge, default)
        self._writer = Writer(knowledge)
        self._directory = Directory(knowledge)
        self._welcome = [name for name in _WELCOME if name in knowledge.entries]

    def renewed(self, knowledge: Knowledge, searcher: Searcher) -> Self:
        """Return the same assistant for other knowledge."""
        safety = self._safety.renewed(knowledge)
        other = type(self)(knowledge, searcher, self._default, self._clock, safety)
        places = (knowledge.lines, knowledge.centers)
        is_same = places == (self._knowledge.lines, self._knowledge.centers)
        # Here, and not at the first question, which would wait for it.
        other._public = self._public if is_same else public_of(knowledge)
        return other

    def hear(self, message: Message) -> Heard:
        """Hear whether a message tells of danger, before anything else is done with it."""
        return self._safety.hear(message.text)

    def respond(self, message: Message, heard: Heard | None = None) -> Reply:
        """Answer one message; `heard` is what `hear` made of it, where that is known.

        Raises:
            BadMessageError: the message is empty or too long, or names an unknown district.
        """
        started = time.perf_counter()
        heard = heard or self.hear(message)
        now = in_seoul(message.now or self._clock())
        if heard.alarm and heard.alarm.is_emergency:
            told = self._raise_alarm(heard.alarm, message.language, When(now))
            return _reply(message, told, started)
        text = self._check(message)
        if heard.asks_for_person:
            told = self._hand_off(message.language or heard.asks_for_person, When(now))
            return _reply(message, told, started)
        asking = self._reader.read(message, text, now)
        decision = self._decide(message, asking, heard.alarm)
        told = self._tell(decision, asking, heard.alarm)
        return _reply(message, replace(told, alarms=_names_of(heard.alarm)), started)

    def show(self, entry: Entry, language: Language, district: str | None = None) -> Reply:
        """Answer with an entry that the reader chose, as surely as if they had asked for it.

        Raises:
            KeyError: Seoul has no such district.
        """
        started = time.perf_counter()
        when = When(in_seoul(self._clock()))
        asking = Asking(Understanding("", language, language), language, when, Person(), district)
        told = self._tell(chosen(entry), asking, None)
        return _reply(Message("", language=language), told, started)

    def _check(self, message: Message) -> str:
        if not message.text.strip():
            raise BadMessageError(mark("The question is empty."))
        if len(message.text) > LONGEST_QUESTION:
            raise BadMessageError(
                mark("The question is too long. Please ask in at most 2,000 characters.")
            )
        if message.district is not None and message.district not in self._knowledge.districts:
            raise BadMessageError(mark("Seoul has no such district."))
        return scrub(message.text.encode("utf-8", "replace").decode("utf-8"), self._public)

    @cached_property
    def _public(self) -> frozenset[str]:
        """What looks personal in a question, and is a number or an address of ours."""
        return public_of(self._knowledge)

    def _raise_alarm(self, alarm: Alarm, language: Language | None, when: When) -> _Told:
        language = language or alarm.language
        gravest = alarm.dangers[0]
        names = dict.fromkeys(name for danger in alarm.dangers for name in danger.lines)
        places = dict.fromkeys(name for danger in alarm.dangers for name in danger.day_centers)
        lines = tuple(self._knowledge.lines[name] for name in names)
        centers = tuple(self._knowledge.centers[name] for name in places)
        contacts = self._directory.contacts((*lines, *centers), language, when)
        draft = self._writer.finish(self._writer.alarm(gravest, language), contacts, language)
        first = [danger.entry for danger in alarm.dangers if danger.entry]
        others = [name for danger in alarm.dangers for name in danger.related]
        owners = tuple(dict.fromkeys([*first, *others]))
        decision = Decision(ReplyKind.EMERGENCY, owners, 1.0)
        return _Told(decision, language, draft, lines, centers, alarms=_names_of(alarm))

    def _hand_off(self, language: Language, when: When) -> _Told:
        draft = self._writer.person(language)
        decision = Decision(ReplyKind.ROUTE, (), 1.0, is_handoff=True)
        return self._with_lines(decision, draft, fallback_lines(self._knowledge), language, when)

    def _decide(self, message: Message, asking: Asking, alarm: Alarm | None) -> Decision:
        if greeted_in(message.text) is not None:
            return welcome(self._welcome)
        if asking.topic is not None:
            return chosen(asking.topic)
        understood = asking.read_as
        found = self._searcher.find(understood.text, understood.written_in, _SOUGHT)
        line_only = not any(letter.isalpha() for letter in message.text)
        decision = decide(
            found, understood.written_in, self._knowledge, asking.line, line_only=line_only
        )
        if alarm and decision.kind is ReplyKind.NO_ANSWER:
            return chosen(self._knowledge.entries[alarm.dangers[0].entries[0]])
        return decision.asking_for(understood.offered)

    def _tell(self, decision: Decision, asking: Asking, alarm: Alarm | None) -> _Told:
        language, when = asking.language, asking.when
        lines: Sequence[Line] = fallback_lines(self._knowledge)
        if decision.kind is ReplyKind.ROUTE:
            lines = (self._knowledge.lines[decision.owners[0]],)
            draft = self._writer.line(lines[0], language)
        elif decision.kind is ReplyKind.NO_ANSWER:
            draft = self._writer.nothing(language)
        elif decision.languages:
            draft = self._writer.languages(decision.languages)
            language = decision.languages[0]
        elif decision.kind is ReplyKind.CLARIFY:
            entries = [self._knowledge.entries[owner] for owner in decision.choices]
            draft = self._writer.choices(entries, language, welcome=decision.is_welcome)
        else:
            return self._answer(decision, asking, alarm)
        if alarm:
            draft = self._writer.with_card(draft, alarm.dangers[0], language)
        return self._with_lines(decision, draft, lines, language, when)

    def _answer(self, decision: Decision, asking: Asking, alarm: Alarm | None) -> _Told:
        language, when = asking.language, asking.when
        entry = self._knowledge.entries[decision.owners[0]]
        routed = route(entry, language, self._knowledge, when.moment, asking.district)
        draft = self._writer.entry(entry, language, when.now.date())
        draft = self._writer.with_retelling(draft, decision.retelling, language)
        verdict = judge(entry, asking.person, when.now.date())
        if verdict:
            draft = replace(draft, verdict=say_verdict(verdict, entry, language))
        danger = alarm.dangers[0] if alarm else self._knowledge.danger_of(entry)
        if danger:
            draft = self._writer.with_card(draft, danger, language)
        centers = tuple(center for center in (routed.best, routed.second) if center)
        lines = self._lines_of(routed, alarm)
        contacts = self._directory.contacts((*centers, *lines), language, when)
        draft = self._writer.finish(draft, contacts, language)
        turn = Turn(when.now, entry.id, language, asking.district, asking.person.visas)
        return _Told(decision, language, draft, lines, centers, turn)

    def _lines_of(self, routed: Routed, alarm: Alarm | None) -> tuple[Line, ...]:
        first = [self._knowledge.lines[name] for name in alarm.dangers[0].lines] if alarm else []
        return tuple({line.id: line for line in (*first, *routed.lines)}.values())

    def _with_lines(
        self,
        decision: Decision,
        draft: Draft,
        lines: Sequence[Line],
        language: Language,
        when: When,
    ) -> _Told:
        contacts = self._directory.contacts(lines, language, when)
        draft = self._writer.finish(draft, contacts, language)
        return _Told(decision, language, draft, tuple(lines))


def _names_of(alarm: Alarm | None) -> tuple[str, ...]:
    return tuple(danger.id for danger in alarm.dangers) if alarm else ()


def _reply(message: Message, told: _Told, started: float) -> Reply:
    decision, draft = told.decision, told.draft
    entries = [owner for owner in decision.owners if not owner.startswith("line-")]
    answered = decision.kind in {ReplyKind.ANSWER, ReplyKind.EMERGENCY}
    conversation = message.conversation.after(told.turn) if told.turn else message.conversation
    centers = [center.id for center in told.centers]
    return Reply(
        id=message.id,
        kind=decision.kind,
        language=told.language,
        service=entries[0] if answered and entries else None,
        candidates=tuple(entries[:_CANDIDATES]),
        center=centers[0] if centers else None,
        second_center=centers[1] if len(centers) > 1 else None,
        lines=tuple(line.id for line in told.lines),
        text=draft.text,
        show_to_staff=draft.show_to_staff,
        citations=draft.citations,
        confidence=round(decision.confidence, 3),
        elapsed_ms=round((time.perf_counter() - started) * 1000, 2),
        title=draft.title,
        body=draft.body,
        caution=draft.caution,
        status=draft.status,
        verdict=draft.verdict,
        card=draft.card,
        quotes=draft.quotes,
        choices=draft.choices,
        contacts=draft.contacts,
        languages=decision.languages,
        handoff=decision.is_handoff,
        conversation=conversation,
        alarms=told.alarms,
    )
