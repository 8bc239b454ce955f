"""Draws 宛名ラベル: postal boxes and lines to write on, or the address; the name large."""

from functools import partial

from classroom.kit.pdf.canvas import new_canvas
from classroom.kit.pdf.fonts import chain
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.lines import wrap
from classroom.kit.pdf.paper import A4, MM, About, Paper
from classroom.papers.pdf.parts import THIN, draw_nobody, fitted_name
from classroom.papers.pdf.postal import address_lines, draw_postal_boxes
from classroom.papers.person_values import Addressed, Labels

PADDING = 5.0
TOP_PADDING = 4.0
POST_SIZE = 11.0
BOX = (3.6, 4.8)
BOX_PITCH, BOX_GAP = 4.2, 1.6
ADDRESS_SIZES = (11.5, 10.5, 9.5, 8.5, 7.5)
NAME_SIZE, NAME_LEAST = 19.0, 11.0
LEADING = 1.3
LINE_PITCH = 7.0


def draw_labels(labels: Labels) -> Paper:
    """Draw the sheets; labels before the first one are left white, for they are used up."""
    sheet = labels.sheet
    canvas = new_canvas(About("宛名ラベル", f"{len(labels.guests)}人の宛名ラベル"))
    pen = FormPen(canvas, A4)
    first = min(max(labels.start, 1), sheet.count) - 1
    for number, guest in enumerate(labels.guests, first):
        if number > first and number % sheet.count == 0:
            canvas.showPage()
        left, top = sheet.corner(number % sheet.count)
        _draw_label(pen, guest, (left, top), (sheet.width, sheet.height))
    if labels.guests:
        canvas.showPage()
    else:
        draw_nobody(canvas, "宛名ラベル")
    return canvas.finish()


def _draw_label(
    pen: FormPen, guest: Addressed, corner: tuple[float, float], size: tuple[float, float]
) -> None:
    left, top = corner[0] + PADDING, corner[1] + TOP_PADDING
    room, height = size[0] - 2 * PADDING, size[1] - 2 * TOP_PADDING
    pen.text(left, top + 4.2, "〒", Letters(POST_SIZE))
    start = left + 5.2
    lefts = [start + at * BOX_PITCH + (BOX_GAP if at > 2 else 0) for at in range(7)]  # noqa: PLR2004  # 3 and 4 digits
    draw_postal_boxes(pen, lefts, top, BOX)
    lines, name_size = fitted_name(
        f"{guest.shown_name} 様", chain(bold=True), NAME_SIZE, NAME_LEAST, room
    )
    pitch = name_size * LEADING / MM
    name_top = top + height - len(lines) * pitch
    _draw_address(pen, guest.address, (left, top + BOX[1] + 1.5), room, name_top)
    for number, line in enumerate(lines):
        base = name_top + (number + 0.82) * pitch
        pen.text(left, base, line, Letters(name_size, bold=True), room)


def _draw_address(
    pen: FormPen, address: str, at: tuple[float, float], room: float, bottom: float
) -> None:
    """Write the address as large as its place allows, or rule lines for the hand."""
    left, top = at
    if not address:
        y = top + LINE_PITCH - 1
        while y < bottom - 0.5:
            pen.across(y, left, left + room, grey=THIN, thick=0.2)
            y += LINE_PITCH
        return
    for size in ADDRESS_SIZES:
        lines = address_lines(address, partial(wrap, size=size, room=room * MM), 2)
        pitch = size * LEADING / MM
        if len(lines) * pitch <= bottom - top:
            break
    for number, line in enumerate(lines):
        pen.text(left, top + (number + 0.8) * pitch, line, Letters(size), room)
