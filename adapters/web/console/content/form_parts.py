"""What the forms have in common: how fields are made, and sections that several of them have."""

from typing import Final

from adapters.web.console.content.fields import Field, Section, Unit
from adapters.web.console.content.row_ways import Column, Rows, Week
from adapters.web.console.content.ways import Choice, Codes, Flag, Lines, Number, Way, Words
from adapters.web.console.words import noted
from knowledge.languages import Language
from knowledge.places import Day

LONG: Final = Words(is_long=True)
DAY: Final = noted("A day, month or year: 2026-11-28, 2026-11 or 2026.")


def one(path: str, label: str, way: Way, hint: str = "", *, needed: bool = False) -> Field:
    """Make a field that stands once."""
    return Field(label, (Unit(tuple(path.split(".")), way),), hint, needed)


def five(path: str, label: str, way: Way, hint: str = "", *, needed: bool = False) -> Field:
    """Make a field that stands in five languages, Korean first."""
    parts = tuple(path.split("."))
    units = tuple(Unit((*parts, language.value), way, language) for language in Language)
    return Field(label, units, hint, needed)


def origin(path: str) -> tuple[Field, ...]:
    """Make the fields of a fact that carries its own origin."""
    return (
        one(f"{path}.sureness", noted("How sure this is"), Choice("sureness")),
        one(f"{path}.source", noted("Source"), Words()),
        one(f"{path}.as_of", noted("True on"), Number(), DAY),
    )


_ORIGIN_COLUMNS: Final = (
    Column("sureness", noted("How sure this is"), Choice("sureness")),
    Column("source", noted("Source"), Words()),
    Column("as_of", noted("True on"), Number()),
)
PHONE: Final = (Column("number", noted("Number"), Words()), *_ORIGIN_COLUMNS)
SOURCES: Final = Section(
    noted("Sources"),
    (
        one(
            "sources",
            noted("Sources"),
            Rows(
                (
                    Column("document", noted("Document"), Choice("documents")),
                    Column("section", noted("Section"), Words()),
                    Column("publisher", noted("Or publisher"), Words()),
                    Column("as_of", noted("Dated"), Number()),
                    Column("collected", noted("Or read on"), Number()),
                    Column("sureness", noted("How sure this is"), Choice("sureness", "V")),
                )
            ),
            noted("One of our documents or an outside publisher, and one date."),
            needed=True,
        ),
    ),
)
NAMES: Final = Section(
    noted("Names"),
    (
        five("name", noted("Name"), Words(), needed=True),
        five(
            "spellings",
            noted("Other ways people write it"),
            Lines(),
            noted("One a line. Misspellings count, too."),
        ),
    ),
    (("spellings",),),
)
HOURS: Final = Section(
    noted("Opening hours"),
    (
        one("hours.always", noted("Open day and night"), Flag()),
        one(
            "hours.weekly",
            noted("Hours of each day"),
            Week(tuple(day.value for day in Day)),
            noted("As 09:00-18:00. An empty day is closed."),
        ),
        five("hours.note", noted("Note on the hours"), LONG),
        *origin("hours"),
    ),
    (("hours", "note"), ("hours",)),
)
LANGUAGES: Final = Section(
    noted("Languages spoken there"),
    (
        one("languages.codes", noted("Codes of languages"), Codes(), noted("As ko en zh vi mn.")),
        five("languages.note", noted("Note on the languages"), LONG),
        *origin("languages"),
    ),
    (("languages", "note"), ("languages",)),
)
