import pytest
from pydantic import TypeAdapter, ValidationError

from knowledge.places import (
    Address,
    Center,
    ClockRange,
    District,
    Hours,
    Line,
    PhoneNumber,
)

KNOWN = {"sureness": "V", "source": "a report", "as_of": "2025-04"}
POINT = {"latitude": 37.57, "longitude": 126.98, "accuracy_m": 50}


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (ClockRange, ["09:00-18:00", "00:00-24:00", "22:00-06:00"]),
        (PhoneNumber, ["120", "1345", "1577-1366", "02-2075-4180", "02-731-2120"]),
    ],
)
def test_well_written_values_are_taken_as_they_are(kind, values):
    assert [TypeAdapter(kind).validate_python(value) for value in values] == values


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *((ClockRange, value) for value in ("9:00-18:00", "09:00", "09:60-18:00", "24:00-25:00")),
        (ClockRange, "09:00-24:30"),
        *((PhoneNumber, value) for value in ("1", "12345", "02 2075 4180", "ask", "120;drop")),
    ],
)
def test_badly_written_values_are_refused(kind, value):
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(value)


@pytest.mark.parametrize("model", [Center, Line])
def test_models_are_closed_and_frozen(model):
    assert (model.model_config["extra"], model.model_config["frozen"]) == ("forbid", True)


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


def test_a_district_may_have_the_point_of_its_office():
    name = {"ko": "구로구", "en": "Guro-gu", "zh": "九老区", "vi": "quận Guro", "mn": "Гүро дүүрэг"}

    assert District(id="guro", name=name).coordinates is None
    assert District(id="guro", name=name, coordinates=POINT).coordinates.accuracy_m == 50
    with pytest.raises(ValidationError):
        District(id="guro", name=name, coordinates=POINT | {"latitude": 35.18})
