from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.assistant import LONGEST_QUESTION, BadMessageError
from bot.reply import Message, ReplyKind
from knowledge.languages import Language

WAGES, CLINIC, EMERGENCY = "life-unpaid-wages", "free-clinic-dongbu", "life-medical-emergency"


def own_question(knowledge, entry, language=Language.EN):
    return knowledge.entries[entry].questions.in_language(language)[0]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("entry", "kind"),
    [(WAGES, "answer"), (CLINIC, "answer"), (EMERGENCY, "emergency"), ("life-kiip", "answer")],
)
def test_an_entrys_own_question_is_answered_in_its_language(entry, kind, language, ieum, knowledge):
    reply = ieum.assistant.respond(Message(own_question(knowledge, entry, language)))

    assert (reply.kind, reply.service, reply.language) == (kind, entry, language)
    assert reply.title == knowledge.entries[entry].title.in_language(language)
    assert reply.candidates[0] == entry
    assert len(reply.candidates) == len(set(reply.candidates)) == 5
    assert reply.lines[: len(knowledge.entries[entry].lines)] == knowledge.entries[entry].lines
    assert [contact.id for contact in reply.contacts][-len(reply.lines) :] == list(reply.lines)
    assert len(reply.citations) == len(knowledge.entries[entry].sources)
    assert 0 < reply.confidence <= 1
    assert reply.elapsed_ms > 0


def test_a_question_about_a_helpline_is_routed_to_it(assistant_that_found, surely, knowledge):
    reply = assistant_that_found(surely("line-1345", WAGES)).respond(Message("1345?"))

    assert (reply.kind, reply.service, reply.center) == (ReplyKind.ROUTE, None, None)
    assert reply.lines == ("line-1345",)
    assert reply.candidates == (WAGES,)
    assert reply.title == knowledge.lines["line-1345"].name.en


def test_an_unsure_question_is_asked_back_with_choices(assistant_that_found, perhaps):
    reply = assistant_that_found(perhaps(WAGES, CLINIC, EMERGENCY, "life-kiip")).respond(
        Message("hmm")
    )

    assert (reply.kind, reply.service, reply.center) == (ReplyKind.CLARIFY, None, None)
    assert [choice.id for choice in reply.choices] == [WAGES, CLINIC, EMERGENCY]
    assert reply.lines == ("line-120", "line-1577-1366")
    assert reply.candidates == (WAGES, CLINIC, EMERGENCY, "life-kiip")


def test_what_is_not_known_is_said_not_guessed(assistant_that_found, hardly):
    reply = assistant_that_found(hardly(WAGES, CLINIC)).respond(Message("moon?"))

    assert (reply.kind, reply.service, reply.choices) == (ReplyKind.NO_ANSWER, None, ())
    assert reply.lines == ("line-120", "line-1577-1366")
    assert reply.candidates == (WAGES, CLINIC)


def test_at_most_five_candidates_are_kept(assistant_that_found, surely, knowledge):
    seven = list(knowledge.entries)[:7]

    reply = assistant_that_found(surely(*seven)).respond(Message("?"))

    assert reply.candidates == tuple(seven[:5])


@pytest.mark.parametrize("text", ["?!", "🙂🙂🙂", "— … —"])
def test_a_text_without_words_is_not_answered_and_in_the_default_language(text, ieum):
    reply = ieum.assistant.respond(Message(text))

    assert (reply.kind, reply.language) == (ReplyKind.NO_ANSWER, Language.EN)
    assert (reply.candidates, reply.confidence) == ((), 0.0)


@pytest.mark.parametrize(
    ("text", "district", "center"),
    [
        ("?", "guro", "family-center-guro"),
        ("family center in Guro-gu", None, "family-center-guro"),
        ("구로구 가족센터", None, "family-center-guro"),
        ("quan Mapo", None, "family-center-mapo"),
        ("family center in Guro-gu", "mapo", "family-center-mapo"),  # what is given wins
    ],
)
def test_the_center_is_that_of_the_district(text, district, center, assistant_that_found, surely):
    assistant = assistant_that_found(surely("district-family-centers"))

    assert assistant.respond(Message(text, district=district)).center == center


@pytest.mark.parametrize("text", ["family center", "Guro-gu or Mapo-gu?"])
def test_no_district_or_several_lead_to_the_most_competent_center(
    text, assistant_that_found, surely, knowledge
):
    reply = assistant_that_found(surely("district-family-centers")).respond(Message(text))

    assert reply.center == knowledge.entries["district-family-centers"].centers[0]
    assert reply.contacts[0].id == reply.center


def test_a_chosen_entry_is_answered_in_the_chosen_language(ieum, knowledge):
    reply = ieum.assistant.show(knowledge.entries[EMERGENCY], Language.MN)

    assert (reply.kind, reply.service, reply.language) == ("emergency", EMERGENCY, Language.MN)
    assert (reply.candidates, reply.confidence, reply.id) == ((EMERGENCY,), 1.0, "")


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u3000"])
def test_an_empty_question_is_refused(text, ieum):
    with pytest.raises(BadMessageError, match="empty"):
        ieum.assistant.respond(Message(text))


@pytest.mark.parametrize("length", [LONGEST_QUESTION + 1, 10_000_000])
def test_a_question_that_is_too_long_is_refused(length, ieum):
    with pytest.raises(BadMessageError, match="too long"):
        ieum.assistant.respond(Message("a" * length))


def test_the_longest_question_is_read(ieum, knowledge):
    question = own_question(knowledge, WAGES)

    reply = ieum.assistant.respond(Message(question.ljust(LONGEST_QUESTION)))

    assert reply.service == WAGES


def test_an_unknown_district_is_refused(ieum):
    with pytest.raises(BadMessageError, match="no such district"):
        ieum.assistant.respond(Message("visa", district="busan"))


def test_control_characters_change_nothing(ieum, knowledge):
    question = own_question(knowledge, WAGES)
    words = question.split()

    reply = ieum.assistant.respond(Message("\x00" + " \x1b\u200b\ufeff".join(words) + "\u202e\x7f"))

    plain = ieum.assistant.respond(Message(question))
    assert (reply.text, reply.confidence) == (plain.text, plain.confidence)


def test_personal_numbers_are_not_searched_for(ieum, knowledge):
    question = own_question(knowledge, WAGES)

    replies = [
        ieum.assistant.respond(Message(f"{question} {number}"))
        for number in ("900101-5123456", "851231-6654321")
    ]

    assert replies[0].confidence == replies[1].confidence
    assert "900101" not in replies[0].text


@pytest.mark.parametrize("text", ['" OR 1=1 --', "NEAR(a b)", "a* AND {b}", "'; DROP TABLE token"])
def test_the_language_of_the_database_is_just_text(text, ieum):
    assert ieum.assistant.respond(Message(text)).text


def test_eight_threads_get_what_one_gets(ieum, knowledge):
    messages = [
        Message(own_question(knowledge, entry, language), id=f"{entry} {language}")
        for entry in knowledge.entries
        for language in Language
    ]

    def answer(message):
        reply = ieum.assistant.respond(message).to_dict()
        return {name: value for name, value in reply.items() if name != "elapsed_ms"}

    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(answer, messages))

    assert together == [answer(message) for message in messages]
