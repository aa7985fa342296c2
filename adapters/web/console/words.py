"""The console's own words, in Korean and English; a message's id is its English text.

Each part of the console keeps its Korean in a catalogue of its own under `locale/ko/`.
"""

from functools import cache
from gettext import NullTranslations
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bot.messages import translations_of
from knowledge.languages import Language

INTERFACES: Final = (Language.KO, Language.EN)
LOCALE_FOLDER: Final = Path(__file__).parent / "locale"


@cache
def words_in(language: Language) -> NullTranslations:
    """Read what the console says in one of its languages, once per process."""
    if language is not Language.KO:
        return NullTranslations()
    together = Catalog(locale="ko", charset="utf-8")
    for path in sorted((LOCALE_FOLDER / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id:
                    together.add(message.id, message.string)
    return translations_of(together)


def tell(language: Language, message: str, **values: object) -> str:
    """Return a message of the console, known by its English text, in one of its languages."""
    text = words_in(language).gettext(message)
    return text.format(**values) if values else text


def noted(message: str) -> str:
    """Mark a message for the console's catalogues where it is written, to be told later."""
    return message
