import pytest

from bot.answer import Writer, allowed_numbers
from bot.messages import say
from bot.reply import Choice, Citation, Number
from bot.routing import fallback_lines
from knowledge.base import Localized
from knowledge.languages import Language
from knowledge.loader import load_knowledge
from knowledge.sources import Source
from knowledge.validity import Validity

SOURCE = "report in English, IV-2 (April 2025)"


def five(text):
    return Localized(**dict.fromkeys((language.value for language in Language), text))


@pytest.fixture
def tiny(tiny_root):
    return load_knowledge(tiny_root)


@pytest.fixture
def wages(tiny):
    return tiny.entries["life-unpaid-wages"]


def test_the_allowed_numbers_are_those_of_lines_and_centers(tiny):
    assert allowed_numbers(tiny) == {"119", "120", "1577-1366", "02-123-4567"}


@pytest.mark.parametrize("place", ["answer", "caution"])
@pytest.mark.parametrize("number", ["02-999-9999", "1577-9999", "+82-2-999-9999", "010-1234-5678"])
def test_a_number_from_elsewhere_is_blanked(place, number, tiny, wages):
    entry = wages.model_copy(update={place: five(f"Call {number} or 1577-1366 in 2024-2025.")})

    draft = Writer(tiny).entry(entry, Language.EN, None, [])

    shown = draft.body if place == "answer" else draft.caution
    assert shown == "Call … or 1577-1366 in 2024-2025."
    assert number not in draft.text


def test_an_answer_is_the_entrys_own_words_with_whom_to_ask_and_the_source(tiny, wages):
    draft = Writer(tiny).entry(
        wages, Language.EN, tiny.centers["guro-center"], [tiny.lines["line-1577-1366"]]
    )

    assert (draft.title, draft.show_to_staff) == ("unpaid wages in English", "월급을 못 받았어요.")
    assert [contact.id for contact in draft.contacts] == ["guro-center", "line-1577-1366"]
    assert draft.text == (
        "ask 120 within 14 days in English\n\n"
        "center in English (center 한국어예요)\n  ☎ 02-123-4567 (please confirm)\n"
        "helpline 1577-1366 in English (helpline 1577-1366 한국어예요)\n  ☎ 1577-1366\n"
        "  Every day, 24 hours\n  English, 한국어, 中文, Tiếng Việt, Монгол\n\n"
        "Source: report in English, IV-2 (April 2025)"
    )


@pytest.mark.parametrize(
    ("status", "note"),
    [
        ("current", ""),
        (
            "planned",
            "This was a plan at the time of the source. Please check what became of it.",
        ),
        ("ended", "This has ended."),
        ("historical", "This is a matter of the past."),
    ],
)
def test_what_is_not_there_today_says_so(status, note, tiny, wages):
    entry = wages.model_copy(update={"dates": Validity(status=status, as_of="2025-04")})

    draft = Writer(tiny).entry(entry, Language.EN, None, [])

    assert draft.status == note
    assert draft.text == "\n\n".join(filter(None, [draft.body, note, "Source: " + SOURCE]))


def test_a_caution_stands_apart_from_the_answer(tiny, wages):
    entry = wages.model_copy(update={"caution": five("Sources differ: {days} or 15.")})

    draft = Writer(tiny).entry(entry, Language.EN, None, [])

    assert draft.text.startswith(f"{draft.body}\n\n⚠ Sources differ: 14 or 15.\n\n")


def test_a_citation_keeps_its_publisher_date_and_doubt(tiny, wages):
    source = Source(publisher="newspaper", as_of="2023", sureness="V-old")
    entry = wages.model_copy(update={"sources": (source,)})

    (citation,) = Writer(tiny).entry(entry, Language.KO, None, []).citations

    assert citation == Citation("newspaper", None, "2023", "V-old", "newspaper (2023년)")


@pytest.mark.parametrize(
    ("welcome", "words"),
    [
        (False, "I am not sure what you mean. Is it one of these?"),
        (True, "Hello! You can ask me about life in Seoul, for example about these:"),
    ],
)
def test_choices_are_listed_by_their_titles(welcome, words, tiny, wages):
    draft = Writer(tiny).choices([wages], Language.EN, fallback_lines(tiny), welcome=welcome)

    assert draft.choices == (Choice("life-unpaid-wages", "unpaid wages in English"),)
    assert draft.body == words
    assert draft.text.startswith(f"{words}\n\n- unpaid wages in English\n\nhelpline 120")


def test_the_language_is_asked_for_in_every_language_that_is_offered(tiny):
    draft = Writer(tiny).languages((Language.VI, Language.KO), fallback_lines(tiny))

    asked = [
        say(language, "In which language shall I answer?")
        for language in (Language.VI, Language.KO)
    ]
    assert draft.body.splitlines() == asked
    assert draft.text == "\n".join([*asked, "", "- Tiếng Việt", "- 한국어"])
    assert [contact.id for contact in draft.contacts] == ["line-120", "line-1577-1366"]
    assert (draft.title, draft.choices, draft.citations) == ("", (), ())


def test_no_answer_names_people_to_ask(tiny):
    draft = Writer(tiny).nothing(Language.VI, fallback_lines(tiny))

    assert [contact.id for contact in draft.contacts] == ["line-120", "line-1577-1366"]
    assert draft.text.startswith(f"{draft.body}\n\nhelpline 120 tiếng Việt")
    assert (draft.title, draft.choices, draft.citations) == ("", (), ())


def test_a_helpline_tells_what_it_is_for(tiny):
    draft = Writer(tiny).line(tiny.lines["line-119"], Language.EN)

    assert (draft.title, draft.body) == ("helpline 119 in English", "interpreters in English")
    assert draft.contacts[0].numbers == (Number("119", confirm=False),)


@pytest.mark.parametrize(
    ("language", "label"),
    [
        (Language.EN, "blog (page without a date, read in November 2026)"),
        (Language.KO, "blog (날짜가 없는 페이지, 2026년 11월에 확인)"),
        (Language.VI, "blog (trang không ghi ngày, đọc vào tháng 11/2026)"),
    ],
)
def test_a_page_without_a_date_is_not_given_the_day_it_was_read(tiny, wages, language, label):
    entry = wages.model_copy(update={"sources": (Source(publisher="blog", collected="2026-11"),)})

    (citation,) = Writer(tiny).entry(entry, language, None, []).citations

    assert (citation.as_of, citation.label) == ("", label)
