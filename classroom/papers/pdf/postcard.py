"""Draws はがき of 100×148 mm: the address side by the post's rules, and what the card says."""

from collections.abc import Sequence
from functools import partial

from classroom.kit.pdf.canvas import PaperCanvas, new_canvas
from classroom.kit.pdf.fonts import chain
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.lines import wrap
from classroom.kit.pdf.paper import MM, About, Paper, Size
from classroom.kit.pdf.vertical import columns, draw_column, length_of
from classroom.papers.pdf.parts import (
    SHADE,
    SOFT,
    STRONG,
    draw_nobody,
    fitted_name,
    telephone_of,
)
from classroom.papers.pdf.postal import POSTAL_BOX, address_lines, draw_postal_boxes
from classroom.papers.person_values import Guest, Message, Postcards
from classroom.papers.values import Office, hours, short_day, where, whole_day
from classroom.rules.words.queue import WAITING_LIST

WIDTH, HEIGHT = 100.0, 148.0
CARD: Size = (WIDTH * MM, HEIGHT * MM)
LEFT, RIGHT = 8.0, 92.0
ROOM = RIGHT - LEFT
# Where the post has its boxes on every card: the left edges of seven digits.
POSTAL_LEFTS = (44.3, 51.3, 58.3, 65.9, 72.7, 79.5, 86.3)
POSTAL_TOP = 12.0

ADDRESS_TOP, ADDRESS_BOTTOM = 27.0, 122.0
ADDRESS_LINES = (86.0, 77.0)  # the middle of each column
ADDRESS_SIZES = (17.0, 15.0, 13.0, 11.5, 10.0)
NAME_AT, NAME_TOP, NAME_BOTTOM = 52.0, 33.0, 122.0
NAME_SIZES = (30.0, 27.0, 24.0, 21.0, 18.0)
NAME_APART = 10.0
SENDER_LEFTS, SENDER_TOP, SENDER_BOTTOM = (17.0, 11.0), 76.0, 140.0
SENDER_SIZE = 10.0

HEADING = Letters(17, bold=True)
LEAST = 8.0  # points; what a card says is never smaller
SIZES = (13.5, 13.0, 12.5, 12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0, LEAST)
SAYS = {
    Message.INVITATION: "お申し込みの教室にお席をご用意しました。お待ちしています。",
    Message.LOST: (
        "お申し込みいただいた教室は、抽選の結果、お席をご用意できませんでした。"
        f"申し訳ありません。いまは{WAITING_LIST}の{{place}}番目です。"
    ),
    Message.WAITING: (
        f"お申し込みの教室は、いま満席です。{WAITING_LIST}の{{place}}番目でお受けしました。"
    ),
}
NEXT = {
    Message.INVITATION: "来られなくなったときは、お電話ください。",
    Message.LOST: "席が空いたら、お電話します。お待ちにならないときは、お知らせください。",
    Message.WAITING: "席が空いたら、お電話します。お待ちにならないときは、お知らせください。",
}


def draw_postcards(cards: Postcards) -> Paper:
    """Draw two pages a person, the address side first, with a bookmark of the name."""
    heading = cards.message.label
    subject = f"{whole_day(cards.about.first.on)} {cards.about.title}の{heading}"
    about = About(f"はがき {heading} {cards.about.code}", subject, cards.office.name)
    canvas = new_canvas(about, CARD)
    for guest in cards.guests:
        canvas.bookmark(guest.shown_name)
        _draw_address_side(canvas, guest, cards.office)
        _draw_message_side(FormPen(canvas, CARD), cards, guest)
        canvas.showPage()
    if not cards.guests:
        draw_nobody(canvas, heading, CARD)
    return canvas.finish()


def _draw_address_side(canvas: PaperCanvas, guest: Guest, office: Office) -> None:
    pen = FormPen(canvas, CARD)
    draw_postal_boxes(pen, POSTAL_LEFTS, POSTAL_TOP, POSTAL_BOX)
    canvas.setFillGray(0)
    if guest.address:
        _draw_address(canvas, guest.address)
    else:
        for x in ADDRESS_LINES:
            pen.down(x, ADDRESS_TOP, ADDRESS_BOTTOM, grey=STRONG, thick=0.2)
    _draw_name(canvas, guest.shown_name)
    _draw_sender(canvas, office)
    canvas.showPage()


def _draw_address(canvas: PaperCanvas, address: str) -> None:
    fonts, room = chain(fixed=True), (ADDRESS_BOTTOM - ADDRESS_TOP) * MM
    for size in ADDRESS_SIZES:
        cut = partial(columns, size=size, room=room, fonts=fonts)
        lines = address_lines(address, cut, len(ADDRESS_LINES))
        if len(lines) <= len(ADDRESS_LINES):
            break
    for number, line in enumerate(lines):
        x = ADDRESS_LINES[0] - number * (ADDRESS_LINES[0] - ADDRESS_LINES[1])
        draw_column(canvas, (x * MM, CARD[1] - ADDRESS_TOP * MM), line, size, fonts)


