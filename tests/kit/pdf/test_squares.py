"""The codes for machines: worked out again, and read."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from reportlab.graphics.barcode.ecc200datamatrix import ECC200DataMatrix

from classroom.kit.pdf.canvas import new_canvas
from classroom.kit.pdf.paper import About
from classroom.kit.pdf.squares import CORNERS, corner, draw_squares, qr

SIDE, INNER = 10, 8
DATA, CHECKS = 3, 5
PADDING = 129
# ISO/IEC 16022, the placement in an inner square of 8: character.bit of each module.
PLACES = """
2.1 2.2 3.6 3.7 3.8 4.3 4.4 4.5
2.3 2.4 2.5 5.1 5.2 4.6 4.7 4.8
2.6 2.7 2.8 5.3 5.4 5.5 1.1 1.2
1.5 6.1 6.2 5.6 5.7 5.8 1.3 1.4
1.8 6.3 6.4 6.5 8.1 8.2 1.6 1.7
7.2 6.6 6.7 6.8 8.3 8.4 8.5 7.1
7.4 7.5 3.1 3.2 8.6 8.7 8.8 7.3
7.7 7.8 3.3 3.4 3.5 4.1 4.2 7.6
"""


def maker() -> Any:
    made = ECC200DataMatrix("A1")  # its own measures are those of a large symbol
    made.row_modules = made.col_modules = SIDE
    made.row_usable_modules = made.col_usable_modules = INNER
    made.row_regions = made.col_regions = 1
    return made


def codewords(text: str) -> list[int]:
    data = [ord(char) + 1 for char in text]
    data += [PADDING] * (DATA - len(data))
    return data + list(maker()._get_reed_solomon_code(data, CHECKS))


def test_reportlab_agrees_with_the_example_of_the_standard() -> None:
    assert maker()._get_reed_solomon_code([142, 164, 186], CHECKS) == [114, 25, 5, 88, 102]


@pytest.mark.parametrize("text", sorted(CORNERS))
def test_each_corner_is_what_reportlab_would_place(text: str) -> None:
    made = maker()
    regions = made._create_data_regions(made._create_matrix(codewords(text)))
    placed = made._merge_data_regions(made._wrap_data_regions_with_finders(regions))
    assert [list(row) for row in corner(text)] == [[int(bool(m)) for m in row] for row in placed]


@pytest.mark.parametrize("text", sorted(CORNERS))
def test_each_corner_is_read_by_the_table_of_the_standard(text: str) -> None:
    modules = corner(text)
    assert [row[0] for row in modules] == [1] * SIDE
    assert list(modules[-1]) == [1] * SIDE
    assert list(modules[0]) == [1, 0] * (SIDE // 2)
    assert [row[-1] for row in modules] == [0, 1] * (SIDE // 2)
    words = [0] * (DATA + CHECKS)
    for row, line in enumerate(PLACES.strip().splitlines()):
        for column, place in enumerate(line.split()):
            word, bit = map(int, place.split("."))
            words[word - 1] |= modules[row + 1][column + 1] << INNER - bit
    assert words == codewords(text)
    assert "".join(chr(word - 1) for word in words if word != PADDING and word in words[:2]) == text


def test_a_code_is_one_path_of_as_many_stretches_as_it_has() -> None:
    canvas = new_canvas(About("符号", "試し"))
    draw_squares(canvas, ((1, 1, 0), (0, 0, 0), (1, 0, 1)), (10, 10), 30)
    canvas.showPage()
    (page,) = PdfReader(BytesIO(canvas.finish().pdf)).pages
    drawn = page.get_contents()
    assert drawn is not None
    text = drawn.get_data().decode("latin-1")
    assert text.count(" re") == 3
    assert text.count(" re f") == 1


def test_a_page_code_has_twenty_five_modules_a_side() -> None:
    assert len(qr("1100000000000ABCDEFG", level="h", version=2)) == 25
