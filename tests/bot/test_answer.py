from dataclasses import replace
from datetime import date

import pytest

from bot.answer import Draft, Writer, allowed_numbers
from bot.card import step_text, write_card
from bot.contacts import center_contact, line_contact
from bot.messages import say
from bot.reply import Choice, Citation
from knowledge.base import Localized
from knowledge.languages import Language
from knowledge.loader import load_knowledge
from knowledge.sources import Source
from knowledge.validity import Validity

WAGES = "life-unpaid-wages"
SOURCE = "report in English, IV-2 (April 2025)"
LINE = "helpline 120 in English"
TODAY = date(2025, 5, 1)


def five(text):
    return Localized(**dict.fromkeys((language.value for language in Language), text))


@pytest.fixture
def tiny(tiny_root):
    return load_knowledge(tiny_root)


@pytest.fixture
def write(tiny):
    """Write the entry about wages, changed, as it stands on a day."""

    def write_entry(language=Language.EN, today=TODAY, **changes):
        entry = tiny.entries[WAGES].model_copy(update=changes)
        writer = Writer(replace(tiny, entries={**tiny.entries, WAGES: entry}))
        return writer.finish(writer.entry(entry, language, today), (), language)

    return write_entry


def test_the_allowed_numbers_are_those_of_lines_and_centers(tiny):
    assert allowed_numbers(tiny) == {"119", "120", "1577-1366", "02-123-4567"}


@pytest.mark.parametrize("place", ["answer", "caution"])
@pytest.mark.parametrize("number", ["02-999-9999", "1577-9999", "+82-2-999-9999", "010-1234-5678"])
def test_a_number_from_elsewhere_is_blanked(place, number, write):
    draft = write(**{place: five(f"Call {number} or 1577-1366 in 2024-2025.")})

    shown = draft.body if place == "answer" else draft.caution
    assert shown == "Call … or 1577-1366 in 2024-2025."
    assert number not in draft.text


def test_an_answer_is_the_entrys_own_words_with_whom_to_ask_and_the_source(tiny):
    writer = Writer(tiny)
    contacts = (
        center_contact(tiny.centers["guro-center"], Language.EN),
        line_contact(tiny.lines["line-1577-1366"], Language.EN),
    )

    draft = writer.entry(tiny.entries[WAGES], Language.EN, TODAY)
    draft = writer.finish(draft, contacts, Language.EN)

    assert (draft.title, draft.show_to_staff) == ("unpaid wages in English", "월급을 못 받았어요.")
    assert draft.contacts == contacts
    assert draft.text == (
        "ask 120 within 14 days in English\n\n"
        "center in English (center 한국어예요)\n  ☎ 02-123-4567 (please confirm)\n"
        "helpline 1577-1366 in English (helpline 1577-1366 한국어예요)\n  ☎ 1577-1366\n"
        "  Every day, 24 hours\n  English, 한국어, 中文, Tiếng Việt, Монгол\n\n"
        "Source: report in English, IV-2 (April 2025)"
    )


def test_an_entry_alone_names_nobody_and_is_not_written_out(tiny):
    draft = Writer(tiny).entry(tiny.entries[WAGES], Language.EN, TODAY)

    assert (draft.contacts, draft.text, draft.card, draft.verdict) == ((), "", None, "")


@pytest.mark.parametrize(
    ("status", "note"),
    [
        ("current", ""),
        (
            "planned",
            f"As of April 2025, this was a plan. Please ask here what became of it: {LINE}.",
        ),
        (
            "ended",
            f"This has ended. Please ask here what there is today: {LINE}.",
        ),
        (
            "historical",
            (
                "This is a matter of the past (April 2025). "
                f"Please ask here what there is today: {LINE}."
            ),
        ),
    ],
)
def test_what_is_not_there_today_says_so(status, note, write):
    draft = write(dates=Validity(status=status, as_of="2025-04"))

    assert draft.status == note
    assert draft.text == "\n\n".join(filter(None, [draft.body, note, "Source: " + SOURCE]))


def test_what_is_said_of_dates_changes_with_the_day(tiny):
    writer, entry = Writer(tiny), tiny.entries[WAGES]

    said = [
        writer.entry(entry, Language.EN, day).status
        for day in (date(2026, 4, 30), date(2026, 5, 1), date(2026, 4, 30))
    ]

    doubt = f"This was so as of April 2025. Please ask whether this is still true: {LINE}."
    assert said == ["", doubt, ""]


def test_a_caution_stands_apart_from_the_answer(write):
    draft = write(caution=five("Sources differ: {days} or 15."))

    assert draft.text.startswith(f"{draft.body}\n\n⚠ Sources differ: 14 or 15.\n\n")


def test_a_citation_keeps_its_publisher_date_and_doubt(write):
    source = Source(publisher="newspaper", as_of="2023", sureness="V-old")

    (citation,) = write(Language.KO, sources=(source,)).citations

    assert citation == Citation("newspaper", None, "2023", "V-old", "newspaper (2023년)")


