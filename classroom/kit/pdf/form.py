"""A pen for ruled forms: millimetres from the top left corner, greys, words that fit their cell."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from classroom.kit.pdf.canvas import PaperCanvas
from classroom.kit.pdf.chain import Chain
from classroom.kit.pdf.fonts import chain
from classroom.kit.pdf.paper import MM, Size

Align = Literal["left", "centre", "right"]
SHARE_BEFORE: dict[Align, float] = {"left": 0, "centre": 0.5, "right": 1}


@dataclass(frozen=True, slots=True)
class Letters:
    """How words are set: size in points, grey from 0 (black) to 1, weight, fixed pitch, place."""

    size: float
    grey: float = 0
    bold: bool = False
    fixed: bool = False
    align: Align = "left"

    @property
    def fonts(self) -> Chain:
        return chain(bold=self.bold, fixed=self.fixed)


class FormPen:
    """Draws on one page at a time; y is the base line of words and the upper edge of areas."""

    def __init__(self, canvas: PaperCanvas, size: Size) -> None:
        self.canvas, self.height = canvas, size[1]

    def text(
        self, x: float, y: float, words: str, letters: Letters, room: float | None = None
    ) -> float:
        """Write a line, smaller where `room` (mm) asks for it; give the mm it takes."""
        fonts, size = letters.fonts, letters.size
        if room is not None:
            size = fonts.fit(words, size, room * MM, least=0)
        wide = fonts.width(words, size)
        self.canvas.setFillGray(letters.grey)
        start = x * MM - SHARE_BEFORE[letters.align] * wide
        self.canvas.write((start, self.height - y * MM), words, size, fonts)
        return wide / MM

    def area(self, x: float, y: float, w: float, h: float, grey: float) -> None:
        self.canvas.setFillGray(grey)
        self.canvas.rect(x * MM, self.height - (y + h) * MM, w * MM, h * MM, stroke=0, fill=1)

    def areas(self, boxes: Iterable[tuple[float, float, float, float]], grey: float) -> None:
        """Fill many areas (x, y, w, h) with one grey as one shape."""
        path = self.canvas.beginPath()
        for x, y, w, h in boxes:
            path.rect(x * MM, self.height - (y + h) * MM, w * MM, h * MM)
        self.canvas.setFillGray(grey)
        self.canvas.drawPath(path, stroke=0, fill=1)

    def across_many(
        self, lines: Iterable[tuple[float, float, float]], *, grey: float, thick: float
    ) -> None:
        """Rule many lines (x0, y, x1) from left to right alike; `thick` in mm."""
        self._rule(grey, thick)
        self._stroke((x0, y, x1, y) for x0, y, x1 in lines)

    def down_many(
        self, lines: Iterable[tuple[float, float, float]], *, grey: float, thick: float
    ) -> None:
        """Rule many lines (x, y0, y1) from top to bottom alike; `thick` in mm."""
        self._rule(grey, thick)
        self._stroke((x, y0, x, y1) for x, y0, y1 in lines)

    def across(self, y: float, x0: float, x1: float, *, grey: float, thick: float) -> None:
        """Rule a line from left to right; `thick` in mm."""
        self._rule(grey, thick)
        self.canvas.line(x0 * MM, self.height - y * MM, x1 * MM, self.height - y * MM)

    def down(self, x: float, y0: float, y1: float, *, grey: float, thick: float) -> None:
        """Rule a line from top to bottom; `thick` in mm."""
        self._rule(grey, thick)
        self.canvas.line(x * MM, self.height - y0 * MM, x * MM, self.height - y1 * MM)

    def frame(self, x: float, y: float, w: float, h: float, *, grey: float, thick: float) -> None:
        """Rule the four sides of an area; `thick` in mm."""
        self._rule(grey, thick)
        self.canvas.rect(x * MM, self.height - (y + h) * MM, w * MM, h * MM, stroke=1, fill=0)

    def _stroke(self, lines: Iterable[tuple[float, float, float, float]]) -> None:
        """Draw lines as one path, written at once: a list of many people has many lines."""
        high = self.height
        ways = [
            f"{x0 * MM:.2f} {high - y0 * MM:.2f} m {x1 * MM:.2f} {high - y1 * MM:.2f} l"
            for x0, y0, x1, y1 in lines
        ]
        if ways:
            self.canvas._code.append(" ".join([*ways, "S"]))  # noqa: SLF001  lines() writes each slowly

    def _rule(self, grey: float, thick: float) -> None:
        self.canvas.setStrokeGray(grey)
        self.canvas.setLineWidth(thick * MM)
