"""What an editor types where YAML is read: nothing runs, nothing grows, nothing breaks."""

from time import process_time

import pytest

from adapters.web.console.content.ways import Nested, Number, UnreadableError
from knowledge.parsing import plain_values

BOMB = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 10)}]\n"
    for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)
HOSTILE = {
    "aliases within aliases": BOMB,
    "a list that holds itself": "&a [*a]",
    "deeper than anybody reads": "[" * 400 + "]" * 400,
    "deeper than a stack": "[" * 60_000,
    "dashes": "- " * 20_000,
    "python": "!!python/object/apply:os.system [ls]",
    "bytes": "!!binary aGk=",
    "a set": "!!set {a, b}",
    "a day": "[2026-01-01, !!timestamp 2026-01-01]",
    "no day": "!!timestamp x",
    "no yes": "!!bool x",
    "no number": "!!int ''",
    "a huge number": "0x" + "f" * 60_000,
    "sixty times sixty": "[1" + ":59" * 3_000 + "]",
    "a number for a name": "{1: a}",
    "nothing for a name": "{~: a}",
    "a list for a name": "? [a]\n: b",
    "two documents": "a\n---\nb",
    "a zero": "a\0b",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_no_yaml_in_a_form_is_more_than_it_says(what):
    with pytest.raises(UnreadableError):
        Nested().read("x", {"x": (HOSTILE[what],)})


@pytest.mark.parametrize("what", HOSTILE)
def test_no_number_is_anything_but_a_number_or_its_text(what):
    text = HOSTILE[what]

    assert Number().read("x", {"x": (text,)}) == text


def test_twenty_thousand_keys_take_no_time():
    text = "{" + ",".join(f"k{number}: 1" for number in range(20_000)) + "}"

    before = process_time()
    assert len(plain_values(text)) == 20_000
    assert process_time() - before < 3


def test_what_an_entry_needs_is_read():
    text = "- {visa: E-9, text: {ko: 가, en: a}, years: [1, 2.5, true, ~]}"

    assert Nested().read("x", {"x": (text,)}) == [
        {"visa": "E-9", "text": {"ko": "가", "en": "a"}, "years": [1, 2.5, True, None]}
    ]