def _draw_name(canvas: PaperCanvas, name: str) -> None:
    """Write the name in the middle of the card, in two columns if it is long."""
    fonts, room = chain(bold=True, fixed=True), (NAME_BOTTOM - NAME_TOP) * MM
    written = f"{name}　様"
    size = next((s for s in NAME_SIZES if length_of(written, s, fonts) <= room), None)
    parts = (written,) if size is not None else fonts.halves(written)
    if size is None:
        most = NAME_SIZES[-1]
        size = min(most, *(most * room / length_of(part, most, fonts) for part in parts))
    for number, part in enumerate(parts):
        x = NAME_AT + (len(parts) - 1) * NAME_APART / 2 - number * NAME_APART
        draw_column(canvas, (x * MM, CARD[1] - NAME_TOP * MM), part, size, fonts)


def _draw_sender(canvas: PaperCanvas, office: Office) -> None:
    """Write the office at the lower left, its columns ending at the foot."""
    fonts, room = chain(fixed=True), (SENDER_BOTTOM - SENDER_TOP) * MM
    for x, text in zip(SENDER_LEFTS, (office.address, office.name), strict=True):
        if text:
            size = min(SENDER_SIZE, SENDER_SIZE * room / length_of(text, SENDER_SIZE, fonts))
            top = CARD[1] - SENDER_BOTTOM * MM + length_of(text, size, fonts)
            draw_column(canvas, (x * MM, top), text, size, fonts)


def _draw_message_side(pen: FormPen, cards: Postcards, guest: Guest) -> None:
    pen.text(LEFT, 17, cards.message.label, HEADING, ROOM)
    pen.across(20.5, LEFT, RIGHT, grey=0, thick=0.5)
    lines, size = fitted_name(f"{guest.shown_name} 様", chain(bold=True), 17, 12, ROOM)
    for number, line in enumerate(lines):
        pen.text(LEFT, 28 + number * 6, line, Letters(size, bold=True), ROOM)
    top = 28 + (len(lines) - 1) * 6 + 4
    bottom = _draw_call(pen, cards)
    says = SAYS[cards.message].format(place=guest.waiting_place)
    for size in SIZES:
        height = _draw_words(None, cards, says, size, top)
        if height <= bottom - 2:
            break
    _draw_words(pen, cards, says, size, top)


def _draw_words(pen: FormPen | None, cards: Postcards, says: str, size: float, top: float) -> float:
    """Draw what the card says, or only measure it; give where it ends."""
    pitch, first = size * 1.45 / MM, cards.about.first
    y = _lines(pen, says, Letters(size), top, pitch) + 2
    box_top = y
    y += 2.2
    for text, letters in (
        (whole_day(first.on), Letters(size * 1.35, bold=True)),
        (hours(first.starts, first.ends), Letters(size * 1.15, bold=True)),
    ):
        y = _lines(pen, text, letters, y, letters.size * 1.35 / MM, inside=3)
    y += 2.2
    if pen is not None:
        pen.frame(LEFT, box_top, ROOM, y - box_top, grey=STRONG, thick=0.3)
    y += 1.5
    for label, text in _facts(cards):
        if pen is not None:
            pen.text(LEFT, y + pitch * 0.75, label, Letters(size * 0.85, SOFT), 13)
        y = _lines(pen, text, Letters(size, bold=label == "会場"), y, pitch, inside=15)
    return y


def _facts(cards: Postcards) -> Sequence[tuple[str, str]]:
    about, message = cards.about, cards.message
    place = about.first.place
    days = "、".join(short_day(each.on) for each in about.meetings[1:])
    facts = [("教室", about.title), ("会場", where(about.first))]
    if message is Message.INVITATION:
        facts += [("", place.address), ("つぎの日", days), ("持ち物", about.bring)]
    return [(label, text) for label, text in facts if text]


def _draw_call(pen: FormPen, cards: Postcards) -> float:
    """Draw at the foot whom to call; give where it begins."""
    office, size = cards.office, 11.0
    number = telephone_of(office)
    lines = wrap(NEXT[cards.message], size, (ROOM - 6) * MM)
    height = len(lines) * 5.6 + (8.5 if number else 0) + 9
    top = HEIGHT - 8 - height
    pen.area(LEFT, top, ROOM, height, SHADE)
    y = top + 6.2
    for line in lines:
        pen.text(LEFT + 3, y, line, Letters(size), ROOM - 6)
        y += 5.6
    if number:
        pen.text(LEFT + 3, y + 3.2, f"電話　{number}", Letters(18, bold=True), ROOM - 6)
        y += 8.5
    pen.text(LEFT + 3, y + 1, office.name, Letters(10), ROOM - 6)
    return top


def _lines(
    pen: FormPen | None, text: str, letters: Letters, top: float, pitch: float, inside: float = 0
) -> float:
    lines = wrap(text, letters.size, (ROOM - 2 * min(inside, 3) - max(0, inside - 3)) * MM)
    for number, line in enumerate(lines):
        if pen is not None:
            y = top + number * pitch + pitch * 0.75
            pen.text(LEFT + inside, y, line, letters, ROOM - inside)
    return top + len(lines) * pitch
