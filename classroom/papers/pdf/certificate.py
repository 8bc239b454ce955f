"""Draws the 修了証: lines that run down, and as on any certificate no 、 and no 。"""

from dataclasses import dataclass

from classroom.kit.pdf.canvas import PaperCanvas, new_canvas
from classroom.kit.pdf.fonts import chain
from classroom.kit.pdf.form import FormPen
from classroom.kit.pdf.paper import A4_LANDSCAPE, MM, About, Paper
from classroom.kit.pdf.vertical import columns, draw_column, length_of
from classroom.papers.pdf.parts import draw_nobody
from classroom.papers.person_values import Certificates
from classroom.rules.era_calendar import wareki
from classroom.rules.kanji_number import kanji_date, kanji_number

WIDTH, HEIGHT = 297.0, 210.0
TOP, BOTTOM = 32.0, 180.0
FRAMES = ((9.0, 1.2, 0.35), (11.6, 0.3, 0.35))  # from the edge, thick (mm), grey
TITLE_AT, NAME_AT, DATE_AT, SIGNER_AT = 254.0, 218.0, 80.0, 50.0
TITLE_SIZE, TITLE_PITCH = 52.0, 1.5
NAME_SIZES = (38.0, 34.0, 30.0, 26.0, 23.0)
TWO_LINE_SIZE = 24.0
NAME_APART = 12.0
NAME_TOP, NAME_BOTTOM = 52.0, 178.0
BODY_SIZES = (28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0)
BODY_PITCH = 1.75
DATE_SIZE, SIGNER_SIZE = 20.0, 26.0
DATE_TOP = 46.0


@dataclass(frozen=True, slots=True)
class Body:
    """The columns of a certificate, with whether each begins a sentence; all of one size."""

    lines: tuple[tuple[str, bool], ...]
    size: float


def draw_certificates(certificates: Certificates) -> Paper:
    """Draw a page a person, each with a bookmark of the name."""
    subject = f"{wareki(certificates.on)} {certificates.title}の修了証"
    about = About(f"修了証 {certificates.title}", subject, certificates.city)
    canvas = new_canvas(about, A4_LANDSCAPE)
    body = _body(certificates)
    for name in certificates.names:
        _draw_frame(canvas)
        canvas.bookmark(name)
        _draw_title(canvas)
        _draw_name(canvas, name)
        _draw_body(canvas, body)
        _draw_end(canvas, certificates)
        canvas.showPage()
    if not certificates.names:
        draw_nobody(canvas, "修了証", A4_LANDSCAPE)
    return canvas.finish()


def _draw_frame(canvas: PaperCanvas) -> None:
    pen = FormPen(canvas, A4_LANDSCAPE)
    for edge, thick, grey in FRAMES:
        pen.frame(edge, edge, WIDTH - 2 * edge, HEIGHT - 2 * edge, grey=grey, thick=thick)
    canvas.setFillGray(0)


def _draw_title(canvas: PaperCanvas) -> None:
    """Spread the three characters of the title over the height."""
    y = HEIGHT - TOP - 14
    for char in "修了証":
        _draw(canvas, (TITLE_AT, y), char, TITLE_SIZE, is_bold=True)
        y -= TITLE_SIZE * TITLE_PITCH / MM


def _draw_name(canvas: PaperCanvas, name: str) -> None:
    """Write the name with 様, ending at the foot of its column; in two columns if it is long."""
    fonts, room = chain(bold=True, fixed=True), (NAME_BOTTOM - NAME_TOP) * MM
    written = f"{name}　様"
    size = next((s for s in NAME_SIZES if length_of(written, s, fonts) <= room), None)
    parts = fonts.halves(written) if size is None else (written,)
    size = size or min(TWO_LINE_SIZE * room / length_of(p, TWO_LINE_SIZE, fonts) for p in parts)
    size = size if len(parts) == 1 else min(size, TWO_LINE_SIZE)
    for number, part in enumerate(parts):
        x = NAME_AT + (len(parts) - 1) * NAME_APART / 2 - number * NAME_APART
        top = HEIGHT - NAME_BOTTOM + length_of(part, size, fonts) / MM
        _draw(canvas, (x, top), part, size, is_bold=True)


def _body(certificates: Certificates) -> Body:
    """Compose the sentences as large as their place allows."""
    fonts, height = chain(fixed=True), (BOTTOM - TOP) * MM
    for size in BODY_SIZES:
        lines = tuple(
            (line, number == 0)
            for sentence in _sentences(certificates)
            for number, line in enumerate(columns(sentence, size, height - size, fonts))
        )
        if len(lines) * size * BODY_PITCH / MM <= NAME_AT - DATE_AT - 24:
            break
    return Body(lines, size)


def _sentences(certificates: Certificates) -> tuple[str, str]:
    count = certificates.sessions
    times = f"（全{kanji_number(count)}回）" if count > 1 else ""
    return (
        f"あなたは{certificates.city}が開いた「{certificates.title}」{times}の教室を修了されました",
        "学びを続けられたことをたたえ　ここにこれを証します",
    )


def _draw_body(canvas: PaperCanvas, body: Body) -> None:
    """Draw the sentences in the middle between name and day; each begins a character lower."""
    pitch = body.size * BODY_PITCH / MM
    x = (NAME_AT + DATE_AT + (len(body.lines) - 1) * pitch) / 2
    for line, is_first in body.lines:
        indent = body.size / MM if is_first else 0
        _draw(canvas, (x, HEIGHT - TOP - indent), line, body.size)
        x -= pitch


def _draw_end(canvas: PaperCanvas, certificates: Certificates) -> None:
    """Write the day a little lower, and who signs at the left, with room for the seal."""
    _draw(canvas, (DATE_AT, HEIGHT - DATE_TOP), kanji_date(certificates.on), DATE_SIZE)
    signer = certificates.signer or certificates.city
    fonts, room = chain(bold=True, fixed=True), (BOTTOM - TOP - 24) * MM
    size = min(SIGNER_SIZE, SIGNER_SIZE * room / length_of(signer, SIGNER_SIZE, fonts))
    top = HEIGHT - (BOTTOM - 24) + length_of(signer, size, fonts) / MM
    _draw(canvas, (SIGNER_AT, top), signer, size, is_bold=True)


def _draw(
    canvas: PaperCanvas, at: tuple[float, float], text: str, size: float, *, is_bold: bool = False
) -> None:
    """Draw a column from a point in mm, from the lower left."""
    fonts = chain(bold=is_bold, fixed=True)
    draw_column(canvas, (at[0] * MM, at[1] * MM), text, size, fonts)
