"""The texts that search looks into: titles, questions and answers, and documents retold.

A center's or helpline's own names are texts too. What a center does is told by an entry, so its
names lead there; a helpline that no entry is about leads to itself. Messages that are none of our
matters stand among them, so that a question can be seen to be like those.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from knowledge.documents import Document
from knowledge.figures import fill
from knowledge.languages import Language
from knowledge.loader import Knowledge
from knowledge.places import Center, Line
from knowledge.schema import Entry


class Part(StrEnum):
    """Which part of its owner a passage is."""

    TITLE = "title"
    QUESTION = "question"
    ANSWER = "answer"
    NAME = "name"
    RETELLING = "retelling"
    OFF_TOPIC = "off-topic"


OFF_TOPIC: Final = "off-topic"
"""The owner of the messages that are none of our matters."""


@dataclass(frozen=True)
class Passage:
    """One text that can be found: whose it is, in which language, and which part."""

    owner: str
    language: Language
    part: Part
    text: str
    origin: str = ""
    """Of a retelling: its document and id, `report-2025-04/sgc-operator`; of an off-topic message
    its kind."""


def passages(knowledge: Knowledge) -> Iterator[Passage]:
    """Yield every passage of the knowledge base, figures filled in."""
    for entry in knowledge.entries.values():
        yield from _of_entry(entry)
    for center in knowledge.centers.values():
        if center.service in knowledge.entries:
            yield from _of_names(center.service, center)
    for line in knowledge.lines.values():
        yield from _of_names(line.id, line)
    for document in knowledge.documents.values():
        yield from _of_document(document)
    for kind in knowledge.off_topic.values():
        for language in Language:
            for phrase in kind.phrases.in_language(language):
                yield Passage(OFF_TOPIC, language, Part.OFF_TOPIC, phrase, kind.id)


def _of_entry(entry: Entry) -> Iterator[Passage]:
    for language in Language:
        yield Passage(entry.id, language, Part.TITLE, entry.title.in_language(language))
        for question in entry.questions.in_language(language):
            yield Passage(entry.id, language, Part.QUESTION, question)
        answer = fill(entry.answer.in_language(language), entry.figures, language)
        yield Passage(entry.id, language, Part.ANSWER, answer)


def _of_document(document: Document) -> Iterator[Passage]:
    for retelling in document.passages:
        told = fill(retelling.text, retelling.figures, Language.KO)
        origin = f"{document.id}/{retelling.id}"
        text = f"{retelling.title}. {told}"
        yield Passage(retelling.service, Language.KO, Part.RETELLING, text, origin)


def _of_names(owner: str, named: Center | Line) -> Iterator[Passage]:
    for language in Language:
        names = (named.name.in_language(language), *named.spellings.in_language(language))
        yield Passage(owner, language, Part.NAME, ", ".join(names))
        yield Passage(owner, language, Part.ANSWER, named.about.in_language(language))
