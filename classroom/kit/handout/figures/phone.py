"""A drawn phone: body, screen, marks and callouts. Three frames, none of them anybody's product."""

from dataclasses import dataclass

from classroom.kit.drawing import BODY, INK, PAPER, SOFT, Pen
from classroom.kit.handout.figures.foot import FOOT_HEIGHTS, draw_foot
from classroom.kit.handout.figures.language import ON_PHONE, Figure, Part
from classroom.kit.handout.figures.marks import draw_callouts, draw_marks
from classroom.kit.handout.figures.places import EDGE, GAP, INSET, OUTER, SCREEN, Hit, Room
from classroom.kit.handout.figures.screen import content_height, draw_content
from classroom.kit.handout.sketches import torn_edge

CALLOUT_ROOM = 158.0
LEAST_CONTENT = 236.0
RAKU_KEYS = 58.0
BEYOND = 40.0
TOP = 2.0
HAND_ROOM = {"side": 66.0, "icons": 38.0, "tiles": 38.0}
LEAST_HAND_ROOM = 26.0


@dataclass(frozen=True, slots=True)
class Shape:
    """The heights of a phone's parts from top to bottom, and where its left side stands."""

    top: float
    status: float
    content: float
    foot: float
    chin: float
    left: float
    is_raku: bool
    has_head: bool
    has_foot: bool

    @property
    def high(self) -> float:
        return self.top + self.status + self.content + self.foot + self.chin

    @property
    def screen_top(self) -> float:
        return TOP + self.top

    @property
    def screen_end(self) -> float:
        return self.screen_top + self.status + self.content + self.foot


def _shape(figure: Figure) -> Shape:
    is_raku, view = figure.frame == "raku", figure.view
    has_head, has_foot = view in ("full", "top"), view in ("full", "bottom")
    content = content_height(figure) + 10
    if view == "full":
        content = max(content, LEAST_CONTENT - (48 if is_raku else 0))
    elif not has_foot:
        content += 14
    pointed = any(cell.callout and cell.side == "left" for cell in figure.cells)
    return Shape(
        top=10 if has_head else 0,
        status=24 if has_head else 14,
        content=content,
        foot=FOOT_HEIGHTS[figure.frame] if has_foot else 0,
        chin=(RAKU_KEYS if is_raku else 10) if has_foot else 0,
        left=CALLOUT_ROOM if pointed else 5,
        is_raku=is_raku,
        has_head=has_head,
        has_foot=has_foot,
    )


def phone_size(figure: Figure) -> tuple[float, float]:
    """Width and height with the room that callouts and hands need."""
    shape = _shape(figure)
    pressed = {part.word for part in figure.parts for c in part.cells if "tap" in c.marks}
    right = 12.0
    if any(cell.callout and cell.side == "right" for cell in figure.cells):
        right = CALLOUT_ROOM
    elif pressed:
        right = max(HAND_ROOM.get(word, LEAST_HAND_ROOM) for word in pressed)
    below = 32.0 if "nav" in pressed else 0.0
    return shape.left + OUTER + right, shape.high + 8 + below


def draw_phone(figure: Figure, pen: Pen) -> None:
    """Draw the phone with its screen, then the hands and numbers over it."""
    shape = _shape(figure)
    fixed = {part.word: part for part in figure.parts if part.word in ON_PHONE}
    _body(pen, shape)
    if shape.has_head:
        _status_bar(pen, figure.frame, shape)
    x = shape.left + EDGE
    foot = shape.screen_end - shape.foot
    room = Room(x + GAP, shape.screen_top + shape.status + 4, INSET)
    hits = draw_content(pen, room, foot - 4, figure)
    if shape.has_foot:
        keys = TOP + shape.high - shape.chin
        hits += draw_foot(pen, figure.frame, Room(x, foot, SCREEN), keys, fixed.get("nav"))
    _edges(pen, shape)
    hits += _body_hits(shape, fixed)
    draw_marks(pen, [hit for hit in hits if hit.cell.marks])
    pointed = [hit for hit in hits if hit.cell.callout]
    draw_callouts(pen, pointed, shape.left + OUTER, phone_size(figure)[1])


def _body(pen: Pen, shape: Shape) -> None:
    """Draw body and screen longer than shown where they are torn, and clip them there."""
    before, after = (0 if shape.has_head else BEYOND), (0 if shape.has_foot else BEYOND)
    start = TOP - 2 if shape.has_head else TOP + 1
    end = TOP + shape.high + (4 if shape.has_foot else 0)
    pen.clip(shape.left - 6, start, OUTER + 14, end - start)
    for down, long in ((70, 40), (126, 30)):
        if shape.has_head and TOP + down + long < TOP + shape.high:
            pen.box(shape.left + OUTER - 2, TOP + down, 6, long, r=2, fill=SOFT)
    high = shape.high + before + after
    pen.box(shape.left, TOP - before, OUTER, high, r=24, fill=BODY, stroke=INK, thick=2.4)
    high = shape.screen_end - shape.screen_top + before + after
    look = (shape.left + EDGE, shape.screen_top - before, SCREEN, high)
    pen.box(*look, r=5 if shape.is_raku else 15, fill=PAPER, stroke=INK, thick=1.3)
    pen.unclip()


def _status_bar(pen: Pen, frame: str, shape: Shape) -> None:
    x, y = shape.left + EDGE, shape.screen_top
    pen.text(x + 12, y + 17, "10:00", 12.5, bold=True)
    pen.box(x + SCREEN - 34, y + 7, 20, 11, r=3, fill=PAPER, stroke=INK, thick=1.3)
    pen.box(x + SCREEN - 32, y + 9, 12, 7, r=1, fill=INK)
    if frame == "iphone":
        pen.box(x + SCREEN / 2 - 20, y + 6, 40, 12, r=6, fill=INK)
    elif frame == "android":
        pen.disc(x + SCREEN / 2, y + 12, 4.5, fill=INK)


def _edges(pen: Pen, shape: Shape) -> None:
    left, right = shape.left - 3, shape.left + OUTER + 6
    if not shape.has_head:
        torn_edge(pen, left, right, TOP + 4, -6)
    if not shape.has_foot:
        torn_edge(pen, left, right, TOP + shape.high - 3, 6)


def _body_hits(shape: Shape, fixed: dict[str, Part]) -> list[Hit]:
    boxes = {
        "status": (shape.left + EDGE + 2, shape.screen_top + 2, SCREEN - 4, 21.0),
        "side": (shape.left + OUTER - 4, TOP + 66, 10.0, 44.0),
    }
    return [
        Hit(*box, fixed[word].cells[-1], leans=True) for word, box in boxes.items() if word in fixed
    ]
