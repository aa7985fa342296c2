from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.assistant import Assistant
from bot.messages import say
from bot.reply import Message, ReplyKind
from knowledge.languages import NATIVE_NAMES, Language

WAGES, CLINIC, EMERGENCY = "life-unpaid-wages", "free-clinic-dongbu", "life-medical-emergency"
UNCLEAR = "TOPIK"


def own_question(knowledge, entry, language=Language.EN):
    return knowledge.entries[entry].questions.in_language(language)[0]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("entry", [WAGES, CLINIC, EMERGENCY, "life-kiip"])
def test_an_entrys_own_question_is_answered_in_its_language(entry, language, assistant, knowledge):
    reply = assistant.respond(Message(own_question(knowledge, entry, language)))

    assert (reply.kind, reply.service, reply.language) == (ReplyKind.ANSWER, entry, language)
    assert reply.title == knowledge.entries[entry].title.in_language(language)
    assert reply.candidates[0] == entry
    assert len(reply.candidates) == len(set(reply.candidates)) == 5
    assert reply.lines[: len(knowledge.entries[entry].lines)] == knowledge.entries[entry].lines
    assert [contact.id for contact in reply.contacts][-len(reply.lines) :] == list(reply.lines)
    assert len(reply.citations) == len(knowledge.entries[entry].sources)
    assert 0 < reply.confidence <= 1
    assert reply.elapsed_ms > 0


def test_a_helpline_that_was_found_is_routed_to(assistant_that_found, surely, knowledge):
    reply = assistant_that_found(surely("line-1345", WAGES)).respond(Message("?"))

    assert (reply.kind, reply.service, reply.center) == (ReplyKind.ROUTE, None, None)
    assert (reply.lines, reply.candidates) == (("line-1345",), (WAGES,))
    assert reply.title == knowledge.lines["line-1345"].name.en


def test_a_helpline_that_is_named_is_routed_to(assistant_that_found, hardly, knowledge):
    reply = assistant_that_found(hardly(WAGES)).respond(Message("what is 1577-1366"))

    assert (reply.kind, reply.lines) == (ReplyKind.ROUTE, ("line-1577-1366",))
    assert reply.body == knowledge.lines["line-1577-1366"].about.en


def test_every_helplines_number_leads_to_it_first(assistant, knowledge):
    numbers = {number: line.id for line in knowledge.lines.values() for number in line.numbers}

    led = {number: assistant.respond(Message(number)).lines[0] for number in numbers}

    assert led == numbers


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("안녕하세요!", "ko"),
        ("hello", "en"),
        ("谢谢", "zh"),
        ("xin chào", "vi"),
        ("sain bnu", "mn"),
    ],
)
def test_a_greeting_is_welcomed_with_examples(text, language, assistant):
    reply = assistant.respond(Message(text))

    assert (reply.kind, reply.language, reply.service) == (ReplyKind.CLARIFY, language, None)
    assert len(reply.choices) == 3
    assert reply.body == say(
        Language(language), "Hello! You can ask me about life in Seoul, for example about these:"
    )


def test_an_unsure_question_is_asked_back_with_choices(assistant_that_found, perhaps):
    reply = assistant_that_found(perhaps(WAGES, CLINIC, EMERGENCY, "life-kiip")).respond(
        Message("where do I have to go")
    )

    assert (reply.kind, reply.service, reply.center) == (ReplyKind.CLARIFY, None, None)
    assert [choice.id for choice in reply.choices] == [WAGES, CLINIC, EMERGENCY]
    assert reply.lines == ("line-120", "line-1577-1366")
    assert reply.candidates == (WAGES, CLINIC, EMERGENCY, "life-kiip")


