"""What a schema cannot see: whether files agree with each other and languages with each other."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from knowledge.base import Localized
from knowledge.dangers import Danger
from knowledge.documents import Document
from knowledge.eligibility import IMMIGRATION_LINE
from knowledge.figures import PLACEHOLDER
from knowledge.languages import Language
from knowledge.loader import CONTENT_ROOT, Knowledge, read
from knowledge.parsing import Parser
from knowledge.phones import long_numbers, short_numbers
from knowledge.places import FALLBACK_LINES, Center
from knowledge.problems import Problem
from knowledge.schema import Entry
from knowledge.sources import Source
from knowledge.terms import CannedReply
from knowledge.validity import Validity

_BRACE: Final = re.compile("[{}]")
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


def check(
    root: Path = CONTENT_ROOT, parser: Parser | None = None
) -> tuple[Knowledge, list[Problem]]:
    """Read everything under `root` and list every problem, sorted by file and place.

    `parser` keeps what it has parsed, so that checking again costs little.
    """
    knowledge, problems = read(root, parser)
    return knowledge, sorted([*problems, *disagreements(knowledge)])


def disagreements(knowledge: Knowledge) -> list[Problem]:
    """List where files that can be read do not agree with each other, or languages do not."""
    problems: list[Problem] = []
    for name, entry in knowledge.entries.items():
        file = f"{entry.kind.folder}/{name}.yaml"
        problems += (Problem(file, *found) for found in _entry(entry, knowledge))
    for line in sorted({*FALLBACK_LINES} - knowledge.lines.keys()):
        problems.append(
            Problem(f"lines/{line}.yaml", "", "is missing: it is where a person answers")
        )
    for name, center in knowledge.centers.items():
        problems += (
            Problem(f"centers/{name}.yaml", *found) for found in _center(center, knowledge)
        )
    for name, document in knowledge.documents.items():
        file = f"reports/{name}.yaml"
        problems += (Problem(file, *found) for found in _retellings(document, knowledge))
    for name, helpline in knowledge.lines.items():
        problems += (
            Problem(f"lines/{name}.yaml", *found)
            for found in _documents(helpline.sources, knowledge)
        )
    for name, danger in knowledge.dangers.items():
        problems += (
            Problem(f"dangers/{name}.yaml", *found) for found in _danger(danger, knowledge)
        )
    for reply in knowledge.canned_replies.values():
        problems += (Problem("canned_replies.yaml", *found) for found in _canned(reply, knowledge))
    for language, book in knowledge.phrases.items():
        unknown = _unknown("dangers", tuple(book.dangers), knowledge.dangers)
        problems += (Problem(f"phrases/{language}.yaml", *found) for found in unknown)
    return sorted(problems)


Found = tuple[str, str]


def _entry(entry: Entry, knowledge: Knowledge) -> Iterator[Found]:
    yield from _unknown("centers", entry.centers, knowledge.centers)
    yield from _unknown("lines", entry.lines, knowledge.lines)
    yield from _unknown("districts", entry.districts, knowledge.districts)
    yield from _documents(entry.sources, knowledge)
    if not entry.centers and not entry.lines:
        yield "lines", "names nobody to ask; add a center or a line"
    yield from _eligibility(entry)
    if _ends_before_it_begins(entry.dates):
        yield "dates", "end before they begin"
    yield from _texts(entry)
    yield from _numbers(entry, knowledge)
    for language in Language:
        questions = [q.casefold() for q in entry.questions.in_language(language)]
        if len(set(questions)) < len(questions):
            yield f"questions.{language}", "has the same question twice"


def _eligibility(entry: Entry) -> Iterator[Found]:
    shown = {*entry.centers, *entry.lines}
    deciding = (("visas", entry.visas.decided_by), ("who", entry.who.decided_by))
    for name, decider in deciding:
        if decider and decider not in shown | {IMMIGRATION_LINE}:
            yield f"{name}.decided_by", f"is {decider}, which is not in its `centers` or `lines`"
    numbers = {name for name, figure in entry.figures.items() if figure.kind == "number"}
    years = {figure for ages in entry.who.ages for figure in ages.years or ()}
    for unknown in sorted(years - numbers):
        yield "who.ages", f"names {unknown}, which is no number of `figures`"


def _danger(danger: Danger, knowledge: Knowledge) -> Iterator[Found]:
    yield from _unknown("related", danger.entries, knowledge.entries)
    yield from _unknown("lines", danger.lines, knowledge.lines)
    yield from _unknown("day_centers", danger.day_centers, knowledge.centers)
    yield from _documents(danger.sources, knowledge)
    allowed = {number for line in knowledge.lines.values() for number in line.numbers}
    for language in Language:
        texts = (danger.title, *danger.do, danger.meaning, *danger.silently)
        for text in (*(one.in_language(language) for one in texts), danger.say):
            for number in (*long_numbers(text), *short_numbers(text)):
                if number not in allowed:
                    yield str(language), f"names the number {number}, which is not in lines/"


def _canned(reply: CannedReply, knowledge: Knowledge) -> Iterator[Found]:
    """See that it says the same in each language: who sends it does not read them all."""
    allowed = {number for line in knowledge.lines.values() for number in line.numbers}
    for language in Language:
        words = reply.text.in_language(language)
        place = f"{reply.id}.{language}"
        if numerals_in(words) != numerals_in(reply.text.ko):
            yield place, "has other numerals than the Korean"
        if not _SCRIPTS[language].search(words):
            yield place, f"does not look like {language.name}"
        for number in (*long_numbers(words), *short_numbers(words)):
            if number not in allowed:
                yield place, f"names the number {number}, which is not in lines/"


def _ends_before_it_begins(dates: Validity) -> bool:
    """Compare as far as both are known: `2025-04-10` to `2025-04` is in order."""
    start, end = dates.from_ or "", dates.until or ""
    known = min(len(start), len(end))
    return start[:known] > end[:known]


def _texts(entry: Entry) -> Iterator[Found]:
    used: set[str] = set()
    for name, text in _fields(entry):
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


def _fields(entry: Entry) -> list[tuple[str, Localized]]:
    fields = [("title", entry.title), ("answer", entry.answer)]
    fields += [("visas.terms", term.text) for term in entry.visas.terms]
    more = (("caution", entry.caution), ("who.about", entry.who.about))
    return [*fields, *((name, text) for name, text in more if text)]


def _one_text(name: str, language: Language, text: Localized, wanted: set[str]) -> Iterator[Found]:
    place, words = f"{name}.{language}", text.in_language(language)
    if set(PLACEHOLDER.findall(words)) != wanted:
        yield place, f"has other figures than the Korean ({', '.join(sorted(wanted)) or 'none'})"
    ours, korean = numerals_in(words), numerals_in(text.ko)
    if ours != korean:
        differing = ", ".join(sorted(ours ^ korean))
        yield place, f"has other numerals than the Korean: {differing}"
    if _BRACE.search(words if name == "title" else PLACEHOLDER.sub("", words)):
        yield place, "has a brace that is no figure"
    if name == "title":
        return
    if not _SCRIPTS[language].search(words):
        yield place, f"does not look like {language.name}"
    length = length_of(words, language)
    if length > limit_in(language):
        yield place, f"is too long ({length})"


def limit_in(language: Language) -> int:
    """Return how long a text may be in a language."""
    return _HANZI_LIMIT if language is Language.ZH else _WORD_LIMIT


def length_of(text: str, language: Language) -> int:
    """Count what a reader reads: words, and in Chinese characters; a figure is one."""
    read = PLACEHOLDER.sub("0", text)
    return len(read) if language is Language.ZH else len(read.split())


def numerals_in(text: str) -> frozenset[str]:
    """Return the numerals of a text that are no figures."""
    return frozenset(_NUMERAL.findall(PLACEHOLDER.sub(" ", text)))


def _numbers(entry: Entry, knowledge: Knowledge) -> Iterator[Found]:
    """Only numbers of this entry's own lines, and only sure ones, may stand in a sentence."""
    lines = [knowledge.lines[name] for name in entry.lines if name in knowledge.lines]
    phones = [phone for line in lines for phone in line.phones]
    sure = {phone.number for phone in phones if not phone.must_confirm}
    known = {number for line in knowledge.lines.values() for number in line.numbers}
    for name, text in _fields(entry):
        for language in Language:
            words = text.in_language(language)
            printed = set(long_numbers(words)) | {*short_numbers(words)} & known
            for number in sorted(printed - sure):
                yield (
                    f"{name}.{language}",
                    f"prints {number}, which is no sure number of its `lines`",
                )


