"""QR codes as one vector path: sharp at any size, no hairlines between the modules."""

import segno

from classroom.pdf.form import FormPen
from classroom.pdf.paper import MM

QUIET = 4  # modules of white round the code, as ISO/IEC 18004 asks
BULK_MASK = 4  # any of the eight masks is valid; trying all takes five times as long


def draw_qr(pen: FormPen, corner: tuple[float, float], side: float, text: str) -> None:
    """Draw the code of a text in a square of `side` mm, its quiet zone within.

    `corner` is the upper left one. The words of an address belong beside it, for who has no camera.
    """
    rows = _modules(text)
    module = side * MM / (len(rows) + 2 * QUIET)
    left, top = corner[0] * MM, pen.height - corner[1] * MM
    path = pen.canvas.beginPath()
    for down, row in enumerate(rows):
        y = top - (QUIET + down + 1) * module
        for start, length in _runs(row):
            path.rect(left + (QUIET + start) * module, y, length * module, module)
    pen.canvas.setFillGray(0)
    pen.canvas.drawPath(path, stroke=0, fill=1)


def _modules(text: str) -> tuple[bytearray, ...]:
    code = segno.make_qr(text, error="m", boost_error=True, mask=BULK_MASK)
    rows: tuple[bytearray, ...] = code.matrix
    return rows


def _runs(row: bytearray) -> list[tuple[int, int]]:
    """Return where dark modules stand side by side, as start and length."""
    found: list[tuple[int, int]] = []
    for at, is_dark in enumerate(row):
        if not is_dark:
            continue
        if found and sum(found[-1]) == at:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((at, 1))
    return found
