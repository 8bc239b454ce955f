"""The chart of the rate on paper, as on the screen."""

from classroom.figures.report.chart import Chart
from classroom.kit.drawing import BLUE, INK, LINE, PAPER, SOFT
from classroom.kit.drawing import BODY as PALE_LINE
from classroom.kit.pdf.pen import PdfPen


def draw_rate(pen: PdfPen, chart: Chart) -> None:
    """Draw the chart."""
    draw_axes(pen, chart)
    if chart.estimate:
        pen.way(chart.estimate, stroke=BLUE, thick=1.8, dash=True)
    draw_figures(pen, chart)


def draw_figures(pen: PdfPen, chart: Chart) -> None:
    """Draw the path, the official line, the point of the estimate, and what is said of them."""
    for x, y in chart.dots():
        pen.disc(x, y, 0.9, fill=SOFT)
    pen.way(chart.official, stroke=BLUE, thick=2.4)
    for x, y in chart.official:
        pen.disc(x, y, 3, fill=BLUE)
    if chart.estimate:
        pen.disc(*chart.estimate[-1], 3.2, fill=PAPER, stroke=BLUE, thick=1.8)
    for label in chart.labels:
        if label.lead:
            pen.way(label.lead, stroke=LINE, thick=0.5)
        for number, (x, y, words) in enumerate(label.rows):
            is_bold = label.kind == "goal" or (len(label.rows) > 1 and not number)
            pen.text(x, y, words, chart.size.letters, bold=is_bold)


def draw_axes(pen: PdfPen, chart: Chart) -> None:
    """Draw the lines of the rates, the years, and the target."""
    plot, letters = chart.plot, chart.size.letters
    for tick in chart.rates:
        pen.way([(plot.left, tick.at), (plot.right, tick.at)], stroke=PALE_LINE, thick=0.5)
        base = tick.at + letters * 0.35
        pen.text(plot.left - 5, base, tick.text, letters, fill=SOFT, anchor="end")
    pen.way([(plot.left, plot.bottom), (plot.right, plot.bottom)], stroke=SOFT, thick=0.8)
    base = plot.bottom + letters * 1.5
    for tick in chart.years:
        pen.way([(tick.at, plot.bottom), (tick.at, plot.bottom + 3)], stroke=SOFT, thick=0.6)
        pen.text(tick.at, base, tick.text, letters, fill=SOFT, anchor="middle")
    pen.way([(plot.left, chart.goal), (plot.right, chart.goal)], stroke=INK, thick=1.2)
