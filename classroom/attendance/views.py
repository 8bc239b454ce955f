"""Class day: who came, who came without an application, the paper sheet, the end of the class."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from classroom import clock
from classroom.attendance import queries, service
from classroom.attendance.forms import NONE, UNREAD, MarkForm, WalkInForm
from classroom.attendance.pdf import attendance_sheet
from classroom.attendance.rules import Mark
from classroom.attendance.values import ClassDay, Marked
from classroom.errors import Refusal
from classroom.pdf.paper import MissingGlyph
from classroom.rules import kana
from classroom.staff.access import allow, current
from classroom.staff.rules import CLASSROOM
from classroom.web.database import get_db
from classroom.web.filters import clock_time
from classroom.web.pages import done, notify, or_404, pdf, see_other

bp = Blueprint("attendance", __name__)
Page = str | tuple[str, int] | Response


@bp.get("/sessions/<int:course_session_id>")
@allow(CLASSROOM)
def class_day(course_session_id: int) -> Page:
    """Show everyone who is expected, to be marked with one press each."""
    return _page(_own_day(course_session_id), WalkInForm(formdata=None))


@bp.post("/sessions/<int:course_session_id>/marks")
@allow(CLASSROOM)
def mark(course_session_id: int) -> Page:
    """Mark a person, or take the mark back. A second press, here or elsewhere, does no harm."""
    db, form = get_db(), MarkForm(formdata=request.values)
    _own_day(course_session_id)
    here = url_for("attendance.class_day", course_session_id=course_session_id)
    if not form.validate():
        return _refused(here, UNREAD)
    number = form.enrolment_id.number or 0
    try:
        made = service.mark(
            db,
            course_session_id,
            number,
            form.wanted,
            seen=form.shown,
            at=clock.now(),
            by=current().id,
        )
    except Refusal as refusal:
        return _refused(here, refusal.sentence)
    if not made.changed:
        notify("wait", _already(made, form.wanted))
        return see_other(here)
    back = url_for(
        "attendance.mark",
        course_session_id=course_session_id,
        enrolment_id=number,
        mark=made.before or NONE,
        seen=made.mark or NONE,
    )
    return done(db, here, _said(made), undo_url=back, enrolment=number, mark=made.mark or NONE)


@bp.post("/sessions/<int:course_session_id>/walk-ins")
@allow(CLASSROOM)
def walk_in(course_session_id: int) -> Page:
    """Take in someone who came without an application."""
    db, form = get_db(), WalkInForm()
    day = _own_day(course_session_id)
    if form.validate():
        form.offer(queries.same_kana(db, str(form.name_kana.data), day.session.on))
        if form.must_ask:
            form.ask()
            return _page(day, form)
        try:
            made = service.walk_in(
                db, course_session_id, form.details(), at=clock.now(), by=current().id
            )
        except Refusal as refusal:
            db.rollback()
            form.refuse(refusal)
        else:
            here = url_for("attendance.class_day", course_session_id=course_session_id)
            return done(db, here, f"{made.name}さんを加えて、受付しました。")
    return _page(day, form)


@bp.post("/sessions/<int:course_session_id>/finish")
@allow(CLASSROOM)
def finish(course_session_id: int) -> Page:
    """End the class: who is not marked was absent. Goes on to what each person achieved."""
    db = get_db()
    _own_day(course_session_id)
    try:
        ended = service.finish(db, course_session_id, at=clock.now(), by=current().id)
    except Refusal as refusal:
        here = url_for("attendance.class_day", course_session_id=course_session_id)
        return _refused(here, refusal.sentence)
    said = f"教室を終えました。出席は{ended.came}人です。"
    if ended.made_absent:
        said += f"印のない{ended.made_absent}人を欠席にしました。"
    return done(
        db,
        url_for("app_registration.after", course_session_id=course_session_id),
        said,
        undo_url=url_for("attendance.reopen", course_session_id=course_session_id),
        came=ended.came,
        made_absent=ended.made_absent,
    )


@bp.post("/sessions/<int:course_session_id>/reopen")
@allow(CLASSROOM)
def reopen(course_session_id: int) -> Page:
    """Open an ended class again, to put something right."""
    db = get_db()
    _own_day(course_session_id)
    try:
        unmarked = service.reopen(db, course_session_id)
    except Refusal as refusal:
        here = url_for("attendance.class_day", course_session_id=course_session_id)
        return _refused(here, refusal.sentence)
    return done(
        db,
        url_for("attendance.class_day", course_session_id=course_session_id),
        "教室をもう一度開きました。",
        unmarked=unmarked,
    )


@bp.get("/sessions/<int:course_session_id>/sheet.pdf")
@allow(CLASSROOM)
def sheet(course_session_id: int) -> Response:
    """Give the 出席簿 to print; characters that no font has are told on the next page."""
    day = _own_day(course_session_id)
    paper = attendance_sheet(queries.sheet_of(get_db(), day, clock.now()))
    head = day.session
    answer = pdf(paper.pdf, f"出席簿_{head.on:%Y%m%d}_{head.code}.pdf")
    if paper.missing:
        answer.headers["X-Missing-Glyphs"] = " ".join(
            sorted(
                {f"U+{ord(character):04X}" for glyph in paper.missing for character in glyph.char}
            )
        )
        notify("wait", _not_printed(paper.missing))
    return answer


def _own_day(course_session_id: int) -> ClassDay:
    """Fetch the session, or end with 404; for instructors with 403 if it is not their own."""
    db = get_db()
    day = or_404(queries.class_day(db, course_session_id, clock.today()))
    service.require_own(db, current().role, current().id, course_session_id)
    return day


def _page(day: ClassDay, form: WalkInForm) -> Page:
    wanted = request.args.get("kana", "").strip()
    page = render_template(
        "attendance/class_day.html",
        day=day,
        lines=[line for line in day.lines if not wanted or kana.is_found(wanted, line.kana)],
        wanted=wanted,
        form=form,
        is_fragment="X-Fragment" in request.headers,
    )
    return page, form.status


def _refused(location: str, sentence: str) -> Response:
    get_db().rollback()
    notify("stop", sentence)
    return see_other(location)


def _said(made: Marked) -> str:
    if made.mark is None:
        what = "受付" if made.before and made.before.was_there else "欠席"
        return f"{made.name}さんの{what}を取り消しました。"
    if made.mark is Mark.PRESENT:
        return f"{made.name}さんを受付しました。"
    return f"{made.name}さんを{made.mark.label}にしました。"


def _already(made: Marked, wanted: Mark | None) -> str:
    """Say that nothing was changed, because another press was there before."""
    when = f"（{clock_time(made.at)}、{made.by}）" if made.at else ""
    if made.mark is None:
        return f"{made.name}さんの印は、すでに取り消してあります。"
    if made.mark is Mark.PRESENT:
        return f"{made.name}さんは、すでに受付しています{when}。"
    already = "すでに" if made.mark is wanted else "ほかの端末で"
    return f"{made.name}さんは、{already}{made.mark.label}になっています{when}。"


def _not_printed(missing: tuple[MissingGlyph, ...]) -> str:
    found = "、".join(dict.fromkeys(f"「{glyph.char}」（{glyph.text}）" for glyph in missing))
    return f"出席簿に、印刷できない字があります。手で書き足してください：{found}"
