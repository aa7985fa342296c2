"""What the checks find, at the field where it is, in the console's language."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from adapters.web.console.content.fields import Field, Form, Found, Unit
from adapters.web.console.words import noted, tell
from knowledge.languages import NATIVE_NAMES, Language

_NUMBER: Final = re.compile(r"\d{1,3}", re.ASCII)

MESSAGES: Final = tuple(
    (re.compile(pattern, re.DOTALL), message)
    for pattern, message in (
        (r"is missing|String should have at least 1 character", noted("This is missing.")),
        (
            r"Tuple should have at least (?P<n>\d+) items? .*not (?P<m>\d+)",
            noted("At least {n} are wanted here; there are {m}."),
        ),
        (
            r"Tuple should have at most (?P<n>\d+) items? .*not (?P<m>\d+)",
            noted("At most {n} fit here; there are {m}."),
        ),
        (r"is too long \((?P<n>\d+)\)", noted("This is too long: {n}.")),
        (
            r"has other figures than the Korean \((?P<names>.*)\)",
            noted("The figures differ from those of the Korean: {names}."),
        ),
        (
            r"has other numerals than the Korean: (?P<names>.*)",
            noted("The numerals differ from those of the Korean: {names}."),
        ),
        (r"has a brace that is no figure", noted("A brace here is no figure.")),
        (r"does not look like \w+", noted("This does not look like this language.")),
        (r"has the same question twice", noted("The same question stands here twice.")),
        (r"has the same name twice", noted("Two have the same name.")),
        (
            r"uses \{(?P<name>\w+)\}, which `figures` does not have",
            noted("The figure {name} is not among the figures."),
        ),
        (r"stands in no text", noted("This figure stands in no text.")),
        (r"is not Korean", noted("This is not Korean.")),
        (
            r"names nobody to ask; add a center or a line",
            noted("Nobody is named to ask: add a center or a helpline."),
        ),
        (
            r"prints (?P<number>[\d-]+), which is no sure number of its `lines`",
            noted("The number {number} is not a sure number of the helplines chosen below."),
        ),
        (r"names (?P<name>\S+), which does not exist", noted("{name} does not exist.")),
        (
            r"is \w+, which does not stand in \w+/|of a life topic, and of no other, .*",
            noted("The short name of an everyday matter begins with “life-”, and no other does."),
        ),
        (r"end before they begin", noted("The dates end before they begin.")),
        (
            r"`(?P<name>\w+)_until` (stands without|comes before) `\w+`",
            noted("The end does not fit the beginning ({name})."),
        ),
        (
            r"a plan gives its days in .*",
            noted("A plan has its days in “Was planned for” and “Was planned until” only."),
        ),
        (
            r"name either a document or a publisher",
            noted("Name either a document or a publisher, not both."),
        ),
        (
            r"give either `as_of` or, for a page without a date, `collected`",
            noted("Give one date: “Dated”, or “Or read on” for a page without a date."),
        ),
        (
            r"give either `always: true` or `weekly`",
            noted("Tick “Open day and night” or give the hours of each day, not both."),
        ),
        (
            r"name who decides \(`decided_by`\) with a rule, and only then",
            noted("Name who decides who may take part where there is a rule, and only then."),
        ),
        (
            r"is (?P<name>\S+), which is not in its `centers` or `lines`",
            noted("{name} is not among the centers and helplines above."),
        ),
        (
            r"must hold .*: no telephone known",
            noted("Without a telephone, 120 and 1577-1366 are needed."),
        ),
        (
            r"String should match pattern.*|month must be .*|day is out of .*|Invalid isoformat .*",
            noted("This is not written as it has to be."),
        ),
        (r"Input should be '.*", noted("Choose one of the list.")),
        (r"Input should be a valid (number|integer|boolean).*", noted("This is not a number.")),
        (r"(?P<text>'.*') is not a (number|date|month)", noted("{text} does not fit its kind.")),
        (r"Input should be (greater|less) than.*", noted("This is out of range.")),
        (r"is not readable YAML: (?P<text>.*)", noted("This is not readable YAML: {text}")),
        (
            r"is written twice|the glossary has \S+ already",
            noted("There is one with this name already."),
        ),
    )
)
"""What the checks say, and how it is put here; what is not in the list is told as it is."""


@dataclass(frozen=True)
class Trouble:
    """One thing wrong: `name` is the control that it belongs to, empty where it is none's."""

    name: str
    label: str
    text: str
    language: Language | None = None


def troubles(form: Form, found: Iterable[Found], language: Language) -> tuple[Trouble, ...]:
    """Place what was found at the controls of a form."""
    placed = {
        Trouble(
            name, _label(form, name, language), in_words(message, language), _spoken(form, name)
        )
        for place, message in found
        for name in (control_of(form, place),)
    }
    order = {unit.name: number for number, unit in enumerate(form.units)}
    return tuple(
        sorted(
            placed, key=lambda one: (order.get(_unit_name(form, one.name), -1), one.name, one.text)
        )
    )


def in_words(message: str, language: Language) -> str:
    """Return what the checks say in plain words."""
    for pattern, told in MESSAGES:
        match = pattern.fullmatch(message)
        if match:
            return tell(language, told, **match.groupdict())
    return message


def control_of(form: Form, place: str) -> str:
    """Return the name of the control, or row, at a place within a file; empty for none."""
    parts = place.split(".")
    best: Unit | None = None
    for unit in form.units:
        if tuple(parts[: len(unit.path)]) == unit.path:
            best = unit
    if best is None:
        # A whole group: its first field stands for it.
        held = (unit for unit in form.units if unit.path[: len(parts)] == tuple(parts))
        first = next(held, None)
        return first.name if first and place else ""
    rest = parts[len(best.path) :]
    is_row = best.way.control == "rows" and rest and _NUMBER.fullmatch(rest[0])
    return f"{best.name}.{rest[0]}" if is_row else best.name


def by_control(found: Iterable[Trouble]) -> Mapping[str, tuple[Trouble, ...]]:
    """Return the troubles of each control."""
    placed: dict[str, tuple[Trouble, ...]] = {}
    for one in found:
        placed[one.name] = (*placed.get(one.name, ()), one)
    return placed


def _unit_name(form: Form, name: str) -> str:
    unit = _unit(form, name)
    return unit.name if unit else ""


def _unit(form: Form, name: str) -> Unit | None:
    return next((u for u in form.units if name == u.name or name.startswith(f"{u.name}.")), None)


def _field(form: Form, name: str) -> Field | None:
    unit = _unit(form, name)
    return next((field for field in form.fields if unit in field.units), None)


def _spoken(form: Form, name: str) -> Language | None:
    unit = _unit(form, name)
    return unit.language if unit else None


def label_of(form: Form, name: str) -> str:
    """Return the message that names the field of a control."""
    field = _field(form, name)
    return field.label if field else ""


def _label(form: Form, name: str, language: Language) -> str:
    label, spoken = label_of(form, name), _spoken(form, name)
    if not label:
        return ""
    told = tell(language, label)
    return f"{told} ({NATIVE_NAMES[spoken]})" if spoken else told
