"""What a person fills in: the road, the self-check table, lines for names and notes."""

from classroom.kit.drawing import BLUE, INK, LINE, PALE, PAPER, SOFT, Pen
from classroom.kit.handout.figures.language import Figure, Part
from classroom.kit.handout.figures.places import Room
from classroom.kit.pdf.lines import fit, width_of, wrap
from classroom.rules.words.questionnaire import LEVELS

FULL = 511.0
QUESTION, LEVEL = 235.0, 69.0
CHECK_HEAD, CHECK_ROW = 44.0, 58.0
ROAD_GAP, ROAD_HEIGHT = 16.0, 90.0
MEMO_LINE = 36.0


def road_size(figure: Figure) -> tuple[float, float]:
    """Measure the road: as wide as the page, taller with 「いま ここ」 above."""
    return FULL, ROAD_HEIGHT + (28 if figure.now else 8)


def draw_road(figure: Figure, pen: Pen) -> None:
    """Draw the stages one after another, each with a box to tick."""
    n = len(figure.parts)
    wide = (FULL - ROAD_GAP * (n - 1)) / n
    top = 24.0 if figure.now else 4.0
    for i, part in enumerate(figure.parts, 1):
        room = Room((i - 1) * (wide + ROAD_GAP), top, wide)
        _stage(pen, room, part, i - figure.now if figure.now else 1)
        if i < n:
            x, y = room.x + wide + 3, top + 33
            turn = [(x, y - 7), (x + ROAD_GAP - 7, y), (x, y + 7)]
            pen.way(turn, stroke=SOFT, thick=3)


def _stage(pen: Pen, room: Room, part: Part, ahead: int) -> None:
    """Draw one stage; `ahead` is 0 for where we are, negative for what is done."""
    is_here = ahead == 0
    fill = BLUE if is_here else PALE if ahead < 0 else PAPER
    edge = BLUE if ahead <= 0 else LINE
    pen.box(room.x + 1, room.y, room.w - 2, ROAD_HEIGHT, r=10, fill=fill, stroke=edge, thick=2)
    lines = wrap(part.text, 16, room.w - 12, bold=True)
    first = room.y + 33 - 11 * (len(lines) - 1)
    for j, line in enumerate(lines):
        size = fit(line, 16, room.w - 8, bold=True)
        ink = PAPER if is_here else INK
        pen.text(room.middle, first + 22 * j, line, size, bold=True, fill=ink, anchor="middle")
    pen.box(room.middle - 11, room.y + 61, 22, 22, r=4, fill=PAPER, stroke=INK, thick=1.6)
    if is_here:
        pen.text(room.middle, room.y - 8, "いま ここ", 16, bold=True, fill=BLUE, anchor="middle")
        tip = (room.middle, room.y + 2)
        down = [(tip[0] - 6, tip[1] - 6), tip, (tip[0] + 6, tip[1] - 6)]
        pen.way(down, stroke=BLUE, fill=BLUE, close=True)


def check_size(figure: Figure) -> tuple[float, float]:
    return FULL, CHECK_HEAD + 2 + CHECK_ROW * len(figure.parts)


def draw_check(figure: Figure, pen: Pen) -> None:
    """Draw the questions with the four levels that the system stores, to be circled."""
    for i, level in enumerate(LEVELS):
        for j, line in enumerate(level.split("／")):
            middle = QUESTION + LEVEL * (i + 0.5)
            pen.text(middle, 16 + 19 * j, line, fit(line, 15, LEVEL - 3), anchor="middle")
    for r, part in enumerate(figure.parts):
        _question(pen, CHECK_HEAD + CHECK_ROW * r, part, PALE if r % 2 == 0 else PAPER)
    end = CHECK_HEAD + CHECK_ROW * len(figure.parts)
    pen.way([(0, end), (FULL, end)], stroke=LINE)


def _question(pen: Pen, y: float, part: Part, fill: str) -> None:
    pen.box(0, y, FULL, CHECK_ROW, fill=fill)
    lines = wrap(part.text, 18, QUESTION - 14)
    first = y + 36 - 12 * (len(lines) - 1)
    for j, line in enumerate(lines):
        pen.text(8, first + 25 * j, line, 18)
    for i in range(len(LEVELS)):
        left = QUESTION + LEVEL * i
        pen.box(left + 13, y + 9, LEVEL - 26, 40, r=7, fill=PAPER, stroke=LINE)
        pen.text(left + LEVEL / 2, y + 37, str(i + 1), 22, anchor="middle")


def _memo_lines(part: Part) -> int:
    return int(part.text) if part.word == "lines" else 1


def memo_size(figure: Figure) -> tuple[float, float]:
    """36 points a line, enough for a shaking hand."""
    return FULL, 6 + MEMO_LINE * sum(map(_memo_lines, figure.parts))


def draw_memo(figure: Figure, pen: Pen) -> None:
    """Draw named blanks beside one another, or dashed lines over the whole width."""
    y = MEMO_LINE - 2
    for part in figure.parts:
        if part.word == "line":
            _blanks(pen, y, part)
        else:
            for i in range(_memo_lines(part)):
                level = y + MEMO_LINE * i
                pen.way([(0, level), (FULL, level)], stroke=LINE, dash=True)
        y += MEMO_LINE * _memo_lines(part)


def _blanks(pen: Pen, y: float, part: Part) -> None:
    wide = FULL / len(part.cells)
    for i, cell in enumerate(part.cells):
        pen.text(i * wide, y - 4, cell.text, 18)
        start = i * wide + width_of(cell.text, 18) + 8
        pen.way([(start, y), ((i + 1) * wide - 14, y)], stroke=LINE)
