"""Draws the お知らせ about a day of a class that was called off or moved: a letter, a poster."""

from collections.abc import Sequence

from classroom.core import clock
from classroom.kit.pdf.canvas import PaperCanvas, new_canvas
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.paper import A4, About, Paper
from classroom.papers.pdf.class_parts import INSIDE, INSIDE_LEFT, call_box
from classroom.papers.pdf.parts import (
    BOTTOM,
    LEFT,
    RIGHT,
    TITLE,
    Block,
    Fact,
    Framed,
    Gap,
    Name,
    Words,
    draw_all,
    draw_foot,
    draw_nobody,
    fitting,
)
from classroom.papers.person_values import Guest, Notices
from classroom.papers.values import Happened, Meeting, day_lines, hours, short_day, where, whole_day
from classroom.rules.era_calendar import wareki

HEAD, TOP = 44.0, 54.0
DOOR_TOP = 24.0
SENDER_DOWN = (19.0, 26.0)
SENT = Letters(12, align="right")
CALL_OFF = ("申し訳ありません。ほかの日の教室をご案内できます。お電話ください。",)
CALL = ("わからないことや、ご都合のつかないことがあるときは、お電話ください。",)


def draw_notices(letters: Notices) -> Paper:
    """Draw a page a person, each with a bookmark of the name."""
    canvas = new_canvas(_about(letters))
    for guest in letters.guests:
        _draw_letter(canvas, letters, guest)
    if not letters.guests:
        draw_nobody(canvas, letters.happened.act.notice)
    return canvas.finish()


def draw_door_notice(letters: Notices) -> Paper:
    """Draw the page for the door of the venue: large, and without anybody's name."""
    canvas = new_canvas(_about(letters))
    pen = FormPen(canvas, A4)
    draw_all(pen, fitting(lambda scale: _door(letters, scale), BOTTOM - DOOR_TOP), DOOR_TOP)
    draw_foot(pen, letters.office, letters.printed_at)
    canvas.showPage()
    return canvas.finish()


def _about(letters: Notices) -> About:
    title = letters.happened.act.notice
    subject = f"{whole_day(letters.happened.was.on)} {letters.about.title}の{title}"
    return About(f"{title} {letters.about.code}", subject, letters.office.name)


def _draw_letter(canvas: PaperCanvas, letters: Notices, guest: Guest) -> None:
    pen, office = FormPen(canvas, A4), letters.office
    canvas.bookmark(guest.shown_name)
    sent_on = clock.local(letters.printed_at).date()
    for y, line in zip(SENDER_DOWN, (wareki(sent_on), office.name), strict=True):
        pen.text(RIGHT, y, line, SENT)
    pen.text(LEFT, HEAD, letters.happened.act.notice, TITLE)
    pen.across(HEAD + 5, LEFT, RIGHT, grey=0, thick=0.6)
    draw_all(pen, fitting(lambda scale: _letter(letters, guest, scale), BOTTOM - TOP), TOP)
    draw_foot(pen, office, letters.printed_at, f"　受付番号 {guest.enrolment_id}")
    canvas.showPage()


def _letter(letters: Notices, guest: Guest, scale: float) -> Sequence[Block]:
    return (
        Name(guest.shown_name, guest.kana if guest.name else "", 28 * scale, 15 * scale),
        Gap(2 * scale),
        Words(f"お申し込みの「{letters.about.title}」のお知らせです。", Letters(16 * scale)),
        Gap(3 * scale),
        _box(letters.happened, 24 * scale),
        Gap(2 * scale),
        *_rows(letters, scale),
        Gap(5 * scale),
        call_box(CALL_OFF if letters.happened.is_whole else CALL, letters.office, scale),
    )


def _door(letters: Notices, scale: float) -> Sequence[Block]:
    return (
        Words(letters.happened.act.notice, Letters(44 * scale, bold=True)),
        Gap(6 * scale),
        Words(letters.about.title, Letters(28 * scale, bold=True)),
        Gap(6 * scale),
        _box(letters.happened, 36 * scale),
        Gap(6 * scale),
        *_was(letters, Letters(20 * scale)),
        *_reason(letters.happened, Letters(24 * scale, bold=True)),
        Gap(8 * scale),
        call_box(("ご迷惑をおかけして、申し訳ありません。",), letters.office, scale),
    )


def _box(happened: Happened, size: float) -> Framed:
    """Say it larger than all else; of a moved day the new one."""
    large = Letters(size, bold=True)
    said = Words(happened.sentence, Letters(size * 0.8, bold=True), INSIDE_LEFT, INSIDE)
    if not happened.act.is_move:
        return Framed((said,))
    now = happened.now
    lines = (whole_day(now.on), hours(now.starts, now.ends), where(now))
    return Framed((said, *(Words(line, large, INSIDE_LEFT, INSIDE) for line in lines)))


def _rows(letters: Notices, scale: float) -> list[Block]:
    happened, letters_of = letters.happened, Letters(15 * scale)
    rows = [*_reason(happened, letters_of)]
    rows += _was(letters, letters_of)
    days = day_lines(letters.about)
    if len(days) > 1 and not happened.is_whole:
        rows.append(Fact("すべての日", days, letters_of))
    return rows


def _was(notice: Notices, letters: Letters) -> list[Block]:
    """Say which day it was to be, with its hours and its place, for who knows it by those."""
    happened = notice.happened
    if happened.is_whole and happened.count > 1:
        lines = (*_lines(happened.was)[1:], *day_lines(notice.about))
        return [Fact("中止の日", lines, letters)]
    label = "前の日時" if happened.act.is_move else "日時"
    return [Fact(label, _lines(happened.was), letters)]


def _reason(happened: Happened, letters: Letters) -> list[Block]:
    return [Fact("理由", (happened.reason,), letters)] if happened.reason else []


def _lines(meeting: Meeting) -> tuple[str, str]:
    return f"{short_day(meeting.on)}　{hours(meeting.starts, meeting.ends)}", where(meeting)
