"""The outlook on two A4 pages: what it takes and the fan; what it assumes and where classes pay."""

from collections.abc import Sequence
from dataclasses import replace

from classroom.core.clock import local
from classroom.figures.outlook import story
from classroom.figures.outlook.chart import FanChart, fan_chart, fan_picture
from classroom.figures.outlook.comparison import Comparison, Row, rows
from classroom.figures.outlook.rules import INNER, OUTER
from classroom.figures.outlook.service import Sheet
from classroom.figures.report.chart import Size
from classroom.kit.pdf.canvas import new_canvas
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.page import (
    BODY,
    BOTTOM,
    FINE_HIGH,
    GREY,
    NOTE,
    PALE,
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
from classroom.rules.fiscal_year import fiscal_year_label

LEFT, RIGHT = WHOLE.left, WHOLE.right
LEFT_HALF, RIGHT_HALF = Room(15, 101), Room(109, 195)
CHART = Size(WHOLE.wide * MM, 78 * MM, 9.5)
FAN_LEGEND = (
    ("official", "公式"),
    ("middle", "見込み（推計）"),
    ("inner", f"{INNER.label}が入る幅"),
    ("outer", f"{OUTER.label}が入る幅"),
)
ROW, BASE, NOTE_HIGH = 5.4, 3.8, 4.3
"""How high a row is, how far its base line lies below its upper edge, how high a note's line is."""
PLACES_MOST = 8
BAR_LEFT, BAR_WIDE = RIGHT - 52, 52.0
SOURCE = replace(NOTE, size=8)


def outlook_paper(sheet: Sheet, city_name: str) -> Paper:
    """Draw the outlook of a day. `sheet` is as it may be published."""
    title = f"目標までの見通し　{wareki(sheet.kpi.on)}"
    canvas = new_canvas(About(title, "デジタル活用推進計画の進捗", city_name))
    pen = FormPen(canvas, A4)
    y = _heading(pen, sheet, city_name)
    y = figure_row(pen, story.five(sheet.outlook), y, [1] * 5, main=19) + 3
    if chart := fan_chart(sheet.kpi, sheet.outlook, CHART):
        y = _fan(pen, chart, sheet, y)
        below = max(_takes(pen, sheet, y), _change(pen, sheet, y))
        _places(pen, sheet, below + 4)
    canvas.showPage()
    _strip(pen, sheet, city_name)
    y = _assumptions(pen, sheet, TOP + 6)
    bottom = foot_notes(pen, story.sources(sheet.outlook)) - FINE_HIGH
    for part in sheet.comparisons:
        y = _comparison(pen, part, y + 4, bottom)
    return canvas.finish()


def _strip(pen: FormPen, sheet: Sheet, city_name: str) -> None:
    words = f"{city_name}　デジタル活用推進計画　（4）デジタルデバイド対策　目標までの見通し"
    strip(pen, words, f"{wareki(sheet.kpi.on)}現在")


def _heading(pen: FormPen, sheet: Sheet, city_name: str) -> float:
    _strip(pen, sheet, city_name)
    y = TOP + 12
    for number, part in enumerate(story.headline(sheet.outlook)):
        y += 8 * (number > 0)
        pen.text(LEFT, y, part, Letters(13.5 if number else 19, bold=True), room=WHOLE.wide)
    y += 7
    tried = "試した値で出したものです。保存された見通しではありません。"
    said = (story.lead(sheet.outlook), story.too_few(sheet.outlook))
    for words in (tried, *said) if sheet.outlook.is_tried else said:
        if words:
            y = write(pen, words, Letters(10), WHOLE, y, step=5)
    return y


def _fan(pen: FormPen, chart: FanChart, sheet: Sheet, top: float) -> float:
    year = fiscal_year_label(sheet.outlook.target_year)
    y = heading(pen, f"{year}末までの見込み", WHOLE, top)
    draw_legend(pen, FAN_LEGEND, RIGHT, y - 2.6, CHART.letters)
    return draw_picture(pen, fan_picture(chart), WHOLE, y) + 4


def _takes(pen: FormPen, sheet: Sheet, top: float) -> float:
    goal = f"{sheet.outlook.target_rate:g}"
    lines = story.effort(sheet.outlook)
    if not lines:
        return top
    y = heading(pen, f"身分証アプリの教室だけで{goal}%に届くには", LEFT_HALF, top)
    return _pairs(pen, lines, LEFT_HALF, y)


def _change(pen: FormPen, sheet: Sheet, top: float) -> float:
    fan = sheet.outlook.fan
    if fan is None:
        return top
    y = heading(pen, "率の動きの内訳", RIGHT_HALF, top)
    y = _pairs(pen, story.change(fan), RIGHT_HALF, y)
    note = (
        f"{wareki(fan.points[0].on)}から{fiscal_year_label(sheet.outlook.target_year)}末まで。"
        "1行目は、教室も窓口もないとした場合の動きです。"
    )
    return write(pen, note, NOTE, RIGHT_HALF, y + 4, step=NOTE_HIGH) - 4


def _pairs(pen: FormPen, lines: Sequence[tuple[str, str]], room: Room, y: float) -> float:
    for name, value in lines:
        pen.text(room.left, y + BASE, name, BODY, room=room.wide - 38)
        pen.text(room.right, y + BASE, value, at_right(BODY), room=37)
        y = hairline(pen, room, y + ROW)
    return y


def _places(pen: FormPen, sheet: Sheet, top: float) -> None:
    if not sheet.places:
        return
    title = "次の身分証アプリの教室は、どこで開くとよいか（未登録の方が多く、その教室が少ない順）"
    y = heading(pen, title, WHOLE, top)
    for number, place in enumerate(sheet.places[:PLACES_MOST], 1):
        if y + ROW > BOTTOM:
            return
        pen.text(LEFT, y + BASE, f"{number}", NOTE)
        pen.text(LEFT + 5, y + BASE, place.reason, BODY, room=WHOLE.wide - 5)
        y = hairline(pen, WHOLE, y + ROW)


def _assumptions(pen: FormPen, sheet: Sheet, top: float) -> float:
    y = heading(pen, "見込みの前提", WHOLE, top)
    for line in sheet.outlook.assumptions:
        pen.text(LEFT, y + BASE, line.key.label, BODY, room=61)
        pen.text(LEFT + 80, y + BASE, story.value(line), at_right(STRONG))
        pen.text(LEFT + 82, y + BASE, line.kind.label, Letters(8.5), room=21)
        room = Room(LEFT + 105, RIGHT)
        end = write(pen, line.source, SOURCE, room, y + BASE, step=FINE_HIGH)
        y = hairline(pen, WHOLE, end - BASE - FINE_HIGH + ROW)
    if saved := sheet.outlook.saved:
        words = f"担当が決めた値の理由（{wareki(local(saved.saved_at).date())}）：{saved.note}"
        y = write(pen, words, NOTE, WHOLE, y + 4, step=NOTE_HIGH) - 4
    return y


def _comparison(pen: FormPen, part: Comparison, top: float, bottom: float) -> float:
    """Draw as many rows as the room allows, and say how many more there are."""
    if top + 8.5 + 3.5 + ROW > bottom:
        return top
    y = heading(pen, f"{part.title}ごとの、その場で登録した割合", WHOLE, top)
    pen.text(LEFT, y + 2, part.sentence, NOTE, room=WHOLE.wide)
    y += 3.5
    found = list(rows(part, published=True))
    room = max(1, int((bottom - y) / ROW))
    shown = found if len(found) <= room else found[: room - 1]
    for row in shown:
        y = _group(pen, row, y)
    if left := len(found) - len(shown):
        pen.text(LEFT, y + BASE, f"ほか{left}件は画面で見られます。", NOTE)
        y += ROW
    return y


def _group(pen: FormPen, row: Row, y: float) -> float:
    letters = replace(BODY, grey=0 if row.bar else GREY)
    pen.text(LEFT, y + BASE, row.name, letters, room=74)
    pen.text(LEFT + 90, y + BASE, row.classes, at_right(letters))
    pen.text(LEFT + 96, y + BASE, f"{row.share}　{row.bounds}", letters, room=WHOLE.wide - 96)
    if row.bar:
        low, wide = row.bar.low * BAR_WIDE, (row.bar.high - row.bar.low) * BAR_WIDE
        pen.across(y + 2.6, BAR_LEFT, RIGHT, grey=PALE, thick=0.3)
        pen.area(BAR_LEFT + low, y + 1.4, wide, 2.4, 0.7)
        pen.area(BAR_LEFT + row.bar.middle * BAR_WIDE - 0.35, y + 0.9, 0.7, 3.4, 0)
    return hairline(pen, WHOLE, y + ROW)
