"""The outlook on two A4 pages: what it takes and the fan; what it assumes and where classes pay."""

from collections.abc import Iterable, Sequence

from classroom.core.clock import local
from classroom.figures.outlook import story
from classroom.figures.outlook.chart import FanChart, fan_chart
from classroom.figures.outlook.compare import Comparison
from classroom.figures.outlook.sheet import Sheet
from classroom.figures.outlook.tables import Row, rows
from classroom.figures.report.chart import Size
from classroom.figures.report.pdf import draw_axes, draw_figures
from classroom.kit.drawing import BLUE
from classroom.kit.pdf.canvas import new_canvas
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.lines import wrap
from classroom.kit.pdf.paper import A4, MM, About, Paper
from classroom.kit.pdf.pen import PdfPen
from classroom.rules.era_calendar import wareki
from classroom.rules.fiscal_year import fiscal_year_label

LEFT, RIGHT, TOP, BOTTOM = 15.0, 195.0, 15.0, 287.0
WIDE = RIGHT - LEFT
HALF = 86.0
SECOND = RIGHT - HALF
CHART_HIGH = 78.0
CHART_LETTERS = 9.5
ROW, LINE_HIGH, NOTE_HIGH = 5.4, 5.0, 3.9
PLACES_MOST = 8
BAR_LEFT, BAR_WIDE = RIGHT - 52, 52.0
OUTER, INNER = "#e3e6ea", "#c3c9d1"
GREY, PALE = 0.3, 0.87
BODY = Letters(9.5)
NOTE = Letters(8.5, grey=GREY)
STRONG = Letters(9.5, bold=True)
HEAD = Letters(12, bold=True)
NUMBER = Letters(9.5, align="right")
SMALL_TITLE = Letters(9, grey=GREY)
SOURCE = Letters(8, grey=GREY)
FINE = Letters(7.5, grey=GREY)


def outlook_paper(sheet: Sheet, city_name: str) -> Paper:
    """Draw the outlook of a day. `sheet` is as it may be published."""
    title = f"目標までの見通し　{wareki(sheet.kpi.on)}"
    canvas = new_canvas(About(title, "デジタル活用推進計画の進捗", city_name))
    pen = FormPen(canvas, A4)
    y = _figures(pen, sheet, _heading(pen, sheet, city_name))
    if chart := fan_chart(
        sheet.kpi, sheet.outlook, Size(WIDE * MM, CHART_HIGH * MM, CHART_LETTERS)
    ):
        y = _fan(pen, chart, sheet, y)
        below = max(_takes(pen, sheet, y), _change(pen, sheet, y))
        _places(pen, sheet, below + 4)
    canvas.showPage()
    y = _assumptions(pen, sheet, _strip(pen, sheet, city_name))
    bottom = _sources(pen, sheet) - NOTE_HIGH
    for part in sheet.comparisons:
        y = _comparison(pen, part, y + 4, bottom)
    return canvas.finish()


def _strip(pen: FormPen, sheet: Sheet, city_name: str) -> float:
    """Write whose page it is and of which day; give where the next part begins."""
    words = f"{city_name}　デジタル活用推進計画　（4）デジタルデバイド対策　目標までの見通し"
    pen.text(LEFT, TOP, words, SMALL_TITLE)
    pen.text(RIGHT, TOP, f"{wareki(sheet.kpi.on)}現在", Letters(9, grey=GREY, align="right"))
    pen.across(TOP + 2, LEFT, RIGHT, grey=0, thick=0.5)
    return TOP + 6


def _heading(pen: FormPen, sheet: Sheet, city_name: str) -> float:
    y = _strip(pen, sheet, city_name) + 6
    for number, part in enumerate(story.headline(sheet.outlook)):
        y += 8 * (number > 0)
        pen.text(LEFT, y, part, Letters(13.5 if number else 19, bold=True), room=WIDE)
    y += 7
    said = [story.lead(sheet.outlook), story.too_few(sheet.outlook)]
    if sheet.outlook.is_tried:
        said.insert(0, "試した値で出したものです。保存された見通しではありません。")
    return _paragraphs(pen, [words for words in said if words], y)


def _paragraphs(pen: FormPen, paragraphs: Iterable[str], y: float) -> float:
    for words in paragraphs:
        for line in wrap(words, 10, WIDE * MM):
            pen.text(LEFT, y, line, Letters(10))
            y += LINE_HIGH
    return y


