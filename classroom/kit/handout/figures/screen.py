"""What can stand on a drawn screen: each element's height and its strokes."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from classroom.kit.drawing import BLUE, BODY, INK, LINE, PALE, PAPER, SOFT, Pen
from classroom.kit.handout.figures.buttons import draw_button
from classroom.kit.handout.figures.keyboard import FLICK_HEIGHT, KEYS_HEIGHT, draw_flick, draw_keys
from classroom.kit.handout.figures.language import Figure, Part
from classroom.kit.handout.figures.lettering import centred
from classroom.kit.handout.figures.messages import (
    banner_height,
    bubble_height,
    draw_banner,
    draw_bars,
    draw_mic,
    draw_reply,
    draw_saying,
    draw_warning,
    mic_height,
    warning_height,
)
from classroom.kit.handout.figures.pictures import draw_camera, draw_photo, draw_shutter
from classroom.kit.handout.figures.places import GAP, INSET, Hit, Room
from classroom.kit.handout.figures.webpages import draw_barcode, draw_map, draw_qr, draw_result
from classroom.kit.handout.sketches import tick
from classroom.kit.handout.symbols import draw_symbol
from classroom.kit.pdf.lines import fit, width_of, wrap

SWITCH = ("入", "切")
SEARCHES = re.compile("さが|探|調べ|検索")  # fields that show a magnifying glass

Draw = Callable[[Pen, Room, Part], list[Hit]]


def _title(pen: Pen, room: Room, part: Part) -> list[Hit]:
    pen.box(room.x - GAP, room.y - 3, room.w + 2 * GAP, 33, fill=PALE)
    centred(pen, room, 20, part.text, 17, bold=True)
    return [Hit(room.x, room.y, room.w, 28, part.cells[0])]


def _text(pen: Pen, room: Room, part: Part) -> list[Hit]:
    lines = wrap(part.text, 15, room.w)
    for i, line in enumerate(lines):
        pen.text(room.x, room.y + 16 + i * 21, line, 15)
    return [Hit(room.x, room.y, room.w, 21.0 * len(lines), part.cells[0])]


def _big(pen: Pen, room: Room, part: Part) -> list[Hit]:
    lines = wrap(part.text, 20, room.w, bold=True)
    for i, line in enumerate(lines):
        pen.text(room.middle, room.y + 22 + i * 27, line, 20, bold=True, anchor="middle")
    return [Hit(room.x, room.y, room.w, 27.0 * len(lines), part.cells[0])]


def _row(pen: Pen, room: Room, part: Part) -> list[Hit]:
    x, y, end = room.x, room.y, room.x + room.w
    taken = 34.0
    pen.way([(x, y + 38), (end, y + 38)], stroke=LINE, thick=0.8)
    if part.value in SWITCH:
        _switch(pen, end, y, is_on=part.value == "入")
    elif part.value:
        taken = width_of(part.value, 13) + 8
        pen.text(end, y + 25, part.value, 13, fill=SOFT, anchor="end")
    else:
        pen.way([(end - 8, y + 13), (end - 2, y + 19), (end - 8, y + 25)], stroke=SOFT, thick=2)
    pen.text(x + 2, y + 25, part.text, fit(part.text, 15.5, room.w - taken))
    return [Hit(x - 3, y + 2, room.w + 6, 35, part.whole)]


def _switch(pen: Pen, end: float, y: float, *, is_on: bool) -> None:
    fill = BLUE if is_on else PAPER
    pen.box(end - 34, y + 9, 34, 20, r=10, fill=fill, stroke=INK, thick=1.2)
    pen.disc(end - (10 if is_on else 24), y + 19, 7, fill=PAPER, stroke=INK)


def _button(pen: Pen, room: Room, part: Part) -> list[Hit]:
    wide = (room.w - 8 * (len(part.cells) - 1)) / len(part.cells)
    return [
        draw_button(pen, Room(room.x + i * (wide + 8), room.y, wide), cell)
        for i, cell in enumerate(part.cells)
    ]


def _field(pen: Pen, room: Room, part: Part) -> list[Hit]:
    x, y, w = room.x, room.y, room.w
    pen.box(x, y + 3, w, 34, r=6, fill=PAPER, stroke=INK, thick=1.6)
    start = 10.0
    if SEARCHES.search(part.text):
        draw_symbol(pen, "さがす", (x + 7, y + 10), 0.85, SOFT)
        start = 33.0
    if part.value:
        size = fit(part.value, 16, w - start - 11)
        pen.text(x + start, y + 26, part.value, size)
        end = x + start + 2 + width_of(part.value, size)
        pen.way([(end, y + 10), (end, y + 30)], stroke=BLUE, thick=2)
    else:
        pen.text(x + start, y + 26, part.text, fit(part.text, 15, w - start - 7), fill=SOFT)
    return [Hit(x, y + 3, w, 34, part.whole)]


def _pin(pen: Pen, room: Room, part: Part) -> list[Hit]:
    """Draw dots, never digits; the open places are grey, so that nobody writes a number there."""
    done, total = (int(n) for n in part.text.split("/"))
    wide, between = 30.0, 7.0
    left = room.x + (room.w - total * wide - (total - 1) * between) / 2
    for i in range(total):
        x = left + i * (wide + between)
        is_open = i >= done
        fill = BODY if is_open else PAPER
        pen.box(x, room.y + 3, wide, 36, r=5, fill=fill, stroke=INK, thick=1.6)
        if not is_open:
            pen.disc(x + wide / 2, room.y + 21, 6, fill=INK)
    return [Hit(left - 3, room.y, total * (wide + between), 42, part.cells[0])]


def _icons(pen: Pen, room: Room, part: Part) -> list[Hit]:
    wide = room.w / 3
    hits = []
    for i, cell in enumerate(part.cells):
        left, top = room.x + (i % 3) * wide, room.y + (i // 3) * 66 + 2
        if not cell.text:
            continue
        middle = left + wide / 2
        pen.box(middle - 20, top, 40, 40, r=9, fill=PAPER, stroke=INK, thick=1.6)
        draw_symbol(pen, cell.text, (middle - 14.4, top + 5.6), 1.2)
        centred(pen, Room(left + 3, top, wide - 6), 56, cell.text, 13)
        hits.append(Hit(left, top - 4, wide, 64, cell))
    return hits


def _tools(pen: Pen, room: Room, part: Part) -> list[Hit]:
    """Draw a bar of small signs, such as stands above or below a page or the keys."""
    pen.box(room.x - GAP, room.y + 1, room.w + 2 * GAP, 37, fill=BODY)
    wide = room.w / len(part.cells)
    hits = []
    for i, cell in enumerate(part.cells):
        left = room.x + i * wide
        if cell.text:
            draw_symbol(pen, cell.text, (left + wide / 2 - 13, room.y + 6), 1.1)
            hits.append(Hit(left + wide / 2 - 18, room.y + 3, 36, 33, cell))
    return hits


def _tiles(pen: Pen, room: Room, part: Part) -> list[Hit]:
    wide = (room.w - 6) / 2
    hits = []
    for i, cell in enumerate(part.cells):
        left, top = room.x + (i % 2) * (wide + 6), room.y + (i // 2) * 62 + 2
        pen.box(left, top, wide, 56, r=8, fill=PALE, stroke=INK, thick=1.4)
        draw_symbol(pen, cell.text, (left + wide / 2 - 13, top + 5), 1.1)
        centred(pen, Room(left + 3, top, wide - 6), 49, cell.text, 16, bold=True)
        hits.append(Hit(left, top, wide, 56, cell))
    return hits


def _dialog_height(part: Part) -> float:
    lines = wrap(part.text, 15, INSET - 20)
    return 30.0 + 21 * len(lines) + 46 * max(1, len(part.cells) - 1)


def _dialog(pen: Pen, room: Room, part: Part) -> list[Hit]:
    high = _dialog_height(part)
    pen.box(room.x - GAP, room.y, room.w + 2 * GAP, high, fill=BODY)
    pen.box(room.x, room.y + 7, room.w, high - 14, r=10, fill=PAPER, stroke=INK, thick=2)
    lines = wrap(part.text, 15, room.w - 20)
    for i, line in enumerate(lines):
        pen.text(room.middle, room.y + 31 + i * 21, line, 15, anchor="middle")
    top = room.y + 22 + 21 * len(lines)
    return [
        draw_button(pen, Room(room.x + 10, top + i * 46, room.w - 20), cell)
        for i, cell in enumerate(part.cells[1:])
    ]


def _done(pen: Pen, room: Room, part: Part) -> list[Hit]:
    pen.disc(room.middle, room.y + 32, 25, fill=PAPER, stroke=BLUE, thick=4)
    tick(pen, (room.middle, room.y + 32), 12, 6)
    centred(pen, room, 80, part.text, 17, bold=True)
    return [Hit(room.x, room.y, room.w, 88, part.cells[0])]


def _nothing(_pen: Pen, _room: Room, _part: Part) -> list[Hit]:
    """Leave a stretch of screen empty."""
    return []


@dataclass(frozen=True, slots=True)
class Element:
    """How tall an element is on a screen, and how it is drawn."""

    height: Callable[[Part], float]
    draw: Draw


def _rows_of(per_row: int, high: float) -> Callable[[Part], float]:
    return lambda part: high * -(-len(part.cells) // per_row)


ELEMENTS: dict[str, Element] = {
    "title": Element(lambda _: 34, _title),
    "text": Element(lambda part: 6.0 + 21 * len(wrap(part.text, 15, INSET)), _text),
    "big": Element(lambda part: 8.0 + 27 * len(wrap(part.text, 20, INSET, bold=True)), _big),
    "row": Element(lambda _: 40, _row),
    "button": Element(lambda _: 44, _button),
    "field": Element(lambda _: 42, _field),
    "pin": Element(lambda _: 46, _pin),
    "keys": Element(lambda _: KEYS_HEIGHT, draw_keys),
    "icons": Element(_rows_of(3, 66), _icons),
    "tiles": Element(_rows_of(2, 62), _tiles),
    "camera": Element(lambda _: 130, draw_camera),
    "dialog": Element(_dialog_height, _dialog),
    "photo": Element(lambda _: 114, draw_photo),
    "done": Element(lambda _: 90, _done),
    "shutter": Element(lambda _: 58, draw_shutter),
    "flick": Element(lambda _: FLICK_HEIGHT, draw_flick),
    "mic": Element(mic_height, draw_mic),
    "says": Element(bubble_height, draw_saying),
    "replies": Element(bubble_height, draw_reply),
    "banner": Element(banner_height, draw_banner),
    "warning": Element(warning_height, draw_warning),
    "bars": Element(lambda _: 78, draw_bars),
    "tools": Element(lambda _: 40, _tools),
    "map": Element(lambda _: 136, draw_map),
    "qr": Element(lambda _: 104, draw_qr),
    "barcode": Element(lambda _: 66, draw_barcode),
    "result": Element(lambda _: 54, draw_result),
    "space": Element(lambda part: float(part.text or 20), _nothing),
    "bottom": Element(lambda _: 0, _nothing),
}


def screen_parts(figure: Figure) -> list[Part]:
    """Pick the lines that stand on the screen, not on the phone's own body."""
    return [part for part in figure.parts if part.word in ELEMENTS]


def content_height(figure: Figure) -> float:
    """Add up how tall everything on the screen is."""
    return sum(ELEMENTS[part.word].height(part) for part in screen_parts(figure))


def draw_content(pen: Pen, room: Room, foot: float, figure: Figure) -> list[Hit]:
    """Draw the elements under one another; what follows `bottom` stands at the foot."""
    parts, hits, y = screen_parts(figure), [], room.y
    for i, part in enumerate(parts):
        if part.word == "bottom":
            y = foot - sum(ELEMENTS[rest.word].height(rest) for rest in parts[i:])
        hits += ELEMENTS[part.word].draw(pen, Room(room.x, y, room.w), part)
        y += ELEMENTS[part.word].height(part)
    return hits
