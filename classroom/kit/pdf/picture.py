"""A picture of a document on paper: its kinds of line, point and shape, and their legend."""

from collections.abc import Sequence
from itertools import accumulate

from classroom.kit.document import Picture, Stroke
from classroom.kit.drawing import BLUE, INK, LINE, PAPER, SOFT, Point, dotted
from classroom.kit.drawing import BODY as PALE_LINE
from classroom.kit.pdf.form import FormPen
from classroom.kit.pdf.page import NOTE, Room
from classroom.kit.pdf.paper import A4, MM
from classroom.kit.pdf.pen import PdfPen

DOT_GAP = 6.0
LETTERS = 14.0
"""Letters of this size go with strokes of the thickness given here."""
SHAPES = {"outer": "#e3e6ea", "inner": "#c3c9d1"}
RULES = {
    "grid": (PALE_LINE, 0.6),
    "axis": (SOFT, 0.9),
    "goal": (INK, 1.8),
    "lead": (LINE, 0.7),
    "spread": (BLUE, 1.6),
}
SAMPLE_WIDE, AFTER_SAMPLE, AFTER_WORDS = 9.0, 2.0, 4.0


def picture_high(picture: Picture, room: Room) -> float:
    """Return how high (mm) a picture stands where it is as wide as its room."""
    return room.wide * picture.height / picture.width


def draw_picture(pen: FormPen, picture: Picture, room: Room, y: float) -> float:
    """Draw a picture as wide as its room; give where it ends."""
    high = picture_high(picture, room)
    scale = room.wide * MM / picture.width
    size = picture.letters * scale
    area = PdfPen(pen.canvas, room.left * MM, A4[1] - (y + high) * MM, high * MM)
    for stroke in picture.strokes:
        points = tuple((x * scale, down * scale) for x, down in stroke.points)
        _draw(area, Stroke(stroke.kind, points), size / LETTERS)
    for dot in picture.dots:
        _draw_dot(area, dot.kind, (dot.x * scale, dot.y * scale), size / LETTERS)
    for words in picture.words:
        fill = SOFT if words.soft else INK
        at = (words.x * scale, words.y * scale)
        area.text(*at, words.text, size, bold=words.bold, fill=fill, anchor=words.anchor)
    return y + high


def _draw(pen: PdfPen, stroke: Stroke, unit: float) -> None:
    if stroke.kind == "path":
        for x, y in dotted(stroke.points, DOT_GAP * unit):
            pen.disc(x, y, 1.3 * unit, fill=SOFT)
    elif stroke.kind in SHAPES:
        pen.way(stroke.points, fill=SHAPES[stroke.kind], stroke=None, close=True)
    elif stroke.kind in RULES:
        colour, thick = RULES[stroke.kind]
        pen.way(stroke.points, stroke=colour, thick=thick * unit)
    else:
        is_official = stroke.kind == "official"
        thick = (4 if is_official else 3) * unit
        pen.way(stroke.points, stroke=BLUE, thick=thick, dash=not is_official)


def _draw_dot(pen: PdfPen, kind: str, at: Point, unit: float) -> None:
    if kind == "estimate":
        pen.disc(*at, 5 * unit, fill=PAPER, stroke=BLUE, thick=3 * unit)
    else:
        pen.disc(*at, 4.5 * unit, fill=BLUE)


def draw_legend(
    pen: FormPen, entries: Sequence[tuple[str, str]], right: float, y: float, letters: float
) -> None:
    """Show kinds of line and shape beside their names, up to the right edge."""
    marks = PdfPen(pen.canvas, 0, 0, A4[1])
    taken = [NOTE.fonts.width(words, NOTE.size) / MM for _, words in entries]
    widths = [SAMPLE_WIDE + AFTER_SAMPLE + wide + AFTER_WORDS for wide in taken]
    left = right - sum(widths) + AFTER_WORDS
    for (kind, words), x in zip(entries, accumulate(widths, initial=left), strict=False):
        ends = (x * MM, (x + SAMPLE_WIDE) * MM)
        points = _sample(kind, ends, y)
        _draw(marks, Stroke(kind, points), letters / LETTERS)
        pen.text(x + SAMPLE_WIDE + AFTER_SAMPLE, y, words, NOTE)


def _sample(kind: str, ends: tuple[float, float], y: float) -> tuple[Point, ...]:
    """Return a stroke on the middle of the words, or a box as high as they are."""
    first, last = ends
    if kind not in SHAPES:
        return ((first, (y - 1.1) * MM), (last, (y - 1.1) * MM))
    top, bottom = (y - 2.6) * MM, (y + 0.4) * MM
    return ((first, top), (last, top), (last, bottom), (first, bottom))
