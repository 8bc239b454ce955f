"""Where everything stands on an アンケート: one geometry for the printer and the reader.

Millimetres from the top left corner of A4 portrait; corners and code as on the 出席簿.
"""

VERSION = 1
ROWS = 10
TOP, PITCH = 72.0, 18.0
LEFT, RIGHT = 17.0, 193.0
NUMBER_LEFT, STATEMENT_LEFT, STATEMENT_RIGHT = 19.0, 26.0, 110.0
SCALE_LEFT, SCALE_WIDTH = 112.0, 20.0
LEVELS = ("1", "2", "3", "4")
MARK = 12.0  # the side of the square in which a mark counts


def level_middle(level: int) -> float:
    """Give the middle of a level's column, counted from 0."""
    return SCALE_LEFT + SCALE_WIDTH * (level + 0.5)


def row_middle(row: int) -> float:
    """Give the middle of a row, counted from 0 on each page."""
    return TOP + PITCH * (row + 0.5)
