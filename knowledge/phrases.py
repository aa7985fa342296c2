"""What people type when something is the matter: phrases as data, one book a language.

A rule is a short text. `<name>` stands for any of the book's words of that name; words beside one
another stand beside one another in the message; `..` (or the border of a `<name>`) leaves room for
a few words; `&` joins parts that may come in either order; `=` in front means that the message
says nothing else. A word that ends in `*` may go on.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Self

from pydantic import Field, StringConstraints, model_validator

from knowledge.base import Frozen, Identifier, Text
from knowledge.languages import Language

_ITEM: Final = re.compile(r"<([^<>]*)>|\.\.|([^<>.]+(?:\.(?!\.)[^<>.]*)*)")
WordName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*$")]


class RuleError(ValueError):
    """A rule that cannot be read; the text says why."""


@dataclass(frozen=True)
class Rule:
    """A rule taken apart: parts in any order, each of items in their order.

    An item is the name of words, in angle brackets (`<partner>`), or words themselves.
    """

    parts: tuple[tuple[str, ...], ...]
    whole: bool

    @classmethod
    def parse(cls, text: str, names: Mapping[str, object]) -> Self:
        """Read a rule.

        Raises:
            RuleError: it is empty, or names words that the book does not have.
        """
        whole = text.startswith("=")
        parts = tuple(_items(part, names) for part in text.removeprefix("=").split("&"))
        return cls(parts, whole)


def _items(part: str, names: Mapping[str, object]) -> tuple[str, ...]:
    if _ITEM.sub("", part).strip():
        raise RuleError(f"has a bracket too many: {part!r}")
    items = []
    for match in _ITEM.finditer(part):
        if match[1] is not None:
            if match[1] not in names:
                raise RuleError(f"names words that are not there: <{match[1]}>")
            items.append(match[0])
        elif match[2] and match[2].strip():
            items.append(match[2].strip())
    if not items:
        raise RuleError(f"has an empty part: {part!r}")
    return tuple(items)


class Phrases(Frozen):
    """The rules of one danger: those a topic can silence, and those it cannot."""

    certain: tuple[Text, ...] = ()
    likely: tuple[Text, ...] = ()


class PhraseBook(Frozen):
    """The phrases of one language.

    `idioms` are harmless wherever they stand: a danger that rests on their words is none. With one
    of `topics` anywhere, the message is about the matter and not in it, unless a rule is certain.
    `person` are the ways to ask for a human being. `ordinary` words are never taken for a
    misspelling of another, and `fillers` are words beside which a message still says nothing else.
    `small_words` are those of a follow-up (`what about`, `how much`), which name no matter.
    """

    id: Language
    words: dict[WordName, tuple[Text, ...]] = Field(default={})
    dangers: dict[Identifier, Phrases]
    idioms: tuple[Text, ...] = ()
    topics: tuple[Text, ...] = ()
    person: tuple[Text, ...] = ()
    ordinary: tuple[Text, ...] = ()
    fillers: tuple[Text, ...] = ()
    small_words: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _rules_can_be_read(self) -> Self:
        faults = []
        for rule in self.rules():
            try:
                Rule.parse(rule, self.words)
            except RuleError as error:
                faults.append(f"{rule!r} {error}")
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def rules(self) -> Iterator[str]:
        """Yield every rule of the book."""
        for phrases in self.dangers.values():
            yield from phrases.certain
            yield from phrases.likely
        yield from self.idioms
        yield from self.topics
        yield from self.person