@pytest.mark.parametrize(
    ("language", "label"),
    [
        (Language.EN, "blog (page without a date, read in November 2026)"),
        (Language.KO, "blog (날짜가 없는 페이지, 2026년 11월에 확인)"),
        (Language.VI, "blog (trang không ghi ngày, đọc vào tháng 11/2026)"),
    ],
)
def test_a_page_without_a_date_is_not_given_the_day_it_was_read(write, language, label):
    (citation,) = write(
        language, sources=(Source(publisher="blog", collected="2026-11"),)
    ).citations

    assert (citation.as_of, citation.label) == ("", label)


@pytest.mark.parametrize(
    ("welcome", "words"),
    [
        (False, "I am not sure what you mean. Is it one of these?"),
        (True, "Hello! You can ask me about life in Seoul, for example about these:"),
    ],
)
def test_choices_are_listed_by_their_titles(welcome, words, tiny):
    writer = Writer(tiny)
    contacts = (line_contact(tiny.lines["line-120"], Language.EN),)

    draft = writer.choices([tiny.entries[WAGES]], Language.EN, welcome=welcome)
    draft = writer.finish(draft, contacts, Language.EN)

    assert draft.choices == (Choice(WAGES, "unpaid wages in English"),)
    assert draft.body == words
    assert draft.text.startswith(f"{words}\n\n- unpaid wages in English\n\nhelpline 120")


def test_the_language_is_asked_for_in_every_language_that_is_offered(tiny):
    writer = Writer(tiny)
    contacts = (line_contact(tiny.lines["line-120"], Language.VI),)

    draft = writer.finish(writer.languages((Language.VI, Language.KO)), contacts, Language.VI)

    asked = [
        say(language, "In which language shall I answer?")
        for language in (Language.VI, Language.KO)
    ]
    assert draft.body.splitlines() == asked
    assert draft.text == "\n".join([*asked, "", "- Tiếng Việt", "- 한국어"])
    assert draft.contacts == contacts
    assert (draft.title, draft.choices, draft.citations) == ("", (), ())


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("about", ["nothing", "person"])
def test_where_nothing_is_answered_people_are_named_to_ask(about, language, tiny):
    writer = Writer(tiny)
    contacts = (line_contact(tiny.lines["line-120"], language),)

    draft = writer.finish(getattr(writer, about)(language), contacts, language)

    name = tiny.lines["line-120"].name.in_language(language)
    assert draft.body
    assert draft.text.startswith(f"{draft.body}\n\n{name}")
    assert (draft.title, draft.choices, draft.citations) == ("", (), ())


def test_to_talk_to_a_person_is_not_the_same_as_not_to_know(tiny):
    writer = Writer(tiny)

    assert writer.person(Language.EN).body.startswith("You want to talk to a person.")
    assert writer.nothing(Language.EN).body.startswith("I do not have an answer to this.")


def test_a_helpline_tells_what_it_is_for(tiny):
    draft = Writer(tiny).line(tiny.lines["line-119"], Language.EN)

    assert (draft.title, draft.body) == ("helpline 119 in English", "interpreters in English")
    assert [citation.label for citation in draft.citations] == [SOURCE]


@pytest.mark.parametrize("language", Language)
def test_an_alarm_is_the_card_with_whom_to_call_and_what_to_read(language, knowledge):
    danger = knowledge.dangers["immediate-danger"]
    writer = Writer(knowledge)
    contacts = (line_contact(knowledge.lines["line-112"], language),)

    draft = writer.finish(writer.alarm(danger, language), contacts, language)

    card = write_card(danger, language)
    assert (draft.title, draft.card, draft.show_to_staff) == (card.title, card, danger.say)
    assert draft.body == step_text(card)
    assert [choice.id for choice in draft.choices] == list(danger.entries)
    assert draft.text.startswith(draft.body)
    assert draft.text.count(draft.body) == 1
    assert "☎ 112" in draft.text
    assert len(draft.citations) == len(danger.sources)


@pytest.mark.parametrize("language", Language)
def test_where_there_is_danger_what_to_do_stands_before_all_else(language, tiny, knowledge):
    writer = Writer(tiny)
    danger = knowledge.dangers["wages-injury"]
    draft = replace(writer.entry(tiny.entries[WAGES], language, TODAY), verdict="Yes.")

    draft = writer.finish(writer.with_card(draft, danger, language), (), language)

    steps = step_text(write_card(danger, language))
    assert draft.text.startswith(f"{steps}\n\nYes.\n\n{draft.body}\n\n")


def test_a_verdict_stands_before_the_answer(tiny):
    writer = Writer(tiny)
    draft = replace(writer.entry(tiny.entries[WAGES], Language.EN, TODAY), verdict="It depends.")

    draft = writer.finish(draft, (), Language.EN)

    assert draft.text.startswith(f"It depends.\n\n{draft.body}\n\n")


def test_one_reader_does_not_change_what_the_next_is_told(tiny, knowledge):
    writer, entry = Writer(tiny), tiny.entries[WAGES]
    plain = writer.entry(entry, Language.EN, TODAY)

    writer.with_card(plain, knowledge.dangers["scam"], Language.EN)
    writer.finish(replace(plain, verdict="Yes."), (), Language.EN)

    assert writer.entry(entry, Language.EN, TODAY) == plain
    assert plain.card is None


def test_a_draft_that_says_nothing_shows_how_to_ask_for_an_interpreter():
    assert Draft().show_to_staff.startswith("외국인 상담이 필요해요.")