@pytest.mark.parametrize("found", ["surely", "perhaps"])
def test_the_language_is_asked_for_where_a_question_may_be_in_any(
    found, assistant_that_found, request
):
    assistant = assistant_that_found(request.getfixturevalue(found)(WAGES, CLINIC))

    reply = assistant.respond(Message(UNCLEAR))

    assert (reply.kind, reply.service, reply.center) == (ReplyKind.CLARIFY, None, None)
    assert reply.languages == ("en", "ko", "zh", "vi", "mn")
    assert reply.body.splitlines() == [
        say(language, "In which language shall I answer?") for language in reply.languages
    ]
    assert [name for name in NATIVE_NAMES.values() if f"- {name}" not in reply.text] == []
    assert (reply.choices, reply.lines) == ((), ("line-120", "line-1577-1366"))
    assert reply.candidates == (WAGES, CLINIC)


@pytest.mark.parametrize("language", Language)
def test_the_language_that_was_chosen_is_not_asked_for(language, assistant_that_found, surely):
    reply = assistant_that_found(surely(WAGES)).respond(Message(UNCLEAR, language=language))

    assert (reply.kind, reply.language) == (ReplyKind.ANSWER, language)
    assert reply.languages == ()


def test_what_is_not_known_is_said_though_the_language_is_unclear(assistant_that_found, hardly):
    reply = assistant_that_found(hardly(WAGES, CLINIC)).respond(Message(UNCLEAR))

    assert (reply.kind, reply.languages) == (ReplyKind.NO_ANSWER, ())


def test_what_was_meant_is_searched_for_in_the_language_it_was_typed_in(knowledge, surely, finder):
    search = finder(surely(WAGES))

    Assistant(knowledge, search, Language.EN).respond(Message("qlwk duswkd", language=Language.VI))

    assert search.asked == [("비자 연장", Language.KO)]


def test_what_is_not_known_is_said_not_guessed(assistant_that_found, hardly):
    reply = assistant_that_found(hardly(WAGES, CLINIC)).respond(Message("how far is the moon"))

    assert (reply.kind, reply.service, reply.choices) == (ReplyKind.NO_ANSWER, None, ())
    assert reply.lines == ("line-120", "line-1577-1366")
    assert reply.candidates == (WAGES, CLINIC)


def test_at_most_five_candidates_are_kept(assistant_that_found, surely, knowledge):
    seven = list(knowledge.entries)[:7]

    reply = assistant_that_found(surely(*seven)).respond(Message("?"))

    assert reply.candidates == tuple(seven[:5])


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


@pytest.mark.parametrize("text", ["family center", "is it in Guro-gu or in Mapo-gu?"])
def test_no_district_or_several_lead_to_the_most_competent_center(
    text, assistant_that_found, surely, knowledge
):
    reply = assistant_that_found(surely("district-family-centers")).respond(Message(text))

    assert reply.center == knowledge.entries["district-family-centers"].centers[0]
    assert reply.contacts[0].id == reply.center


def test_a_chosen_entry_is_answered_in_the_chosen_language(assistant, knowledge):
    reply = assistant.show(knowledge.entries[EMERGENCY], Language.MN)

    assert (reply.kind, reply.service, reply.language) == ("answer", EMERGENCY, Language.MN)
    assert (reply.candidates, reply.confidence, reply.id) == ((EMERGENCY,), 1.0, "")
    assert reply.card is not None


def test_a_chosen_entry_is_answered_for_the_district(assistant, knowledge):
    reply = assistant.show(knowledge.entries["district-family-centers"], Language.EN, "mapo")

    assert reply.center == "family-center-mapo"


def test_a_second_center_is_named_beside_the_best(assistant_that_found, surely, knowledge):
    reply = assistant_that_found(surely("women-violence-services")).respond(Message("?"))

    assert [contact.id for contact in reply.contacts[:2]] == [reply.center, reply.second_center]
    assert reply.center != reply.second_center


def test_eight_threads_get_what_one_gets(assistant, knowledge):
    messages = [
        Message(own_question(knowledge, entry, language), id=f"{entry} {language}")
        for entry in knowledge.entries
        for language in (Language.KO, Language.MN)
    ]

    def answer(message):
        reply = assistant.respond(message).to_dict()
        return {name: value for name, value in reply.items() if name != "elapsed_ms"}

    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(answer, messages))

    assert together == [answer(message) for message in messages]
