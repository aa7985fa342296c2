"""What a message says: its language, and the text as it was meant to be typed."""

from dataclasses import dataclass
from typing import Final

from bot.language import Identified, identify
from bot.mentions import greeted_in
from bot.privacy import without_marks
from index.keyboard import words_from_keys
from knowledge.languages import Language

SURE_FROM: Final = 0.6
"""Sureness from which a language is taken without asking; measured in `benchmarks/README.md`."""


@dataclass(frozen=True)
class Understanding:
    """A message understood.

    `written_in` is the language to search in, `reply_in` the one to answer in; `offered` are the
    languages to choose from where it is not clear which.
    """

    text: str
    written_in: Language
    reply_in: Language
    offered: tuple[Language, ...] = ()


def understand(text: str, chosen: Language | None, default: Language) -> Understanding:
    """Identify the language of a scrubbed text; what the person chose wins for the reply."""
    text = without_marks(text)
    if (greeted := greeted_in(text)) is not None:
        return Understanding(text, greeted, chosen or greeted)
    found = identify(text)
    if found is None:
        reply_in = chosen or default
        return Understanding(text, reply_in, reply_in)
    is_sure = found.sureness >= SURE_FROM
    written_in = found.language if is_sure or chosen is None else chosen
    on_keys = found.typed_on_keys and written_in is Language.KO
    meant = words_from_keys(text) if on_keys else text
    offered = () if is_sure or chosen is not None else _offered(found)
    return Understanding(meant, written_in, chosen or found.language, offered)


def _offered(found: Identified) -> tuple[Language, ...]:
    """Offer all languages, the likeliest first."""
    return (found.language, *(lang for lang in Language if lang is not found.language))
