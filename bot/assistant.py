"""A question's whole way, on one page: `Assistant.respond`."""

import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.answer import Draft, Writer
from bot.decision import Decision, chosen, decide, welcome
from bot.mentions import Mentions, greeted_in
from bot.messages import mark
from bot.privacy import scrub
from bot.reply import Message, Reply, ReplyKind
from bot.routing import center_for, fallback_lines, lines_for
from bot.understanding import Understanding, understand
from index.fusion import Found
from index.search import Searcher
from knowledge.languages import Language
from knowledge.loader import Knowledge
from knowledge.places import Center, Line
from knowledge.schema import Entry

LONGEST_QUESTION: Final = 2_000
"""Characters; adapters refuse more, so that a question is never silently cut."""
_CANDIDATES: Final = 5
_KEPT_DRAFTS: Final = 2_048
"""Drafts of entries kept in memory; they hold nothing of who asked, or what."""
_SOUGHT: Final = 12
"""Helplines are found, too, and are no candidates."""
_WELCOME: Final = ("life-unpaid-wages", "free-clinic-dongbu", "life-visa-extension")
"""What a person who only greets is shown as examples."""


class BadMessageError(ValueError):
    """A message that cannot be answered; the text, a message id of the catalogues, says why."""


@dataclass(frozen=True)
class _Route:
    center: Center | None
    lines: tuple[Line, ...]


class Assistant:
    """Answers messages from knowledge through a searcher. Safe to share between threads."""

    def __init__(self, knowledge: Knowledge, searcher: Searcher, default: Language) -> None:
        """Take what is known, how it is found, and the language for a text that has none."""
        self._knowledge = knowledge
        self._searcher = searcher
        self._default = default
        self._mentions = Mentions(knowledge)
        self._welcome = [name for name in _WELCOME if name in knowledge.entries]
        self._writer = Writer(knowledge)
        self._drafted = lru_cache(_KEPT_DRAFTS)(self._draft_of_entry)

    def respond(self, message: Message) -> Reply:
        """Answer one message.

        Raises:
            BadMessageError: the message is empty or too long, or names an unknown district.
        """
        started = time.perf_counter()
        text = self._read(message)
        understood = understand(text, message.language, self._default)
        found = self._searcher.find(understood.text, understood.written_in, _SOUGHT)
        decision = self._decide(message, understood, found)
        language = understood.reply_in
        route = self._route(decision, language, message.district or self._mentions.district(text))
        draft = self._write(decision, route, language)
        return self._reply(message, language, decision, route, draft, started)

    def show(self, entry: Entry, language: Language, district: str | None = None) -> Reply:
        """Answer with an entry that the reader chose, as surely as if they had asked for it."""
        started = time.perf_counter()
        decision = chosen(entry)
        route = self._route(decision, language, district)
        draft = self._write(decision, route, language)
        return self._reply(
            Message("", language=language), language, decision, route, draft, started
        )

    def _read(self, message: Message) -> str:
        if not message.text.strip():
            raise BadMessageError(mark("The question is empty."))
        if len(message.text) > LONGEST_QUESTION:
            raise BadMessageError(
                mark("The question is too long. Please ask in at most 2,000 characters.")
            )
        if message.district is not None and message.district not in self._knowledge.districts:
            raise BadMessageError(mark("Seoul has no such district."))
        return scrub(message.text.encode("utf-8", "replace").decode("utf-8"))

    def _decide(self, message: Message, understood: Understanding, found: Found) -> Decision:
        if greeted_in(message.text) is not None:
            return welcome(self._welcome)
        # A helpline's own number may look like a person's, so it is sought before scrubbing.
        line = self._mentions.line(message.text)
        line_only = not any(letter.isalpha() for letter in message.text)
        decision = decide(found, understood.written_in, self._knowledge, line, line_only=line_only)
        return decision.asking_for(understood.offered)

    def _route(self, decision: Decision, language: Language, district: str | None) -> _Route:
        knowledge = self._knowledge
        if decision.kind is ReplyKind.ROUTE:
            return _Route(None, (knowledge.lines[decision.owners[0]],))
        if decision.kind in {ReplyKind.CLARIFY, ReplyKind.NO_ANSWER}:
            return _Route(None, fallback_lines(knowledge))
        entry = knowledge.entries[decision.owners[0]]
        center = center_for(entry, district, knowledge)
        return _Route(center, lines_for(entry, language, knowledge))

    def _write(self, decision: Decision, route: _Route, language: Language) -> Draft:
        if decision.kind is ReplyKind.ROUTE:
            return self._writer.line(route.lines[0], language)
        if decision.kind is ReplyKind.NO_ANSWER:
            return self._writer.nothing(language, route.lines)
        if decision.languages:
            return self._writer.languages(decision.languages, route.lines)
        entries = [self._knowledge.entries[owner] for owner in decision.choices]
        if decision.kind is ReplyKind.CLARIFY:
            return self._writer.choices(entries, language, route.lines, welcome=decision.is_welcome)
        lines = tuple(line.id for line in route.lines)
        center = route.center.id if route.center else None
        draft = self._drafted(entries[0].id, language, center, lines)
        return self._writer.with_retelling(draft, decision.retelling, language)

    def _draft_of_entry(
        self, entry: str, language: Language, center: str | None, lines: tuple[str, ...]
    ) -> Draft:
        return self._writer.entry(
            self._knowledge.entries[entry],
            language,
            self._knowledge.centers[center] if center else None,
            [self._knowledge.lines[name] for name in lines],
        )

    def _reply(
        self,
        message: Message,
        language: Language,
        decision: Decision,
        route: _Route,
        draft: Draft,
        started: float,
    ) -> Reply:
        entries = [owner for owner in decision.owners if owner in self._knowledge.entries]
        answered = decision.kind in {ReplyKind.ANSWER, ReplyKind.EMERGENCY}
        return Reply(
            id=message.id,
            kind=decision.kind,
            language=language,
            service=entries[0] if answered else None,
            candidates=tuple(entries[:_CANDIDATES]),
            center=route.center.id if route.center else None,
            lines=tuple(line.id for line in route.lines),
            text=draft.text,
            show_to_staff=draft.show_to_staff,
            citations=draft.citations,
            confidence=round(decision.confidence, 3),
            elapsed_ms=round((time.perf_counter() - started) * 1000, 2),
            title=draft.title,
            body=draft.body,
            caution=draft.caution,
            status=draft.status,
            quotes=draft.quotes,
            choices=draft.choices,
            contacts=draft.contacts,
            languages=decision.languages,
        )
