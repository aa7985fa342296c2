"""What every model under `knowledge/` is made of: frozen, closed, and texts in five languages.

Unknown fields are refused, so that a misspelt field name is an error and not a silent loss.
"""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

from knowledge.languages import Language


def _in_the_calendar(value: str) -> str:
    if len(value) > len("2025-04"):
        date.fromisoformat(value)
    return value


Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
PartialDate = Annotated[
    str,
    BeforeValidator(lambda value: str(value) if isinstance(value, int) else value),
    StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?$"),
    AfterValidator(_in_the_calendar),
]
"""A year, a month or a day: `2025`, `2025-04`, `2025-04-30`."""


class Frozen(BaseModel):
    """Base of every model: immutable, and closed to fields it does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Localized(Frozen):
    """One text in the five languages."""

    ko: Text
    en: Text
    zh: Text
    vi: Text
    mn: Text

    def in_language(self, language: Language) -> str:
        """Return the text in one language."""
        text: str = getattr(self, language.value)
        return text


class Spellings(Frozen):
    """Further ways a name is typed, per language; each list may be empty."""

    ko: tuple[Text, ...] = ()
    en: tuple[Text, ...] = ()
    zh: tuple[Text, ...] = ()
    vi: tuple[Text, ...] = ()
    mn: tuple[Text, ...] = ()

    def in_language(self, language: Language) -> tuple[str, ...]:
        """Return the spellings of one language."""
        spellings: tuple[str, ...] = getattr(self, language.value)
        return spellings
