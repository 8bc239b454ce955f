"""The line chart of the rate as plain geometry, drawn alike on a page (SVG) and on paper (PDF).

x grows to the right, y downwards, in units of the picture. The official line is solid, the estimate
dashed with a hollow point, the plan's path dotted: told apart without colour.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, floor, hypot
from typing import Final

from classroom.figures.report.labels import Box, Label, Wish, place
from classroom.figures.report.values import Kpi
from classroom.kit.drawing import Anchor, Point
from classroom.rules.era_calendar import era_year_label
from classroom.rules.fiscal_year import end_of, fiscal_year, fiscal_year_label
from classroom.rules.rate import rounded

STEPS: Final = (1, 2, 5, 10, 20)
MOST_LINES: Final = 8
DOT_GAP: Final = 6.0
LETTERS_A_YEAR: Final = 5.5
BOLD: Final = 1.07
"""The two values of the day are written a little larger than the rest."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large the picture is drawn, and its letters."""

    width: float
    height: float
    letters: float


SCREEN: Final = Size(820, 400, 14)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis, and what is written at it."""

    at: float
    text: str
    anchor: Anchor = "middle"


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything to draw, in units of the picture."""

    size: Size
    plot: Box
    rates: tuple[Tick, ...]
    years: tuple[Tick, ...]
    goal: float
    official: tuple[Point, ...]
    estimate: tuple[Point, ...]
    path: tuple[Point, ...]
    labels: tuple[Label, ...]
    title: str
    description: str

    def dots(self) -> list[Point]:
        """Return the path as dots, for a pen that has no dotted line."""
        return list(_along(self.path, DOT_GAP * self.size.letters / SCREEN.letters))


def rate_chart(kpi: Kpi, size: Size = SCREEN) -> Chart:
    """Lay out the chart of a day's figures."""
    rates = [kpi.baseline.rate, kpi.target.rate, *(count.rate for count in kpi.officials)]
    if kpi.estimate:
        rates.append(kpi.estimate.rate)
    spread = (float(min(rates)) - 1, float(max(rates)) + 1)
    begin = end_of(kpi.baseline.fiscal_year)
    scale = Scale(begin, max(end_of(kpi.target.fiscal_year), kpi.on), spread, size)
    official = official_line(kpi, scale)
    estimate: tuple[Point, ...] = ()
    if kpi.estimate and kpi.on > begin:
        estimate = (official[-1], scale.point(kpi.on, float(kpi.estimate.rate)))
    path = path_line(kpi, scale)
    goal = scale.point(kpi.on, float(kpi.target.rate))[1]
    return Chart(
        size=size,
        plot=scale.plot,
        rates=tuple(scale.rate_ticks()),
        years=tuple(scale.year_ticks()),
        goal=goal,
        official=official,
        estimate=estimate,
        path=path,
        labels=place(
            _wishes(kpi, size, official, estimate, path, goal),
            scale.plot,
            _strokes(official, estimate, path, goal, scale.plot),
            [
                ((scale.plot.left, tick.at), (scale.plot.right, tick.at))
                for tick in scale.rate_ticks()
            ],
        ),
        title="70歳以上の登録者率。公式値、推計値、参考の道筋",
        description=_description(kpi),
    )


def official_line(kpi: Kpi, scale: "Scale") -> tuple[Point, ...]:
    """Return the official figures as a line that begins at the plan's baseline."""
    start = (end_of(kpi.baseline.fiscal_year), float(kpi.baseline.rate))
    counts = [(value.registered_on, float(value.rate)) for value in kpi.officials]
    return tuple(scale.point(*at) for at in [start, *(c for c in counts if c[0] > start[0])])


def path_line(kpi: Kpi, scale: "Scale") -> tuple[Point, ...]:
    """Return the plan's straight path."""
    years = [kpi.baseline, *kpi.path]
    return tuple(scale.point(end_of(at.fiscal_year), float(at.rate)) for at in years)


