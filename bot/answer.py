"""Writing a reply: the entry's own sentences, who to ask, and where it comes from.

Nothing but knowledge and the interface's own messages can get into a reply, and no telephone number
but those of `lines/` and `centers/`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from bot.card import card_text, step_text, write_card
from bot.contacts import contact_text
from bot.dates import say_dates
from bot.messages import say
from bot.reply import Card, Choice, Citation, Contact, Quote
from knowledge.dangers import Danger
from knowledge.documents import Document, Retelling
from knowledge.figures import fill, format_partial_date
from knowledge.languages import NATIVE_NAMES, Language
from knowledge.loader import Knowledge
from knowledge.passages import Passage
from knowledge.phones import redact
from knowledge.places import Center, Line
from knowledge.schema import Entry
from knowledge.sources import Source
from knowledge.staleness import stale_languages

_KEPT: Final = 2_048
"""Drafts of entries kept in memory; they hold nothing of who asked, or what."""
_STAFF_HELP: Final = "외국인 상담이 필요해요. 제 말을 통역해 줄 수 있는 곳을 알려 주세요."


@dataclass(frozen=True)
class Draft:
    """What a reply says, before it is known which question it answers."""

    title: str = ""
    body: str = ""
    caution: str = ""
    status: str = ""
    verdict: str = ""
    card: Card | None = None
    quotes: tuple[Quote, ...] = ()
    show_to_staff: str = _STAFF_HELP
    citations: tuple[Citation, ...] = ()
    contacts: tuple[Contact, ...] = ()
    choices: tuple[Choice, ...] = ()
    text: str = ""


class Writer:
    """Writes drafts in any of the five languages. Safe to share between threads."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Take the knowledge, and from it the only numbers that may be printed."""
        self._knowledge = knowledge
        self._allowed = allowed_numbers(knowledge)
        self._stale = {
            name: frozenset(stale_languages(entry)) for name, entry in knowledge.entries.items()
        }
        self._written = lru_cache(_KEPT)(self._write_entry)
        self._dated = lru_cache(_KEPT)(self._write_dates)

    def entry(self, entry: Entry, language: Language, today: date) -> Draft:
        """Write the answer of one entry, as it stands on a day."""
        status = self._dated(entry.id, language, today)
        return replace(self._written(entry.id, language), status=status)

    def with_retelling(self, draft: Draft, passage: Passage | None, language: Language) -> Draft:
        """Add the part of a document that says more than the entry, in the Korean it stands in."""
        if passage is None:
            return draft
        document_id, _, retelling_id = passage.origin.partition("/")
        document = self._knowledge.documents[document_id]
        retelling = next(item for item in document.passages if item.id == retelling_id)
        quote = Quote(
            note=say(language, "The source says more about this, in Korean:"),
            text=redact(passage.text, self._allowed),
            source=self._citation(_source_of(document, retelling), language).label,
        )
        return replace(draft, quotes=(*draft.quotes, quote))

    def line(self, line: Line, language: Language) -> Draft:
        """Write what a helpline is for, when the question is about the helpline itself."""
        return Draft(
            title=line.name.in_language(language),
            body=line.about.in_language(language),
            citations=tuple(self._citation(source, language) for source in line.sources),
        )

    def center(self, center: Center, language: Language) -> Draft:
        """Write what a center is there for."""
        return Draft(
            title=center.name.in_language(language),
            body=center.about.in_language(language),
            caution=center.caution.in_language(language) if center.caution else "",
            citations=tuple(self._citation(source, language) for source in center.sources),
        )

    def retelling(self, document: Document, retelling: Retelling, language: Language) -> Draft:
        """Write a part of a document, in the Korean it stands in; only its source is translated."""
        told = fill(retelling.text, retelling.figures, Language.KO)
        return Draft(
            title=retelling.title,
            body=redact(told, self._allowed),
            citations=(self._citation(_source_of(document, retelling), language),),
        )

    def alarm(self, danger: Danger, language: Language) -> Draft:
        """Write what a person in danger is told."""
        card = write_card(danger, language)
        more = [self._knowledge.entries[name] for name in danger.entries]
        return Draft(
            title=card.title,
            body=step_text(card),
            card=card,
            show_to_staff=card.say,
            citations=tuple(self._citation(source, language) for source in danger.sources),
            choices=_choices(more, language),
        )

    def with_card(self, draft: Draft, danger: Danger, language: Language) -> Draft:
        """Put what to do before anything else that is said."""
        card = write_card(danger, language)
        text = f"{step_text(card)}\n\n{draft.text}" if draft.text else ""
        return replace(draft, card=card, text=text)

    def person(self, language: Language) -> Draft:
        """Name people who answer, when a person is asked for."""
        return Draft(
            body=say(
                language,
                "You want to talk to a person. I am a program, so please call one of these.",
            )
        )

    def choices(self, entries: Sequence[Entry], language: Language, *, welcome: bool) -> Draft:
        """Ask which of a few matters was meant, or welcome a person with a few examples."""
        unsure = say(language, "I am not sure what you mean. Is it one of these?")
        hello = say(language, "Hello! You can ask me about life in Seoul, for example about these:")
        return Draft(body=hello if welcome else unsure, choices=_choices(entries, language))

    def languages(self, offered: Sequence[Language]) -> Draft:
        """Ask in which language to answer, in each language that is offered."""
        asked = (say(language, "In which language shall I answer?") for language in offered)
        names = "\n".join(f"- {NATIVE_NAMES[language]}" for language in offered)
        body = "\n".join(asked)
        return Draft(body=body, text=f"{body}\n\n{names}")

    def nothing(self, language: Language) -> Draft:
        """Say that we do not know, and name people who can be asked."""
        body = say(
            language,
            "I do not have an answer to this. A person can help you: please call one of these.",
        )
        return Draft(body=body)

    def finish(self, draft: Draft, contacts: tuple[Contact, ...], language: Language) -> Draft:
        """Add whom to ask, and write the draft out as plain text."""
        whole = replace(draft, contacts=contacts)
        return replace(whole, text=draft.text or _plain_text(whole, language))

    def _write_entry(self, name: str, language: Language) -> Draft:
        entry = self._knowledge.entries[name]
        caution = entry.caution.in_language(language) if entry.caution else ""
        body = fill(entry.answer.in_language(language), entry.figures, language)
        return Draft(
            title=entry.title.in_language(language),
            body=redact(body, self._allowed),
            caution=redact(fill(caution, entry.figures, language), self._allowed),
            quotes=self._newer_korean(entry, language),
            show_to_staff=entry.show_to_staff,
            citations=tuple(self._citation(source, language) for source in entry.sources),
        )

    def _write_dates(self, name: str, language: Language, today: date) -> str:
        return say_dates(self._knowledge.entries[name], self._knowledge, today, language)

    def _newer_korean(self, entry: Entry, language: Language) -> tuple[Quote, ...]:
        if language not in self._stale[entry.id]:
            return ()
        note = say(language, "This translation is older than the Korean text, which says:")
        korean = fill(entry.answer.ko, entry.figures, Language.KO)
        return (Quote(note, redact(korean, self._allowed)),)

    def _citation(self, source: Source, language: Language) -> Citation:
        label = source.publisher or ""
        if source.document:
            document = self._knowledge.documents[source.document]
            label = document.title.in_language(language)
            if source.section:
                label = f"{label}, {source.section}"
        return Citation(
            document=source.document or label,
            section=source.section,
            as_of=source.as_of or "",
            sureness=source.sureness.value,
            label=f"{label} ({_date_of(source, language)})",
        )


