"""The page for the assembly: one A4 that says the rate, shows it, and tells where it is from."""

from collections.abc import Sequence

from classroom.drawing import BLUE, INK, LINE, PAPER, SOFT
from classroom.drawing import BODY as PALE_LINE
from classroom.pdf.canvas import new_canvas
from classroom.pdf.form import FormPen, Letters
from classroom.pdf.lines import wrap
from classroom.pdf.paper import A4, MM, About, Paper
from classroom.pdf.pen import PdfPen
from classroom.report import story, tables
from classroom.report.chart import Chart, Size, rate_chart
from classroom.report.values import Kpi
from classroom.rules.era import wareki
from classroom.rules.fiscal_year import fiscal_year_label

LEFT, RIGHT, TOP = 15.0, 195.0, 15.0
WIDE = RIGHT - LEFT
HALF = 86.0
SECOND = RIGHT - HALF
CHART_HIGH = 64.0
CHART_LETTERS = 9.5
ROW = 5.4
BAND_COLUMNS = (SECOND + 41, SECOND + 65, RIGHT)
GREY, PALE, DARK = 0.3, 0.87, 0.45
BODY = Letters(9.5)
NOTE = Letters(8.5, grey=GREY)
STRONG = Letters(9.5, bold=True)
HEAD = Letters(12, bold=True)
NUMBER = Letters(9.5, align="right")
SMALL_TITLE = Letters(9, grey=GREY)


def kpi_paper(kpi: Kpi, city_name: str) -> Paper:
    """Draw the figures of a day on one page. Counts of people under 5 are not printed."""
    title = f"登録者率（70歳以上）{wareki(kpi.on)}現在"
    canvas = new_canvas(About(title, "デジタル活用推進計画の進捗", city_name))
    pen = FormPen(canvas, A4)
    y = _heading(pen, kpi, city_name)
    y = _figures(pen, kpi, y)
    y = _section(
        pen,
        f"{story.plain(kpi.baseline.rate)}%から{story.plain(kpi.target.rate)}%への道のり",
        y,
        LEFT,
        RIGHT,
    )
    _legend(pen, y - 2.6)
    bottom = A4[1] - (y + CHART_HIGH) * MM
    size = Size(WIDE * MM, CHART_HIGH * MM, CHART_LETTERS)
    _chart(PdfPen(canvas, LEFT * MM, bottom, size.height), rate_chart(kpi, size))
    y += CHART_HIGH + 5
    below = max(_funnel(pen, kpi, y), _bands(pen, kpi, y))
    _blockers(pen, kpi, below + 4)
    _effort(pen, kpi, below + 4)
    _sources(pen, kpi)
    return canvas.finish()


def _heading(pen: FormPen, kpi: Kpi, city_name: str) -> float:
    """Write whose page it is and the sentence; give where the next part begins."""
    pen.text(
        LEFT, TOP, f"{city_name}　デジタル活用推進計画　（4）デジタルデバイド対策", SMALL_TITLE
    )
    pen.text(RIGHT, TOP, f"{wareki(kpi.on)}現在", Letters(9, grey=GREY, align="right"))
    pen.across(TOP + 2, LEFT, RIGHT, grey=0, thick=0.5)
    pen.text(
        LEFT,
        TOP + 7.5,
        f"デジタル身分証アプリの登録者率（70歳以上）　{fiscal_year_label(kpi.fiscal_year)}",
        SMALL_TITLE,
    )
    pen.text(LEFT, TOP + 16.5, "".join(story.headline(kpi)), Letters(21, bold=True), room=WIDE)
    y = TOP + 23.5
    for line in wrap(story.lead(kpi), 10.5, WIDE * MM):
        pen.text(LEFT, y, line, Letters(10.5))
        y += 5.2
    return y


def _figures(pen: FormPen, kpi: Kpi, top: float) -> float:
    widths = (44.0, 34.0, 36.0, 33.0, 33.0)
    pen.across(top, LEFT, RIGHT, grey=0, thick=0.5)
    x = LEFT
    for number, (figure, width) in enumerate(zip(story.five(kpi), widths, strict=True)):
        inner, room = x + (2.5 if number else 0), width - 4
        if number:
            pen.down(x, top + 1.5, top + 19.5, grey=0.75, thick=0.2)
        pen.text(inner, top + 5, figure.name, STRONG, room=room)
        pen.text(inner, top + 9, figure.when, Letters(7.5, grey=GREY), room=room)
        size = 25 if figure.kind == "main" else 18
        wide = pen.text(inner, top + 16.6, figure.number, Letters(size, bold=True))
        if figure.number != "—":
            pen.text(inner + wide + 0.8, top + 16.6, figure.unit, Letters(9))
        pen.text(inner, top + 20.6, figure.how, Letters(7.5, grey=GREY), room=room)
        x += width
    pen.across(top + 22.5, LEFT, RIGHT, grey=0.6, thick=0.2)
    return top + 28


def _section(pen: FormPen, title: str, y: float, left: float, right: float) -> float:
    pen.across(y, left, right, grey=0, thick=0.5)
    pen.text(left, y + 5.6, title, HEAD, room=right - left)
    return y + 8.5


