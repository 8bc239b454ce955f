"""Sheets of address labels: where each label lies on its A4 sheet, in mm."""

import re
from dataclasses import dataclass

SHEET_WIDTH, SHEET_HEIGHT = 210.0, 297.0


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """A sheet of columns × rows of labels; `left` and `top` are where the first one begins."""

    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    gap: float = 0.0

    @property
    def count(self) -> int:
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """Return the upper left corner of a label; 0 is the first one, then along the row."""
        row, column = divmod(place, self.columns)
        return self.left + column * (self.width + self.gap), self.top + row * self.height


# The sheets that shops sell most; another kind is given by its own measures.
LABEL_SHEETS = {
    "2x5": LabelSheet(2, 5, 86.4, 50.8, 18.6, 21.5),
    "2x6": LabelSheet(2, 6, 86.4, 42.3, 18.6, 21.6),
    "3x6": LabelSheet(3, 6, 63.5, 46.6, 7.25, 8.7, 2.5),
    "3x7": LabelSheet(3, 7, 70.0, 42.3, 0.0, 0.45),
    "3x8": LabelSheet(3, 8, 66.0, 33.9, 6.0, 12.9),
}
_NUMBER = r"([0-9]+(?:\.[0-9]+)?)"
_MEASURES = re.compile(rf"([1-9])x([0-9]{{1,2}}) {_NUMBER}x{_NUMBER} {_NUMBER},{_NUMBER}")


def label_sheet(text: str) -> LabelSheet:
    """Return the sheet of a setting: 2x6, or with its measures, 2x6 86.4x42.3 18.6,21.6.

    These are columns × rows, a label's width × height, and the left and upper margin, in mm.
    Raises ValueError for a sheet that is none, or whose labels leave the paper.
    """
    if text in LABEL_SHEETS:
        return LABEL_SHEETS[text]
    found = _MEASURES.fullmatch(text)
    if found is None:
        raise ValueError(text)
    columns, rows = int(found[1]), int(found[2])
    sheet = LabelSheet(columns, rows, *map(float, found.groups()[2:]))
    right, bottom = sheet.left + columns * sheet.width, sheet.top + rows * sheet.height
    if not rows or right > SHEET_WIDTH or bottom > SHEET_HEIGHT:
        raise ValueError(text)
    return sheet
