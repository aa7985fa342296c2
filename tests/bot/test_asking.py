from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.asking import Reader
from bot.clock import SEOUL
from bot.contacts import When
from bot.conversation import Conversation, Turn
from bot.person import Person
from bot.reply import Message
from knowledge.languages import Language
from knowledge.phrases import PhraseBook

KO, EN, ZH, VI, MN = Language
NOW = datetime(2026, 11, 27, 15, 30, tzinfo=SEOUL)
CLINIC = "free-clinic-dongbu"
BOOKS = (
    PhraseBook(id=EN, dangers={}, small_words=("and", "on", "what about", "for", "my")),
    PhraseBook(id=KO, dangers={}, small_words=("는요", "에는요", "은요")),
)


@pytest.fixture(scope="module")
def reader(knowledge):
    return Reader(replace(knowledge, phrases={book.id: book for book in BOOKS}), VI)


def before(minutes=5, language=MN, service=CLINIC, **more):
    at = NOW - timedelta(minutes=minutes)
    return Conversation((Turn(at, service, language, **more),))


@pytest.fixture
def read(reader):
    def read_text(text, **more):
        return reader.read(Message(text, **more), text, NOW)

    return read_text


def test_a_plain_question_names_nothing_besides_its_matter(read):
    asking = read("my boss did not pay me")

    assert asking.read_as.text == "my boss did not pay me"
    assert (asking.language, asking.when, asking.person) == (EN, When(NOW), Person())
    assert (asking.district, asking.topic, asking.line) == (None, None, None)


def test_what_a_question_names_is_read(read):
    asking = read("is the clinic in Guro open on Sunday for my 7 year old son, I have E-9")

    assert asking.district == "guro"
    assert asking.when == When(NOW, date(2026, 11, 29))
    assert asking.person == Person(("E-9",), (7,))


def test_the_district_that_is_given_wins_over_the_one_that_is_named(read):
    assert read("clinic in Guro", district="mapo").district == "mapo"


def test_the_language_that_was_chosen_is_answered_in(read):
    asking = read("my boss did not pay me", language=ZH)

    assert (asking.language, asking.read_as.written_in) == (ZH, EN)


def test_a_helpline_is_read_from_what_was_typed_before_it_was_scrubbed(reader):
    typed = Message("what is 1577-1366")

    assert reader.read(typed, "what is [number]", NOW).line == "line-1577-1366"


def test_a_message_without_letters_is_in_the_default_language(read):
    assert read("?!").language is VI


def test_a_message_without_letters_is_in_the_language_of_the_turn_before(read):
    assert read("?!", conversation=before()).language is MN


@pytest.mark.parametrize(("text", "language"), [("and on Saturday?", EN), ("토요일에는요?", KO)])
def test_a_follow_up_goes_on_with_the_last_topic_in_its_own_language(
    text, language, read, knowledge
):
    asking = read(text, conversation=before())

    assert asking.topic is knowledge.entries[CLINIC]
    assert asking.language is language


@pytest.mark.parametrize("text", ["E-9?", "Mapo?"])
def test_a_follow_up_of_unclear_language_is_answered_in_the_language_before(text, read):
    asking = read(text, conversation=before())

    assert asking.topic is not None
    assert asking.language is MN


def test_a_question_about_a_matter_has_no_topic_before(read):
    assert read("my boss did not pay me", conversation=before()).topic is None


def test_without_a_conversation_there_is_no_topic(read):
    assert read("and on Saturday?").topic is None


@pytest.mark.parametrize("minutes", [31, -2])
def test_a_conversation_of_long_ago_or_still_to_come_is_forgotten(minutes, read):
    conversation = before(minutes, district="guro", visas=("E-9",))

    asking = read("and on Saturday?", conversation=conversation)

    assert (asking.topic, asking.district, asking.person) == (None, None, Person())


def test_an_entry_that_is_not_there_is_no_topic(read):
    assert read("and on Saturday?", conversation=before(service="gone")).topic is None


def test_the_district_before_is_remembered_until_another_is_named(read):
    conversation = before(district="guro")

    assert read("and on Saturday?", conversation=conversation).district == "guro"
    assert read("my boss did not pay me", conversation=conversation).district == "guro"
    assert read("what about Mapo?", conversation=conversation).district == "mapo"
    assert read("and?", conversation=conversation, district="jongno").district == "jongno"


def test_a_district_that_seoul_does_not_have_is_forgotten(read):
    assert read("and on Saturday?", conversation=before(district="busan")).district is None


def test_the_visa_before_is_remembered_in_a_follow_up_unless_another_is_named(read):
    conversation = before(visas=("E-9",))

    assert read("and on Saturday?", conversation=conversation).person == Person(("E-9",))
    assert read("what about D-2?", conversation=conversation).person == Person(("D-2",))


def test_the_visa_before_is_not_that_of_another_matter(read):
    asking = read("my boss did not pay me", conversation=before(visas=("E-9",)))

    assert asking.person == Person()
