import pytest
from babel.dates import get_day_names

from bot.contacts import center_contact, contact_text, line_contact
from bot.messages import say
from bot.reply import Contact, Number
from knowledge.base import Localized
from knowledge.languages import Language
from knowledge.loader import load_knowledge
from knowledge.places import Address, Hours, Phone, SpokenLanguages

WEEK = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-18:00")
SURE = {"sureness": "V", "source": "report", "as_of": "2025-04"}
UNSURE = SURE | {"sureness": "R"}
VIETNAMESE_DAYS = get_day_names("abbreviated", locale="vi")  # releases of babel differ
NOTE = dict.fromkeys((language.value for language in Language), "Ask first.")


@pytest.fixture
def center(tiny_root):
    return load_knowledge(tiny_root).centers["guro-center"]


@pytest.fixture
def line(tiny_root):
    return load_knowledge(tiny_root).lines["line-119"]


def test_what_is_not_known_is_empty(center):
    contact = center_contact(center.model_copy(update={"phones": ()}), Language.EN)

    assert contact == Contact(
        "guro-center", "center in English", "center 한국어예요", "advice in English"
    )


def test_the_korean_name_stands_beside_a_translation(center):
    assert center_contact(center, Language.VI).korean_name == "center 한국어예요"


@pytest.mark.parametrize("name", ["Hall (회관)", "회관"])
def test_the_korean_name_is_not_said_twice(center, name):
    names = Localized(**dict.fromkeys(("ko", "en", "zh", "vi", "mn"), name))

    assert center_contact(center.model_copy(update={"name": names}), Language.EN).korean_name == ""


@pytest.mark.parametrize(
    ("sureness", "confirm"),
    [("V", False), ("V-old", True), ("R", True), ("G", True), ("X", True)],
)
def test_only_verified_numbers_need_no_confirmation(line, sureness, confirm):
    phone = Phone(number="1350", **SURE | {"sureness": sureness})

    contact = line_contact(line.model_copy(update={"phone": phone}), Language.KO)

    assert contact.numbers == (Number("1350", confirm),)


def test_a_line_shows_all_its_numbers_first_to_dial_first(line):
    more = Phone(number="02-119-1234", **UNSURE)

    contact = line_contact(line.model_copy(update={"more_phones": (more,)}), Language.EN)

    assert contact.numbers == (Number("119", False), Number("02-119-1234", True))


@pytest.mark.parametrize(
    ("language", "sure", "shown"),
    [
        ("ko", SURE, "서울 구로구 1"),
        ("en", SURE, "서울 구로구 1 (1, Guro-gu)"),
        ("en", UNSURE, "서울 구로구 1 (1, Guro-gu) (please confirm)"),
    ],
)
def test_an_address_is_korean_with_its_letters_for_others(center, language, sure, shown):
    address = Address(ko="서울 구로구 1", romanized="1, Guro-gu", **sure)

    contact = center_contact(center.model_copy(update={"address": address}), Language(language))

    assert contact.address == shown


@pytest.mark.parametrize(
    ("language", "hours", "shown"),
    [
        ("en", {"weekly": WEEK}, "Mon-Fri 09:00-18:00"),
        ("ko", {"weekly": WEEK}, "월-금 09:00-18:00"),
        ("zh", {"weekly": WEEK}, "周一-周五 09:00-18:00"),
        ("vi", {"weekly": WEEK}, f"{VIETNAMESE_DAYS[0]}-{VIETNAMESE_DAYS[4]} 09:00-18:00"),
        ("mn", {"weekly": WEEK}, "Да-Ба 09:00-18:00"),
        ("en", {"weekly": {"sun": "10:00-16:00"}}, "Sun 10:00-16:00"),
        (
            "en",
            {"weekly": WEEK | {"wed": "09:00-21:00"}},
            "Mon-Tue 09:00-18:00, Wed 09:00-21:00, Thu-Fri 09:00-18:00",
        ),
        (
            "en",
            {"weekly": {"mon": "09:00-18:00", "wed": "09:00-18:00"}},
            "Mon 09:00-18:00, Wed 09:00-18:00",
        ),
        (
            "en",
            {"weekly": {"sat": "10:00-16:00", "holiday": "10:00-12:00"}},
            "Sat 10:00-16:00, public holidays 10:00-12:00",
        ),
        ("en", {"always": True}, "Every day, 24 hours"),
        ("en", {"always": True, "note": NOTE}, "Every day, 24 hours. Ask first."),
    ],
)
def test_hours_are_told_in_the_readers_language(line, language, hours, shown):
    hours = Hours.model_validate(hours | SURE)

    contact = line_contact(line.model_copy(update={"hours": hours}), Language(language))

    assert contact.hours == shown


def test_unsure_hours_are_to_be_confirmed(line):
    hours = Hours.model_validate({"weekly": WEEK} | UNSURE)

    contact = line_contact(line.model_copy(update={"hours": hours}), Language.ZH)

    assert contact.hours == f"周一-周五 09:00-18:00 ({say(Language.ZH, 'please confirm')})"


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "English, 한국어, Tiếng Việt, Russian, Filipino"),
        ("vi", "Tiếng Việt, 한국어, English, Tiếng Nga, Tiếng Philippines"),
        ("mn", "한국어, English, Tiếng Việt, орос, филипино"),
    ],
)
def test_ones_own_language_comes_first_and_by_its_own_name(line, language, shown):
    spoken = SpokenLanguages(codes=("ru", "vi", "tl", "en", "ko"), **SURE)

    contact = line_contact(line.model_copy(update={"languages": spoken}), Language(language))

    assert contact.languages == shown


def test_a_contact_reads_as_a_few_lines():
    contact = Contact(
        id="line-0",
        name="Helpline",
        korean_name="상담",
        about="advice",
        numbers=(Number("1345", False), Number("02-123-4567", True)),
        hours="Every day, 24 hours",
        languages="English",
    )

    assert contact_text(contact, Language.EN) == (
        "Helpline (상담)\n  ☎ 1345 / 02-123-4567 (please confirm)\n  Every day, 24 hours\n  English"
    )


def test_a_contact_without_facts_is_its_name():
    assert contact_text(Contact("x", "Center", "", "advice"), Language.EN) == "Center"