def _legend(pen: FormPen, y: float) -> None:
    """Show the three kinds of line beside their names."""
    marks = PdfPen(pen.canvas, 0, 0, A4[1])
    x = RIGHT - 76
    for kind, words in (("official", "公式"), ("estimate", "推計"), ("path", "参考の道筋")):
        ends = [(x * MM, (y - 1.1) * MM), ((x + 9) * MM, (y - 1.1) * MM)]
        if kind == "path":
            for step in range(7):
                marks.disc(ends[0][0] + step * 1.5 * MM, ends[0][1], 0.8, fill=SOFT)
        else:
            marks.way(ends, stroke=BLUE, thick=2.2, dash=kind == "estimate")
        x += 11 + pen.text(x + 11, y, words, NOTE) + 5


def _chart(pen: PdfPen, chart: Chart) -> None:
    """Draw the chart as on the screen."""
    _axes(pen, chart)
    for x, y in chart.dots():
        pen.disc(x, y, 0.9, fill=SOFT)
    pen.way(chart.official, stroke=BLUE, thick=2.4)
    for x, y in chart.official:
        pen.disc(x, y, 3, fill=BLUE)
    if chart.estimate:
        pen.way(chart.estimate, stroke=BLUE, thick=1.8, dash=True)
        pen.disc(*chart.estimate[-1], 3.2, fill=PAPER, stroke=BLUE, thick=1.8)
    for label in chart.labels:
        if label.lead:
            pen.way(label.lead, stroke=LINE, thick=0.5)
        for number, (x, y, words) in enumerate(label.rows):
            is_bold = label.kind == "goal" or (len(label.rows) > 1 and not number)
            pen.text(x, y, words, chart.size.letters, bold=is_bold)


def _axes(pen: PdfPen, chart: Chart) -> None:
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


def _funnel(pen: FormPen, kpi: Kpi, top: float) -> float:
    y = _section(pen, "教室で登録まで進んだ方（今年度）", top, LEFT, LEFT + HALF)
    for line in tables.funnel(kpi):
        letters = STRONG if line.kind == "key" else BODY
        pen.text(LEFT, y + 3.8, line.name, letters, room=47)
        pen.text(LEFT + 61, y + 3.8, line.people, NUMBER, room=14)
        pen.area(
            LEFT + 63, y + 1.2, 13 * min(1, line.length), 2.8, DARK if line.kind == "key" else 0.7
        )
        pen.text(LEFT + HALF, y + 3.8, line.share, Letters(8.5, grey=GREY, align="right"))
        y = _hairline(pen, y, LEFT, LEFT + HALF)
    return y


def _bands(pen: FormPen, kpi: Kpi, top: float) -> float:
    y = _section(pen, "年代ごとの教室実績（今年度）", top, SECOND, RIGHT)
    y = _cells(pen, y, ("", "受講した方", "前から登録済み", "新しく登録"), NOTE)
    for line in tables.bands(kpi.classes, published=True):
        y = _cells(pen, y, (line.name, *line.cells), BODY)
    return y


def _cells(pen: FormPen, y: float, words: Sequence[str], letters: Letters) -> float:
    """Write a row of the table of bands: its name, then its cells to the right."""
    pen.text(SECOND, y + 3.8, words[0], letters)
    right = Letters(letters.size, grey=letters.grey, align="right")
    for cell, column in zip(words[1:], BAND_COLUMNS, strict=True):
        pen.text(column, y + 3.8, cell, right)
    return _hairline(pen, y, SECOND, RIGHT)


def _blockers(pen: FormPen, kpi: Kpi, top: float) -> None:
    y = _section(pen, "登録を止めたもの（1人に1つ）と次の手", top, LEFT, LEFT + HALF)
    lines = tables.blockers(kpi.classes, published=True)[:6]
    if not lines:
        pen.text(LEFT, y + 3.8, "まだ記録がありません。", NOTE)
    for line in lines:
        pen.text(LEFT, y + 3.8, line.name, BODY, room=38)
        pen.text(LEFT + 52, y + 3.8, line.people, NUMBER, room=13)
        pen.text(LEFT + 54, y + 3.8, line.note, Letters(8, grey=GREY), room=HALF - 54)
        y = _hairline(pen, y, LEFT, LEFT + HALF)


def _effort(pen: FormPen, kpi: Kpi, top: float) -> None:
    y = _section(pen, f"{story.plain(kpi.target.rate)}%に届くには", top, SECOND, RIGHT)
    for name, value in story.effort(kpi):
        pen.text(SECOND, y + 3.8, name, BODY, room=64)
        pen.text(RIGHT, y + 3.8, value, NUMBER)
        y = _hairline(pen, y, SECOND, RIGHT)


def _hairline(pen: FormPen, y: float, left: float, right: float) -> float:
    pen.across(y + ROW, left, right, grey=PALE, thick=0.2)
    return y + ROW


def _sources(pen: FormPen, kpi: Kpi) -> None:
    """Write the sources upwards from the foot of the page."""
    note = "人数は70歳以上の方です。5人に満たない数と、そこから逆算できる数は秘匿です。"
    lines = [
        part for source in [*story.sources(kpi), note] for part in wrap(source, 7.5, WIDE * MM)
    ]
    y = 287 - 3.9 * (len(lines) - 1)
    for line in lines:
        pen.text(LEFT, y, line, Letters(7.5, grey=GREY), room=WIDE)
        y += 3.9
