"""What is planned, runs, has ended or is past on a given day, and how to say so.

Nothing here asks for the time: whoever calls brings the day.
"""

from datetime import date
from enum import StrEnum
from typing import Final

from bot.messages import in_a_row, mark, say
from knowledge.base import PartialDate
from knowledge.figures import format_partial_date
from knowledge.languages import Language
from knowledge.loader import Knowledge
from knowledge.places import FALLBACK_LINES
from knowledge.schema import Entry, Urgency
from knowledge.validity import Status, Validity, first_day, last_day, old_from


class Phase(StrEnum):
    """Where what an entry describes stands on a day."""

    PLANNED = "planned"
    RUNNING = "running"
    ENDED = "ended"
    HISTORICAL = "historical"
    PLAN_PASSED = "plan-passed"
    TOOK_PLACE = "took-place"


_ASK: Final[dict[Phase, str]] = {
    Phase.PLANNED: mark("Plans can change, so please ask here: {name}."),
    Phase.RUNNING: mark("Please ask whether this is still true: {name}."),
    Phase.ENDED: mark("Please ask here what there is today: {name}."),
    Phase.HISTORICAL: mark("Please ask here what there is today: {name}."),
    Phase.PLAN_PASSED: mark("Please ask here: {name}."),
    Phase.TOOK_PLACE: mark("You can ask about the next one here: {name}."),
}
_ASK_OUTCOME: Final = mark("Please ask here what became of it: {name}.")


def phase(validity: Validity, today: date) -> Phase:
    """Return where something stands on a day; months and years last until their last day."""
    begin, end = _begin(validity), _end(validity)
    over = end is not None and last_day(end) < today
    if begin and today < first_day(begin):
        return Phase.PLANNED
    if validity.took_place:
        return Phase.TOOK_PLACE if over else Phase.RUNNING
    if validity.status is Status.PLANNED:
        return Phase.PLAN_PASSED if over else Phase.PLANNED
    if validity.status is Status.CURRENT or (end and not over):
        return Phase.ENDED if over else Phase.RUNNING
    return Phase.ENDED if validity.status is Status.ENDED else Phase.HISTORICAL


def say_dates(entry: Entry, knowledge: Knowledge, today: date, language: Language) -> str:
    """Say in a sentence or two what a reader has to know about dates, and whom to ask.

    Empty where the answer is simply true today, and in an emergency, in which nobody should stop
    to ask how old a fact is.
    """
    stands = phase(entry.dates, today)
    fact = _fact(entry.dates, stands, today, language)
    if not fact or (stands is Phase.RUNNING and entry.urgency is Urgency.EMERGENCY):
        return ""
    plan_without_a_day = stands is Phase.PLANNED and _planned(entry.dates) is None
    asking = _ASK_OUTCOME if plan_without_a_day else _ASK[stands]
    whom = say(language, asking, name=_whom(entry, knowledge, language))
    return in_a_row((fact, whom), language)


def _begin(validity: Validity) -> PartialDate | None:
    begun = validity.took_place or validity.from_
    if validity.status is Status.CURRENT:
        return begun
    return begun or validity.planned


def _end(validity: Validity) -> PartialDate | None:
    if validity.took_place:
        return validity.took_place_until or validity.took_place
    if validity.status is Status.CURRENT:
        return validity.until
    return validity.until or validity.plan_end


def _planned(validity: Validity) -> tuple[PartialDate, PartialDate | None] | None:
    """Return what was planned, or what a reader before that day has to take for the plan."""
    if validity.planned:
        return validity.planned, validity.planned_until
    if validity.took_place:
        return validity.took_place, validity.took_place_until
    return (validity.from_, validity.until) if validity.from_ else None


def _fact(validity: Validity, stands: Phase, today: date, language: Language) -> str:
    if stands is Phase.RUNNING:
        return _running(validity, today, language)
    if stands is Phase.PLANNED:
        return _plan_ahead(validity, today, language)
    if stands is Phase.PLAN_PASSED:
        return _plan_behind(validity, language)
    if stands is Phase.TOOK_PLACE:
        return _took_place(validity, language)
    if stands is Phase.ENDED:
        return _ended(validity, language)
    return _past(validity, language)


def _running(validity: Validity, today: date, language: Language) -> str:
    if validity.status is not Status.CURRENT or today < old_from(validity.as_of):
        return ""
    as_of = format_partial_date(validity.as_of, language)
    return say(language, "This was so as of {as_of}.", as_of=as_of)


def _plan_ahead(validity: Validity, today: date, language: Language) -> str:
    planned, as_of = _planned(validity), format_partial_date(validity.as_of, language)
    if planned is None:
        return say(language, "As of {as_of}, this was a plan.", as_of=as_of)
    period = _period(*planned, language)
    if today <= last_day(validity.as_of):
        return say(language, "This is planned for {planned}.", planned=period)
    return say(
        language, "As of {as_of}, this was planned for {planned}.", as_of=as_of, planned=period
    )


def _plan_behind(validity: Validity, language: Language) -> str:
    planned = _period(validity.planned or "", validity.planned_until, language)
    if validity.not_started:
        return say(
            language,
            "This was planned for {planned}, but by {date} it had not started.",
            planned=planned,
            date=format_partial_date(validity.not_started, language),
        )
    return say(
        language,
        "This was planned for {planned}, but we do not know what became of it.",
        planned=planned,
    )


def _took_place(validity: Validity, language: Language) -> str:
    start, end = validity.took_place or "", validity.took_place_until
    when = _when(start, end, language)
    if validity.planned is None:
        return say(language, "This took place {when}.", when=when)
    if (validity.planned, validity.planned_until) == (start, end):
        return say(language, "This took place {when}, as planned.", when=when)
    planned = _period(validity.planned, validity.planned_until, language)
    return say(
        language,
        "This was planned for {planned} and took place {when}.",
        planned=planned,
        when=when,
    )


def _ended(validity: Validity, language: Language) -> str:
    if validity.until is None:
        return say(language, "This has ended.")
    return say(language, "This ended {when}.", when=_when(validity.until, None, language))


def _past(validity: Validity, language: Language) -> str:
    start, end = _planned(validity) or (validity.as_of, None)
    period = _period(start, end, language)
    return say(language, "This is a matter of the past ({period}).", period=period)


def _when(start: PartialDate, end: PartialDate | None, language: Language) -> str:
    """Write a date as it stands after a verb: `on 20 November 2025`, `in April 2025`."""
    first = format_partial_date(start, language)
    if end and end != start:
        return say(
            language, "from {start} to {end}", start=first, end=format_partial_date(end, language)
        )
    if len(start) == len("2025-04-30"):
        return say(language, "on {date}", date=first)
    return say(language, "in {date}", date=first)


def _period(start: PartialDate, end: PartialDate | None, language: Language) -> str:
    parts = [start] if end in {None, start} else [start, end]
    return " – ".join(format_partial_date(part, language) for part in parts if part)


def _whom(entry: Entry, knowledge: Knowledge, language: Language) -> str:
    """Name whom to ask; a number that has to be confirmed first may not stand in a sentence."""
    ask = entry.dates.ask
    if ask and ask in knowledge.centers:
        return knowledge.centers[ask].name.in_language(language)
    wanted = (knowledge.lines[name] for name in ([ask] if ask else entry.lines))
    sure = (line for line in wanted if not line.phone.must_confirm)
    return next(sure, knowledge.lines[FALLBACK_LINES[0]]).name.in_language(language)
