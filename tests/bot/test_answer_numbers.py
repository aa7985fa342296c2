import re
from itertools import chain

import pytest

from bot.messages import say
from bot.reply import Message, ReplyKind
from index.fusion import Found
from knowledge.languages import Language
from knowledge.sources import Sureness

PHONE = re.compile(
    r"(?<![\d.,-])(?:\+82[-. ]?\(?\d{1,2}|\(?0\d{1,2}|1[5-8]\d\d)"
    r"\)?[-–‑. ]?\d{3,4}(?:[-–‑. ]?\d{4})?(?![\d-])"
)
HELPLINE = re.compile(r"(?<![\d.,:-])1(?:1\d|[0-8]\d\d)(?![\d.,:-]|[만万])")
"""Three and four digits that can be nothing else: 11x, and 1000 to 1899 (but not 1300만)."""


def every_text(value):
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list | tuple):
        return [value] if isinstance(value, str) else []
    return list(chain.from_iterable(map(every_text, value)))


def digits(number):
    return "".join(filter(str.isdigit, number))


@pytest.fixture(scope="module")
def held(knowledge):
    """Digits of every number of lines and centers, and those that are nowhere sure."""
    phones = [p for c in knowledge.centers.values() for p in c.phones]
    for line in knowledge.lines.values():
        phones += [line.phone, *line.more_phones]
    sure = {phone.number for phone in phones if phone.sureness is Sureness.VERIFIED}
    numbers = {phone.number for phone in phones}
    assert len(numbers) > 10
    return {digits(number) for number in numbers}, numbers - sure


@pytest.fixture(scope="module", params=Language)
def replies(request, knowledge, assistant_that_found, surely, perhaps, hardly):
    """Replies of every kind, about everything we know, in one language."""
    names = list(knowledge.entries)
    found = [surely(line) for line in knowledge.lines] + [hardly(names[0])]
    for place, name in enumerate(names):
        found += [surely(name), perhaps(name, names[place - 1], language=request.param)]
    message = Message("?!", language=request.param)
    replies = [assistant_that_found(hits).respond(message) for hits in found]
    assert {reply.kind for reply in replies} == set(ReplyKind)
    show = assistant_that_found(Found()).show
    replies += [
        show(entry, request.param, district)
        for entry in knowledge.entries.values()
        for district in knowledge.districts
    ]
    return list({reply.text: reply for reply in replies}.values())


def test_no_reply_holds_a_number_that_we_do_not_hold(replies, held):
    numbers, _ = held
    printed = {
        match[0]
        for reply in replies
        for text in every_text(reply.to_dict())
        for pattern in (PHONE, HELPLINE)
        for match in pattern.finditer(text)
    }

    assert len(printed) > 10
    assert {number for number in printed if digits(number) not in numbers} == set()


def test_unsure_numbers_are_told_only_with_please_confirm(replies, held):
    _, unsure = held
    number = re.compile(rf"(?<![\d.,-])(?:{'|'.join(unsure)})(?![\d.,-])")
    doubt = f" ({say(replies[0].language, 'please confirm')})"
    told = []
    for reply in replies:
        text = reply.text
        for contact in reply.contacts:
            text = text.replace(contact.name, "")
        told += [text[match.start() :][: len(match[0] + doubt)] for match in number.finditer(text)]

    assert len(told) > 10
    assert [words for words in told if not words.endswith(doubt)] == []
