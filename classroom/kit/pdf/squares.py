"""Codes for machines as one vector path each: no hairlines between modules, sharp at any size."""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

import segno

from classroom.kit.pdf.canvas import PaperCanvas

Matrix = tuple[tuple[int, ...], ...]
CORNERS_KEPT = 16
QUIET = 4  # white modules round a QR code
# Trying all eight masks takes most of the time; any mask is a valid code.
MASK_IN_BULK = 4

# Data Matrix ECC 200, 10 × 10, ASCII encodation of A1 … A4: the corners of pages that are read
# back, clockwise from the top left. Worked out with ReportLab's Reed-Solomon and placement, as the
# tests do again.
CORNERS: dict[str, tuple[str, ...]] = {
    "A1": (
        "#.#.#.#.#.",
        "#....##..#",
        "###..##.#.",
        "#.#.#.#.##",
        "#.##.#....",
        "#.#.#.#.##",
        "#####.#.#.",
        "##.#.#..##",
        "##.....#..",
        "##########",
    ),
    "A2": (
        "#.#.#.#.#.",
        "#....#...#",
        "###...###.",
        "#.##....##",
        "#.#.###...",
        "#.####..##",
        "#....#..#.",
        "#..#.#.#.#",
        "##....##..",
        "##########",
    ),
    "A3": (
        "#.#.#.#.#.",
        "#....#.###",
        "###...##..",
        "##..#.#.##",
        "#.....#...",
        "#.##....##",
        "##...#.##.",
        "####....##",
        "###...###.",
        "##########",
    ),
    "A4": (
        "#.#.#.#.#.",
        "#....#####",
        "###..##...",
        "##.#....##",
        "#..##.....",
        "#.#..##.##",
        "#.###.###.",
        "#.##...#.#",
        "###....##.",
        "##########",
    ),
}


def qr(text: str, *, level: str = "m", version: int | None = None, in_bulk: bool = False) -> Matrix:
    """Return the modules of a QR code; level l, m, q or h."""
    mask = MASK_IN_BULK if in_bulk else None
    code = segno.make(text, error=level, version=version, mask=mask, micro=False)
    return tuple(tuple(row) for row in code.matrix)


@cache
def corner(text: str) -> Matrix:
    """Return the modules of a corner mark, A1 to A4."""
    return tuple(tuple(int(char == "#") for char in row) for row in CORNERS[text])


def draw_squares(
    canvas: PaperCanvas, modules: Matrix, corner: tuple[float, float], size: float
) -> None:
    """Draw modules into a square of this size (points) whose lower left corner is given."""
    pitch = size / len(modules)
    canvas.setFillGray(0)
    canvas.saveState()
    canvas.transform(pitch, 0, 0, pitch, *corner)
    canvas._code.append(_path(modules))  # noqa: SLF001  a path object writes 100 squares slowly
    canvas.restoreState()


@lru_cache(CORNERS_KEPT)
def _path(modules: Matrix) -> str:
    """Write the path of all dark modules, a module being 1 × 1 and the first row at the top."""
    top = len(modules) - 1
    parts = [
        f"{start} {top - down} {end - start} 1 re"
        for down, row in enumerate(modules)
        for start, end in _runs(row)
    ]
    return " ".join([*parts, "f"])


def _runs(row: Sequence[int]) -> list[tuple[int, int]]:
    edges = [at for at, pair in enumerate(pairwise((0, *row, 0))) if pair[0] != pair[1]]
    return list(zip(edges[::2], edges[1::2], strict=True))
