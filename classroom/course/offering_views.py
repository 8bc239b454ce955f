"""Pages on which offerings are planned: made, changed, moved on, cancelled."""

from datetime import date, time
from typing import cast

from flask import render_template, request, url_for

from classroom import clock
from classroom.course import neighbours, queries, service
from classroom.course.blueprint import Page, bp
from classroom.course.forms import OfferingForm, SessionsForm, StatusForm, TermsForm
from classroom.course.holidays import closing_name
from classroom.course.models import Course, CourseSession, Offering
from classroom.course.rules import NEXT, SESSIONS_MAX, Selection, Status, left_out, weekly
from classroom.db import key
from classroom.errors import Refusal
from classroom.place import queries as places
from classroom.staff.access import allow
from classroom.staff.rules import PLANNERS
from classroom.web.database import get_db
from classroom.web.pages import done, notify, or_404, see_other
from classroom.web.stale import refuse_beside

EMPTY_SESSIONS = 2


@bp.get("/offerings/new")
@allow(PLANNERS)
def new_offering() -> Page:
    """Choose a course, then show its offering filled with the course's own figures."""
    db, course_id = get_db(), request.args.get("course_id", type=int)
    if course_id is None:
        return render_template("course/choose.html", courses=queries.courses(db))
    course = or_404(db.get(Course, course_id))
    given = {
        "capacity": course.capacity,
        "selection": Selection.ORDER,
        "count": 1,
        "starts": time(10),
    }
    form = _placed(OfferingForm(formdata=None, data=given))
    return render_template("course/new_offering.html", form=form, course=course)


@bp.post("/offerings/new")
@allow(PLANNERS)
def create_offering() -> Page:
    """Make an offering with a weekly series of sessions, as a draft."""
    db, form = get_db(), _placed(OfferingForm())
    course = or_404(db.get(Course, request.args.get("course_id", 0, int)))
    form.minutes = course.minutes
    if form.validate():
        series = weekly(cast("date", form.first_on.data), form.count.number or 1, closing_name)
        details = form.details(key(course), series)
        try:
            row = service.create_offering(db, details, at=clock.now())
        except Refusal as refusal:
            db.rollback()
            form.refuse(refusal)
        else:
            return done(
                db,
                url_for("course.edit_sessions", offering_id=key(row)),
                f"{row.code}を下書きとしてつくりました。日と内容を確かめてください。",
                offering=key(row),
                sessions=len(series.days),
            )
    return render_template("course/new_offering.html", form=form, course=course), form.status


@bp.get("/offerings/<int:offering_id>/edit")
@allow(PLANNERS)
def edit_offering(offering_id: int) -> Page:
    """Show an offering's terms for changing."""
    row = or_404(queries.offering(get_db(), offering_id))
    return _edit_page(row, TermsForm(obj=row))


@bp.post("/offerings/<int:offering_id>/edit")
@allow(PLANNERS)
def change_offering(offering_id: int) -> Page:
    """Change an offering's terms."""
    db, form, stored = get_db(), TermsForm(), None
    row = or_404(queries.offering(db, offering_id))
    if form.validate():
        try:
            service.change_offering(db, offering_id, form.terms(), version=form.version_number)
        except Refusal as refusal:
            db.rollback()
            row = or_404(queries.offering(db, offering_id))
            stored = refuse_beside(form, refusal, TermsForm(formdata=None, obj=row))
        else:
            return done(db, _offering_url(offering_id), f"{row.code}を直しました。")
    return _edit_page(row, form, stored), form.status


def _edit_page(row: Offering, form: TermsForm, stored: TermsForm | None = None) -> str:
    return render_template(
        "course/edit_offering.html",
        form=form,
        stored=stored,
        offering=row,
        people=neighbours.people_to_call(get_db(), key(row)),
        may_become=NEXT[row.status],
    )


@bp.get("/offerings/<int:offering_id>/sessions")
@allow(PLANNERS)
def edit_sessions(offering_id: int) -> Page:
    """Show an offering's sessions for changing, each in its own row, and empty rows for more."""
    row = or_404(queries.offering(get_db(), offering_id))
    return _sessions_page(row, _stored_sessions(row))


@bp.post("/offerings/<int:offering_id>/sessions")
@allow(PLANNERS)
def change_sessions(offering_id: int) -> Page:
    """Change an offering's sessions: moved, added, taken away."""
    db, form, stored = get_db(), SessionsForm(), None
    row = or_404(queries.offering(db, offering_id))
    form.offer(_places())
    if form.validate():
        try:
            service.change_sessions(db, offering_id, form.details(), version=form.version_number)
        except Refusal as refusal:
            db.rollback()
            row = or_404(queries.offering(db, offering_id))
            stored = refuse_beside(form, refusal, _stored_sessions(row))
        else:
            said = f"{row.code}の開催回を登録しました。"
            return done(db, _offering_url(offering_id), said, sessions=len(form.details()))
    return _sessions_page(row, form, stored), form.status


