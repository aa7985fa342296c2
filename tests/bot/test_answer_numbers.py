import re
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain
from random import Random

import pytest

from bot.answer import Writer
from bot.assistant import Assistant
from bot.clock import SEOUL
from bot.contacts import Directory, When
from bot.eligibility import judge, say_verdict
from bot.messages import say
from bot.person import Person
from bot.reply import Message, ReplyKind
from bot.routing import fallback_lines, route
from index.fusion import Found
from knowledge.figures import format_figure
from knowledge.languages import Language
from knowledge.passages import Part, passages
from knowledge.phrases import PhraseBook, Phrases
from knowledge.sources import Sureness

PHONE = re.compile(
    r"(?<![\d.,-])(?:\+82[-. ]?\(?\d{1,2}|\(?0\d{1,2}|1[5-8]\d\d)"
    r"\)?[-–‑. ]?\d{3,4}(?:[-–‑. ]?\d{4})?(?![\d-])"
)
HELPLINE = re.compile(r"(?<![\d.,:-])1(?:1\d|[0-8]\d\d)(?![\d.,:-]|[만万])")
"""Three and four digits that can be nothing else: 11x, and 1000 to 1899 (but not 1300만)."""
SHORT = re.compile(r"(?<![\d:–-])(?<!\d[.,])1\d{2,3}(?!\d|[.,:–-]\d|%)")
"""Any 1xx and 1xxx: a helpline, or else a year, or a count, an amount or a house."""
YEAR = re.compile(r"19\d\d")
REPLIES = 100_000
VISAS = ("E-9", "D-2", "D-10-1", "F-6", "H-2", "E-7-4", "C-3", "G-1")


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
    replies += alarms(knowledge, request.param)
    assert {reply.kind for reply in replies} == set(ReplyKind)
    show = assistant_that_found(Found()).show
    replies += [
        show(entry, request.param, district)
        for entry in knowledge.entries.values()
        for district in knowledge.districts
    ]
    return list({reply.text: reply for reply in replies}.values())


def alarms(knowledge, language):
    """Reply to a message of each danger, and to one that asks for a human being."""
    rules = {name: Phrases(certain=(name.replace("-", " "),)) for name in knowledge.dangers}
    book = PhraseBook(id=Language.EN, dangers=rules, person=("a person",))
    heard = replace(knowledge, phrases={book.id: book})
    assistant = Assistant(heard, None, language)
    urgent = [name for name in rules if knowledge.dangers[name].urgency == "emergency"]
    texts = [*(name.replace("-", " ") for name in urgent), "a person"]
    return [assistant.respond(Message(text, language=language)) for text in texts]


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
        # In danger nobody is to stop and confirm a number: the card says it as it is.
        of_card = (*reply.card.steps, reply.card.say, reply.card.meaning) if reply.card else ()
        for words in (*of_card, *(contact.name for contact in reply.contacts)):
            text = text.replace(words, "")
        told += [text[match.start() :][: len(match[0] + doubt)] for match in number.finditer(text)]

    assert len(told) > 10
    assert [words for words in told if not words.endswith(doubt)] == []


class AnyReply:
    """Writes replies to anybody about anything at any time, each as likely as the next."""

    def __init__(self, knowledge, seed):
        self.knowledge = knowledge
        self.random = Random(seed)
        self.writer = Writer(knowledge)
        self.directory = Directory(knowledge)
        self.entries = list(knowledge.entries.values())
        self.dangers = list(knowledge.dangers.values())
        self.lines = list(knowledge.lines.values())
        self.places = [None, *knowledge.districts]
        self.retold = {}
        for passage in passages(knowledge):
            if passage.part is Part.RETELLING:
                self.retold.setdefault(passage.owner, []).append(passage)

    def next(self):
        """Return whom or what the reply is about, its language, and its text."""
        pick = self.random.choice
        language, when = pick(list(Language)), self._when()
        sort = self.random.random()
        if sort < 0.8:
            entry = pick(self.entries)
            return entry.id, language, self._entry(entry, language, when)
        if sort < 0.9:
            danger = pick(self.dangers)
            lines = [self.knowledge.lines[name] for name in danger.lines]
            centers = [self.knowledge.centers[name] for name in danger.day_centers]
            draft = self.writer.alarm(danger, language)
            return danger.id, language, self._finish(draft, centers, lines, language, when)
        if sort < 0.95:
            line = pick(self.lines)
            draft = self.writer.line(line, language)
            return line.id, language, self._finish(draft, [], [line], language, when)
        lines = fallback_lines(self.knowledge)
        some = self.random.sample(self.entries, 3)
        draft = pick(
            [
                self.writer.choices(some, language, welcome=sort < 0.97),
                self.writer.nothing(language),
                self.writer.person(language),
                self.writer.languages(list(Language)),
            ]
        )
        return "", language, self._finish(draft, [], lines, language, when)

    def _entry(self, entry, language, when):
        pick = self.random.choice
        routed = route(entry, language, self.knowledge, when.moment, pick(self.places))
        draft = self.writer.entry(entry, language, when.now.date())
        draft = self.writer.with_retelling(
            draft, pick([None, *self.retold.get(entry.id, [])]), language
        )
        visas, children = (pick(VISAS),), (self.random.randrange(19),)
        person = Person(visas, children, self.random.randrange(18, 80))
        verdict = judge(entry, person, when.now.date())
        if verdict:
            draft = replace(draft, verdict=say_verdict(verdict, entry, language))
        if sort := self.random.randrange(3):
            danger = self.knowledge.danger_of(entry) if sort == 1 else pick(self.dangers)
            draft = self.writer.with_card(draft, danger, language) if danger else draft
        centers = [center for center in (routed.best, routed.second) if center]
        return self._finish(draft, centers, routed.lines, language, when)

    def _finish(self, draft, centers, lines, language, when):
        contacts = (
            *(self.directory.center(center, language, when) for center in centers),
            *(self.directory.line(line, language, when) for line in lines),
        )
        return self.writer.finish(draft, contacts, language).text

    def _when(self):
        minutes = self.random.randrange(4 * 365 * 24 * 60)
        now = datetime(2024, 1, 1, tzinfo=SEOUL) + timedelta(minutes=minutes)
        ahead = self.random.randrange(14)
        return When(now, now.date() + timedelta(days=ahead) if ahead < 7 else None)


