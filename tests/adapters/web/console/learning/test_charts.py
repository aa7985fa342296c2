from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from adapters.web.console.learning.charts import Bars, Line, Lines, _apart, _top_of

SVG = "{http://www.w3.org/2000/svg}"
EVIL = '</title><script>alert("&")</script>'


def drawn(chart, title="Asked", about="A sentence."):
    return ET.fromstring(chart.drawn(title, about))


@pytest.mark.parametrize(
    "chart",
    [
        Lines([], []),
        Lines(["1"], [Line("one", [0])]),
        Lines(["1", "2"], [Line(f"{number}", [number, 9 - number]) for number in range(6)]),
        Bars(["a", "b"], [0, 0]),
        Bars([str(hour) for hour in range(24)], list(range(24))),
    ],
)
def test_every_chart_is_valid_and_named(chart):
    svg = drawn(chart)

    ids = {child.get("id"): child.text for child in svg if child.get("id")}
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby").split() == list(ids)
    assert list(ids.values()) == ["Asked", "A sentence."]
    assert "style" not in ET.tostring(svg, encoding="unicode")


def test_names_cannot_break_out():
    for chart in (Lines([EVIL], [Line(EVIL, [1])]), Bars([EVIL], [1])):
        svg = drawn(chart, EVIL, EVIL)
        assert svg.find(f".//{SVG}script") is None
        assert next(svg.iter(f"{SVG}title")).text == EVIL


def test_lines_differ_by_dash_and_mark_and_bear_their_names():
    svg = drawn(Lines(["1", "2"], [Line(f"n{number}", [3, number]) for number in range(6)]))
    groups = svg.findall(f"{SVG}g")

    dashes = [group.find(f"{SVG}polyline").get("stroke-dasharray") for group in groups]
    marks = [group.find(f"{SVG}path").get("d") for group in groups]
    assert len(set(dashes)) == len(set(marks)) == 6
    assert [group.find(f"{SVG}text").text for group in groups] == [
        f"n{number} ({3 + number})" for number in range(6)
    ]


def test_a_greater_figure_stands_higher_and_inside():
    svg = drawn(Lines(["1", "2", "3"], [Line("one", [0, 50, 7_000])]))
    points = svg.find(f".//{SVG}polyline").get("points").split()
    heights = [float(point.split(",")[1]) for point in points]

    assert heights == sorted(heights, reverse=True)
    assert min(heights) >= 0
    bars = drawn(Bars(["a", "b"], [3, 6])).findall(f"{SVG}rect")
    assert float(bars[1].get("height")) == pytest.approx(2 * float(bars[0].get("height")), abs=0.2)


def test_names_at_the_ends_do_not_cover_one_another():
    places = sorted(_apart([264.0] * 6))

    assert all(lower - upper >= 18 for upper, lower in pairwise(places))
    assert _apart([20.0, 200.0]) == [20.0, 200.0]


@pytest.mark.parametrize(
    ("greatest", "top"), [(0, 5), (5, 5), (6, 10), (11, 20), (21, 50), (99, 100), (101, 200)]
)
def test_the_scale_ends_at_a_round_figure(greatest, top):
    assert _top_of(greatest) == top


def test_the_table_has_the_same_figures():
    lines = Lines(["mon", "tue"], [Line("a", [1, 2]), Line("b", [3, 4])])

    assert (list(lines.head), lines.rows) == (["a", "b"], [("mon", (1, 3)), ("tue", (2, 4))])
    assert (lines.total, lines.most) == (10, "b (7)")
    bars = Bars(["x", "y"], [1, 2_000])
    assert (bars.rows, bars.total, bars.most) == (
        [("x", (1,)), ("y", (2_000,))],
        2_001,
        "y (2,000)",
    )
