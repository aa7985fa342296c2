"""Whatever is changed in whatever file: it says then what was wanted, and no comment is lost."""

import re
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.loader import CONTENT_ROOT
from knowledge.splicing import agrees
from knowledge.writing import edited, fields, rewritten, with_changes

FILES = [
    "services/free-clinic-dongbu.yaml",
    "services/domestic-care-pilot.yaml",
    "life/life-part-time-work.yaml",
    "centers/seongbuk-foreign-resident-center.yaml",
    "lines/line-1345.yaml",
]
TEXTS = {path: (CONTENT_ROOT / path).read_text(encoding="utf-8") for path in FILES}
PLAIN = st.text(st.characters(exclude_categories=["C"]), max_size=120) | st.sampled_from(
    ["네", "120: now", "2025", "- x", "a\nb", "word " * 30, "it's {days} # here", "[x]"]
)
NOTE = re.compile(r"# note \d+$", re.MULTILINE)


def paths_in(said, path=()):
    """Every field, item and text that a file holds."""
    if path:
        yield path
    if isinstance(said, dict | list):
        for name, value in said.items() if isinstance(said, dict) else enumerate(said):
            yield from paths_in(value, (*path, name))


def noted(text, lines):
    """Put a note above some lines; within a folded text it would be no comment."""
    rows, noted_rows = text.split("\n"), []
    for number, row in enumerate(rows):
        indent = len(row) - len(row.lstrip())
        if number in lines and re.match(r" *(- \{|[a-z_]+:|- \S)", row):
            noted_rows.append(f"{' ' * indent}# note {number}")
        noted_rows.append(row)
    made = "\n".join(noted_rows)
    return made if fields(made) == fields(text) else text


@pytest.mark.parametrize("path", FILES, ids=lambda path: PurePosixPath(path).stem)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_an_edit_says_what_is_wanted_and_loses_no_comment(path, data):
    lines = data.draw(st.sets(st.integers(0, 120), max_size=12))
    text = noted(TEXTS[path], lines)
    said = fields(text)
    places = [*paths_in(said)]
    texts = [place for place in places if isinstance(_at(said, place), str)]
    chosen = data.draw(st.lists(st.sampled_from(texts), min_size=1, max_size=4, unique=True))
    changes = {place: data.draw(PLAIN) for place in chosen}

    after = edited(text, changes)

    assert agrees(fields(after), with_changes(said, changes))
    assert NOTE.findall(after) == NOTE.findall(text)
    assert agrees(fields(rewritten(after, said)), said)


@pytest.mark.parametrize("path", FILES, ids=lambda path: PurePosixPath(path).stem)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_lists_and_fields_come_go_and_come_back(path, data):
    text = TEXTS[path]
    said = fields(text)
    lists = [place for place in paths_in(said) if isinstance(_at(said, place), list)]
    place = data.draw(st.sampled_from(lists))
    items = _at(said, place)
    kept = data.draw(st.lists(st.sampled_from(range(len(items))), unique=True))
    new = data.draw(st.lists(PLAIN, max_size=3)) if isinstance(items[0], str) else []
    wanted = [*(items[number] for number in kept), *new]
    dropped = data.draw(st.sets(st.sampled_from([*said])))
    changes = {place: wanted} | {(name,): None for name in dropped if name != place[0]}
    if len(dropped) == len(said):
        return

    after = edited(text, changes)

    assert agrees(fields(after), with_changes(said, changes))
    assert agrees(fields(rewritten(after, said)), said)


def _at(said, path):
    for step in path:
        said = said[step]
    return said
