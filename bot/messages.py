"""Sentences about the interface, from the babel catalogues under `locale/`.

The `.po` files are read as they are: nothing has to be compiled after an edit.
"""

import io
from collections.abc import Iterable
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from typing import Final

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from knowledge.languages import BABEL_LOCALES, Language

DOMAIN: Final = "ieum"
LOCALE_FOLDER: Final = Path(__file__).parent / "locale"


@cache
def catalogue(language: Language) -> GNUTranslations:
    """Read the catalogue of one language, once per process."""
    path = LOCALE_FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    with path.open("rb") as file:
        return translations_of(read_po(file))


def translations_of(messages: Catalog) -> GNUTranslations:
    """Make what looks messages up of a catalogue that was read."""
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)


def say(language: Language, message: str, **values: str) -> str:
    """Return an interface message, known by its English text, in one language."""
    text = catalogue(language).gettext(message)
    return text.format(**values) if values else text


def mark(message: str) -> str:
    """Mark a message for the catalogues where it is written, to be said later."""
    return message


def doubted(text: str, language: Language) -> str:
    """Ask to confirm a fact that is not sure."""
    return f"{text} ({say(language, 'please confirm')})"


def in_a_row(sentences: Iterable[str], language: Language) -> str:
    """Join sentences as they stand in a line: Chinese ones without spaces."""
    return ("" if language is Language.ZH else " ").join(sentences)


@cache
def locale_of(language: Language) -> Locale:
    """Return babel's locale of one of our languages."""
    return Locale.parse(BABEL_LOCALES[language])