class Scale:
    """Where days and rates lie in the picture: from a day to another, from a rate to another."""

    def __init__(self, begin: date, end: date, rates: tuple[float, float], size: Size) -> None:
        letters = size.letters
        self.size, self.begin, self.end = size, begin, end
        self.plot = Box(
            letters * 3.75, letters * 1.5, size.width - letters * 3, size.height - letters * 3
        )
        least, most = rates
        self.step = next((s for s in STEPS if (most - least) / s <= MOST_LINES), STEPS[-1])
        self.low = floor(least / self.step) * self.step
        self.high = ceil(most / self.step) * self.step

    def point(self, day: date, rate: float) -> Point:
        """Return the place of a rate on a day."""
        across = (day - self.begin).days / (self.end - self.begin).days
        up = (rate - self.low) / (self.high - self.low)
        return (
            self.plot.left + max(0.0, across) * (self.plot.right - self.plot.left),
            self.plot.bottom - up * (self.plot.bottom - self.plot.top),
        )

    def rate_ticks(self) -> Iterator[Tick]:
        """Return the lines across, each with its rate."""
        for rate in range(self.low, self.high + 1, self.step):
            yield Tick(self.point(self.begin, rate)[1], f"{rate}%", "end")

    def year_ticks(self) -> Iterator[Tick]:
        """Return the ends of the fiscal years, as many as can be written side by side."""
        years = range(fiscal_year(self.begin), fiscal_year(self.end - timedelta(days=1)) + 1)
        years = range(years[0], years[-1] + (end_of(years[-1]) <= self.end))
        room = (self.plot.right - self.plot.left) / max(1, len(years) - 1)
        every = ceil(self.size.letters * LETTERS_A_YEAR / room)
        era = ""
        for year in years[::every]:
            text = era_year_label(date(year, 12, 31))
            shown = text.removeprefix(era) if era else text
            era = text[:2]
            yield Tick(self.point(end_of(year), self.low)[0], f"{shown}度末")


def _wishes(
    kpi: Kpi,
    size: Size,
    official: Sequence[Point],
    estimate: Sequence[Point],
    path: Sequence[Point],
    goal: float,
) -> Iterator[Wish]:
    """Say what is to be written beside which point, the most important first."""
    letters = size.letters
    goal_text = f"目標 {rounded(kpi.target.rate)}%（{fiscal_year_label(kpi.target.fiscal_year)}）"
    yield Wish((path[0][0] + letters, goal - letters / 2), (goal_text,), letters, "goal")
    if len(official) > 1:
        last = kpi.officials[-1]
        words = (
            f"公式 {rounded(last.rate)}%",
            f"{last.registered_on.month}月{last.registered_on.day}日",
        )
        yield Wish(official[-1], words, letters * BOLD, "official")
    if estimate and kpi.estimate:
        words = (f"推計 {rounded(kpi.estimate.rate)}%", f"{kpi.on.month}月{kpi.on.day}日")
        yield Wish(estimate[-1], words, letters * BOLD, "estimate")
    yield Wish(path[0], (f"{rounded(kpi.baseline.rate)}%（計画）",), letters, "baseline")
    between = path[len(path) * 2 // 3]
    yield Wish(between, ("参考の道筋",), letters, "path")


def _strokes(
    official: Sequence[Point],
    estimate: Sequence[Point],
    path: Sequence[Point],
    goal: float,
    plot: Box,
) -> list[tuple[Point, Point]]:
    lines = [official, estimate, path, [(plot.left, goal), (plot.right, goal)]]
    return [pair for line in lines for pair in pairwise(line)]


def _along(points: Sequence[Point], gap: float) -> Iterator[Point]:
    for (x0, y0), (x1, y1) in pairwise(points):
        count = max(1, round(hypot(x1 - x0, y1 - y0) / gap))
        for step in range(count):
            yield (x0 + (x1 - x0) * step / count, y0 + (y1 - y0) * step / count)


def _description(kpi: Kpi) -> str:
    """Tell the picture to those who do not see it."""
    start = fiscal_year_label(kpi.baseline.fiscal_year)
    end = fiscal_year_label(kpi.target.fiscal_year)
    parts = [
        f"参考の道筋は{start}末{rounded(kpi.baseline.rate)}%から{end}末{rounded(kpi.target.rate)}%。"
    ]
    if kpi.official:
        parts.append(f"公式値は{_day(kpi.official.registered_on)}に{rounded(kpi.official.rate)}%。")
    if kpi.estimate:
        parts.append(f"推計は{_day(kpi.on)}に{rounded(kpi.estimate.rate)}%。")
    return "".join(parts)


def _day(day: date) -> str:
    return f"{era_year_label(day)}{day.month}月{day.day}日"
