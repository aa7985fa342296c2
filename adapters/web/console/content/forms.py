"""The forms of the kinds of things that are edited here: which fields, in which order."""

from enum import StrEnum
from typing import Final

from adapters.web.console.content.fields import Form, Section
from adapters.web.console.content.form_parts import (
    DAY,
    HOURS,
    LANGUAGES,
    LONG,
    NAMES,
    PHONE,
    SOURCES,
    five,
    one,
    origin,
)
from adapters.web.console.content.row_ways import Column, Named, Rows
from adapters.web.console.content.ways import (
    Choice,
    Codes,
    Flag,
    Lines,
    Nested,
    Number,
    Picks,
    Ticks,
    Words,
)
from adapters.web.console.words import noted


class ItemKind(StrEnum):
    """What is edited here, as addresses name it."""

    ENTRY = "entry"
    CENTER = "center"
    LINE = "line"
    TERM = "term"


_ELIGIBILITY: Final = Section(
    noted("For whom"),
    (
        one("audience", noted("Whom it speaks to"), Ticks("audience"), needed=True),
        one("districts", noted("Only in these districts"), Ticks("districts")),
        one("visas.allowed", noted("Visas that are allowed"), Codes(), noted("As D-2 E-9 F-6-1.")),
        one("visas.excluded", noted("Visas that are excluded"), Codes()),
        one("visas.only", noted("No other visa is allowed"), Flag()),
        one("visas.role", noted("What the visas are asked for"), Choice("roles", "join")),
        one("visas.decided_by", noted("Who decides about visas"), Choice("askable", "line-1345")),
        one(
            "visas.terms",
            noted("Further conditions for some visas"),
            Nested(),
            noted("YAML: a list of visas and text in five languages."),
        ),
        one("who.everyone", noted("For everybody: job and status of stay do not matter"), Flag()),
        one(
            "who.ages",
            noted("Ages"),
            Nested(),
            noted("YAML: a list of `of` (child or self) and `years` (two names of figures)."),
        ),
        five("who.about", noted("For whom it is, in a sentence"), LONG),
        one("who.decided_by", noted("Who decides who may take part"), Choice("askable")),
    ),
    (("visas",), ("who", "about"), ("who",)),
)
_DATES: Final = Section(
    noted("Dates"),
    (
        one("dates.status", noted("Status"), Choice("statuses"), needed=True),
        one("dates.as_of", noted("Known to be so on"), Number(), DAY, needed=True),
        one("dates.from", noted("Runs from"), Number()),
        one("dates.until", noted("Runs until"), Number()),
        one("dates.planned", noted("Was planned for"), Number()),
        one("dates.planned_until", noted("Was planned until"), Number()),
        one("dates.took_place", noted("Took place on"), Number()),
        one("dates.took_place_until", noted("Took place until"), Number()),
        one("dates.not_started", noted("Had not begun on"), Number()),
        one("dates.ask", noted("Who knows more"), Choice("askable")),
    ),
)

ENTRY: Final = Form(
    (
        Section(
            noted("What it is"),
            (
                one("kind", noted("Kind"), Choice("kinds"), needed=True),
                one("topic", noted("Topic"), Choice("topics"), needed=True),
                one("urgency", noted("Urgency"), Choice("urgencies", "none")),
            ),
        ),
        Section(
            noted("Texts"),
            (
                five("title", noted("Title"), Words(), needed=True),
                five(
                    "questions",
                    noted("Questions"),
                    Lines(),
                    noted("Three to eight, one a line, as people really ask; not translations."),
                    needed=True,
                ),
                five(
                    "answer",
                    noted("Answer"),
                    LONG,
                    noted("At most 110 words, in Chinese 270 characters. A figure is {its_name}."),
                    needed=True,
                ),
                five("caution", noted("Caution"), LONG),
                one(
                    "show_to_staff",
                    noted("To show to staff, in Korean"),
                    Words(),
                    needed=True,
                ),
            ),
            (("caution",),),
        ),
        Section(
            noted("Figures"),
            (
                one(
                    "figures",
                    noted("Figures"),
                    Named(
                        (
                            Column("name", noted("Name"), Words()),
                            Column("value", noted("Value"), Number()),
                            Column("kind", noted("Kind"), Choice("figures", "number")),
                        )
                    ),
                    noted("A value stands once; each language writes it in its own way."),
                ),
            ),
        ),
        Section(
            noted("Whom to ask"),
            (
                one("centers", noted("Centers"), Picks("centers"), noted("The best one first.")),
                one("lines", noted("Helplines"), Picks("lines"), noted("The best one first.")),
            ),
        ),
        _ELIGIBILITY,
        _DATES,
        SOURCES,
    )
)
CENTER: Final = Form(
    (
        Section(
            noted("What it is"),
            (
                one("kind", noted("Kind"), Choice("places"), needed=True),
                one(
                    "service",
                    noted("Entry that tells what it does"),
                    Choice("entries"),
                    needed=True,
                ),
                one("district", noted("District"), Choice("districts"), needed=True),
            ),
        ),
        NAMES,
        Section(
            noted("Texts"),
            (
                five("about", noted("What it is for"), LONG, needed=True),
                five("caution", noted("Caution"), LONG),
            ),
            (("caution",),),
        ),
        Section(
            noted("Address"),
            (
                one("address.ko", noted("Address in Korean"), Words()),
                one("address.romanized", noted("Address in Latin letters"), Words()),
                *origin("address"),
                one("address.coordinates.latitude", noted("Latitude"), Number()),
                one("address.coordinates.longitude", noted("Longitude"), Number()),
                one("address.coordinates.accuracy_m", noted("True to within metres"), Number()),
            ),
            (("address", "coordinates"), ("address",)),
        ),
        Section(
            noted("Telephone and website"),
            (
                one("phones", noted("Telephones"), Rows(PHONE)),
                one("website", noted("Website"), Words()),
                one(
                    "fallback_lines",
                    noted("Helplines where nobody answers"),
                    Picks("lines"),
                ),
            ),
        ),
        HOURS,
        LANGUAGES,
        SOURCES,
    )
)
LINE: Final = Form(
    (
        NAMES,
        Section(
            noted("Texts"),
            (
                five("about", noted("What it is for"), LONG, needed=True),
                five("how_to", noted("How to call"), LONG),
            ),
            (("how_to",),),
        ),
        Section(
            noted("Telephone"),
            (
                one("phone.number", noted("Number"), Words(), needed=True),
                *origin("phone"),
                one("more_phones", noted("More telephones"), Rows(PHONE)),
            ),
        ),
        HOURS,
        LANGUAGES,
        SOURCES,
    )
)
TERM: Final = Form((NAMES,))

FORMS: Final = {
    ItemKind.ENTRY: ENTRY,
    ItemKind.CENTER: CENTER,
    ItemKind.LINE: LINE,
    ItemKind.TERM: TERM,
}
