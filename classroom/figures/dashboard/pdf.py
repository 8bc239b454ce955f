"""The page for the assembly: one A4 that says the rate, shows it, and tells where it is from."""

from collections.abc import Sequence
from dataclasses import replace

from classroom.figures.dashboard.story import (
    TOTAL,
    coming_rows,
    headline,
    place_rows,
    takes,
    takes_why_not,
)
from classroom.figures.dashboard.values import Board
from classroom.figures.outlook.chart import fan_chart, fan_picture
from classroom.figures.outlook.pdf import FAN_LEGEND
from classroom.figures.report import story, tables
from classroom.figures.report.chart import Size, name_now
from classroom.figures.report.picture import rate_picture
from classroom.figures.report.values import Kpi
from classroom.kit.pdf.canvas import new_canvas
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.page import (
    BODY,
    DARK,
    NOTE,
    STRONG,
    TOP,
    WHOLE,
    Room,
    at_right,
    figure_row,
    foot_notes,
    hairline,
    heading,
    strip,
    write,
)
from classroom.kit.pdf.paper import A4, MM, About, Paper
from classroom.kit.pdf.picture import draw_legend, draw_picture
from classroom.rules.era_calendar import wareki

LEFT_HALF, RIGHT_HALF = Room(15, 101), Room(109, 195)
CHART = Size(WHOLE.wide * MM, 52 * MM, 9.5)
FIGURE_SHARES = (44, 34, 36, 33, 33)
ROW, BASE = 5.1, 3.6
"""How high a row is, and how far its base line lies below its upper edge."""
COMING_MOST, BLOCKERS_MOST = 7, 6
TAKES_BOTTOM = 256.0
PLACE_COLUMNS = (RIGHT_HALF.left + 46, RIGHT_HALF.left + 68, RIGHT_HALF.right)
NUMBER = at_right(BODY)
PLAIN = Letters(8.5)
HIDDEN_NOTE = "人数は70歳以上の方です。5人に満たない数と、そこから逆算できる数は秘匿です。"


def board_paper(board: Board, city_name: str) -> Paper:
    """Draw the figures of a day on one page, as they may leave the office."""
    kpi = board.kpi
    title = f"登録者率（70歳以上）{wareki(kpi.on)}現在"
    canvas = new_canvas(About(title, "デジタル活用推進計画の進捗", city_name))
    pen = FormPen(canvas, A4)
    y = _heading(pen, board, city_name)
    y = figure_row(pen, story.five(kpi), y, FIGURE_SHARES) + 4
    y = _chart(pen, board, y) + 4
    _takes(pen, board, _blockers(pen, kpi, _funnel(pen, kpi, y) + 3) + 3)
    _coming(pen, board, _places(pen, board, y) + 3)
    foot_notes(pen, [*story.sources(kpi), HIDDEN_NOTE])
    return canvas.finish()


def _heading(pen: FormPen, board: Board, city_name: str) -> float:
    """Write whose page it is and the sentence; give where the next part begins."""
    words = f"{city_name}　デジタル活用推進計画　（4）デジタルデバイド対策"
    strip(pen, words, f"{wareki(board.kpi.on)}現在")
    y = TOP + 11
    first, *others = headline(board)
    pen.text(WHOLE.left, y, first, Letters(18, bold=True), room=WHOLE.wide)
    if others:
        y += 7.5
        pen.text(WHOLE.left, y, "".join(others), Letters(13.5, bold=True), room=WHOLE.wide)
    return write(pen, story.lead(board.kpi), Letters(10), WHOLE, y + 6.5, step=5) - 0.5


def _chart(pen: FormPen, board: Board, y: float) -> float:
    """Draw the rate with its fan; without the fan where there is no telling."""
    kpi = board.kpi
    title = f"{story.plain(kpi.baseline.rate)}%から{story.plain(kpi.target.rate)}%への道のり"
    y = heading(pen, title, WHOLE, y)
    fan = fan_chart(kpi, board.outlook, CHART)
    ours = (("official", "公式"), ("estimate", name_now(kpi)), ("path", "参考の道筋"))
    legend = FAN_LEGEND if fan else ours
    draw_legend(pen, legend, WHOLE.right, y - 2.6, CHART.letters)
    picture = fan_picture(fan) if fan else rate_picture(kpi, CHART)
    return draw_picture(pen, picture, WHOLE, y)