def _date_of(source: Source, language: Language) -> str:
    if source.as_of:
        return format_partial_date(source.as_of, language)
    seen = format_partial_date(source.collected or "", language)
    return say(language, "page without a date, read in {date}", date=seen)


def _source_of(document: Document, retelling: Retelling) -> Source:
    return Source(document=document.id, section=retelling.section, as_of=document.as_of)


def allowed_numbers(knowledge: Knowledge) -> frozenset[str]:
    """Return every telephone number of `lines/` and `centers/`."""
    of_lines = {number for line in knowledge.lines.values() for number in line.numbers}
    of_centers = {phone.number for center in knowledge.centers.values() for phone in center.phones}
    return frozenset(of_lines | of_centers)


def _choices(entries: Sequence[Entry], language: Language) -> tuple[Choice, ...]:
    return tuple(Choice(entry.id, entry.title.in_language(language)) for entry in entries)


def _plain_text(draft: Draft, language: Language) -> str:
    if draft.card and draft.body == step_text(draft.card):
        blocks = [card_text(draft.card, language)]
    else:
        steps = step_text(draft.card) if draft.card else ""
        blocks = [part for part in (steps, draft.verdict, draft.body) if part]
    if draft.caution:
        blocks.append(f"⚠ {draft.caution}")
    if draft.status:
        blocks.append(draft.status)
    blocks += (f"- {choice.title}" for choice in draft.choices)
    for quote in draft.quotes:
        blocks.append(f"{quote.note}\n{quote.text}")
        blocks += [f"({quote.source})"] if quote.source else []
    if draft.contacts:
        blocks.append("\n".join(contact_text(contact, language) for contact in draft.contacts))
    if draft.citations:
        labels = "; ".join(citation.label for citation in draft.citations)
        blocks.append(say(language, "Source") + ": " + labels)
    return "\n\n".join(blocks)
