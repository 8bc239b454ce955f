"""The fan as plain geometry, drawn alike on a page (SVG) and on paper (PDF).

The frame, the official line, the estimate and the plan's path are those of `report.chart`; the two
bands hold 8 and 5 of 10 simulated courses, their middle is dashed as every estimate is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from classroom.figures.outlook.rules import OUTER
from classroom.figures.outlook.values import Fan, FanPoint, Outlook
from classroom.figures.report.chart import (
    BOLD,
    SCREEN,
    Chart,
    Scale,
    Size,
    baseline_wish,
    framed,
    name_now,
    official_wish,
    rate_now,
)
from classroom.figures.report.labels import Wish, place
from classroom.figures.report.picture import picture_of
from classroom.figures.report.story import plain
from classroom.figures.report.values import Kpi
from classroom.kit.document import Picture
from classroom.kit.drawing import Point
from classroom.rules.era_calendar import wareki
from classroom.rules.fiscal_year import end_of, fiscal_year, fiscal_year_label

_WIDER: Final = 0.3
"""How far (points) the frame reaches over the fan."""
_OVER_GOAL: Final = 0.7


@dataclass(frozen=True, slots=True)
class FanChart:
    """The chart of the rate, with the bands as closed shapes and the dashed middle."""

    base: Chart
    outer: tuple[Point, ...]
    inner: tuple[Point, ...]
    middle: tuple[Point, ...]


def fan_chart(kpi: Kpi, found: Outlook, size: Size = SCREEN) -> FanChart | None:
    """Lay out the fan with the day's figures; None where there is no fan."""
    if found.fan is None:
        return None
    points = found.fan.points
    rates = [float(kpi.baseline.rate), float(kpi.target.rate) + _OVER_GOAL]
    rates += [float(count.rate) for count in kpi.officials]
    rates += [rate for at in points for rate in (at.p10 - _WIDER, at.p90 + _WIDER)]
    spread = (min(rates) - _WIDER, max(rates))
    scale = Scale(end_of(kpi.baseline.fiscal_year), points[-1].on, spread, size)
    outer = _band(scale, [(at.on, at.p10, at.p90) for at in points])
    inner = _band(scale, [(at.on, at.p25, at.p75) for at in points])
    middle = tuple(scale.point(at.on, at.p50) for at in points)
    return FanChart(_base(kpi, found.fan, scale, middle), outer, inner, middle)


def _band(scale: Scale, edges: Sequence[tuple[date, float, float]]) -> tuple[Point, ...]:
    """Return the shape between two edges: along the upper one, back along the lower."""
    upper = [scale.point(day, high) for day, _, high in edges]
    lower = [scale.point(day, low) for day, low, _ in reversed(edges)]
    return (*upper, *lower)


def _base(kpi: Kpi, fan: Fan, scale: Scale, middle: Sequence[Point]) -> Chart:
    now = rate_now(kpi)
    estimate = () if now is None else (scale.point(kpi.on, float(now)),)
    chart = framed(kpi, scale, estimate)
    return replace(
        chart,
        labels=place(_wishes(kpi, fan, scale, chart.goal), chart.plot, chart.segments(middle)),
        title=f"登録者率の見込み。公式値、{name_now(kpi)}、参考の道筋と、見込みの幅",
        description=description(fan, kpi),
    )


def _wishes(kpi: Kpi, fan: Fan, scale: Scale, goal: float) -> Iterator[Wish]:
    """Say what is to be written beside which point, the most important first."""
    letters, last = scale.size.letters, fan.points[-1]
    goal_text = f"目標 {plain(kpi.target.rate)}%"
    yield Wish((scale.plot.left + letters, goal - letters / 2), (goal_text,), letters, "goal")
    words = (f"見込み {last.p50:.1f}%", f"{last.p10:.1f}〜{last.p90:.1f}%")
    yield Wish(scale.point(last.on, last.p50), words, letters * BOLD, "middle")
    if kpi.officials:
        count = kpi.officials[-1]
        at = scale.point(count.registered_on, float(count.rate))
        yield official_wish(kpi, at, letters)
    base = scale.point(end_of(kpi.baseline.fiscal_year), float(kpi.baseline.rate))
    yield baseline_wish(kpi, base, letters)


def fan_picture(chart: FanChart) -> Picture:
    bands = (("outer", chart.outer), ("inner", chart.inner))
    return picture_of(chart.base, under=bands, over=(("middle", chart.middle),))


def description(fan: Fan, kpi: Kpi) -> str:
    """Tell the picture to those who do not see it."""
    first, last = fan.points[0], fan.points[-1]
    year = fiscal_year_label(kpi.target.fiscal_year)
    return (
        f"見込みは{wareki(first.on)}の{first.p50:.1f}%から、{year}末に{last.p50:.1f}%。"
        f"10のうち{OUTER.tenths}は{last.p10:.1f}%から{last.p90:.1f}%のあいだ。目標は{plain(kpi.target.rate)}%。"
    )


def year_ends(fan: Fan) -> list[FanPoint]:
    """Return the fan's points at the ends of fiscal years, for the table behind the chart."""
    return [point for point in fan.points[1:] if point.on == end_of(fiscal_year(point.on))]
