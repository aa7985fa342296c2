import pytest
from pydantic import TypeAdapter, ValidationError

from knowledge.base import Identifier, Localized, PartialDate
from knowledge.eligibility import VisaCode
from knowledge.schema import Entry, Figure, LocalizedQuestions
from knowledge.sources import Source, Sureness
from knowledge.terms import OffTopic
from knowledge.validity import Validity


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Identifier, ["a", "life-visa", "line-1577-1366"]),
        (PartialDate, ["2025", "2025-04", "2025-04-30", "2024-02-29"]),
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
        *((VisaCode, value) for value in ("E9", "e-9", "Z-1", "E-", "F-2-777")),
    ],
)
def test_badly_written_values_are_refused(kind, value):
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(value)


def test_a_year_may_be_written_as_a_number():
    assert TypeAdapter(PartialDate).validate_python(2025) == "2025"


@pytest.mark.parametrize("model", [Entry, Figure, OffTopic, Source])
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


def test_validity_begins_in_the_field_from():
    assert Validity(**{"status": "ended", "as_of": "2025", "from": "2024-03"}).from_ == "2024-03"


@pytest.mark.parametrize("dates", [{}, {"as_of": "2025", "collected": "2026-11"}])
def test_a_source_has_a_date_or_the_day_it_was_read(dates):
    with pytest.raises(ValidationError, match="give either `as_of` or"):
        Source(publisher="blog", **dates)
