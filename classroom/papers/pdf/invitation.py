"""Draws the 参加のご案内: a letter a person, with the way to the class in words."""

from collections.abc import Sequence

from classroom.core import clock
from classroom.kit.pdf.canvas import PaperCanvas, new_canvas
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.paper import A4, About, Paper
from classroom.papers.pdf.class_parts import call_box, class_rows, day_box
from classroom.papers.pdf.parts import (
    BOTTOM,
    LEFT,
    RIGHT,
    TITLE,
    Block,
    Gap,
    Name,
    Words,
    draw_all,
    draw_foot,
    draw_nobody,
    fitting,
)
from classroom.papers.person_values import Guest, Invitations
from classroom.papers.values import whole_day
from classroom.rules.era_calendar import wareki

HEAD, TOP = 44.0, 54.0
SENDER_DOWN = (19.0, 26.0)
SENT = Letters(12, align="right")
GREETING = "お申し込みいただき、ありがとうございます。お席をご用意して、お待ちしています。"
CALL = ("来られなくなったとき、わからないことがあるときは、お電話ください。",)


def draw_invitations(letters: Invitations) -> Paper:
    """Draw a page a person, each with a bookmark of the name."""
    about = letters.about
    subject = f"{whole_day(about.first.on)} {about.title}の参加のご案内"
    canvas = new_canvas(About(f"参加のご案内 {about.code}", subject, letters.office.name))
    for guest in letters.guests:
        _draw_letter(canvas, letters, guest)
    if not letters.guests:
        draw_nobody(canvas, "参加のご案内")
    return canvas.finish()


def _draw_letter(canvas: PaperCanvas, letters: Invitations, guest: Guest) -> None:
    pen, office = FormPen(canvas, A4), letters.office
    canvas.bookmark(guest.shown_name)
    sent_on = clock.local(letters.printed_at).date()
    for y, line in zip(SENDER_DOWN, (wareki(sent_on), office.name), strict=True):
        pen.text(RIGHT, y, line, SENT)
    pen.text(LEFT, HEAD, "参加のご案内", TITLE)
    pen.across(HEAD + 5, LEFT, RIGHT, grey=0, thick=0.6)
    draw_all(pen, fitting(lambda scale: _blocks(letters, guest, scale), BOTTOM - TOP), TOP)
    draw_foot(pen, office, letters.printed_at, f"　受付番号 {guest.enrolment_id}")
    canvas.showPage()


def _blocks(letters: Invitations, guest: Guest, scale: float) -> Sequence[Block]:
    return (
        Name(guest.shown_name, guest.kana if guest.name else "", 28 * scale, 15 * scale),
        Gap(2 * scale),
        Words(GREETING, Letters(16 * scale)),
        Gap(3 * scale),
        day_box(letters.about, scale),
        Gap(2 * scale),
        *class_rows(letters.about, guest.companions, scale, way=True),
        Gap(5 * scale),
        call_box(CALL, letters.office, scale),
    )
