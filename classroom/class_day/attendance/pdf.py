"""Draws the 出席簿: big names, light words to circle, rows for those who come without applying."""

from collections.abc import Sequence
from functools import cache
from itertools import groupby

from classroom.class_day.attendance import sheet_layout as at
from classroom.class_day.attendance.sheet import AttendanceSheet, SheetRow
from classroom.core import clock
from classroom.kit.pdf.canvas import Line, PaperCanvas, new_canvas
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.lines import wrap
from classroom.kit.pdf.paper import A4, MM, About, Paper
from classroom.kit.pdf.squares import Matrix, corner, draw_squares, qr
from classroom.rules.era_calendar import wareki, weekday

# Greys, 0 black to 1 white, chosen to live through a laser printer's dots and a scanner.
SOFT, WORD, STRONG, THIN, HAIR = 0.30, 0.50, 0.35, 0.70, 0.82
HEAD_SHADE, ROW_SHADE = 0.90, 0.955

HEAD_LEFT = 19.0
HEAD_RIGHT = at.PAGE_CODE_AT[0] - at.PAGE_CODE_SIZE / 2 - at.PAGE_CODE_MARGIN - 1
FOOT_LEFT = 20.0
FOOT_RIGHT = 190.0
CELL_PADDING = 1.2
GAP = 1.0
KANA_DOWN, NAME_DOWN = 2.9, 7.9  # base lines below the upper edge of a row
TWO_LINES_DOWN = (5.6, 8.4)
HEAD_HEIGHT = 13.5
GROUP_HEAD_HEIGHT = 5.2

HELP = (
    "あてはまる字を ○ でかこんでください。まちがえたら二重線で消し、正しい字に ○ をつけます。",
    "アプリは「いちばん進んだところ」にひとつ。できなかった方は、理由にいくつでも ○ をつけます。",
)
WALK_IN_HELP = (
    "「当日」と空いている行は、当日参加の方の行です。氏名を書いて、同じように ○ をつけてください。"
)
WALK_IN = "当日"
FIRST_TIME = "初めて"
SIGNATURES = ("記入者", "確認者")

TITLE = Letters(19, bold=True)
HEADING = Letters(13, bold=True)
LINE = Letters(10.5)
HELP_LETTERS = Letters(10, SOFT)
GROUP_HEAD = Letters(9, bold=True, align="centre")
COLUMN_HEAD = Letters(7.5, align="centre")
NUMBER = Letters(10, fixed=True, align="centre")
SPARE_NUMBER = Letters(10, SOFT, fixed=True, align="centre")
NAME = Letters(13, fixed=True)
KANA = Letters(7.5, SOFT)
FACTS = Letters(7, SOFT, align="right")
NAME_OF_TWO_LINES = Letters(7.5, fixed=True)
FOOT_HELP = Letters(10, SOFT)
TYPED = Letters(6, SOFT, align="centre")
PAGE_NUMBER = Letters(11, bold=True, align="right")
PRINTED = Letters(8, SOFT, align="right")
CIRCLED = Letters(9.5, WORD, fixed=True, align="centre")
NOTE_SIZES = (7.0, 6.5, 6.0, 5.5, 5.0, 4.5, 4.0, 3.5, 3.0, 2.5)
NOTE_LEADING = 1.15
NOTE_PADDING = 0.6
SIGNATURE_PITCH = 55.0
LEAST_BESIDE_DEVICE = 11.0  # points; a name that would be smaller gets the whole line
LEAST_NAME = 8.5  # and on one line it is never smaller than this


def attendance_sheet(sheet: AttendanceSheet) -> Paper:
    about = About(f"出席簿 {sheet.title} {sheet.session_label}", f"{wareki(sheet.on)}の出席簿")
    canvas = new_canvas(about)
    draw_attendance_sheet(canvas, sheet)
    return canvas.finish()


def draw_attendance_sheet(canvas: PaperCanvas, sheet: AttendanceSheet) -> None:
    """Draw a session's 出席簿: 20 names and 4 empty rows a page, at least one page."""
    pen = FormPen(canvas, A4)
    pages = _pages(sheet.rows)
    for number, rows in enumerate(pages):
        _draw_head(pen, sheet)
        _draw_ground(pen)
        _draw_table_head(pen)
        _draw_rows(pen, rows, number * at.NAMED_ROWS)
        _draw_lines(pen)
        _draw_foot(pen, sheet, f"{number + 1}／{len(pages)}枚")
        if sheet.page_ids:
            draw_page_code(pen, sheet.page_ids[number])
        canvas.showPage()


def draw_page_code(pen: FormPen, page_id: str) -> None:
    """Draw what a machine finds a page by: its four corners, and its code with words to type."""
    for name, centre in at.corners().items():
        _draw_code(pen, corner(name), centre, at.MARK_SIZE)
    code = qr(page_id, level="h", version=2)
    _draw_code(pen, code, at.PAGE_CODE_AT, at.PAGE_CODE_SIZE)
    typed = page_id[: at.CHARACTERS_TO_TYPE]
    x, y = at.PAGE_CODE_AT
    pen.text(x, y + at.PAGE_CODE_TEXT_DOWN, f"{typed[:4]} {typed[4:]}", TYPED)


