"""Draws the アンケート: what one can do, in circles round a number; no name.

After class a lower half is cut off: what a person says in words stays apart from the numbers.
"""

from classroom.class_day.attendance.pdf import draw_page_code
from classroom.class_day.printed import questionnaire_layout as at
from classroom.class_day.printed.rules import SheetKind
from classroom.kit.pdf.canvas import PaperCanvas, new_canvas
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.lines import wrap
from classroom.kit.pdf.paper import A4, MM, About, Paper
from classroom.papers.class_values import Questionnaire
from classroom.papers.pdf.parts import SOFT, STRONG, THIN
from classroom.rules.era_calendar import wareki, weekday
from classroom.rules.words.questionnaire import LEVELS, SATISFIED

WORD, SHADE = 0.50, 0.955
HEAD_LEFT, HEAD_RIGHT = 19.0, 164.0
HALF = 5  # statements that leave room for the lower half
CUT = 170.0
WHEN = {SheetKind.BEFORE: "はじめに", SheetKind.AFTER: "おわりに"}
ASK = "いまの自分に近い数字を、ひとつ ○ でかこみます。だいたいで、かまいません。"
NO_NAME = "テストではありません。お名前は書きません。"
COMMENT = "よかったこと、こまったこと、習いたいことを、ご自由にお書きください。"
CUT_HERE = "ここから下は、切りはなして集めます"

TITLE = Letters(19, bold=True)
CLASS = Letters(12.5, bold=True)
LINE = Letters(10.5)
HELP = Letters(13)
SMALL_HELP = Letters(11, SOFT)
LEVEL = Letters(10.5, bold=True, align="centre")
NUMBER = Letters(13, bold=True)
STATEMENT_SIZES = (15.0, 14.0, 13.0, 12.0, 11.0, 10.0)
CIRCLED = Letters(16, WORD, align="centre")
PAGE = Letters(11, bold=True, align="centre")


def questionnaire_paper(asked: Questionnaire) -> Paper:
    """Draw one アンケート, to be copied for everyone."""
    name = f"アンケート（{WHEN[asked.kind]}） {asked.title}"
    canvas = new_canvas(About(name, f"{wareki(asked.on)}のアンケート"))
    draw_questionnaire(canvas, asked)
    return canvas.finish()


def draw_questionnaire(canvas: PaperCanvas, asked: Questionnaire) -> None:
    pen = FormPen(canvas, A4)
    pages = [asked.statements[n : n + at.ROWS] for n in range(0, len(asked.statements), at.ROWS)]
    has_words = asked.kind is SheetKind.AFTER
    apart = has_words and len(pages[-1]) > HALF
    for number, rows in enumerate(pages):
        _draw_head(pen, asked)
        _draw_rows(pen, rows, number * at.ROWS)
        if has_words and not apart and number == len(pages) - 1:
            _draw_words(pen, CUT)
        draw_page_code(pen, asked.page_ids[number])
        if len(pages) > 1:
            pen.text(105, 289.5, f"{number + 1}／{len(pages)}枚", PAGE)
        canvas.showPage()
    if apart:
        _draw_words(pen, 15.0)
        canvas.showPage()


def _draw_head(pen: FormPen, asked: Questionnaire) -> None:
    room = HEAD_RIGHT - HEAD_LEFT
    x = HEAD_LEFT + pen.text(HEAD_LEFT, 16.5, "アンケート", TITLE) + 4
    pen.text(x, 16.5, WHEN[asked.kind], TITLE, HEAD_RIGHT - x)
    pen.text(HEAD_LEFT, 25.5, asked.title, CLASS, room)
    day = f"{wareki(asked.on)}（{weekday(asked.on)}）　会場：{asked.venue}"
    pen.text(HEAD_LEFT, 32.5, day, LINE, room)
    pen.text(HEAD_LEFT, 44.0, ASK, HELP, at.RIGHT - HEAD_LEFT)
    pen.text(HEAD_LEFT, 51.0, NO_NAME, SMALL_HELP)


def _draw_rows(pen: FormPen, rows: tuple[str, ...], before: int) -> None:
    for level, name in enumerate(LEVELS):
        lines = name.split("／")
        for number, words in enumerate(lines):
            base = at.TOP - 3.2 - (len(lines) - 1 - number) * 4.4
            pen.text(at.level_middle(level), base, words, LEVEL, at.SCALE_WIDTH - 1)
    for row, statement in enumerate(rows):
        top = at.TOP + row * at.PITCH
        if row % 2:
            pen.area(at.LEFT, top, at.RIGHT - at.LEFT, at.PITCH, SHADE)
        pen.across(top, at.LEFT, at.RIGHT, grey=THIN, thick=0.2)
        middle = at.row_middle(row)
        pen.text(at.NUMBER_LEFT, middle + 1.8, str(before + row + 1), NUMBER)
        _draw_statement(pen, statement, middle)
        for level, words in enumerate(at.LEVELS):
            pen.text(at.level_middle(level), middle + 2.0, words, CIRCLED)
    bottom = at.TOP + len(rows) * at.PITCH
    pen.across(bottom, at.LEFT, at.RIGHT, grey=THIN, thick=0.2)


def _draw_statement(pen: FormPen, statement: str, middle: float) -> None:
    room = at.STATEMENT_RIGHT - at.STATEMENT_LEFT
    for size in STATEMENT_SIZES:
        lines = wrap(statement, size, room * MM)
        pitch = size * 1.35 / MM
        if len(lines) * pitch <= at.PITCH - 2:
            break
    first = middle - (len(lines) - 1) * pitch / 2 + size * 0.36 / MM
    for number, line in enumerate(lines):
        pen.text(at.STATEMENT_LEFT, first + number * pitch, line, Letters(size), room)


def _draw_words(pen: FormPen, top: float) -> None:
    if top == CUT:
        for x in range(int(at.LEFT), int(at.RIGHT), 4):
            pen.across(top, x, x + 2, grey=STRONG, thick=0.25)
        pen.text(at.LEFT, top + 5, CUT_HERE, SMALL_HELP)
    pen.text(HEAD_LEFT, top + 15, "今日の教室は、いかがでしたか。", CLASS)
    width = (at.RIGHT - at.LEFT) / len(SATISFIED)
    for number, words in enumerate(SATISFIED):
        middle = at.LEFT + width * (number + 0.5)
        pen.text(middle, top + 28, words, Letters(14, SOFT, align="centre"), width - 4)
    pen.text(HEAD_LEFT, top + 42, COMMENT, HELP, at.RIGHT - HEAD_LEFT)
    for y in range(4):
        pen.across(top + 56 + y * 12, at.LEFT + 8, at.RIGHT - 8, grey=THIN, thick=0.2)
