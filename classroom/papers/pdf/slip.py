"""Draws the 受付票: when, where, what to bring, and whom to call, for someone of 85."""

from collections.abc import Sequence

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
    fitting,
)
from classroom.papers.person_values import Guest, Slip
from classroom.rules.era_calendar import wareki
from classroom.rules.words.queue import WAITING_LIST, Status

HEAD, TOP = 27.0, 37.0
NUMBER = Letters(16, bold=True, align="right")
PURPOSE_HEAD = "お名前や電話番号の使いみち："
QUESTION = "よろしいでしょうか。"  # how the clerk ends it; on paper nobody answers


def draw_slip(slip: Slip) -> Paper:
    about = About(
        f"受付票 {slip.guest.enrolment_id}",
        f"{wareki(slip.about.first.on)}の教室の受付票",
        slip.office.name,
    )
    canvas = new_canvas(about)
    draw_slip_page(canvas, slip)
    return canvas.finish()


def draw_slip_page(canvas: PaperCanvas, slip: Slip) -> None:
    """Draw a 受付票 on a page of this canvas."""
    pen = FormPen(canvas, A4)
    pen.text(LEFT, HEAD, "受付票", TITLE)
    pen.text(RIGHT, HEAD, f"受付番号　{slip.guest.enrolment_id}", NUMBER)
    pen.across(HEAD + 5, LEFT, RIGHT, grey=0, thick=0.6)
    draw_all(pen, fitting(lambda scale: _blocks(slip, scale), BOTTOM - TOP), TOP)
    draw_foot(pen, slip.office, slip.printed_at)
    canvas.showPage()


def _blocks(slip: Slip, scale: float) -> Sequence[Block]:
    guest, about = slip.guest, slip.about
    return (
        Name(guest.shown_name, guest.kana if guest.name else "", 30 * scale, 16 * scale),
        Gap(3 * scale),
        Words(_standing(guest), Letters(19 * scale, bold=True)),
        Gap(4 * scale),
        day_box(about, scale),
        Gap(3 * scale),
        *class_rows(about, guest.companions, scale),
        Gap(6 * scale),
        call_box(_what_next(guest), slip.office, scale),
        Gap(5 * scale),
        Words(PURPOSE_HEAD + slip.office.purpose.removesuffix(QUESTION), Letters(11.5)),
    )


def _standing(guest: Guest) -> str:
    """Say how the application stands, the first thing anyone wants to know."""
    if guest.status is Status.WAITLISTED:
        return f"{WAITING_LIST}の {guest.waiting_place}番目 でお受けしました。"
    if guest.status is Status.APPLIED:
        return "抽選のお申し込みをお受けしました。"
    return "お申し込みをお受けしました。お席があります。"


def _what_next(guest: Guest) -> tuple[str, str]:
    if guest.status is Status.WAITLISTED:
        return (
            "席が空いたら、順番にこちらからお電話します。",
            "待つのをやめるときは、お電話ください。",
        )
    if guest.status is Status.APPLIED:
        return (
            "席は抽選で決めます。結果はこちらからお知らせします。",
            "申し込みをやめるときは、お電話ください。",
        )
    return ("来られなくなったときは、お電話ください。", "空いた席を、待っている方にご案内します。")
