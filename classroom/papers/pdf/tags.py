"""Draws the 名札: a name that is read across the room, and a code for the door."""

from dataclasses import dataclass

from classroom.kit.pdf.canvas import PaperCanvas, new_canvas
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.paper import A4, MM, About, Paper
from classroom.kit.pdf.squares import QUIET, Matrix, draw_squares, qr
from classroom.papers.class_rules import TAG_SHEETS, TagSheetSize
from classroom.papers.class_values import Tag, TagSheet
from classroom.papers.pdf.parts import SOFT, THIN, fitted_name
from classroom.rules.era_calendar import wareki

SIDE = 4.0
CODE_SHARE = 0.30  # of a tag's height; at least what a camera reads at arm's length
CODE_LEAST = 15.0
KANA_SHARE, NAME_SHARE, FOOT_SHARE = 0.235, 0.51, 0.93  # base lines, of a tag's height
TWO_LINES = (0.40, 0.60)
NAME_SIZE, LEAST_NAME = 0.78, 0.46  # points a millimetre of height
EMPTY = "名札を印刷する方は、まだいません。"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a tag stands on its sheet; mm."""

    left: float
    top: float
    width: float
    height: float


def tags_paper(sheet: TagSheet) -> Paper:
    about = About(f"名札 {sheet.title}", f"{wareki(sheet.on)}の名札", sheet.city)
    canvas = new_canvas(about)
    draw_tags(canvas, sheet)
    return canvas.finish()


def draw_tags(canvas: PaperCanvas, sheet: TagSheet) -> None:
    """Draw tags on pages of this canvas, at least one."""
    pen, size = FormPen(canvas, A4), TAG_SHEETS[sheet.sheet]
    if not sheet.tags:
        pen.text(20, 30, EMPTY, Letters(12))
        canvas.showPage()
    for first in range(0, len(sheet.tags), size.count):
        for at, tag in enumerate(sheet.tags[first : first + size.count]):
            _draw_tag(pen, sheet, tag, _spot(size, at))
        canvas.showPage()


def _spot(size: TagSheetSize, at: int) -> Spot:
    row, column = divmod(at, size.columns)
    left = size.left + column * (size.width + size.gap)
    return Spot(left, size.top + row * size.height, size.width, size.height)


def _draw_tag(pen: FormPen, sheet: TagSheet, tag: Tag, spot: Spot) -> None:
    if TAG_SHEETS[sheet.sheet].is_cut:
        pen.frame(spot.left, spot.top, spot.width, spot.height, grey=THIN, thick=0.15)
    middle, high = spot.left + spot.width / 2, spot.height
    room = spot.width - 2 * SIDE
    kana = Letters(high * 0.24, SOFT, align="centre")
    pen.text(middle, spot.top + high * KANA_SHARE, tag.kana, kana, room)
    _draw_name(pen, tag.name, spot, room)
    side = max(CODE_LEAST, high * CODE_SHARE)
    bottom = spot.top + high - SIDE + 1
    _draw_code(pen, tag.code, (spot.left + spot.width - SIDE - side + 1, bottom), side)
    left, beside = spot.left + SIDE, room - side - 2
    foot = spot.top + high * FOOT_SHARE
    pen.text(left, foot - 10, sheet.city + "　スマホ教室", Letters(9.5, SOFT), beside)
    pen.text(left, foot - 5, sheet.title, Letters(9.5), beside)
    pen.text(left, foot, tag.code, Letters(9.5, SOFT, fixed=True), beside)


def _draw_name(pen: FormPen, name: str, spot: Spot, room: float) -> None:
    """Set the name as large as the tag is wide, on two lines where it would become small."""
    size = spot.height * NAME_SIZE
    least = spot.height * LEAST_NAME
    lines, size = fitted_name(name, Letters(size, bold=True).fonts, size, least, room)
    places = (NAME_SHARE,) if len(lines) == 1 else TWO_LINES
    letters = Letters(min(size, least) if len(lines) > 1 else size, bold=True, align="centre")
    for share, line in zip(places, lines, strict=True):
        base = spot.top + spot.height * share
        pen.text(spot.left + spot.width / 2, base, line, letters, room)


def _draw_code(pen: FormPen, code: str, corner: tuple[float, float], side: float) -> None:
    """Draw the code with its white round it; the corner is the lower left one."""
    modules: Matrix = qr(code, version=1, in_bulk=True)
    quiet = side * QUIET / (len(modules) + 2 * QUIET)
    left, bottom = corner[0] + quiet, corner[1] - quiet
    inner = (side - 2 * quiet) * MM
    draw_squares(pen.canvas, modules, (left * MM, pen.height - bottom * MM), inner)
