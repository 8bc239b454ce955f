"""The page for the assembly: one A4 that says the rate, shows it, and tells where it is from."""

from collections.abc import Sequence

from classroom.figures.dashboard.story import (
    TOTAL,
    coming_rows,
    headline,
    place_rows,
    takes,
    takes_why_not,
)
from classroom.figures.dashboard.values import Board
from classroom.figures.outlook.chart import fan_chart
from classroom.figures.outlook.pdf import draw_fan, draw_legend
from classroom.figures.report import story, tables
from classroom.figures.report.chart import Size, rate_chart
from classroom.figures.report.pdf import draw_rate
from classroom.figures.report.values import Kpi
from classroom.kit.drawing import BLUE, SOFT
from classroom.kit.pdf.canvas import new_canvas
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.lines import wrap
from classroom.kit.pdf.paper import A4, MM, About, Paper
from classroom.kit.pdf.pen import PdfPen
from classroom.rules.era_calendar import wareki

LEFT, RIGHT, TOP = 15.0, 195.0, 15.0
WIDE = RIGHT - LEFT
HALF = 86.0
SECOND = RIGHT - HALF
CHART_HIGH = 52.0
CHART_LETTERS = 9.5
ROW = 5.1
COMING_MOST = 8
TAKES_BOTTOM = 256.0
PLACE_COLUMNS = (SECOND + 46, SECOND + 68, RIGHT)
GREY, PALE, DARK = 0.3, 0.87, 0.45
BODY = Letters(9.5)
NOTE = Letters(8.5, grey=GREY)
STRONG = Letters(9.5, bold=True)
HEAD = Letters(12, bold=True)
NUMBER = Letters(9.5, align="right")
SMALL_TITLE = Letters(9, grey=GREY)


def board_paper(board: Board, city_name: str) -> Paper:
    """Draw the figures of a day on one page, as they may leave the office."""
    kpi = board.kpi
    title = f"登録者率（70歳以上）{wareki(kpi.on)}現在"
    canvas = new_canvas(About(title, "デジタル活用推進計画の進捗", city_name))
    pen = FormPen(canvas, A4)
    y = _heading(pen, board, city_name)
    y = _figures(pen, kpi, y)
    goal = story.plain(kpi.target.rate)
    y = _section(pen, f"{story.plain(kpi.baseline.rate)}%から{goal}%への道のり", y, LEFT, RIGHT)
    _chart(pen, board, y)
    y += CHART_HIGH + 4
    _takes(pen, board, _blockers(pen, kpi, _funnel(pen, kpi, y) + 3) + 3)
    _coming(pen, board, _places(pen, board, y) + 3)
    _sources(pen, kpi)
    return canvas.finish()


def _heading(pen: FormPen, board: Board, city_name: str) -> float:
    """Write whose page it is and the sentence; give where the next part begins."""
    kpi = board.kpi
    pen.text(
        LEFT, TOP, f"{city_name}　デジタル活用推進計画　（4）デジタルデバイド対策", SMALL_TITLE
    )
    pen.text(RIGHT, TOP, f"{wareki(kpi.on)}現在", Letters(9, grey=GREY, align="right"))
    pen.across(TOP + 2, LEFT, RIGHT, grey=0, thick=0.5)
    y = TOP + 11
    first, *others = headline(board)
    pen.text(LEFT, y, first, Letters(18, bold=True), room=WIDE)
    if others:
        y += 7.5
        pen.text(LEFT, y, "".join(others), Letters(13.5, bold=True), room=WIDE)
    y += 6.5
    for line in wrap(story.lead(kpi), 10, WIDE * MM):
        pen.text(LEFT, y, line, Letters(10))
        y += 5
    return y - 0.5


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


def _chart(pen: FormPen, board: Board, y: float) -> None:
    """Draw the rate with its fan; without the fan where there is no telling."""
    size = Size(WIDE * MM, CHART_HIGH * MM, CHART_LETTERS)
    area = PdfPen(pen.canvas, LEFT * MM, A4[1] - (y + CHART_HIGH) * MM, size.height)
    if fan := fan_chart(board.kpi, board.outlook, size):
        draw_legend(pen, y - 2.6)
        draw_fan(area, fan)
    else:
        _legend(pen, y - 2.6)
        draw_rate(area, rate_chart(board.kpi, size))


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


