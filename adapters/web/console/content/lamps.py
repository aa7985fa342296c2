"""How each language of an answer stands: long, different from the Korean, old, read by a native."""

from collections.abc import Mapping
from dataclasses import dataclass

from adapters.web.console.content.fields import value_at
from adapters.web.console.content.posting import Posted, first
from knowledge.checks import length_of, limit_in, numerals_in
from knowledge.figures import PLACEHOLDER
from knowledge.languages import Language
from knowledge.parsing import parse
from knowledge.schema import Entry, ReviewState
from knowledge.staleness import stale_languages

_TEXT = "answer"


@dataclass(frozen=True)
class Lamp:
    """One language of an entry: `differing` are the figures and numerals that are not the Korean's.

    `is_stale` is None where it cannot be told yet.
    """

    language: Language
    length: int
    limit: int
    differing: tuple[str, ...]
    is_stale: bool | None
    is_reviewed: bool

    @property
    def is_long(self) -> bool:
        """Whether it is too long."""
        return self.length > self.limit

    @property
    def is_well(self) -> bool:
        """Whether nothing has to be done."""
        return bool(self.length and not (self.is_long or self.differing or self.is_stale))


def lamps(posted: Posted, text: str, raw: Mapping[str, object]) -> tuple[Lamp, ...]:
    """Return a lamp for each language; `text` is the file as it would be, `raw` as it is."""
    korean = _told(first(posted, f"{_TEXT}.{Language.KO}"))
    entry = parse(text.encode(errors="replace"), Entry).item
    stale = stale_languages(entry) if isinstance(entry, Entry) else None
    found = []
    for language in Language:
        words = first(posted, f"{_TEXT}.{language}")
        state = value_at(raw, ("review", language.value))
        if isinstance(entry, Entry):
            state = entry.review.get(language)
        found.append(
            Lamp(
                language,
                length_of(words, language),
                limit_in(language),
                tuple(sorted(_told(words) ^ korean)) if words else (),
                None if stale is None else language in stale,
                state == ReviewState.NATIVE_REVIEWED,
            )
        )
    return tuple(found)


def _told(text: str) -> frozenset[str]:
    """Return the figures and numerals of a text."""
    return numerals_in(text) | {f"{{{name}}}" for name in PLACEHOLDER.findall(text)}
