"""Charts as SVG, drawn here: no script, no colour of their own, and nothing that only colour tells.

A sheet gives lines their colours (`static/console/learning.css`); what tells them apart without it
is the dash, the mark on each point and the name at the end of the line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from markupsafe import Markup

_WIDTH: Final = 800
_HEIGHT: Final = 300
_LEFT: Final = 56
_RIGHT: Final = 200
_TOP: Final = 16
_BOTTOM: Final = 36
"""Units of the picture, one a pixel where it is shown in full."""
_NARROW_RIGHT: Final = 12
_ROW: Final = 18
"""The least distance between two names at the ends of lines."""
_MOST_TICKS: Final = 8
_DASHES: Final = ("", "9 5", "2 5", "12 4 2 4", "16 6", "1 4 6 4")
_STEPS: Final = (1, 2, 5)
_MARKS: Final = (
    "M-4,0a4,4 0 1 0 8,0a4,4 0 1 0 -8,0z",
    "M-4,-4h8v8h-8z",
    "M0,-5l5,9h-10z",
    "M0,-5l5,5l-5,5l-5,-5z",
    "M-5,0h10m-5,-5v10",
    "M-4,-4l8,8m0,-8l-8,8",
)
"""Round, square, triangle, diamond, a cross and a lying cross."""


class Chart(Protocol):
    """A chart, and the figures in it."""

    @property
    def total(self) -> int:
        """The sum of all figures."""

    @property
    def most(self) -> str:
        """The name of what is greatest, with its figure; empty where there is nothing."""

    @property
    def head(self) -> Sequence[str]:
        """What stands over the columns of figures."""

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[int]]]:
        """The figures, each row with its name."""

    def drawn(self, title: str, description: str) -> Markup:
        """Return the picture, an `svg` that screen readers are told of by these two."""


@dataclass(frozen=True)
class Line:
    """What is followed over time: a name, and one figure a period."""

    name: str
    values: Sequence[int]

    @property
    def total(self) -> int:
        """Return the sum of its figures."""
        return sum(self.values)


class Lines:
    """Several lines over the same periods; six at most can be told apart."""

    def __init__(self, periods: Sequence[str], lines: Sequence[Line]) -> None:
        """Take what is written under each period, and lines with a figure for each."""
        self.periods = periods
        self.lines = lines

    @property
    def total(self) -> int:
        """Return the sum of all figures."""
        return sum(line.total for line in self.lines)

    @property
    def most(self) -> str:
        """Return the name of the greatest line, with its sum."""
        if not self.lines:
            return ""
        line = max(self.lines, key=lambda line: line.total)
        return f"{line.name} ({line.total:,})"

    @property
    def head(self) -> Sequence[str]:
        """Return the names of the lines."""
        return [line.name for line in self.lines]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[int]]]:
        """Return the figures of each period."""
        columns = zip(*(line.values for line in self.lines), strict=True)
        figures = list(columns) or [()] * len(self.periods)
        return list(zip(self.periods, figures, strict=True))

    def drawn(self, title: str, description: str) -> Markup:
        """Return the picture."""
        top = _top_of(max((max(line.values, default=0) for line in self.lines), default=0))
        scale = _Scale(top, len(self.periods), _RIGHT)
        parts = [_grid(scale), _dates(scale, self.periods)]
        names = _apart([scale.y(line.values[-1]) for line in self.lines])
        for number, (line, at) in enumerate(zip(self.lines, names, strict=True)):
            parts.append(_line(scale, line, number, at))
        return _svg(title, description, parts)


class Bars:
    """One bar for each of a few things."""

    def __init__(self, names: Sequence[str], values: Sequence[int]) -> None:
        """Take what is written under each bar, and its figure."""
        self.names = names
        self.values = values

    @property
    def total(self) -> int:
        """Return the sum of all figures."""
        return sum(self.values)

    @property
    def most(self) -> str:
        """Return the name of the highest bar, with its figure."""
        place = max(range(len(self.values)), key=lambda place: self.values[place])
        return f"{self.names[place]} ({self.values[place]:,})"

    @property
    def head(self) -> Sequence[str]:
        """Return nothing: the only column needs no name."""
        return [""]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[int]]]:
        """Return the figure of each bar."""
        return [(name, (value,)) for name, value in zip(self.names, self.values, strict=True)]

    def drawn(self, title: str, description: str) -> Markup:
        """Return the picture."""
        scale = _Scale(_top_of(max(self.values, default=0)), len(self.values), _NARROW_RIGHT)
        width = scale.step * 0.7
        bars = [
            Markup(
                '<rect class="bar" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>'
            ).format(
                _round(scale.x(place) - width / 2),
                _round(scale.y(value)),
                _round(width),
                _round(scale.floor - scale.y(value)),
                f"{name}: {value:,}",
            )
            for place, (name, value) in enumerate(zip(self.names, self.values, strict=True))
        ]
        return _svg(title, description, [_grid(scale), _dates(scale, self.names), *bars])


@dataclass(frozen=True)
class _Scale:
    """Where figures stand in the picture: from 0 to `top`, at so many places side by side."""

    top: int
    places: int
    right: int

    @property
    def floor(self) -> float:
        return _HEIGHT - _BOTTOM

    @property
    def end(self) -> float:
        return _WIDTH - self.right

    @property
    def step(self) -> float:
        return (self.end - _LEFT) / max(1, self.places)

    def x(self, place: float) -> float:
        return _LEFT + self.step * (place + 0.5)

    def y(self, value: float) -> float:
        return self.floor - (self.floor - _TOP) * value / self.top


def _top_of(greatest: int) -> int:
    """Return a round figure that is not below the greatest, and 5 at least."""
    size = 1
    while True:
        for step in _STEPS:
            if step * size >= max(5, greatest):
                return step * size
        size *= 10


def _grid(scale: _Scale) -> Markup:
    values = [scale.top * part // 5 for part in range(6)]
    rules = Markup("").join(
        Markup('<line class="rule" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(
            _LEFT, _round(scale.end), _round(scale.y(value)), _round(scale.y(value))
        )
        for value in values
    )
    figures = Markup("").join(
        Markup('<text class="figure" x="{}" y="{}">{}</text>').format(
            _LEFT - 8, _round(scale.y(value) + 4), f"{value:,}"
        )
        for value in values
    )
    return rules + figures


def _dates(scale: _Scale, names: Sequence[str]) -> Markup:
    each = max(1, -(-len(names) // _MOST_TICKS))
    return Markup("").join(
        Markup('<text class="tick" x="{}" y="{}">{}</text>').format(
            _round(scale.x(place)), _HEIGHT - 12, name
        )
        for place, name in enumerate(names)
        if place % each == 0
    )


def _line(scale: _Scale, line: Line, number: int, name_at: float) -> Markup:
    points = [(scale.x(place), scale.y(value)) for place, value in enumerate(line.values)]
    path = " ".join(f"{_round(x)},{_round(y)}" for x, y in points)
    dash = _DASHES[number % len(_DASHES)]
    marks = Markup("").join(_mark(x, y, number) for x, y in points)
    end_x, end_y = points[-1]
    lead = Markup('<line class="lead" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(
        _round(end_x + 6), _round(end_y), _round(scale.end + 10), _round(name_at)
    )
    name = Markup('<text class="end" x="{}" y="{}">{}</text>').format(
        _round(scale.end + 14), _round(name_at + 4), f"{line.name} ({line.total:,})"
    )
    dashed = Markup(' stroke-dasharray="{}"').format(dash) if dash else Markup("")
    drawn = Markup('<polyline points="{}"{}/>').format(path, dashed)
    return Markup('<g class="line line-{}">{}{}{}{}</g>').format(
        number + 1, drawn, marks, lead, name
    )


def _mark(x: float, y: float, number: int) -> Markup:
    return Markup('<path class="mark" transform="translate({} {})" d="{}"/>').format(
        _round(x), _round(y), _MARKS[number % len(_MARKS)]
    )


def _apart(heights: Sequence[float]) -> list[float]:
    """Move names that would stand on one another apart, within the picture, in their order."""
    placed = list(heights)
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    highest = float(_TOP)
    for place in order:
        placed[place] = max(placed[place], highest)
        highest = placed[place] + _ROW
    lowest = float(_HEIGHT - _BOTTOM)
    for place in reversed(order):
        placed[place] = min(placed[place], lowest)
        lowest = placed[place] - _ROW
    return placed


def _svg(title: str, description: str, parts: Iterable[Markup]) -> Markup:
    opening = Markup('<svg class="chart" viewBox="0 0 {} {}" role="img"').format(_WIDTH, _HEIGHT)
    named = Markup(' aria-labelledby="chart-title chart-about" xmlns="http://www.w3.org/2000/svg">')
    told = Markup('<title id="chart-title">{}</title><desc id="chart-about">{}</desc>').format(
        title, description
    )
    return opening + named + told + Markup("").join(parts) + Markup("</svg>")


def _round(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")
