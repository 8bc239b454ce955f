"""Where everything stands on a 出席簿: one geometry for the printer and the reader.

Millimetres from the top left corner of A4 portrait. The sizes were tried on scans and photographs
of filled-in sheets; changing one changes what can be read back.
"""

from dataclasses import dataclass
from itertools import accumulate

from classroom.rules.words.app import Blocker, Stage
from classroom.rules.words.attendance import Mark

VERSION = 1  # goes into each page's code; a change of any size below makes it 2
PAGE_WIDTH = 210.0
PAGE_HEIGHT = 297.0

NAMED_ROWS = 20
WALK_IN_ROWS = 4
ROWS = NAMED_ROWS + WALK_IN_ROWS
TOP = 60.0
PITCH = 9.0
BOTTOM = TOP + ROWS * PITCH
LEFT = 17.0  # two punch holes 12 mm from the edge miss the table
RIGHT = 202.5
DARKER_EVERY = 5  # good for the eye, and a reader cannot slip by a row

MARK_SIZE = 8.0
MARK_INSET = 12.0  # from the centre of a corner mark to both edges
PAGE_CODE_SIZE = 17.5
PAGE_CODE_AT = (176.0, 22.0)
PAGE_CODE_TEXT_DOWN = 12.2
PAGE_CODE_MARGIN = 2.0
CHARACTERS_TO_TYPE = 11


@dataclass(frozen=True, slots=True)
class Choice:
    """A word to circle, its code in the records, and what stands above its column."""

    code: str
    word: str
    heading: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Columns under one head."""

    code: str
    heading: str
    width: float
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of words to circle, from `left` to `right`."""

    group: Group
    choice: Choice
    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


NUMBER_WIDTH = 7.0
NAME_WIDTH = 37.0
GROUP_GAP = 0.8
GROUPS = (
    Group(
        "attendance",
        "出欠",
        8.6,
        tuple(Choice(each.value, each.sign, (each.label,)) for each in Mark if each.sign),
    ),
    Group(
        "stage",
        "身分証アプリ",
        8.6,
        tuple(Choice(each.value, each.sign, each.heading) for each in Stage),
    ),
    Group(
        "blocker",
        "できなかった理由",
        7.4,
        tuple(Choice(each.value, each.sign, each.heading) for each in Blocker if each.sign),
    ),
)


def _columns() -> tuple[Column, ...]:
    out: list[Column] = []
    left = LEFT + NUMBER_WIDTH + NAME_WIDTH
    for group in GROUPS:
        edges = list(accumulate([group.width] * len(group.choices), initial=left))
        out += map(Column, [group] * len(edges), group.choices, edges, edges[1:])
        left = edges[-1] + GROUP_GAP
    return tuple(out)


COLUMNS = _columns()
NAME_LEFT = LEFT + NUMBER_WIDTH
NAME_RIGHT = NAME_LEFT + NAME_WIDTH
NOTE_LEFT = COLUMNS[-1].right + GROUP_GAP


def corners() -> dict[str, tuple[float, float]]:
    """Give the centres of the corner marks, clockwise from the top left."""
    near, right, low = MARK_INSET, PAGE_WIDTH - MARK_INSET, PAGE_HEIGHT - MARK_INSET
    return {"A1": (near, near), "A2": (right, near), "A3": (right, low), "A4": (near, low)}


def row_top(row: int) -> float:
    """Give the upper edge of a row, counted from 0 on each page."""
    return TOP + row * PITCH
