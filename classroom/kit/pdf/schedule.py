"""What is done when, as arrows over years; and words under a label, or lines to write on."""

from classroom.kit.document import Schedule, Span, Written
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.page import GREY, PALE, SMALL, Room, hairline, set_lines, write
from classroom.kit.pdf.paper import MM

NAME_SHARE = 0.3
HEAD_HIGH, LANE_HIGH, ARROW_HIGH, TIP = 5.5, 8.0, 5.6, 2.2
TEXT, HEAD = Letters(8.5), Letters(8, grey=GREY)
LABEL_WIDE, LINE_HIGH, BEFORE, AFTER = 32.0, 4.1, 1.4, 1.6
BLANK_LINES, BLANK_HIGH = 2, 7.5


def schedule_high(found: Schedule, room: Room) -> float:
    """Return how high a schedule stands, in mm."""
    return HEAD_HIGH + sum(_lane_high(lane.name, room) for lane in found.lanes)


def draw_schedule(pen: FormPen, found: Schedule, room: Room, y: float) -> float:
    """Draw a schedule; give where it ends."""
    begin = room.left + room.wide * NAME_SHARE
    wide = (room.right - begin) / len(found.columns)
    pen.text(room.left, y + 4, found.head, HEAD)
    for at, head in enumerate(found.columns):
        middle = Letters(HEAD.size, grey=GREY, align="centre")
        pen.text(begin + wide * (at + 0.5), y + 4, head, middle, room=wide)
    y += HEAD_HIGH
    pen.across(y, room.left, room.right, grey=0, thick=0.25)
    for lane in found.lanes:
        high = _lane_high(lane.name, room)
        name = Room(room.left, begin - 2)
        write(pen, lane.name, TEXT, name, y + 4.6, step=LINE_HIGH)
        for span in lane.spans:
            _arrow(pen, span, Room(begin + wide * span.first, begin + wide * (span.last + 1)), y)
        y = hairline(pen, room, y + high)
    return y


def _lane_high(name: str, room: Room) -> float:
    lines = len(set_lines(name, TEXT, room.wide * NAME_SHARE - 2))
    return max(LANE_HIGH, LINE_HIGH * lines + 3)


def _arrow(pen: FormPen, span: Span, room: Room, y: float) -> None:
    """Draw an arrow with its word in the middle."""
    left, right = room.left + 0.6, room.right - 0.6
    top, bottom = y + (LANE_HIGH - ARROW_HIGH) / 2, y + (LANE_HIGH + ARROW_HIGH) / 2
    corners = (
        (left, top),
        (right - TIP, top),
        (right, (top + bottom) / 2),
        (right - TIP, bottom),
        (left, bottom),
    )
    path = pen.canvas.beginPath()
    for at, (x, down) in enumerate(corners):
        (path.lineTo if at else path.moveTo)(x * MM, pen.height - down * MM)
    path.close()
    pen.canvas.setFillGray(PALE)
    pen.canvas.drawPath(path, stroke=0, fill=1)
    middle = Letters(TEXT.size, align="centre")
    pen.text((left + right - TIP) / 2, y + 5.1, span.words, middle, room=right - left - 2 * TIP)


def written_high(found: Written, room: Room) -> float:
    """Return how high words under their label stand, in mm."""
    if not found.text:
        return BLANK_LINES * BLANK_HIGH + AFTER
    return LINE_HIGH * len(set_lines(found.text, TEXT, _inner(room).wide)) + BEFORE + AFTER


def draw_written(pen: FormPen, found: Written, room: Room, y: float) -> float:
    """Write words beside their label, or rule lines to write on; give where they end."""
    label, inner = Room(room.left, room.left + LABEL_WIDE), _inner(room)
    pen.text(label.left, y + 4.4, found.label, SMALL, room=label.wide - 2)
    if found.text:
        end = write(pen, found.text, TEXT, inner, y + BEFORE + 3, step=LINE_HIGH) - 3 + AFTER
    else:
        lines = [y + BLANK_HIGH * number for number in range(1, BLANK_LINES)]
        pen.across_many(((inner.left, at, inner.right) for at in lines), grey=0.6, thick=0.15)
        end = y + BLANK_LINES * BLANK_HIGH
    pen.across(end, room.left, room.right, grey=0.6 if not found.text else PALE, thick=0.15)
    return end + 0.2


def _inner(room: Room) -> Room:
    return Room(room.left + LABEL_WIDE, room.right)
