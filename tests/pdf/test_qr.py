from io import BytesIO

import segno
from pypdf import PdfReader

from classroom.pdf.canvas import new_canvas
from classroom.pdf.form import FormPen
from classroom.pdf.paper import A4, MM, About
from classroom.pdf.qr import BULK_MASK, QUIET, draw_qr

ADDRESS = "https://www.city.example.jp/スマホ教室?o=R8-012"
SIDE = 40.0


def operators() -> list[tuple[list[float], str]]:
    canvas = new_canvas(About("QR", "試し"))
    draw_qr(FormPen(canvas, A4), (20, 30), SIDE, ADDRESS)
    canvas.showPage()
    page = PdfReader(BytesIO(canvas.finish().pdf)).pages[0]
    contents = page.get_contents()
    assert contents is not None
    return [
        ([float(value) for value in values if isinstance(value, (int, float))], name.decode())
        for values, name in contents.operations
    ]


def test_the_dark_modules_are_those_of_the_code_and_the_quiet_zone_is_white() -> None:
    matrix = segno.make_qr(ADDRESS, error="m", mask=BULK_MASK).matrix
    module = SIDE * MM / (len(matrix) + 2 * QUIET)
    dark = set()
    for values, name in operators():
        if name == "re":
            x, y, width, height = values
            assert abs(height - module) < 0.01
            left = round((x - 20 * MM) / module) - QUIET
            row = round((A4[1] - 30 * MM - y) / module) - QUIET - 1
            dark |= {(row, left + step) for step in range(round(width / module))}
    wanted = {(r, c) for r, row in enumerate(matrix) for c, is_dark in enumerate(row) if is_dark}
    assert dark == wanted


def test_it_is_one_path() -> None:
    assert sum(name in {"f", "f*"} for _, name in operators()) == 1
