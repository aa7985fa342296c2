import json
from io import BytesIO

import pytest

from adapters.batch import BatchError, read_lines
from adapters.question import Question
from bot.reply import Message
from knowledge.languages import Language


def read(*lines):
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    return [one.to_message() for one in read_lines(BytesIO(b"\n".join(raw)), Question)]


def test_each_line_is_a_question():
    messages = read({"id": "a", "text": "비자"}, {"text": "visa", "language": "mn"})

    assert messages == [Message("비자", "a"), Message("visa", language=Language.MN)]


def test_blank_lines_are_passed_over():
    assert read(b"", {"text": "visa"}, b"  ", b"") == [Message("visa")]


def test_nothing_gives_nothing():
    assert read(b"") == []


def test_windows_line_ends_are_read():
    assert read(b'{"text": "visa"}\r', b'{"text": "work"}\r') == [Message("visa"), Message("work")]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b"visa", "line 2: is not JSON (Expecting value)"),
        (b'{"text": ', "line 2: is not JSON (Expecting value)"),
        (b'{"text": ' + b"9" * 5_000 + b"}", "line 2: is not JSON (Exceeds the limit"),
        (b"\xff\xfe", "line 2: is not UTF-8"),
        (b"[" * 100_000, "line 2: is nested too deeply"),
        (b"[]", "line 2: it: Input should be"),
        ({"id": "x"}, "line 2: text: Field required"),
        ({"text": ""}, "line 2: text: String should have at least 1 character"),
        ({"text": " \t"}, "line 2: text: "),
        ({"text": "a" * 2001}, "line 2: text: String should have at most 2000 characters"),
        (b'{"text": "\\ud800"}', "line 2: text: Input should be a valid string"),
        ({"text": "visa", "language": "jp"}, "line 2: language: Input should be 'ko'"),
    ],
)
def test_a_bad_line_is_named(line, fault):
    with pytest.raises(BatchError) as caught:
        read({"text": "visa"}, line, {"text": "work"})

    (told,) = str(caught.value).splitlines()
    assert told.startswith(fault)


def test_all_bad_lines_are_named_at_once():
    with pytest.raises(BatchError) as caught:
        read(b"x", {"text": "visa"}, {"text": "", "language": "jp"})

    faults = str(caught.value).splitlines()
    assert [fault.split(":")[0] for fault in faults] == ["line 1", "line 3", "line 3"]


def test_many_faults_are_counted_after_twenty():
    with pytest.raises(BatchError) as caught:
        read(*[b"x"] * 25)

    lines = str(caught.value).splitlines()
    assert len(lines) == 21
    assert lines[-1] == "and 5 more"