def _funnel(pen: FormPen, kpi: Kpi, top: float) -> float:
    y = _section(pen, "教室で登録まで進んだ方（今年度）", top, LEFT, LEFT + HALF)
    for line in tables.funnel(kpi):
        letters = STRONG if line.kind == "key" else BODY
        pen.text(LEFT, y + 3.6, line.name, letters, room=47)
        pen.text(LEFT + 61, y + 3.6, line.people, NUMBER, room=14)
        pen.area(
            LEFT + 63, y + 1.2, 13 * min(1, line.length), 2.8, DARK if line.kind == "key" else 0.7
        )
        pen.text(LEFT + HALF, y + 3.6, line.share, Letters(8.5, grey=GREY, align="right"))
        y = _hairline(pen, y, LEFT, LEFT + HALF)
    return y


def _places(pen: FormPen, board: Board, top: float) -> float:
    y = _section(pen, "地区と教室", top, SECOND, RIGHT)
    heads = ("", "70歳以上の住民", "今年度の教室", "30日のうち")
    y = _cells(pen, y, heads, PLACE_COLUMNS, NOTE)
    for line in place_rows(board, published=True):
        letters = STRONG if line.name == TOTAL else BODY
        y = _cells(pen, y, (line.name, *line.cells), PLACE_COLUMNS, letters)
    return y


def _cells(
    pen: FormPen, y: float, words: Sequence[str], columns: Sequence[float], letters: Letters
) -> float:
    """Write a row of a table: its name, then its cells to the right edges of the columns."""
    pen.text(SECOND, y + 3.6, words[0], letters, room=columns[0] - SECOND - 22)
    right = Letters(letters.size, bold=letters.bold, grey=letters.grey, align="right")
    for cell, column in zip(words[1:], columns, strict=True):
        pen.text(column, y + 3.6, cell, right)
    return _hairline(pen, y, SECOND, RIGHT)


def _blockers(pen: FormPen, kpi: Kpi, top: float) -> float:
    y = _section(pen, "登録を止めたもの（1人に1つ）と次の手", top, LEFT, LEFT + HALF)
    lines = tables.blockers(kpi.classes, published=True)[:6]
    if not lines:
        pen.text(LEFT, y + 3.6, "まだ記録がありません。", NOTE)
    for line in lines:
        pen.text(LEFT, y + 3.6, line.name, BODY, room=38)
        pen.text(LEFT + 52, y + 3.6, line.people, NUMBER, room=13)
        pen.text(LEFT + 54, y + 3.6, line.note, Letters(8, grey=GREY), room=HALF - 54)
        y = _hairline(pen, y, LEFT, LEFT + HALF)
    return y


def _takes(pen: FormPen, board: Board, top: float) -> None:
    goal = story.plain(board.kpi.target.rate)
    y = _section(pen, f"教室だけで{goal}%に届かせるなら", top, LEFT, LEFT + HALF)
    rows = takes(board)
    for name, value in rows[: int((TAKES_BOTTOM - y) / ROW)]:
        pen.text(LEFT, y + 3.6, name, BODY, room=44)
        pen.text(LEFT + HALF, y + 3.6, value, NUMBER, room=HALF - 46)
        y = _hairline(pen, y, LEFT, LEFT + HALF)
    if not rows:
        for line in wrap(takes_why_not(board), NOTE.size, HALF * MM):
            pen.text(LEFT, y + 3.6, line, NOTE)
            y += 4.2


def _coming(pen: FormPen, board: Board, top: float) -> None:
    y = _section(pen, "これからの30日", top, SECOND, RIGHT)
    rows = coming_rows(board, COMING_MOST)
    if not rows:
        pen.text(SECOND, y + 3.6, "予定の教室はありません。", NOTE)
    for line in rows:
        title, venue, seats = line.cells
        pen.text(SECOND, y + 3.6, line.name, Letters(8.5), room=16)
        pen.text(SECOND + 17, y + 3.6, title, BODY, room=29)
        pen.text(SECOND + 47, y + 3.6, venue, Letters(8.5), room=21)
        pen.text(RIGHT, y + 3.6, seats, Letters(8.5, align="right"), room=17)
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