def _figures(pen: FormPen, sheet: Sheet, top: float) -> float:
    width = WIDE / 5
    pen.across(top, LEFT, RIGHT, grey=0, thick=0.5)
    for number, figure in enumerate(story.five(sheet.outlook)):
        x, room = LEFT + number * width + (2.5 if number else 0), width - 4
        if number:
            pen.down(x - 2.5, top + 1.5, top + 19.5, grey=0.75, thick=0.2)
        pen.text(x, top + 5, figure.name, STRONG, room=room)
        pen.text(x, top + 9, figure.when, FINE, room=room)
        wide = pen.text(x, top + 16.6, figure.number, Letters(19, bold=True))
        if figure.number != "—":
            pen.text(x + wide + 0.8, top + 16.6, figure.unit, Letters(9))
        pen.text(x, top + 20.6, figure.how, FINE, room=room)
    pen.across(top + 22.5, LEFT, RIGHT, grey=0.6, thick=0.2)
    return top + 27


def _section(pen: FormPen, title: str, y: float, left: float = LEFT, right: float = RIGHT) -> float:
    pen.across(y, left, right, grey=0, thick=0.5)
    pen.text(left, y + 5.6, title, HEAD, room=right - left)
    return y + 8.5


def _fan(pen: FormPen, chart: FanChart, sheet: Sheet, top: float) -> float:
    year = fiscal_year_label(sheet.outlook.target_year)
    y = _section(pen, f"{year}末までの見込み", top)
    draw_legend(pen, y - 2.6)
    bottom = A4[1] - (y + CHART_HIGH) * MM
    draw_fan(PdfPen(pen.canvas, LEFT * MM, bottom, chart.base.size.height), chart)
    return y + CHART_HIGH + 4


def draw_legend(pen: FormPen, y: float) -> None:
    """Show the kinds of line and band beside their names, from the right edge."""
    marks, x = PdfPen(pen.canvas, 0, 0, A4[1]), RIGHT - 108
    for kind, words in (
        ("official", "公式"),
        ("middle", "見込み（推計）"),
        (INNER, "5割が入る幅"),
        (OUTER, "8割が入る幅"),
    ):
        if kind.startswith("#"):
            marks.box(x * MM, (y - 2.6) * MM, 8 * MM, 3 * MM, fill=kind)
        else:
            ends = [(x * MM, (y - 1.1) * MM), ((x + 8) * MM, (y - 1.1) * MM)]
            marks.way(ends, stroke=BLUE, thick=2, dash=kind == "middle")
        x += 9.5 + pen.text(x + 9.5, y, words, NOTE) + 3.5


def draw_fan(pen: PdfPen, chart: FanChart) -> None:
    """Draw the fan as on the screen: bands in two greys under the lines."""
    pen.way(chart.outer, fill=OUTER, stroke=None, close=True)
    pen.way(chart.inner, fill=INNER, stroke=None, close=True)
    draw_axes(pen, chart.base)
    pen.way(chart.middle, stroke=BLUE, thick=1.8, dash=True)
    draw_figures(pen, chart.base)


def _takes(pen: FormPen, sheet: Sheet, top: float) -> float:
    goal = f"{sheet.outlook.target_rate:g}"
    lines = story.effort(sheet.outlook)
    if not lines:
        return top
    y = _section(pen, f"教室だけで{goal}%に届くには", top, LEFT, LEFT + HALF)
    return _pairs(pen, lines, y, (LEFT, LEFT + HALF))


def _change(pen: FormPen, sheet: Sheet, top: float) -> float:
    fan = sheet.outlook.fan
    if fan is None:
        return top
    y = _section(pen, "率の動きの内訳", top, SECOND, RIGHT)
    y = _pairs(pen, story.change(fan), y, (SECOND, RIGHT))
    note = (
        f"{wareki(fan.points[0].on)}から{fiscal_year_label(sheet.outlook.target_year)}末まで。"
        "1行目は、教室も窓口もないとした場合の動きです。"
    )
    for line in wrap(note, 8.5, HALF * MM):
        pen.text(SECOND, y + 4, line, NOTE)
        y += 4.3
    return y


def _pairs(
    pen: FormPen, lines: Sequence[tuple[str, str]], y: float, sides: tuple[float, float]
) -> float:
    left, right = sides
    for name, value in lines:
        pen.text(left, y + 3.8, name, BODY, room=right - left - 38)
        pen.text(right, y + 3.8, value, NUMBER, room=37)
        y = _hairline(pen, y, left, right)
    return y


