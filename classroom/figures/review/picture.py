"""The chart of the rate as a picture of a document: the same drawing years later."""

from collections.abc import Iterator

from classroom.figures.report.chart import Chart, Size, rate_chart
from classroom.figures.report.values import Kpi
from classroom.figures.review.document import Dot, Picture, Stroke, Words
from classroom.kit.drawing import Point

SIZE = Size(820, 340, 14)
TICK = 5.0
BESIDE_AXIS, BELOW_AXIS = 8.0, 22.0
LETTERS_UP = 0.35
"""Of the letters' size: how far a base line lies below the middle of what it names."""


def rate_picture(kpi: Kpi) -> Picture:
    """Draw the rate of a day: official, estimate, path and target."""
    chart = rate_chart(kpi, SIZE)
    return Picture(
        width=SIZE.width,
        height=SIZE.height,
        letters=SIZE.letters,
        title=chart.title,
        description=chart.description,
        strokes=tuple(_strokes(chart)),
        dots=tuple(_dots(chart)),
        words=tuple(_words(chart)),
    )


def _strokes(chart: Chart) -> Iterator[Stroke]:
    plot = chart.plot
    for tick in chart.rates:
        yield _line("grid", (plot.left, tick.at), (plot.right, tick.at))
    yield _line("axis", (plot.left, plot.bottom), (plot.right, plot.bottom))
    for tick in chart.years:
        yield _line("axis", (tick.at, plot.bottom), (tick.at, plot.bottom + TICK))
    yield _line("goal", (plot.left, chart.goal), (plot.right, chart.goal))
    for kind, points in (
        ("path", chart.path),
        ("official", chart.official),
        ("estimate", chart.estimate),
    ):
        if len(points) > 1:
            yield _line(kind, *points)
    for label in chart.labels:
        if label.lead:
            yield _line("lead", *label.lead)


def _dots(chart: Chart) -> Iterator[Dot]:
    yield from (Dot("official", *_short(point)) for point in chart.official)
    if chart.estimate:
        yield Dot("estimate", *_short(chart.estimate[-1]))


def _words(chart: Chart) -> Iterator[Words]:
    plot, letters = chart.plot, chart.size.letters
    for tick in chart.rates:
        x, y = _short((plot.left - BESIDE_AXIS, tick.at + letters * LETTERS_UP))
        yield Words(x, y, tick.text, "end", soft=True)
    for tick in chart.years:
        x, y = _short((tick.at, plot.bottom + BELOW_AXIS))
        yield Words(x, y, tick.text, "middle", soft=True)
    for label in chart.labels:
        for number, (left, base, text) in enumerate(label.rows):
            x, y = _short((left, base))
            bold = label.kind == "goal" or (len(label.rows) > 1 and not number)
            yield Words(x, y, text, bold=bold)


def _line(kind: str, *points: Point) -> Stroke:
    return Stroke(kind, tuple(_short(point) for point in points))


def _short(point: Point) -> Point:
    """Keep a tenth of a unit: no eye sees more, and the file stays small."""
    return (round(point[0], 1), round(point[1], 1))
