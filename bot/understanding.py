"""What a message says: its language, and the text as it was meant to be typed."""

from dataclasses import dataclass
from typing import Final

from bot.language import Identified, identify
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
    """Identify the language of a text; what the person chose wins for the reply."""
    found = identify(text)
    if found is None:
        reply_in = chosen or default
        return Understanding(text, reply_in, reply_in)
    meant = words_from_keys(text) if found.typed_on_keys else text
    if chosen is not None:
        written_in = found.language if found.sureness >= SURE_FROM else chosen
        return Understanding(meant, written_in, chosen)
    offered = () if found.sureness >= SURE_FROM else _offered(found)
    return Understanding(meant, found.language, found.language, offered)


def _offered(found: Identified) -> tuple[Language, ...]:
    """Offer all languages, the likeliest first."""
    return (found.language, *(lang for lang in Language if lang is not found.language))
