import json
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from bot.clock import SEOUL
from bot.routing import distance_km, fallback_lines, lines_for, route
from knowledge.languages import Language
from knowledge.loader import load_knowledge
from knowledge.places import CenterKind

CASES = [
    json.loads(line)
    for line in Path(__file__).with_name("routing_cases.jsonl").read_text("utf-8").splitlines()
]
NIGHT = datetime(2026, 11, 28, 3, tzinfo=SEOUL)
PLACES = [None, "guro", "jongno", (37.4563, 126.7052)]
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


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_who_can_help(case, knowledge):
    place = case.get("place")
    routed = route(
        knowledge.entries[case["entry"]],
        Language(case["language"]),
        knowledge,
        datetime.fromisoformat(case["now"]),
        tuple(place) if isinstance(place, list) else place,
    )

    centers = [center.id if center else None for center in (routed.best, routed.second)]
    assert centers == [case["best"], case["second"]]
    lines = [line.id for line in routed.lines]
    assert lines == case.get("lines", lines)
    assert routed.after_hours == case.get("after_hours", routed.after_hours)


def test_there_are_enough_cases_in_every_language():
    assert len(CASES) >= 40
    assert {case["language"] for case in CASES} == {*Language}


@pytest.mark.parametrize("place", PLACES, ids=str)
@pytest.mark.parametrize("language", Language)
def test_only_competent_centers_are_named_and_each_once(language, place, knowledge):
    for entry in knowledge.entries.values():
        routed = route(entry, language, knowledge, NIGHT, place)
        centers = [center for center in (routed.best, routed.second) if center]
        assert len({center.id for center in centers}) == len(centers)
        for center in centers:
            assert center.id in entry.centers or center.service == entry.id, entry.id
        assert (routed.best is None) == (not entry.centers)


@pytest.mark.parametrize("language", Language)
def test_lines_are_those_of_the_entry_then_those_for_any_hour(language, knowledge):
    for entry in knowledge.entries.values():
        routed = route(entry, language, knowledge, NIGHT)
        lines = [line.id for line in routed.lines]
        assert lines[: len(entry.lines)] == list(entry.lines)
        assert len({*lines}) == len(lines)
        assert any(language in line.languages.codes for line in routed.lines if line.languages)
        if routed.after_hours:
            assert {"line-1577-1366", "line-120"} <= {*lines}


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_a_center_for_women_in_danger_is_for_nothing_else(place, knowledge):
    for entry in knowledge.entries.values():
        routed = route(entry, Language.MN, knowledge, NIGHT, place)
        kinds = {center.kind for center in (routed.best, routed.second) if center}
        if CenterKind.WOMEN in kinds:
            assert entry.topic in {"safety", "family"}, entry.id


@pytest.mark.parametrize("district", ["dobong", "gangnam", "mapo", "yongsan"])
def test_in_every_district_its_family_center_comes_first(district, knowledge):
    entry = knowledge.entries["district-family-centers"]
    office = knowledge.districts[district].coordinates

    for place in (district, (office.latitude, office.longitude)):
        routed = route(entry, Language.VI, knowledge, NIGHT, place)
        assert routed.best.id == f"family-center-{district}"


@pytest.mark.parametrize(
    ("hours", "lines", "after"),
    [
        (None, (), ["line-1577-1366", "line-120"]),
        (None, ("line-119",), ["line-119", "line-1577-1366", "line-120"]),
        ("always", ("line-119",), ["line-119"]),
    ],
)
def test_without_a_center_it_is_after_hours_unless_a_line_is_open(hours, lines, after, tiny):
    line = tiny.lines["line-119"]
    always = tiny.lines["line-1577-1366"].hours if hours else None
    known = {**tiny.lines, "line-119": line.model_copy(update={"hours": always})}
    entry = entry_with(tiny, WAGES, centers=(), lines=lines)
    without_centers = replace(tiny, lines=known, centers={})

    routed = route(entry, Language.VI, without_centers, NIGHT)

    assert [line.id for line in routed.lines] == after
    assert routed.after_hours == (hours is None)
    assert (routed.best, routed.second) == (None, None)


def test_a_district_without_a_point_is_still_a_district(tiny):
    entry = entry_with(tiny, WAGES, centers=("first", "second"))

    assert route(entry, Language.VI, tiny, NIGHT, "guro").best.id == "second"
    assert route(entry, Language.VI, tiny, NIGHT, (37.5, 126.9)).best.id == "first"


def test_a_place_that_is_no_district_is_refused(knowledge):
    with pytest.raises(KeyError):
        route(knowledge.entries[WAGES], Language.VI, knowledge, NIGHT, "busan")


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((37.57, 126.98), (37.57, 126.98), 0),
        ((37.0, 127.0), (38.0, 127.0), 111.2),
        ((37.5663, 126.9779), (35.1796, 129.0756), 325),  # the city halls of Seoul and Busan
        ((0.0, 179.5), (0.0, -179.5), 111.2),
    ],
)
def test_distances_are_true(one, other, km):
    assert distance_km(one, other) == pytest.approx(km, rel=0.01)
    assert distance_km(one, other) == distance_km(other, one)


@pytest.fixture
def _untraced():
    """Measuring coverage takes several times as long as what is measured here."""
    tracer = sys.gettrace()
    sys.settrace(None)
    yield
    sys.settrace(tracer)


@pytest.mark.usefixtures("_untraced")
@pytest.mark.parametrize("place", ["guro", (37.5, 126.9)], ids=str)
def test_routing_takes_no_time(place, knowledge):
    entry = knowledge.entries["district-family-centers"]  # the one with the most centers
    now = datetime(2026, 9, 24, 19, 30, tzinfo=SEOUL)
    route(entry, Language.MN, knowledge, now, place)
    taken = []
    for _ in range(2_000):
        started = perf_counter()
        route(entry, Language.MN, knowledge, now, place)
        taken.append(perf_counter() - started)

    assert median(taken) < 0.2e-3
