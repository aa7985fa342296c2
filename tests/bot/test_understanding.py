import json
from pathlib import Path

import pytest

from adapters.evaluation import NOISY
from bot.privacy import scrub
from bot.reply import Message, ReplyKind
from bot.understanding import SURE_FROM, Understanding, understand
from knowledge.languages import Language

KO, EN, ZH, VI, MN = Language
QUESTIONS = Path(__file__).parents[2] / "benchmarks" / "questions" / "tuning.jsonl"
UNSURE = "TOPIK"


@pytest.fixture(scope="module")
def questions():
    return [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("is_noisy", "floor"), [(False, 0.98), (True, 0.95)], ids=["clean", "noisy"]
)
def test_nearly_all_questions_are_told_right(is_noisy, floor, language, questions):
    asked = [
        question
        for question in questions
        if question["lang"] == language
        and question["style"] != "off-topic"
        and (question["style"] in NOISY) is is_noisy
    ]

    wrong = [q["text"] for q in asked if understand(q["text"], None, EN).reply_in is not language]

    assert len(asked) >= 50
    assert len(wrong) <= (1 - floor) * len(asked), wrong


@pytest.mark.parametrize("language", Language)
def test_hardly_anyone_is_asked_for_the_language(language, questions):
    asked = [q["text"] for q in questions if q["lang"] == language and q["style"] != "off-topic"]

    assert sum(bool(understand(text, None, EN).offered) for text in asked) <= 0.02 * len(asked)


def test_a_clear_language_is_searched_and_answered_in():
    assert understand("my boss did not pay me", None, KO) == Understanding(
        "my boss did not pay me", EN, EN
    )


def test_korean_typed_on_latin_keys_is_read_back():
    assert understand("qlwk duswkd", None, EN) == Understanding("비자 연장", KO, KO)


@pytest.mark.parametrize(
    ("text", "read"), [("qlwk duswkd 2025", "비자 연장 2025"), ("E-9 qlwk duswkd", "E-9 비자 연장")]
)
def test_what_latin_keys_cannot_have_meant_stays(text, read):
    assert understand(text, None, EN).text == read


def test_the_chosen_language_is_answered_in_and_the_questions_own_is_searched_in():
    assert understand("qlwk duswkd", VI, EN) == Understanding("비자 연장", KO, VI)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("qianzheng yanqi zenme ban", ZH),
        ("wo de laoban bu gei wo gongzi", ZH),
        ("waiguoren dengji zheng diu le", ZH),
        ("chu khong tra luong cho toi", VI),
        ("tsalingaa avch chadahgui bna", MN),
        ("dnjfrmqdmf ahtqkedkTdjdy", KO),
    ],
)
def test_latin_letters_may_be_any_language(text, language):
    assert understand(text, None, EN).reply_in is language


@pytest.mark.parametrize("default", Language)
def test_an_unclear_language_is_offered_first_among_all(default):
    understood = understand(UNSURE, None, default)

    assert (understood.written_in, understood.reply_in) == (EN, EN)
    assert understood.offered == (EN, KO, ZH, VI, MN)


@pytest.mark.parametrize("chosen", Language)
def test_a_chosen_language_clears_all_doubt(chosen):
    assert understand(UNSURE, chosen, EN) == Understanding(UNSURE, chosen, chosen)


def test_a_doubtful_reading_of_keys_does_not_outweigh_the_chosen_language(monkeypatch):
    monkeypatch.setattr("bot.understanding.SURE_FROM", 1.1)

    assert understand("qlwk duswkd", EN, EN) == Understanding("qlwk duswkd", EN, EN)
    assert understand("qlwk duswkd", KO, EN) == Understanding("비자 연장", KO, KO)


@pytest.mark.parametrize("default", Language)
def test_a_text_without_letters_is_taken_for_the_default(default):
    assert understand("?! 12", None, default) == Understanding("?! 12", default, default)
    assert understand("?! 12", VI, default) == Understanding("?! 12", VI, VI)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("hi", EN),
        ("hey", EN),
        ("alo", VI),
        ("sain uu", MN),
        ("ni hao", ZH),
        ("annyeonghaseyo", KO),
    ],
)
def test_a_greeting_of_few_letters_has_its_language(text, language):
    assert understand(text, None, EN) == Understanding(text, language, language)
    assert understand(text, MN, EN).reply_in is MN


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("여권 M12345678 분실", KO),
        ("외국인등록증 900101-5123456", KO),
        ("护照EA1234567丢", ZH),
        ("mất hộ chiếu M12345678 010-1234-5678 a@b.co", VI),
        ("паспорт M12345678 010-1234-5678", MN),
    ],
)
def test_what_stands_for_a_personal_number_is_no_english(text, language):
    understood = understand(scrub(text), None, EN)

    assert understood.reply_in is language
    assert "[" not in understood.text


def test_sureness_is_a_probability_that_can_be_missed():
    assert 0.5 < SURE_FROM < 0.95


@pytest.mark.parametrize(
    ("text", "language"),
    [("qlwk duswkd", KO), ("qianzheng yanqi zenme ban", ZH), ("gia han visa o seoul", VI)],
)
def test_what_latin_letters_mean_is_answered_in_its_language(text, language, ieum):
    reply = ieum.assistant.respond(Message(text))

    assert (reply.kind, reply.language) == (ReplyKind.ANSWER, language)
    assert "life-visa-extension" in reply.candidates
    assert reply.languages == ()


def test_off_topic_messages_are_declined_and_our_own_are_not(questions, ieum):
    declined = {True: [], False: []}
    for question in questions:
        reply = ieum.assistant.respond(Message(question["text"]))
        is_ours = question["style"] != "off-topic"
        declined[is_ours].append(reply.kind is ReplyKind.NO_ANSWER)

    assert len(declined[False]) == 300
    assert sum(declined[False]) >= 0.92 * len(declined[False])
    assert sum(declined[True]) <= 0.03 * len(declined[True])