def _places(pen: FormPen, sheet: Sheet, top: float) -> None:
    if not sheet.places:
        return
    y = _section(pen, "次の教室は、どこで開くとよいか（未登録の方が多く、教室が少ない順）", top)
    for number, place in enumerate(sheet.places[:PLACES_MOST], 1):
        if y + ROW > BOTTOM:
            return
        pen.text(LEFT, y + 3.8, f"{number}", NOTE)
        pen.text(LEFT + 5, y + 3.8, place.reason, BODY, room=WIDE - 5)
        y = _hairline(pen, y, LEFT, RIGHT)


def _assumptions(pen: FormPen, sheet: Sheet, top: float) -> float:
    y = _section(pen, "見込みの前提", top)
    for line in sheet.outlook.assumptions:
        pen.text(LEFT, y + 3.8, line.key.label, BODY, room=61)
        pen.text(LEFT + 80, y + 3.8, story.value(line), Letters(9.5, bold=True, align="right"))
        pen.text(LEFT + 82, y + 3.8, line.kind.label, Letters(8.5), room=21)
        first, *others = wrap(line.source, 8, (WIDE - 105) * MM)
        pen.text(LEFT + 105, y + 3.8, first, SOURCE)
        for further in others:
            y += NOTE_HIGH
            pen.text(LEFT + 105, y + 3.8, further, SOURCE)
        y = _hairline(pen, y, LEFT, RIGHT)
    if saved := sheet.outlook.saved:
        words = f"担当が決めた値の理由（{wareki(local(saved.saved_at).date())}）：{saved.note}"
        for part in wrap(words, 8.5, WIDE * MM):
            pen.text(LEFT, y + 4, part, NOTE)
            y += 4.3
    return y


def _comparison(pen: FormPen, part: Comparison, top: float, bottom: float) -> float:
    """Draw as many rows as the room allows, and say how many more there are."""
    if top + 8.5 + 3.5 + ROW > bottom:
        return top
    y = _section(pen, f"{part.title}ごとの、その場で登録した割合", top)
    pen.text(LEFT, y + 2, part.sentence, NOTE, room=WIDE)
    y += 3.5
    found = list(rows(part, published=True))
    room = max(1, int((bottom - y) / ROW))
    shown = found if len(found) <= room else found[: room - 1]
    for row in shown:
        y = _group(pen, row, y)
    if left := len(found) - len(shown):
        pen.text(LEFT, y + 3.8, f"ほか{left}件は画面で見られます。", NOTE)
        y += ROW
    return y


def _group(pen: FormPen, row: Row, y: float) -> float:
    letters = Letters(9.5, grey=0 if row.bar else GREY)
    pen.text(LEFT, y + 3.8, row.name, letters, room=74)
    pen.text(LEFT + 90, y + 3.8, row.classes, Letters(9.5, grey=letters.grey, align="right"))
    pen.text(LEFT + 96, y + 3.8, f"{row.share}　{row.bounds}", letters, room=WIDE - 96)
    if row.bar:
        low, wide = row.bar.low * BAR_WIDE, (row.bar.high - row.bar.low) * BAR_WIDE
        pen.across(y + 2.6, BAR_LEFT, RIGHT, grey=PALE, thick=0.3)
        pen.area(BAR_LEFT + low, y + 1.4, wide, 2.4, 0.7)
        pen.area(BAR_LEFT + row.bar.middle * BAR_WIDE - 0.35, y + 0.9, 0.7, 3.4, 0)
    return _hairline(pen, y, LEFT, RIGHT)


def _hairline(pen: FormPen, y: float, left: float, right: float) -> float:
    pen.across(y + ROW, left, right, grey=PALE, thick=0.2)
    return y + ROW


def _sources(pen: FormPen, sheet: Sheet) -> float:
    """Write the sources upwards from the foot of the page; give where they begin."""
    lines = [
        part for source in story.sources(sheet.outlook) for part in wrap(source, 7.5, WIDE * MM)
    ]
    top = BOTTOM - NOTE_HIGH * (len(lines) - 1)
    for number, line in enumerate(lines):
        pen.text(LEFT, top + number * NOTE_HIGH, line, FINE, room=WIDE)
    return top
