"""What a schema cannot see: whether files agree with each other and languages with each other."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from knowledge.figures import PLACEHOLDER
from knowledge.languages import Language
from knowledge.loader import CONTENT_ROOT, Knowledge, read
from knowledge.phones import dashed_numbers, short_numbers
from knowledge.problems import Problem
from knowledge.schema import Entry, Kind, Localized

_NUMERAL: Final = re.compile(r"\d+(?:[-.,:]\d+)*")
_SCRIPTS: Final[dict[Language, re.Pattern[str]]] = {
    Language.KO: re.compile(r"[가-힣]"),
    Language.EN: re.compile(r"[A-Za-z]"),
    Language.ZH: re.compile(r"[\u4e00-\u9fff]"),
    Language.VI: re.compile(r"[à-ỹđĐ]"),
    Language.MN: re.compile(r"[А-Яа-яӨөҮүЁё]"),
}
_WORD_LIMIT: Final = 110
_HANZI_LIMIT: Final = 270
FALLBACK_LINES: Final = frozenset({"line-120", "line-1577-1366"})
"""Where a person speaks all five languages; every entry and center has to lead somewhere."""


def check(root: Path = CONTENT_ROOT) -> tuple[Knowledge, list[Problem]]:
    """Read everything under `root` and list every problem, sorted by file and place."""
    knowledge, problems = read(root)
    for entry in knowledge.entries.values():
        file = f"{'life' if entry.kind is Kind.LIFE else 'services'}/{entry.id}.yaml"
        problems += (Problem(file, *found) for found in _entry(entry, knowledge))
    for line in sorted(FALLBACK_LINES - knowledge.lines.keys()):
        problems.append(
            Problem(f"lines/{line}.yaml", "", "is missing: it is where a person answers")
        )
    for center in knowledge.centers.values():
        file = f"centers/{center.id}.yaml"
        problems += (Problem(file, *found) for found in _center(center.id, knowledge))
    return knowledge, sorted(problems)


Found = tuple[str, str]


def _entry(entry: Entry, knowledge: Knowledge) -> Iterator[Found]:
    yield from _unknown("centers", entry.centers, knowledge.centers)
    yield from _unknown("lines", entry.lines, knowledge.lines)
    yield from _unknown("districts", entry.districts, knowledge.districts)
    documents = [source.document for source in entry.sources if source.document]
    yield from _unknown("sources", documents, knowledge.documents)
    if not entry.centers and not entry.lines:
        yield "lines", "names nobody to ask; add a center or a line"
    if entry.kind is Kind.LIFE and not entry.id.startswith("life-"):
        yield "id", "of a life topic starts with `life-`"
    if entry.dates.from_ and entry.dates.until and entry.dates.from_ > entry.dates.until:
        yield "dates", "end before they begin"
    yield from _texts(entry)
    yield from _numbers(entry, knowledge)
    for language in Language:
        questions = [q.casefold() for q in entry.questions.in_language(language)]
        if len(set(questions)) < len(questions):
            yield f"questions.{language}", "has the same question twice"


def _texts(entry: Entry) -> Iterator[Found]:
    fields = [("title", entry.title), ("answer", entry.answer)]
    fields += [("caution", entry.caution)] if entry.caution else []
    used: set[str] = set()
    for name, text in fields:
        wanted = set(PLACEHOLDER.findall(text.ko))
        used |= wanted
        for unknown in sorted(wanted - entry.figures.keys()):
            yield f"{name}.ko", f"uses {{{unknown}}}, which `figures` does not have"
        for language in Language:
            yield from _one_text(name, language, text, wanted)
    for unused in sorted(entry.figures.keys() - used):
        yield f"figures.{unused}", "stands in no text"
    if not _SCRIPTS[Language.KO].search(entry.show_to_staff):
        yield "show_to_staff", "is not Korean"


def _one_text(name: str, language: Language, text: Localized, wanted: set[str]) -> Iterator[Found]:
    place, words = f"{name}.{language}", text.in_language(language)
    if set(PLACEHOLDER.findall(words)) != wanted:
        yield place, f"has other figures than the Korean ({', '.join(sorted(wanted)) or 'none'})"
    ours, korean = _numerals(words), _numerals(text.ko)
    if ours != korean:
        differing = ", ".join(sorted(ours ^ korean))
        yield place, f"has other numerals than the Korean: {differing}"
    if name == "title":
        return
    if not _SCRIPTS[language].search(words):
        yield place, f"does not look like {language.name}"
    length = len(words) if language is Language.ZH else len(words.split())
    if length > (_HANZI_LIMIT if language is Language.ZH else _WORD_LIMIT):
        yield place, f"is too long ({length})"


def _numerals(text: str) -> frozenset[str]:
    return frozenset(_NUMERAL.findall(PLACEHOLDER.sub(" ", text)))


def _numbers(entry: Entry, knowledge: Knowledge) -> Iterator[Found]:
    """Only numbers of this entry's own lines, and only sure ones, may stand in a sentence."""
    lines = [knowledge.lines[name] for name in entry.lines if name in knowledge.lines]
    sure = {line.phone.number for line in lines if not line.phone.must_confirm}
    known = {number for line in knowledge.lines.values() for number in line.numbers}
    fields = [("answer", entry.answer)] + ([("caution", entry.caution)] if entry.caution else [])
    for name, text in fields:
        for language in Language:
            words = text.in_language(language)
            phones = set(dashed_numbers(words))
            phones |= {number for number in short_numbers(words) if number in known}
            for number in sorted(phones - sure):
                yield (
                    f"{name}.{language}",
                    f"prints {number}, which is no sure number of its `lines`",
                )


def _center(name: str, knowledge: Knowledge) -> Iterator[Found]:
    center = knowledge.centers[name]
    yield from _unknown("service", [center.service], knowledge.entries)
    yield from _unknown("district", [center.district], knowledge.districts)
    yield from _unknown("fallback_lines", center.fallback_lines, knowledge.lines)
    documents = [source.document for source in center.sources if source.document]
    yield from _unknown("sources", documents, knowledge.documents)
    if not center.phones and not set(center.fallback_lines) >= FALLBACK_LINES:
        yield (
            "fallback_lines",
            f"must hold {' and '.join(sorted(FALLBACK_LINES))}: no telephone known",
        )


def _unknown(place: str, names: Iterable[str], known: Iterable[str]) -> Iterator[Found]:
    for name in sorted(set(names) - set(known)):
        yield place, f"names {name}, which does not exist"
