import pytest

from bot.assistant import LONGEST_QUESTION, BadMessageError
from bot.reply import Message, ReplyKind
from knowledge.languages import Language

WAGES = "life-unpaid-wages"


@pytest.mark.parametrize("text", ["?!", "🙂🙂🙂", "— … —"])
def test_a_text_without_words_is_not_answered_and_in_the_default_language(text, assistant):
    reply = assistant.respond(Message(text))

    assert (reply.kind, reply.language) == (ReplyKind.NO_ANSWER, Language.EN)
    assert (reply.candidates, reply.confidence) == ((), 0.0)


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u3000"])
def test_an_empty_question_is_refused(text, assistant):
    with pytest.raises(BadMessageError, match="empty"):
        assistant.respond(Message(text))


@pytest.mark.parametrize("length", [LONGEST_QUESTION + 1, 10_000_000])
def test_a_question_that_is_too_long_is_refused(length, assistant):
    with pytest.raises(BadMessageError, match="too long"):
        assistant.respond(Message("a" * length))


def test_the_longest_question_is_read(assistant, knowledge):
    question = knowledge.entries[WAGES].questions.en[0]

    reply = assistant.respond(Message(question.ljust(LONGEST_QUESTION)))

    assert reply.service == WAGES


def test_an_unknown_district_is_refused(assistant):
    with pytest.raises(BadMessageError, match="no such district"):
        assistant.respond(Message("visa", district="busan"))


def test_control_characters_change_nothing(assistant, knowledge):
    question = knowledge.entries[WAGES].questions.en[0]
    words = question.split()

    reply = assistant.respond(Message("\x00" + " \x1b\u200b\ufeff".join(words) + "\u202e\x7f"))

    plain = assistant.respond(Message(question))
    assert (reply.text, reply.confidence) == (plain.text, plain.confidence)


def test_personal_numbers_are_not_searched_for(assistant, knowledge):
    question = knowledge.entries[WAGES].questions.en[0]

    replies = [
        assistant.respond(Message(f"{question} {number}"))
        for number in ("900101-5123456", "851231-6654321")
    ]

    assert replies[0].confidence == replies[1].confidence
    assert "900101" not in replies[0].text


@pytest.mark.parametrize("number", ["010-1234-5678", "900101-5123456", "M12345678", "a@b.co"])
def test_a_personal_number_alone_is_no_question(number, assistant):
    reply = assistant.respond(Message(number))

    assert (reply.kind, reply.language, reply.candidates) == ("no_answer", Language.EN, ())


def test_a_personal_number_does_not_change_the_language(assistant):
    assert assistant.respond(Message("여권 M12345678 분실")).language is Language.KO


@pytest.mark.parametrize("text", ['" OR 1=1 --', "NEAR(a b)", "a* AND {b}", "'; DROP TABLE token"])
def test_the_language_of_the_database_is_just_text(text, assistant):
    assert assistant.respond(Message(text)).text
