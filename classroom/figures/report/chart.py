"""The line chart of the rate as plain geometry, drawn alike on a page (SVG) and on paper (PDF).

x grows to the right, y downwards, in units of the picture. The official line is solid, the estimate
dashed with a hollow point, the plan's path dotted: told apart without colour.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor
from typing import Final

from classroom.figures.report.labels import Box, Label, Wish, place
from classroom.figures.report.story import OURS, month_day, span_said
from classroom.figures.report.values import Kpi
from classroom.kit.drawing import Anchor, Point
from classroom.rules.era_calendar import era_year_label
from classroom.rules.fiscal_year import end_of, fiscal_year, fiscal_year_label
from classroom.rules.rate import rounded
from classroom.rules.words.rate import PLAN_AND_OURS, Basis

STEPS: Final = (1, 2, 5, 10, 20)
MOST_LINES: Final = 8
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
    spread: tuple[Point, ...] = ()
    """From the lower end of the estimate's range to the upper one."""
    labels: tuple[Label, ...] = ()
    title: str = ""
    description: str = ""

    def segments(self, further: Sequence[Point]) -> list[tuple[Point, Point]]:
        """Return every stroke that words should not stand on, those of a further line too."""
        goal = [(self.plot.left, self.goal), (self.plot.right, self.goal)]
        lines = (self.official, further, self.path, goal)
        return [pair for line in lines for pair in pairwise(line)]


def rate_chart(kpi: Kpi, size: Size = SCREEN) -> Chart:
    """Lay out the chart of a day's figures."""
    rates = [kpi.baseline.rate, kpi.target.rate, *(count.rate for count in kpi.officials)]
    now = rate_now(kpi)
    if now is not None:
        rates.append(now)
    spread = (float(min(rates)) - 1, float(max(rates)) + 1)
    begin = end_of(kpi.baseline.fiscal_year)
    scale = Scale(begin, max(end_of(kpi.target.fiscal_year), kpi.on), spread, size)
    estimate: tuple[Point, ...] = ()
    if now is not None and kpi.on > begin:
        estimate = (official_line(kpi, scale)[-1], scale.point(kpi.on, float(now)))
    chart = framed(kpi, scale, estimate)
    plot = chart.plot
    across = [((plot.left, tick.at), (plot.right, tick.at)) for tick in chart.rates]
    return replace(
        chart,
        labels=place(_wishes(kpi, chart), plot, chart.segments(chart.estimate), across),
        title=f"70歳以上の登録者率。公式値、{name_now(kpi)}、参考の道筋",
        description=_description(kpi),
    )


def framed(kpi: Kpi, scale: "Scale", estimate: tuple[Point, ...]) -> Chart:
    """Lay out all that charts of the rate share, without words beside the lines."""
    return Chart(
        size=scale.size,
        plot=scale.plot,
        rates=tuple(scale.rate_ticks()),
        years=tuple(scale.year_ticks()),
        goal=scale.point(kpi.on, float(kpi.target.rate))[1],
        official=official_line(kpi, scale),
        estimate=estimate,
        path=path_line(kpi, scale),
        spread=_spread(kpi, scale),
    )


def rate_now(kpi: Kpi) -> Decimal | None:
    """Return the rate that is drawn after the official ones; none on a day that is to come."""
    found = kpi.nowcast or kpi.estimate
    return found.rate if found and not kpi.is_ahead else None


def name_now(kpi: Kpi) -> str:
    """Name what is drawn after the official figures."""
    if kpi.nowcast:
        return Basis.NOWCAST.label
    return PLAN_AND_OURS if kpi.official is None else OURS


def _spread(kpi: Kpi, scale: "Scale") -> tuple[Point, ...]:
    found = kpi.nowcast
    ends = (found.low, found.high) if found else ()
    return tuple(scale.point(kpi.on, float(rate)) for rate in ends)


def official_line(kpi: Kpi, scale: "Scale") -> tuple[Point, ...]:
    """Return the official figures as a line that begins at the plan's baseline."""
    start = (end_of(kpi.baseline.fiscal_year), float(kpi.baseline.rate))
    counts = [(value.registered_on, float(value.rate)) for value in kpi.officials]
    return tuple(scale.point(*at) for at in [start, *(c for c in counts if c[0] > start[0])])


def path_line(kpi: Kpi, scale: "Scale") -> tuple[Point, ...]:
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
        across = (day - self.begin).days / (self.end - self.begin).days
        up = (rate - self.low) / (self.high - self.low)
        return (
            self.plot.left + max(0.0, across) * (self.plot.right - self.plot.left),
            self.plot.bottom - up * (self.plot.bottom - self.plot.top),
        )

    def rate_ticks(self) -> Iterator[Tick]:
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


def _wishes(kpi: Kpi, chart: Chart) -> Iterator[Wish]:
    """Say what is to be written beside which point, the most important first."""
    letters, path = chart.size.letters, chart.path
    goal_text = f"目標 {rounded(kpi.target.rate)}%（{fiscal_year_label(kpi.target.fiscal_year)}）"
    at = (path[0][0] + letters, chart.goal - letters / 2)
    yield Wish(at, (goal_text,), letters, "goal")
    if len(chart.official) > 1:
        yield official_wish(kpi, chart.official[-1], letters)
    now = rate_now(kpi)
    if chart.estimate and now is not None:
        spread = f"（{span_said(kpi.nowcast)}）" if kpi.nowcast else ""
        words = (f"{name_now(kpi)} {rounded(now)}%{spread}", month_day(kpi.on))
        yield Wish(chart.estimate[-1], words, letters * BOLD, "estimate")
    yield baseline_wish(kpi, path[0], letters)
    between = path[len(path) * 2 // 3]
    yield Wish(between, ("参考の道筋",), letters, "path")


def official_wish(kpi: Kpi, at: Point, letters: float) -> Wish:
    last = kpi.officials[-1]
    words = (f"公式 {rounded(last.rate)}%", month_day(last.registered_on))
    return Wish(at, words, letters * BOLD, "official")


def baseline_wish(kpi: Kpi, at: Point, letters: float) -> Wish:
    return Wish(at, (f"{rounded(kpi.baseline.rate)}%（計画）",), letters, "baseline")


def _description(kpi: Kpi) -> str:
    """Tell the picture to those who do not see it."""
    start = fiscal_year_label(kpi.baseline.fiscal_year)
    end = fiscal_year_label(kpi.target.fiscal_year)
    parts = [
        f"参考の道筋は{start}末{rounded(kpi.baseline.rate)}%から{end}末{rounded(kpi.target.rate)}%。"
    ]
    if kpi.official:
        parts.append(f"公式値は{_day(kpi.official.registered_on)}に{rounded(kpi.official.rate)}%。")
    if (now := rate_now(kpi)) is not None:
        spread = f"、幅は{span_said(kpi.nowcast)}" if kpi.nowcast else ""
        parts.append(f"{name_now(kpi)}は{_day(kpi.on)}に{rounded(now)}%{spread}。")
    return "".join(parts)


def _day(day: date) -> str:
    return f"{era_year_label(day)}{day.month}月{day.day}日"