@pytest.fixture(scope="module")
def counted(knowledge):
    """Short numbers that stand as figures, by owner and language."""
    figures = {name: list(entry.figures.values()) for name, entry in knowledge.entries.items()}
    for document in knowledge.documents.values():
        for retelling in document.passages:
            figures[retelling.service] += retelling.figures.values()

    def of_owner(owner, language):
        shown = figures.get(owner, [])
        texts = [format_figure(figure, one) for figure in shown for one in (language, Language.KO)]
        return {number for text in texts for number in SHORT.findall(text)}

    owners = ["", *figures, *knowledge.dangers, *knowledge.lines]
    return {(owner, one): of_owner(owner, one) for owner in owners for one in Language}


@pytest.fixture(scope="module")
def house(knowledge):
    """A street of one of our centers with its number: `종암로 129`, `129 Jongam-ro`."""
    streets = set()
    for center in knowledge.centers.values():
        if center.address:
            found = re.search(r"(\S+[로길]) (\d+)", center.address.ko)
            streets |= {rf"{found[1]}[)）]? ?{found[2]}"} if found else set()
            for number, street in re.findall(r"(\d+) (\S+-(?:ro|gil))", center.address.romanized):
                streets |= {rf"{number} {street}", rf"{street} {number}"}
    assert len(streets) > 10
    return re.compile("|".join(streets))


def test_a_hundred_thousand_replies_hold_no_number_that_we_do_not_hold(
    knowledge, held, counted, house
):
    numbers, _ = held
    any_reply = AnyReply(knowledge, seed=2026)
    seen, printed, strays = set(), set(), set()
    for _ in range(REPLIES):
        owner, language, text = any_reply.next()
        assert text
        for line in text.splitlines():
            if (owner, language, line) in seen:
                continue
            seen.add((owner, language, line))
            short = {
                number
                for number in SHORT.findall(house.sub(" ", line))
                if number not in counted[owner, language] and not YEAR.fullmatch(number)
            }
            told = {match[0] for match in PHONE.finditer(line)} | short
            printed |= told
            strays |= {(n, owner, line) for n in told if digits(n) not in numbers}

    assert strays == set()
    assert {digits(number) for number in printed} >= {"112", "119", "120", "1345", "15771366"}
    assert len(seen) > 10_000


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("☎ 02-123-4567 / 1577-1366", ["02-123-4567", "1577-1366"]),
        ("call +82-2-123-4567, (02) 123-4567", ["+82-2-123-4567", "(02) 123-4567"]),
        ("010 1234 5678에", ["010 1234 5678"]),
        ("2024-2025, 09:00-18:00, 1,234명", []),
    ],
)
def test_a_telephone_is_seen_as_one(text, numbers):
    assert [match[0] for match in PHONE.finditer(text)] == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("call 129.", ["129"]),
        ("(1345)로, 1350에", ["1345", "1350"]),
        ("打1366，或者182。", ["1366", "182"]),
        ("1577-1366, 1,345 and 131.5, 11:00-13:00, 2100, 12345, 100%, 2025-1134", []),
    ],
)
def test_a_short_number_is_seen_as_one(text, numbers):
    assert SHORT.findall(text) == numbers