def _draw_code(pen: FormPen, modules: Matrix, centre: tuple[float, float], size: float) -> None:
    left, low = centre[0] - size / 2, centre[1] + size / 2
    draw_squares(pen.canvas, modules, (left * MM, pen.height - low * MM), size * MM)


def _pages(rows: tuple[SheetRow, ...]) -> list[tuple[SheetRow, ...]]:
    starts = range(0, max(len(rows), 1), at.NAMED_ROWS)
    return [rows[start : start + at.NAMED_ROWS] for start in starts]


def _draw_head(pen: FormPen, sheet: AttendanceSheet) -> None:
    x = HEAD_LEFT + pen.text(HEAD_LEFT, 16.5, "出席簿", TITLE) + 4
    pen.text(x, 16.5, sheet.title, HEADING, HEAD_RIGHT - x)
    room = HEAD_RIGHT - HEAD_LEFT
    for y, words in zip((22.6, 28.0, 33.4), _head_lines(sheet), strict=True):
        pen.text(HEAD_LEFT, y, words, LINE, room)
    for y, words in zip((40.0, 44.6), HELP, strict=True):
        pen.text(HEAD_LEFT, y, words, HELP_LETTERS, FOOT_RIGHT - HEAD_LEFT)


def _head_lines(sheet: AttendanceSheet) -> tuple[str, str, str]:
    hours = f"{sheet.starts:%H:%M}〜{sheet.ends:%H:%M}"
    day = f"{wareki(sheet.on)}（{weekday(sheet.on)}）　{hours}"
    place = "　".join(filter(None, (sheet.venue, sheet.room)))
    course = sheet.course_name if sheet.course_name != sheet.title else ""
    return (
        "　".join(filter(None, (sheet.session_label, course, sheet.code))),
        f"{day}　会場：{place}",
        f"講師：{_people(sheet.instructors)}　補助員：{_people(sheet.assistants)}",
    )


def _people(names: tuple[str, ...]) -> str:
    return "、".join(names) or "＿＿＿＿＿＿"


def _draw_ground(pen: FormPen) -> None:
    width = at.RIGHT - at.LEFT
    rows = range(1, at.ROWS, 2)
    pen.areas([(at.LEFT, at.row_top(row), width, at.PITCH) for row in rows], ROW_SHADE)


def _draw_table_head(pen: FormPen) -> None:
    for group, found in groupby(at.COLUMNS, lambda column: column.group):
        columns = list(found)
        left, right = columns[0].left, columns[-1].right
        top = at.TOP - HEAD_HEIGHT
        pen.area(left, top, right - left, GROUP_HEAD_HEIGHT, HEAD_SHADE)
        pen.text((left + right) / 2, top + 3.8, group.heading, GROUP_HEAD)
        for column in columns:
            _draw_column_head(pen, column)
    pen.text(at.LEFT + at.NUMBER_WIDTH / 2, at.TOP - 2.2, "番", COLUMN_HEAD)
    pen.text(at.NAME_LEFT + CELL_PADDING, at.TOP - 2.2, "氏名（フリガナ・年代・機種）", KANA)
    pen.text((at.NOTE_LEFT + at.RIGHT) / 2, at.TOP - 2.2, "メモ", COLUMN_HEAD)


def _draw_column_head(pen: FormPen, column: at.Column) -> None:
    lines = column.choice.heading
    first = at.TOP - (5.3 if len(lines) > 1 else 3.6)
    for number, words in enumerate(lines):
        room = column.right - column.left - 0.4
        pen.text(column.middle, first + number * 3.2, words, COLUMN_HEAD, room)


def _draw_rows(pen: FormPen, rows: Sequence[SheetRow], before: int) -> None:
    pen.canvas.write_many(_words_to_circle(), CIRCLED.fonts, CIRCLED.grey)
    for row in range(at.ROWS):
        top = at.row_top(row)
        middle = at.LEFT + at.NUMBER_WIDTH / 2
        if row < len(rows):
            pen.text(middle, top + 5.8, str(rows[row].number), NUMBER, at.NUMBER_WIDTH - 1)
            _draw_person(pen, rows[row], top)
        elif row < at.NAMED_ROWS:
            pen.text(middle, top + 5.8, str(before + row + 1), SPARE_NUMBER, at.NUMBER_WIDTH - 1)
        else:
            pen.text(middle, top + 5.4, WALK_IN, COLUMN_HEAD)


