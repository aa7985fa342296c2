from dataclasses import replace

import pytest

from bot.routing import center_for, fallback_lines, lines_for
from knowledge.languages import Language
from knowledge.loader import load_knowledge

WAGES, EMERGENCY = "life-unpaid-wages", "life-medical-emergency"


@pytest.fixture
def tiny(tiny_root):
    """Tiny knowledge with centers `first` (jongno), `second` and `other` (both guro)."""
    knowledge = load_knowledge(tiny_root)
    guro = knowledge.centers["guro-center"]
    places = {"first": ("jongno", WAGES), "second": ("guro", WAGES), "other": ("guro", EMERGENCY)}
    return replace(
        knowledge,
        centers={
            name: guro.model_copy(update={"id": name, "district": district, "service": service})
            for name, (district, service) in places.items()
        },
    )


def entry_with(knowledge, name, **fields):
    return knowledge.entries[name].model_copy(update=fields)


@pytest.mark.parametrize(
    ("centers", "district", "chosen"),
    [
        (("first", "second"), None, "first"),
        (("first", "second"), "guro", "second"),
        (("first", "second"), "mapo", "first"),
        (("first", "other"), "guro", "other"),
        (("first",), "guro", "second"),  # not named, but its service is this entry
        ((), "guro", "second"),
    ],
)
def test_the_competent_center_of_the_district_is_chosen(centers, district, chosen, tiny):
    entry = entry_with(tiny, WAGES, centers=centers)

    assert center_for(entry, district, tiny).id == chosen


@pytest.mark.parametrize("district", [None, "mapo"])
def test_an_entry_without_centers_leads_to_none(district, tiny):
    assert center_for(entry_with(tiny, WAGES, centers=()), district, tiny) is None


def test_lines_stay_in_the_order_of_the_entry(tiny):
    entry = entry_with(tiny, WAGES, lines=("line-119", "line-120"))

    lines = lines_for(entry, Language.MN, tiny)

    assert [line.id for line in lines] == ["line-119", "line-120"]


@pytest.mark.parametrize("codes", [None, ("ko", "en")])
def test_a_line_that_is_understood_is_added_where_none_is(codes, tiny):
    line = tiny.lines["line-119"]
    spoken = line.languages.model_copy(update={"codes": codes}) if codes else None
    deaf = replace(
        tiny, lines={**tiny.lines, "line-119": line.model_copy(update={"languages": spoken})}
    )
    entry = entry_with(tiny, WAGES, lines=("line-119",))

    lines = lines_for(entry, Language.VI, deaf)

    assert [line.id for line in lines] == ["line-119", "line-1577-1366"]


@pytest.mark.parametrize("language", Language)
def test_every_entry_leads_to_someone_who_speaks_the_language(language, knowledge):
    def speaks(line):
        return line.languages is not None and language in line.languages.codes

    unheard = [
        entry.id
        for entry in knowledge.entries.values()
        if not any(speaks(line) for line in lines_for(entry, language, knowledge))
    ]

    assert unheard == []


def test_the_fallback_is_a_weekday_line_and_one_for_day_and_night(knowledge):
    weekdays, always = fallback_lines(knowledge)

    assert (weekdays.id, always.id) == ("line-120", "line-1577-1366")
    assert always.hours.always
    assert {*Language} <= {*weekdays.languages.codes}
    assert {*Language} <= {*always.languages.codes}
