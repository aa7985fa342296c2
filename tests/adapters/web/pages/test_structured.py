from dataclasses import replace

import pytest

from adapters.web.pages.structured import faq_page, government_office
from knowledge.languages import Language
from knowledge.loader import load_knowledge
from knowledge.places import WEEK, Address, Hours, Phone, SpokenLanguages

SURE = {"sureness": "V", "source": "report", "as_of": "2025-04"}
UNSURE = SURE | {"sureness": "R"}
HERE = "https://ieum.example/vi/centers/guro-center"


@pytest.fixture
def center(tiny_root):
    return load_knowledge(tiny_root).centers["guro-center"]


def with_facts(center, fact):
    """The center with every fact that may stand in doubt."""
    return center.model_copy(
        update={
            "phones": (Phone(number="02-123-4567", **fact), Phone(number="120", **fact)),
            "hours": Hours(weekly={"mon": "09:00-18:00", "holiday": "10:00-24:00"}, **fact),
            "languages": SpokenLanguages(codes=("vi", "ko"), **fact),
            "address": Address(ko="서울시 구로구 1", romanized="1, Guro-gu", **fact),
            "website": "https://guro.example",
        }
    )


def hours(day, opens, closes):
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": f"https://schema.org/{day}",
        "opens": opens,
        "closes": closes,
    }


def test_a_center_is_described_with_all_that_is_sure(center):
    office = government_office(with_facts(center, SURE), Language.VI, HERE)

    assert office == {
        "@context": "https://schema.org",
        "@type": "GovernmentOffice",
        "@id": HERE,
        "url": HERE,
        "name": center.name.vi,
        "alternateName": center.name.ko,
        "description": center.about.vi,
        "telephone": ["02-123-4567", "120"],
        "sameAs": "https://guro.example",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "서울시 구로구 1",
            "addressLocality": "Seoul",
            "addressCountry": "KR",
        },
        "openingHoursSpecification": [
            hours("Monday", "09:00", "18:00"),
            hours("PublicHolidays", "10:00", "23:59"),
        ],
        "knowsLanguage": ["vi", "ko"],
    }


def test_what_a_reader_is_asked_to_confirm_is_left_out(center):
    office = government_office(with_facts(center, UNSURE), Language.VI, HERE)

    assert set(office) == {
        "@context",
        "@type",
        "@id",
        "url",
        "name",
        "alternateName",
        "description",
        "sameAs",
    }


def test_of_several_telephones_those_that_are_sure_are_told(center):
    phones = (Phone(number="02-123-4567", **UNSURE), Phone(number="120", **SURE))

    office = government_office(center.model_copy(update={"phones": phones}), Language.KO, HERE)

    assert office["telephone"] == ["120"]


def test_a_center_of_which_nothing_is_known_is_described_all_the_same(center):
    nothing = {"phones": (), "hours": None, "languages": None, "address": None, "website": None}

    office = government_office(center.model_copy(update=nothing), Language.EN, HERE)

    assert set(office).isdisjoint({"telephone", "address", "sameAs", "knowsLanguage"})
    assert "openingHoursSpecification" not in office
    assert office["name"] == center.name.en


def test_day_and_night_are_all_days_of_the_week_and_holidays(center):
    open_always = center.model_copy(update={"hours": Hours(always=True, **SURE)})

    office = government_office(open_always, Language.EN, HERE)

    days = office["openingHoursSpecification"]
    assert [day["dayOfWeek"].rpartition("/")[2] for day in days] == [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "PublicHolidays",
    ]
    assert len(days) == len(WEEK) + 1
    assert {(day["opens"], day["closes"]) for day in days} == {("00:00", "23:59")}


@pytest.mark.parametrize("language", Language)
def test_an_entry_is_a_page_of_one_question_with_its_answer(language, ieum):
    entry = ieum.knowledge.entries["life-unpaid-wages"]
    reply = ieum.assistant.show(entry, language)
    address = f"https://ieum.example/{language}/life/life-unpaid-wages"

    page = faq_page(replace(reply, caution="Take care.", status="It is over."), entry, address)

    assert page == {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "url": address,
        "name": entry.title.in_language(language),
        "inLanguage": language.value,
        "dateModified": entry.dates.as_of,
        "mainEntity": [
            {
                "@type": "Question",
                "name": entry.questions.in_language(language)[0],
                "acceptedAnswer": {
                    "@type": "Answer",
                    "text": f"{reply.body}\n\nTake care.\n\nIt is over.",
                    "url": address,
                },
            }
        ],
    }


def test_an_answer_without_a_caution_has_no_empty_paragraphs(ieum):
    entry = ieum.knowledge.entries["life-unpaid-wages"]
    reply = replace(ieum.assistant.show(entry, Language.EN), caution="", status="")

    (question,) = faq_page(reply, entry, HERE)["mainEntity"]

    assert question["acceptedAnswer"]["text"] == reply.body
