from dataclasses import replace
from datetime import date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from babel.dates import get_day_names

from bot.clock import SEOUL
from bot.contacts import Directory, When, center_contact, contact_text, line_contact
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
    return load_knowledge(tiny_root).lines["line-120"]


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
    more = Phone(number="02-120-1234", **UNSURE)

    contact = line_contact(line.model_copy(update={"more_phones": (more,)}), Language.EN)

    assert contact.numbers == (Number("120", False), Number("02-120-1234", True))


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


@pytest.mark.parametrize("name", ["line-112", "line-119"])
def test_nobody_is_asked_to_confirm_that_police_and_ambulance_are_there(line, name):
    hours = Hours.model_validate({"always": True} | UNSURE)

    contact = line_contact(line.model_copy(update={"id": name, "hours": hours}), Language.EN)

    assert contact.hours == "Every day, 24 hours"


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
        opening="Open now, closes 18:00",
        hours="Every day, 24 hours",
        languages="English",
    )

    assert contact_text(contact, Language.EN) == (
        "Helpline (상담)\n  ☎ 1345 / 02-123-4567 (please confirm)\n  Open now, closes 18:00\n"
        "  Every day, 24 hours\n  English"
    )


def test_a_contact_without_facts_is_its_name():
    assert contact_text(Contact("x", "Center", "", "advice"), Language.EN) == "Center"


FRIDAY = datetime(2026, 11, 27, 10, 30, tzinfo=SEOUL)
UNKNOWN = "Opening hours are not known. Please call before you go."


@pytest.fixture
def directory_of(tiny_root):
    """Make a directory in which the center and the line 120 have these opening hours."""
    knowledge = load_knowledge(tiny_root)

    def make(hours):
        hours = Hours.model_validate(hours | SURE) if hours else None
        center = knowledge.centers["guro-center"].model_copy(update={"hours": hours})
        line = knowledge.lines["line-120"].model_copy(update={"hours": hours})
        centers, lines = {center.id: center}, {line.id: line}
        return Directory(replace(knowledge, centers=centers, lines=lines)), center, line

    return make


def test_without_another_day_one_looks_who_is_open_now():
    assert When(FRIDAY).moment == FRIDAY
    assert When(FRIDAY, FRIDAY.date()).moment == FRIDAY


def test_on_another_day_one_looks_who_is_open_in_the_afternoon():
    when = When(FRIDAY, date(2026, 11, 29))

    assert when.moment == datetime(2026, 11, 29, 14, tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("hours", "opening", "is_open"),
    [
        ({"weekly": WEEK}, "Open now, closes 18:00", True),
        ({"weekly": {"sun": "10:00-16:00"}}, "Closed now, opens Sunday 10:00", False),
        ({"always": True}, "Open day and night", True),
        (None, UNKNOWN, None),
    ],
)
def test_a_center_tells_whether_it_is_open_now(hours, opening, is_open, directory_of):
    directory, center, _ = directory_of(hours)

    contact = directory.center(center, Language.EN, When(FRIDAY))

    plain = center_contact(center, Language.EN)
    assert contact == replace(plain, opening=opening, is_open=is_open)


@pytest.mark.parametrize(
    ("hours", "opening"),
    [
        ({"weekly": WEEK}, "Sunday 29 November: closed"),
        ({"weekly": {"sun": "10:00-16:00"}}, "Sunday 29 November: 10:00-16:00"),
        ({"always": True}, "Sunday 29 November: open day and night"),
        (None, UNKNOWN),
    ],
)
def test_a_center_tells_when_it_is_open_on_the_day_that_was_asked_about(
    hours, opening, directory_of
):
    directory, center, _ = directory_of(hours)

    contact = directory.center(center, Language.EN, When(FRIDAY, date(2026, 11, 29)))

    assert contact.opening == opening
    assert contact.is_open is None


@pytest.mark.parametrize(
    ("hours", "day", "opening", "is_open"),
    [
        ({"weekly": WEEK}, None, "Open now, closes 18:00", True),
        ({"weekly": WEEK}, date(2026, 11, 29), "Sunday 29 November: closed", None),
        ({"always": True}, None, "", True),
        ({"always": True}, date(2026, 11, 29), "", True),
        (None, None, "", None),
        (None, date(2026, 11, 29), "", None),
    ],
)
def test_a_helpline_tells_whether_it_answers_only_where_that_is_known_and_changes(
    hours, day, opening, is_open, directory_of
):
    directory, _, line = directory_of(hours)

    contact = directory.line(line, Language.EN, When(FRIDAY, day))

    plain = line_contact(line, Language.EN)
    assert contact == replace(plain, opening=opening, is_open=is_open)


def test_what_is_open_is_told_anew_at_every_time(directory_of):
    directory, center, line = directory_of({"weekly": WEEK})
    evening = FRIDAY.replace(hour=19)

    for moment, opening in ((FRIDAY, "Open now"), (evening, "Closed now"), (FRIDAY, "Open now")):
        assert directory.center(center, Language.EN, When(moment)).opening.startswith(opening)
        assert directory.line(line, Language.EN, When(moment)).opening.startswith(opening)


@pytest.mark.parametrize("language", Language)
def test_what_is_open_is_told_in_the_language_of_the_reader(language, directory_of):
    directory, center, _ = directory_of({"weekly": WEEK})

    opening = directory.center(center, language, When(FRIDAY)).opening

    assert opening == say(language, "Open now, closes {time}", time="18:00")


def test_an_address_is_looked_up_on_a_map_around_its_point(knowledge):
    center = knowledge.centers["dongbu-foreign-resident-center"]
    point = center.address.coordinates

    found = urlsplit(center_contact(center, Language.VI).map)

    assert parse_qs(found.query) == {"query": [center.address.ko]}
    assert found.fragment == f"map=16/{point.latitude}/{point.longitude}"
    assert (found.scheme, found.netloc) == ("https", "www.openstreetmap.org")


def test_without_an_address_there_is_no_map(directory_of):
    _, center, _ = directory_of({"weekly": WEEK})

    assert center_contact(center, Language.EN).map == ""


def test_a_center_has_its_website(knowledge):
    center = knowledge.centers["seoul-family-center"]

    assert center_contact(center, Language.MN).website == "https://mcfamily.or.kr"