def _funnel(pen: FormPen, kpi: Kpi, top: float) -> float:
    room = LEFT_HALF
    y = heading(pen, "登録まで進んだ方（すべての教室と窓口、今年度）", room, top)
    for line in tables.funnel(kpi):
        letters, grey = (STRONG, DARK) if line.kind == "key" else (BODY, 0.7)
        pen.text(room.left, y + BASE, line.name, letters, room=47)
        pen.text(room.left + 61, y + BASE, line.people, NUMBER, room=14)
        pen.area(room.left + 63, y + 1.2, 13 * min(1, line.length), 2.8, grey)
        pen.text(room.right, y + BASE, line.share, at_right(NOTE))
        y = hairline(pen, room, y + ROW)
    return y


def _places(pen: FormPen, board: Board, top: float) -> float:
    y = heading(pen, "地区とすべての教室", RIGHT_HALF, top)
    y = _cells(pen, y, ("", "70歳以上の住民", "今年度", "30日のうち"), NOTE)
    for line in place_rows(board, published=True):
        y = _cells(pen, y, (line.name, *line.cells), STRONG if line.name == TOTAL else BODY)
    return y


def _cells(pen: FormPen, y: float, words: Sequence[str], letters: Letters) -> float:
    """Write a row of the places: its name, then its cells to the right edges of the columns."""
    left = RIGHT_HALF.left
    pen.text(left, y + BASE, words[0], letters, room=PLACE_COLUMNS[0] - left - 22)
    for cell, column in zip(words[1:], PLACE_COLUMNS, strict=True):
        pen.text(column, y + BASE, cell, at_right(letters))
    return hairline(pen, RIGHT_HALF, y + ROW)


def _blockers(pen: FormPen, kpi: Kpi, top: float) -> float:
    room = LEFT_HALF
    y = heading(pen, "登録を止めたもの（1人に1つ）と次の手", room, top)
    lines = tables.blockers(kpi.classes)[:BLOCKERS_MOST]
    if not lines:
        pen.text(room.left, y + BASE, "まだ記録がありません。", NOTE)
    for line in lines:
        pen.text(room.left, y + BASE, line.name, BODY, room=38)
        pen.text(room.left + 52, y + BASE, line.people, NUMBER, room=13)
        pen.text(
            room.left + 54,
            y + BASE,
            line.brief or line.note,
            replace(NOTE, size=8),
            room=room.wide - 54,
        )
        y = hairline(pen, room, y + ROW)
    return y


def _takes(pen: FormPen, board: Board, top: float) -> None:
    room, goal = LEFT_HALF, story.plain(board.kpi.target.rate)
    y = heading(pen, f"身分証アプリの教室だけで{goal}%に届かせるなら", room, top)
    rows = takes(board)
    for name, value in rows[: int((TAKES_BOTTOM - y) / ROW)]:
        pen.text(room.left, y + BASE, name, BODY, room=44)
        pen.text(room.right, y + BASE, value, NUMBER, room=room.wide - 46)
        y = hairline(pen, room, y + ROW)
    if not rows:
        write(pen, takes_why_not(board), NOTE, room, y + BASE, step=4.2)


def _coming(pen: FormPen, board: Board, top: float) -> None:
    room = RIGHT_HALF
    y = heading(pen, "これからの30日のすべての教室", room, top)
    rows = coming_rows(board, COMING_MOST)
    if not rows:
        pen.text(room.left, y + BASE, "予定の教室はありません。", NOTE)
    for line in rows:
        title, venue, seats = line.cells
        pen.text(room.left, y + BASE, line.name, PLAIN, room=16)
        pen.text(room.left + 17, y + BASE, title, BODY, room=29)
        pen.text(room.left + 47, y + BASE, venue, PLAIN, room=21)
        pen.text(room.right, y + BASE, seats, at_right(PLAIN), room=17)
        y = hairline(pen, room, y + ROW)
