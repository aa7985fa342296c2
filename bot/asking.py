"""Who asks, and what about besides the matter itself: language, place, day, visa, last topic."""

from dataclasses import dataclass
from datetime import datetime

from bot.contacts import When
from bot.conversation import Turn
from bot.days import day_in
from bot.followup import FollowUps
from bot.mentions import Mentions
from bot.person import Person, person_in
from bot.reply import Message
from bot.understanding import Understanding, understand
from knowledge.languages import Language
from knowledge.loader import Knowledge
from knowledge.schema import Entry


@dataclass(frozen=True)
class Asking:
    """A message read: in which language to answer, from where and about when it is asked.

    `topic` is the entry talked about before, where the message only goes on with it. `line` is the
    helpline whose number it names.
    """

    read_as: Understanding
    language: Language
    when: When
    person: Person
    district: str | None = None
    topic: Entry | None = None
    line: str | None = None


class Reader:
    """Reads messages. Safe to share between threads."""

    def __init__(self, knowledge: Knowledge, default: Language) -> None:
        """Take the names that can be named, and the language for a text that has none."""
        self._knowledge = knowledge
        self._default = default
        self._mentions = Mentions(knowledge)
        self._follow_ups = FollowUps(knowledge)

    def read(self, message: Message, text: str, now: datetime) -> Asking:
        """Read a message and its scrubbed text."""
        last = message.conversation.last(now)
        topic = self._topic(text, last)
        understood = understand(text, message.language, last.language if last else self._default)
        language = understood.reply_in
        if last and topic and understood.offered:
            language = last.language
        person = person_in(text)
        district = message.district or self._mentions.district(text)
        if last:
            district = district or last.district
            person = _still(person, last) if topic else person
        return Asking(
            understood,
            language,
            When(now, day_in(text, now.date())),
            person,
            district if district in self._knowledge.districts else None,
            topic,
            # A helpline's own number may look like a person's, so it is sought before scrubbing.
            self._mentions.line(message.text),
        )

    def _topic(self, text: str, last: Turn | None) -> Entry | None:
        if last is None or not self._follow_ups.says_nothing_new(text):
            return None
        return self._knowledge.entries.get(last.service)


def _still(person: Person, last: Turn) -> Person:
    """Remember the visa that was named before, unless another is named now."""
    return person if person.visas else Person(last.visas, person.children, person.age)
