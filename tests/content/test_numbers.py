import re

import pytest

from knowledge.figures import fill
from knowledge.languages import Language
from knowledge.loader import CONTENT_ROOT

HYPHENATED = re.compile(r"(?<!\d)(?:\+\d{1,3}-)?\d{1,4}(?:[-‐‑‒–]\d{3,4}){1,2}(?!\d)")
SHORT = re.compile(r"(?<![\d.,:-])1(?!9)\d{2,3}(?![-.,:]?\d)")
STREET = re.compile(r"\d+ [A-Z]\w+-(?:ro|gil)|(?:[로길]|-ro|-gil)[)）]? ?\d+")
ENTRIES = [path.stem for name in ("services", "life") for path in (CONTENT_ROOT / name).iterdir()]
YEARS = re.compile(r"(?:19|20)\d\d[-–](?:19|20)\d\d")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("밤에는 1577-1366에, 02-123-4567.", ["1577-1366", "02-123-4567"]),
        ("请打120或+82-2-2075-4180。", ["+82-2-2075-4180", "120"]),
        ("Call 1345. In 2024-2025, 1958, 1,300 people, 129 Jongam-ro (종암로) 129", ["1345"]),
        ("2025-04-30, 09:00-18:00, E-9-1, 10.030, 24", []),
    ],
)
def test_numbers_are_recognised_however_they_are_glued(text, numbers):
    assert telephone_numbers(text) == numbers


def telephone_numbers(text):
    hyphenated = [number for number in HYPHENATED.findall(text) if not YEARS.fullmatch(number)]
    return hyphenated + SHORT.findall(STREET.sub("", HYPHENATED.sub("", text)))


def texts_of(entry):
    yield "show_to_staff", entry.show_to_staff
    for language in Language:
        for question in entry.questions.in_language(language):
            yield f"questions.{language}", question
        for name in ("title", "answer", "caution"):
            if getattr(entry, name):
                yield f"{name}.{language}", getattr(entry, name).in_language(language)


@pytest.mark.parametrize("entry", sorted(ENTRIES))
def test_every_telephone_number_belongs_to_a_line_or_a_center(knowledge, entry):
    ours = {number for line in knowledge.lines.values() for number in line.numbers}
    ours |= {phone.number for center in knowledge.centers.values() for phone in center.phones}

    strange = [
        (place, number)
        for place, text in texts_of(knowledge.entries[entry])
        for number in telephone_numbers(text)
        if number not in ours
    ]

    assert strange == []


@pytest.mark.parametrize("language", Language)
def test_no_brace_is_left_in_what_is_shown(knowledge, language):
    left = [
        (entry.id, place)
        for entry in knowledge.entries.values()
        for place, text in texts_of(entry)
        if re.search(r"[{}]", fill(text, entry.figures, language))
    ]

    assert left == []
