"""Texts that staff can put into a reply: what is known, and what is written again and again."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from adapters.web.console.lookup.finding import Reference
from bot.lookup_filters import Filters
from bot.lookup_items import Item, ItemKind
from bot.messages import say
from bot.privacy import scrub, without_marks
from bot.public import public_of
from knowledge.languages import Language
from knowledge.loader import Knowledge

_CANNED: Final = "canned"
_SHOWN: Final = (ItemKind.ENTRY, ItemKind.CENTER, ItemKind.LINE)
_MOST: Final = 6
_SOUGHT: Final = 30


@dataclass(frozen=True)
class Insert:
    """A text in the person's language with its Korean beside it; `key` names where it is from."""

    key: str
    title: str
    text: str
    korean: str

    @property
    def service(self) -> str | None:
        """Return the entry it is from, if it is from one."""
        kind, _, name = self.key.partition("/")
        return name if kind == ItemKind.ENTRY else None


def insert_of(key: str, language: Language, reference: Reference) -> Insert | None:
    """Return the text of a key, `entry/life-severance-pay` or `canned/greeting`, if there is it."""
    kind, _, name = key.partition("/")
    if kind == _CANNED:
        canned = reference.ieum.knowledge.canned_replies.get(name)
        if canned is None:
            return None
        return Insert(key, canned.name.ko, canned.text.in_language(language), canned.text.ko)
    item = reference.lookup.item(key)
    if item is None or item.kind not in _SHOWN:
        return None
    text, korean = (_text(item, one, reference) for one in (language, Language.KO))
    return Insert(key, item.title(Language.KO), text, korean)


def _text(item: Item, language: Language, reference: Reference) -> str:
    """Write an item as a message says it: without all the helplines that may stand below it."""
    shown = reference.showing.show(item, language)
    if not item.is_answer:
        return shown.plain
    says = shown.says
    cited = [citation.label for citation in says.citations]
    source = f"{say(language, 'Source')}: {'; '.join(cited)}" if cited else ""
    return "\n\n".join(filter(None, (says.body, says.caution, says.status, source)))


def inserts_of(keys: Iterable[str], language: Language, reference: Reference) -> list[Insert]:
    """Return the texts of some keys, each once; what there is not is left out."""
    found = (insert_of(key, language, reference) for key in dict.fromkeys(keys))
    return [one for one in found if one]


def find(text: str, language: Language, reference: Reference) -> list[Insert]:
    """Find what fits a text, best first, to be told in a language."""
    if not text.strip():
        return []
    matches = reference.lookup.find(text, Filters(language=language), _SOUGHT).matches
    keys = [match.item.key for match in matches if match.item.kind in _SHOWN]
    return inserts_of(keys[:_MOST], language, reference)


def canned(language: Language, interface: Language, knowledge: Knowledge) -> list[Insert]:
    """Return what is written again and again, called as the console speaks."""
    return [
        Insert(
            f"{_CANNED}/{name}",
            one.name.in_language(interface),
            one.text.in_language(language),
            one.text.ko,
        )
        for name, one in knowledge.canned_replies.items()
    ]


def holds_personal(text: str, knowledge: Knowledge) -> bool:
    """Tell whether a text holds what tells who somebody is; what we publish does not."""
    # What we publish is gathered only where there is something that it might be.
    return _is_marked(scrub(text)) and _is_marked(scrub(text, public_of(knowledge)))


def _is_marked(scrubbed: str) -> bool:
    return without_marks(scrubbed) != scrubbed
