"""Who can help: the center and helplines for an entry, a language and a district.

Pure: everything comes in as an argument.
"""

from knowledge.languages import Language
from knowledge.loader import Knowledge
from knowledge.places import ANY_HOUR_LINE, FALLBACK_LINES, Center, Line
from knowledge.schema import Entry


def center_for(entry: Entry, district: str | None, knowledge: Knowledge) -> Center | None:
    """Choose the center to go to: the competent one in the district, else the most competent."""
    named = [knowledge.centers[name] for name in entry.centers]
    if district is None:
        return named[0] if named else None
    competent = named + [
        center for center in knowledge.centers.values() if center.service == entry.id
    ]
    in_district = (center for center in competent if center.district == district)
    return next(in_district, named[0] if named else None)


def lines_for(entry: Entry, language: Language, knowledge: Knowledge) -> tuple[Line, ...]:
    """List the entry's helplines, with one that speaks the reader's language among them."""
    lines = [knowledge.lines[name] for name in entry.lines]
    if not any(_speaks(line, language) for line in lines):
        lines.append(knowledge.lines[ANY_HOUR_LINE])
    return tuple(lines)


def fallback_lines(knowledge: Knowledge) -> tuple[Line, ...]:
    """List the helplines for whatever we cannot answer ourselves."""
    return tuple(knowledge.lines[name] for name in FALLBACK_LINES)


def _speaks(line: Line, language: Language) -> bool:
    return line.languages is not None and language.value in line.languages.codes