def _documents(sources: Iterable[Source], knowledge: Knowledge) -> Iterator[Found]:
    named = [source.document for source in sources if source.document]
    yield from _unknown("sources", named, knowledge.documents)


def _center(center: Center, knowledge: Knowledge) -> Iterator[Found]:
    yield from _unknown("service", [center.service], knowledge.entries)
    yield from _unknown("district", [center.district], knowledge.districts)
    yield from _unknown("fallback_lines", center.fallback_lines, knowledge.lines)
    yield from _documents(center.sources, knowledge)
    if not center.phones and not set(center.fallback_lines) >= {*FALLBACK_LINES}:
        yield (
            "fallback_lines",
            f"must hold {' and '.join(FALLBACK_LINES)}: no telephone known",
        )


def _retellings(document: Document, knowledge: Knowledge) -> Iterator[Found]:
    names = [retelling.id for retelling in document.passages]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"passages.{name}", "is written twice"
    for retelling in document.passages:
        place = f"passages.{retelling.id}"
        yield from _unknown(f"{place}.service", [retelling.service], knowledge.entries)
        used = set(PLACEHOLDER.findall(retelling.text))
        for name in sorted(used ^ retelling.figures.keys()):
            yield f"{place}.text", f"and `figures` do not agree on {{{name}}}"
        if _BRACE.search(PLACEHOLDER.sub("", retelling.text)):
            yield f"{place}.text", "has a brace that is no figure"


def _unknown(place: str, names: Iterable[str], known: Iterable[str]) -> Iterator[Found]:
    for name in sorted(set(names) - set(known)):
        yield place, f"names {name}, which does not exist"
