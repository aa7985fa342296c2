"""What can be chosen in the forms: values with what they are called in the console's language."""

from collections.abc import Iterable, Mapping
from typing import Final

from adapters.web.console.words import noted, tell
from knowledge.eligibility import Role
from knowledge.languages import Language
from knowledge.loader import Knowledge
from knowledge.places import CenterKind
from knowledge.schema import Audience, Kind, Topic, Urgency
from knowledge.sources import Sureness
from knowledge.validity import Status

Options = tuple[tuple[str, str], ...]
"""Values, each with what is read."""

NAMES: Final[Mapping[str, str]] = {
    Kind.SERVICE: noted("service"),
    Kind.LIFE: noted("everyday matter"),
    Kind.POLICY: noted("policy"),
    Kind.STATISTIC: noted("statistic"),
    Kind.BUDGET: noted("budget"),
    Kind.EVENT: noted("event"),
    Kind.DIPLOMACY: noted("diplomacy"),
    Kind.TRAINING: noted("training"),
    Topic.VISA: noted("visa and stay"),
    Topic.WORK: noted("work"),
    Topic.JOBS: noted("finding a job"),
    Topic.HEALTH: noted("health"),
    Topic.SAFETY: noted("safety"),
    Topic.FAMILY: noted("family"),
    Topic.EDUCATION: noted("education"),
    Topic.MONEY: noted("money"),
    Topic.HOUSING: noted("housing"),
    Topic.CENTERS: noted("centers"),
    Topic.PARTICIPATION: noted("taking part"),
    Topic.CITY: noted("the city"),
    Urgency.NONE: noted("not urgent"),
    Urgency.URGENT: noted("urgent"),
    Urgency.EMERGENCY: noted("emergency"),
    Audience.RESIDENT: noted("residents"),
    Audience.WORKER: noted("workers"),
    Audience.STUDENT: noted("students"),
    Audience.JOB_SEEKER: noted("job seekers"),
    Audience.MARRIAGE_MIGRANT: noted("marriage migrants"),
    Audience.YOUTH: noted("youth"),
    Audience.PATIENT: noted("patients"),
    Audience.ENTREPRENEUR: noted("founders of businesses"),
    Audience.EMPLOYER: noted("employers"),
    Audience.VISITOR: noted("visitors"),
    Audience.COUNSELOR: noted("counselors"),
    Audience.OFFICIAL: noted("officials"),
    Status.CURRENT: noted("runs now"),
    Status.PLANNED: noted("planned"),
    Status.ENDED: noted("ended"),
    Status.HISTORICAL: noted("of the past"),
    Role.JOIN: noted("to take part"),
    Sureness.VERIFIED: noted("sure"),
    Sureness.VERIFIED_OLD: noted("was sure once, old"),
    Sureness.REPOSITORY: noted("from an open collection"),
    Sureness.GENERAL: noted("general knowledge"),
    Sureness.CONFLICTING: noted("sources disagree"),
    CenterKind.GLOBAL: noted("global center"),
    CenterKind.HUB: noted("hub center"),
    CenterKind.REGIONAL: noted("regional center"),
    CenterKind.FAMILY_HUB: noted("family center of the city"),
    CenterKind.WOMEN: noted("women's center"),
    "number": noted("number"),
    "percent": noted("per cent"),
    "krw": noted("won"),
    "date": noted("day"),
    "month": noted("month"),
    "drafted": noted("drafted"),
    "native-reviewed": noted("read by a native speaker"),
}
"""What values are called; `family`, `youth` and `work` are called the same wherever they stand."""


def all_options(knowledge: Knowledge, language: Language) -> dict[str, Options]:
    """Return every list that a form chooses from, by its name."""
    centers = _named((one.id, one.name.in_language(language)) for one in knowledge.centers.values())
    lines = _named((one.id, one.name.in_language(language)) for one in knowledge.lines.values())
    return {
        "kinds": _told(Kind, language),
        "topics": _told(Topic, language),
        "urgencies": _told(Urgency, language),
        "audience": _told(Audience, language),
        "statuses": _told(Status, language),
        "roles": _told(Role, language),
        "sureness": _told(Sureness, language),
        "places": _told(CenterKind, language),
        "figures": _told(("number", "percent", "krw", "date", "month"), language),
        "centers": centers,
        "lines": lines,
        "askable": lines + centers,
        "districts": _named(
            (one.id, one.name.in_language(language)) for one in knowledge.districts.values()
        ),
        "documents": _named(
            (one.id, one.title.in_language(language)) for one in knowledge.documents.values()
        ),
        "entries": _named(
            (one.id, one.title.in_language(language)) for one in knowledge.entries.values()
        ),
    }


def name_of(value: str, language: Language) -> str:
    """Return what a value is called; itself, where it has no name."""
    return tell(language, NAMES[value]) if value in NAMES else value


def _told(values: Iterable[str], language: Language) -> Options:
    return tuple((str(value), name_of(value, language)) for value in values)


def _named(pairs: Iterable[tuple[str, str]]) -> Options:
    return tuple(sorted(pairs, key=lambda pair: (pair[1], pair[0])))