def _sessions_page(row: Offering, form: SessionsForm, stored: SessionsForm | None = None) -> str:
    return render_template(
        "course/edit_sessions.html",
        form=form,
        stored=stored,
        offering=row,
        skipped=left_out([one.on for one in row.sessions], closing_name),
        attended=neighbours.attended(get_db(), [key(one) for one in row.sessions]),
        closing_name=closing_name,
    )


def _stored_sessions(row: Offering) -> SessionsForm:
    held = [_row(one) for one in row.sessions]
    form = SessionsForm(formdata=None, data={"version": row.version, "sessions": held})
    last = row.sessions[-1]
    for _ in range(min(EMPTY_SESSIONS, SESSIONS_MAX - len(held))):
        form.sessions.append_entry({**_row(last), "id": None, "on": None, "topic": ""})
    form.offer(_places())
    return form


def _row(one: CourseSession) -> dict[str, object]:
    room = f"-{one.room_id}" if one.room_id else ""
    return {
        "id": one.id,
        "on": one.on,
        "starts": one.starts,
        "ends": one.ends,
        "place": f"{one.venue_id}{room}",
        "topic": one.topic,
    }


@bp.post("/offerings/<int:offering_id>/status")
@allow(PLANNERS)
def change_status(offering_id: int) -> Page:
    """Move an offering on or back, as its page's buttons say."""
    db, form = get_db(), StatusForm()
    or_404(db.get(Offering, offering_id))
    if not form.validate() or form.becomes.data == Status.CANCELLED.value:
        return see_other(_offering_url(offering_id))
    status = Status(form.becomes.data)
    try:
        row = service.change_status(
            db, offering_id, status, version=form.version_number, at=clock.now()
        )
    except Refusal as refusal:
        db.rollback()
        notify("stop", refusal.sentence)
        return see_other(_offering_url(offering_id))
    said = f"{row.code}を「{status.label}」にしました。"
    return done(db, _offering_url(offering_id), said, status=status.value)


@bp.get("/offerings/<int:offering_id>/cancel")
@allow(PLANNERS)
def confirm_cancel(offering_id: int) -> Page:
    """Ask for the reason of a cancellation, and say how many people must be telephoned."""
    row = or_404(queries.offering(get_db(), offering_id))
    form = StatusForm(formdata=None, obj=row)
    return _cancel_page(row, form)


@bp.post("/offerings/<int:offering_id>/cancel")
@allow(PLANNERS)
def cancel_offering(offering_id: int) -> Page:
    """Cancel an offering with a reason."""
    db, form = get_db(), StatusForm()
    row = or_404(queries.offering(db, offering_id))
    people = neighbours.people_to_call(db, offering_id)
    try:
        service.change_status(
            db,
            offering_id,
            Status.CANCELLED,
            reason=str(form.reason.data or ""),
            version=form.version_number,
            at=clock.now(),
        )
    except Refusal as refusal:
        db.rollback()
        row = or_404(queries.offering(db, offering_id))
        refuse_beside(form, refusal, StatusForm(formdata=None, obj=row))
        return _cancel_page(row, form), form.status
    call = f"申し込んだ{people}人に電話してください。" if people else ""
    return done(
        db, _offering_url(offering_id), f"{row.code}を中止にしました。{call}", people=people
    )


def _cancel_page(row: Offering, form: StatusForm) -> str:
    people = neighbours.people_to_call(get_db(), key(row))
    return render_template("course/cancel.html", form=form, offering=row, people=people)


def _offering_url(offering_id: int) -> str:
    return url_for("enrolment.offering", offering_id=offering_id)


def _placed(form: OfferingForm) -> OfferingForm:
    form.place.offer(_places())
    return form


def _places() -> list[tuple[str, str]]:
    """Return the venues and their rooms as one list; those no longer used stay for old sessions."""
    db = get_db()
    rooms = places.all_rooms(db)
    offered: list[tuple[str, str]] = []
    for venue in places.venues(db, only_active=False):
        inside = rooms.get(key(venue), [])
        gone = "" if venue.is_active else "（いまは使っていません）"
        bare = "（部屋は未定）" if inside else f"（{venue.capacity}人）"
        offered.append((str(venue.id), f"{venue.short_name}{bare}{gone}"))
        offered += [
            (f"{venue.id}-{room.id}", f"{venue.short_name}　{room.name}（{room.capacity}人）{gone}")
            for room in inside
        ]
    return offered
