"""Writing a reply: the entry's own sentences, who to ask, and where it comes from.

Nothing but knowledge and the interface's own messages can get into a reply, and no telephone number
but those of `lines/` and `centers/`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.contacts import center_contact, contact_text, line_contact
from bot.messages import mark, say
from bot.reply import Choice, Citation, Contact, Quote
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
from knowledge.validity import Status

_STATUS: Final[dict[Status, str]] = {
    Status.PLANNED: mark(
        "This was a plan at the time of the source. Please check what became of it."
    ),
    Status.ENDED: mark("This has ended."),
    Status.HISTORICAL: mark("This is a matter of the past."),
}
_STAFF_HELP: Final = "외국인 상담이 필요해요. 제 말을 통역해 줄 수 있는 곳을 알려 주세요."


@dataclass(frozen=True)
class Draft:
    """What a reply says, before it is known which question it answers."""

    title: str = ""
    body: str = ""
    caution: str = ""
    status: str = ""
    quotes: tuple[Quote, ...] = ()
    show_to_staff: str = _STAFF_HELP
    citations: tuple[Citation, ...] = ()
    contacts: tuple[Contact, ...] = ()
    choices: tuple[Choice, ...] = ()
    text: str = ""


class Writer:
    """Writes drafts in any of the five languages."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Take the knowledge, and from it the only numbers that may be printed."""
        self._knowledge = knowledge
        self._allowed = allowed_numbers(knowledge)
        self._stale = {
            name: frozenset(stale_languages(entry)) for name, entry in knowledge.entries.items()
        }

    def entry(
        self, entry: Entry, language: Language, center: Center | None, lines: Sequence[Line]
    ) -> Draft:
        """Write the answer of one entry, with the center and helplines that were chosen."""
        caution = entry.caution.in_language(language) if entry.caution else ""
        note = _STATUS.get(entry.dates.status)
        return self._finish(
            Draft(
                title=entry.title.in_language(language),
                body=fill(entry.answer.in_language(language), entry.figures, language),
                caution=fill(caution, entry.figures, language),
                status=say(language, note) if note else "",
                quotes=self._newer_korean(entry, language),
                show_to_staff=entry.show_to_staff,
                citations=tuple(self._citation(source, language) for source in entry.sources),
                contacts=_contacts(center, lines, language),
            ),
            language,
        )

    def with_retelling(self, draft: Draft, passage: Passage | None, language: Language) -> Draft:
        """Add the part of a document that says more than the entry, in the Korean it stands in."""
        if passage is None:
            return draft
        document_id, _, retelling_id = passage.origin.partition("/")
        document = self._knowledge.documents[document_id]
        retelling = next(item for item in document.passages if item.id == retelling_id)
        quote = Quote(
            note=say(language, "The source says more about this, in Korean:"),
            text=passage.text,
            source=self._citation(_source_of(document, retelling), language).label,
        )
        return self._finish(replace(draft, quotes=(*draft.quotes, quote)), language)

    def line(self, line: Line, language: Language) -> Draft:
        """Write what a helpline is for, when the question is about the helpline itself."""
        return self._finish(
            Draft(
                title=line.name.in_language(language),
                body=line.about.in_language(language),
                citations=tuple(self._citation(source, language) for source in line.sources),
                contacts=_contacts(None, [line], language),
            ),
            language,
        )

    def choices(
        self, entries: Sequence[Entry], language: Language, lines: Sequence[Line], *, welcome: bool
    ) -> Draft:
        """Ask which of a few matters was meant, or welcome a person with a few examples."""
        unsure = say(language, "I am not sure what you mean. Is it one of these?")
        hello = say(language, "Hello! You can ask me about life in Seoul, for example about these:")
        return self._finish(
            Draft(
                body=hello if welcome else unsure,
                choices=tuple(
                    Choice(entry.id, entry.title.in_language(language)) for entry in entries
                ),
                contacts=_contacts(None, lines, language),
            ),
            language,
        )

    def languages(self, offered: Sequence[Language], lines: Sequence[Line]) -> Draft:
        """Ask in which language to answer, in each language that is offered."""
        asked = (say(language, "In which language shall I answer?") for language in offered)
        names = "\n".join(f"- {NATIVE_NAMES[language]}" for language in offered)
        body = "\n".join(asked)
        draft = self._finish(
            Draft(body=body, contacts=_contacts(None, lines, offered[0])), offered[0]
        )
        return replace(draft, text=f"{body}\n\n{names}")

    def nothing(self, language: Language, lines: Sequence[Line]) -> Draft:
        """Say that we do not know, and name people who can be asked."""
        body = say(
            language,
            "I do not have an answer to this. A person can help you: please call one of these.",
        )
        return self._finish(Draft(body=body, contacts=_contacts(None, lines, language)), language)

    def _finish(self, draft: Draft, language: Language) -> Draft:
        """Write the draft out as plain text and blank every number that is not allowed."""
        safe = replace(
            draft,
            body=redact(draft.body, self._allowed),
            caution=redact(draft.caution, self._allowed),
            quotes=tuple(
                replace(quote, text=redact(quote.text, self._allowed)) for quote in draft.quotes
            ),
        )
        return replace(safe, text=_plain_text(safe, language))

    def _newer_korean(self, entry: Entry, language: Language) -> tuple[Quote, ...]:
        if language not in self._stale[entry.id]:
            return ()
        note = say(language, "This translation is older than the Korean text, which says:")
        return (Quote(note, fill(entry.answer.ko, entry.figures, Language.KO)),)

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


def _contacts(
    center: Center | None, lines: Sequence[Line], language: Language
) -> tuple[Contact, ...]:
    contacts = [line_contact(line, language) for line in lines]
    if center is not None:
        contacts.insert(0, center_contact(center, language))
    return tuple(contacts)


def _plain_text(draft: Draft, language: Language) -> str:
    blocks = [draft.body]
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
