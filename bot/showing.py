"""Something that was looked up, written out as a reply says it, in any of the five languages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.answer import Draft, Writer
from bot.assistant import Assistant
from bot.clock import in_seoul, now_in_seoul
from bot.contacts import Directory, When
from bot.lookup_items import Item
from bot.reply import Reply
from knowledge.languages import Language
from knowledge.loader import Knowledge


@dataclass(frozen=True)
class Shown:
    """What is shown of an item in one language: a reply's parts, or those of a draft.

    `says` is what there is to read, and `plain` all of it as plain text, its title first, with its
    sources and their dates: what is copied, and nothing else.
    """

    language: Language
    says: Reply | Draft

    @property
    def plain(self) -> str:
        """Return it as plain text."""
        return f"{self.says.title}\n\n{self.says.text}".strip()


class Showing:
    """Writes out what was looked up. Safe to share between threads."""

    def __init__(
        self,
        knowledge: Knowledge,
        assistant: Assistant,
        clock: Callable[[], datetime] = now_in_seoul,
    ) -> None:
        """Take what is known and who answers with an entry; `clock` tells who is open."""
        self._assistant = assistant
        self._clock = clock
        self._writer = Writer(knowledge)
        self._directory = Directory(knowledge)

    def show(self, item: Item, language: Language, district: str | None = None) -> Shown:
        """Write out an item; its contacts are those for a district, where one is given.

        Raises:
            KeyError: Seoul has no such district.
        """
        if item.is_answer and item.entry:
            return Shown(language, self._assistant.show(item.entry, language, district))
        return Shown(language, self._draft(item, language))

    def _draft(self, item: Item, language: Language) -> Draft:
        if item.passage and item.document:
            draft = self._writer.retelling(item.document, item.passage, language)
            return self._writer.finish(draft, (), language)
        when = When(in_seoul(self._clock()))
        if item.center:
            draft = self._writer.center(item.center, language)
            contact = self._directory.center(item.center, language, when)
        elif item.line:
            draft = self._writer.line(item.line, language)
            contact = self._directory.line(item.line, language, when)
        else:
            return Draft(title=item.title(language), text=_spellings(item, language))
        return self._writer.finish(draft, (contact,), language)


def _spellings(item: Item, language: Language) -> str:
    """Return how else a word is written."""
    spellings = item.term.spellings.in_language(language) if item.term else ()
    return ", ".join(spellings)