@cache
def _words_to_circle() -> tuple[Line, ...]:
    """Place the words of all rows once: they are the same on every page of every sheet."""
    fonts, size, high = CIRCLED.fonts, CIRCLED.size, A4[1]
    return tuple(
        (
            column.middle * MM - fonts.width(column.choice.word, size) / 2,
            high - (at.row_top(row) + at.PITCH / 2 + 1.15) * MM,
            column.choice.word,
            size,
        )
        for row in range(at.ROWS)
        for column in at.COLUMNS
    )


def _draw_person(pen: FormPen, person: SheetRow, top: float) -> None:
    left, right = at.NAME_LEFT + CELL_PADDING, at.NAME_RIGHT - CELL_PADDING
    notes = ((FIRST_TIME,) if person.is_first_time else ()) + person.needs
    device = person.device_label
    beside_device = right - left - FACTS.fonts.width(device, FACTS.size) / MM - GAP
    if _name_size(person.name, beside_device) >= LEAST_BESIDE_DEVICE:
        pen.text(right, top + NAME_DOWN, device, FACTS)
        pen.text(left, top + NAME_DOWN, person.name, NAME, beside_device)
    else:
        _draw_long_name(pen, person.name, (left, top), right - left)
        notes = (*filter(None, (device,)), *notes)
    taken = pen.text(right, top + KANA_DOWN, person.band_label, FACTS)
    pen.text(left, top + KANA_DOWN, person.kana, KANA, right - left - taken - GAP)
    _draw_notes(pen, notes, top)


def _name_size(name: str, room: float) -> float:
    return NAME.fonts.fit(name, NAME.size, room * MM, least=0)


def _draw_long_name(pen: FormPen, name: str, corner: tuple[float, float], room: float) -> None:
    left, top = corner
    if _name_size(name, room) >= LEAST_NAME:
        pen.text(left, top + NAME_DOWN, name, NAME, room)
        return
    for y, words in zip(TWO_LINES_DOWN, NAME.fonts.halves(name), strict=True):
        pen.text(left, top + y, words, NAME_OF_TWO_LINES, room)


def _draw_notes(pen: FormPen, notes: Sequence[str], top: float) -> None:
    """Write what to take care of, as large as the cell allows."""
    room = at.RIGHT - at.NOTE_LEFT - 2 * NOTE_PADDING
    for size in NOTE_SIZES:
        broken = [(note, wrap(note, size, room * MM)) for note in notes]
        lines = [line for _, parts in broken for line in parts]
        pitch = size * NOTE_LEADING / MM
        is_cut = any(note.isascii() and len(parts) > 1 for note, parts in broken)
        if len(lines) * pitch <= at.PITCH - NOTE_PADDING and not is_cut:
            break
    middle = (at.NOTE_LEFT + at.RIGHT) / 2
    first = top + (at.PITCH - len(lines) * pitch) / 2 + size * 0.95 / MM
    for number, line in enumerate(lines):
        pen.text(middle, first + number * pitch, line, Letters(size, align="centre"), room)


def _draw_lines(pen: FormPen) -> None:
    heavy = (0, at.NAMED_ROWS, at.ROWS)
    fifth = [row for row in range(at.ROWS) if row % at.DARKER_EVERY == 0 and row not in heavy]
    light = [row for row in range(at.ROWS) if row not in (*heavy, *fifth)]
    for rows, grey, thick in ((light, THIN, 0.18), (fifth, STRONG, 0.18), (heavy, STRONG, 0.35)):
        lines = [(at.LEFT, at.row_top(row), at.RIGHT) for row in rows]
        pen.across_many(lines, grey=grey, thick=thick)
    firsts = [column.left for column in at.COLUMNS if column.choice is column.group.choices[0]]
    others = [column.left for column in at.COLUMNS if column.left not in firsts]
    edges = (at.LEFT, at.NAME_LEFT, *firsts, at.NOTE_LEFT, at.RIGHT)
    for places, grey, thick in ((others, HAIR, 0.12), (edges, STRONG, 0.3)):
        pen.down_many([(x, at.TOP, at.BOTTOM) for x in places], grey=grey, thick=thick)


def _draw_foot(pen: FormPen, sheet: AttendanceSheet, page: str) -> None:
    left = f"　転出などの{sheet.left_out}人は除いてあります。" if sheet.left_out else ""
    pen.text(FOOT_LEFT, 281.3, WALK_IN_HELP + left, FOOT_HELP, FOOT_RIGHT - FOOT_LEFT)
    for number, word in enumerate(SIGNATURES):
        x = FOOT_LEFT + number * SIGNATURE_PITCH
        taken = pen.text(x, 289.5, word, LINE)
        pen.across(290.3, x + taken + 2, x + SIGNATURE_PITCH - 6, grey=STRONG, thick=0.2)
    printed = clock.local(sheet.printed_at)
    words = f"{wareki(printed.date())} {printed:%H:%M} 印刷"
    right = FOOT_RIGHT - pen.text(FOOT_RIGHT, 289.5, page, PAGE_NUMBER) - 4
    pen.text(right, 289.5, words, PRINTED)
