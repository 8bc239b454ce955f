"""The chart of the rate as a picture of a document: the same drawing years later."""

from collections.abc import Iterable, Iterator, Sequence

from classroom.figures.report.chart import Chart, Size, rate_chart
from classroom.figures.report.values import Kpi
from classroom.kit.document import Dot, Picture, Stroke, Words
from classroom.kit.drawing import Point

SIZE = Size(820, 340, 14)
TICK, BESIDE_AXIS, BELOW_AXIS, LETTERS_UP = 5 / 14, 8 / 14, 22 / 14, 0.35
"""Of the letters' size; the last: how far a base line lies below the middle of what it names."""
Line = tuple[str, Sequence[Point]]


def rate_picture(kpi: Kpi, size: Size = SIZE) -> Picture:
    """Draw the rate of a day: official, estimate, path and target."""
    return picture_of(rate_chart(kpi, size))


def picture_of(chart: Chart, *, under: Iterable[Line] = (), over: Iterable[Line] = ()) -> Picture:
    """Draw a chart, with further lines and shapes under its own and over them."""
    lines = (*under, *_lines(chart), *over, *_leads(chart))
    return Picture(
        width=chart.size.width,
        height=chart.size.height,
        letters=chart.size.letters,
        title=chart.title,
        description=chart.description,
        strokes=tuple(Stroke(kind, tuple(map(_short, points))) for kind, points in lines),
        dots=tuple(_dots(chart)),
        words=tuple(_words(chart)),
    )


def _lines(chart: Chart) -> Iterator[Line]:
    plot = chart.plot
    for tick in chart.rates:
        yield ("grid", ((plot.left, tick.at), (plot.right, tick.at)))
    yield ("axis", ((plot.left, plot.bottom), (plot.right, plot.bottom)))
    end = plot.bottom + TICK * chart.size.letters
    for tick in chart.years:
        yield ("axis", ((tick.at, plot.bottom), (tick.at, end)))
    yield ("goal", ((plot.left, chart.goal), (plot.right, chart.goal)))
    own = (
        ("spread", chart.spread),
        ("path", chart.path),
        ("official", chart.official),
        ("estimate", chart.estimate),
    )
    yield from ((kind, points) for kind, points in own if len(points) > 1)


def _leads(chart: Chart) -> Iterator[Line]:
    yield from (("lead", label.lead) for label in chart.labels if label.lead)


def _dots(chart: Chart) -> Iterator[Dot]:
    yield from (Dot("official", *_short(point)) for point in chart.official)
    if chart.estimate:
        yield Dot("estimate", *_short(chart.estimate[-1]))


def _words(chart: Chart) -> Iterator[Words]:
    plot, letters = chart.plot, chart.size.letters
    for tick in chart.rates:
        x, y = _short((plot.left - BESIDE_AXIS * letters, tick.at + letters * LETTERS_UP))
        yield Words(x, y, tick.text, "end", soft=True)
    for tick in chart.years:
        x, y = _short((tick.at, plot.bottom + BELOW_AXIS * letters))
        yield Words(x, y, tick.text, "middle", soft=True)
    for label in chart.labels:
        for number, (left, base, text) in enumerate(label.rows):
            x, y = _short((left, base))
            bold = label.kind == "goal" or (len(label.rows) > 1 and not number)
            yield Words(x, y, text, bold=bold)


def _short(point: Point) -> Point:
    """Keep a tenth of a unit: no eye sees more, and the file stays small."""
    return (round(point[0], 1), round(point[1], 1))
