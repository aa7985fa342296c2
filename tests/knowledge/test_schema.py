import pytest
from pydantic import TypeAdapter, ValidationError

from knowledge.places import Address, Center, ClockRange, Hours, Line, PhoneNumber
from knowledge.schema import (
    Entry,
    Figure,
    Identifier,
    Localized,
    LocalizedQuestions,
    PartialDate,
    Source,
    Sureness,
    Validity,
    VisaCode,
)

KNOWN = {"sureness": "V", "source": "a report", "as_of": "2025-04"}
POINT = {"latitude": 37.57, "longitude": 126.98, "accuracy_m": 50}


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Identifier, ["a", "life-visa", "line-1577-1366"]),
        (PartialDate, ["2025", "2025-04", "2025-04-30", "2024-02-29"]),
        (ClockRange, ["09:00-18:00", "00:00-24:00", "22:00-06:00"]),
        (PhoneNumber, ["120", "1345", "1577-1366", "02-2075-4180", "02-731-2120"]),
        (VisaCode, ["E-9", "D-10", "F-2-7", "H-2"]),
    ],
)
def test_well_written_values_are_taken_as_they_are(kind, values):
    assert [TypeAdapter(kind).validate_python(value) for value in values] == values


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *((Identifier, value) for value in ("", "Life", "a_b", "a--b", "-a", "a-", "ă", "a\n")),
        *((PartialDate, value) for value in ("25", "2025-13", "2025-4", "30/4/2025", "2025-04-3")),
        *((PartialDate, value) for value in ("2025-02-30", "2025-04-00", "2025-04-31")),
        *((ClockRange, value) for value in ("9:00-18:00", "09:00", "09:60-18:00", "24:00-25:00")),
        (ClockRange, "09:00-24:30"),
        *((PhoneNumber, value) for value in ("1", "12345", "02 2075 4180", "ask", "120;drop")),
        *((VisaCode, value) for value in ("E9", "e-9", "Z-1", "E-", "F-2-777")),
    ],
)
def test_badly_written_values_are_refused(kind, value):
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(value)


def test_a_year_may_be_written_as_a_number():
    assert TypeAdapter(PartialDate).validate_python(2025) == "2025"


@pytest.mark.parametrize("model", [Entry, Center, Line])
def test_models_are_closed_and_frozen(model):
    assert (model.model_config["extra"], model.model_config["frozen"]) == ("forbid", True)


@pytest.mark.parametrize("text", ["", "  ", None, 5])
def test_a_text_is_there_in_every_language(text):
    with pytest.raises(ValidationError) as caught:
        Localized(ko="가", en="a", zh="一", vi="à", mn=text)

    assert [error["loc"] for error in caught.value.errors()] == [("mn",)]


@pytest.mark.parametrize(("count", "good"), [(2, False), (3, True), (8, True), (9, False)])
def test_each_language_has_three_to_eight_questions(count, good):
    three = ("a", "b", "c")
    questions = {"ko": three, "en": three, "zh": three, "vi": three, "mn": ("q",) * count}

    try:
        accepted = LocalizedQuestions(**questions).mn == ("q",) * count
    except ValidationError:
        accepted = False

    assert accepted is good


@pytest.mark.parametrize("sureness", Sureness)
def test_only_what_is_verified_need_not_be_confirmed(sureness):
    assert sureness.must_confirm is (sureness != "V")


@pytest.mark.parametrize("origin", [{}, {"document": "a", "publisher": "b"}])
def test_a_source_names_one_origin(origin):
    with pytest.raises(ValidationError, match="name either a document or a publisher"):
        Source(**origin, as_of="2025")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("14", "number"),
        ("14", "krw"),
        (2025, "date"),
        (2025, "month"),
        ("2025-04", "date"),
        ("2025-02-30", "date"),
        ("2025-04-30", "month"),
        ("2025-13", "month"),
        (True, "number"),
        (float("nan"), "number"),
        (float("inf"), "krw"),
    ],
)
def test_a_figure_that_its_kind_cannot_write_is_refused(value, kind):
    with pytest.raises(ValidationError):
        Figure(value=value, kind=kind)


@pytest.mark.parametrize("hours", [{}, {"always": True, "weekly": {"mon": "09:00-18:00"}}])
def test_hours_are_always_or_weekly(hours):
    with pytest.raises(ValidationError, match="give either `always: true` or `weekly`"):
        Hours(**hours, **KNOWN)


@pytest.mark.parametrize(
    "wrong", [{"latitude": 35.18}, {"longitude": 129.08}, {"accuracy_m": 0}, {"latitude": None}]
)
def test_a_point_lies_in_seoul(wrong):
    address = {"ko": "서울", "romanized": "Seoul", **KNOWN}
    assert Address(**address, coordinates=POINT).coordinates.latitude == 37.57

    with pytest.raises(ValidationError):
        Address(**address, coordinates=POINT | wrong)


def test_validity_begins_in_the_field_from():
    assert Validity(**{"status": "ended", "as_of": "2025", "from": "2024-03"}).from_ == "2024-03"


def test_the_first_number_of_a_line_is_the_one_to_dial_first():
    five = {"ko": "가", "en": "a", "zh": "一", "vi": "à", "mn": "а"}
    line = Line(
        id="line-120",
        name=five,
        about=five,
        phone={"number": "120", **KNOWN},
        more_phones=[{"number": "02-731-2120", **KNOWN}],
        sources=[{"publisher": "the city", "as_of": "2025"}],
    )

    assert line.numbers == ("120", "02-731-2120")
