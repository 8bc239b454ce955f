"""Draws the クラスパック: everything for a session as one file, with a table of contents."""

from classroom.class_day.attendance.pdf import draw_attendance_sheet
from classroom.class_day.printed.rules import SheetKind
from classroom.kit.handout.pdf import draw_handout
from classroom.kit.pdf.canvas import PaperCanvas, new_canvas
from classroom.kit.pdf.paper import About, Paper
from classroom.papers.class_values import Pack
from classroom.papers.pdf.checklist import draw_checklist
from classroom.papers.pdf.questionnaire import WHEN, draw_questionnaire
from classroom.papers.pdf.tags import draw_tags
from classroom.papers.values import short_day
from classroom.rules.era_calendar import wareki


def pack_paper(pack: Pack) -> Paper:
    canvas = new_canvas(About(f"クラスパック {pack.title}", f"{wareki(pack.on)}の紙の一式"))
    draw_pack(canvas, pack)
    return canvas.finish()


def new_month(month: str) -> PaperCanvas:
    """Begin a file of many packs; `month` in words."""
    return new_canvas(About(f"クラスパック {month}", f"{month}の紙の一式"))


def draw_pack(canvas: PaperCanvas, pack: Pack, *, level: int = 0) -> None:
    """Draw a session's papers on pages of this canvas, in the order they are needed.

    In a file of many packs the session is the heading, and its papers are one level below.
    """
    if level:
        canvas.bookmark(f"{short_day(pack.on)} {pack.title}", level - 1)
    canvas.bookmark("忘れ物チェックリスト", level)
    draw_checklist(canvas, pack.checklist)
    canvas.bookmark("出席簿", level)
    draw_attendance_sheet(canvas, pack.sheet)
    canvas.bookmark("名札", level)
    draw_tags(canvas, pack.tags)
    for asked in pack.questionnaires:
        canvas.bookmark(f"アンケート（{WHEN[SheetKind(asked.kind)]}）", level)
        draw_questionnaire(canvas, asked)
    for handout in pack.handouts:
        for_instructor = "（講師用）" + handout.edition_mark
        canvas.bookmark(f"配布資料{handout.edition_mark}", level)
        draw_handout(canvas, handout)
        canvas.bookmark(f"配布資料{for_instructor}", level)
        draw_handout(canvas, handout, instructor=True)
