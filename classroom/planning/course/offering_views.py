"""Pages on which offerings are planned: made, changed, moved on, cancelled."""

from datetime import date, time
from typing import cast

from flask import abort, render_template, request, url_for

from classroom.core import clock
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.core.staff.rules import PLANNERS
from classroom.planning.course import clash_queries, neighbours, queries, service
from classroom.planning.course.blueprint import Page, bp, offering_url
from classroom.planning.course.forms import OfferingForm, StatusForm, TermsForm
from classroom.planning.course.holidays import closing_name
from classroom.planning.course.models import Course, Offering
from classroom.planning.course.rules import Selection, Status, may_become, steps, weekly
from classroom.planning.course.session_views import place_choices
from classroom.web.database import get_db
from classroom.web.pages import done, notify, or_404, see_other
from classroom.web.staff.access import allow
from classroom.web.stale import refuse_beside


@bp.get("/offerings/new")
@allow(PLANNERS)
def new_offering() -> Page:
    """Choose a course, then show its offering filled with the course's own figures."""
    db, course_id = get_db(), request.args.get("course_id", type=int)
    if course_id is None:
        return render_template("planning/course/choose.html", courses=queries.courses(db))
    course = or_404(db.get(Course, course_id))
    given = {
        "capacity": course.capacity,
        "selection": Selection.ORDER,
        "count": 1,
        "starts": time(10),
    }
    form = _placed(OfferingForm(formdata=None, data=given))
    return render_template("planning/course/new_offering.html", form=form, course=course)


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
    return render_template(
        "planning/course/new_offering.html", form=form, course=course
    ), form.status


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
            return done(db, offering_url(offering_id), f"{row.code}を直しました。")
    return _edit_page(row, form, stored), form.status


def _edit_page(row: Offering, form: TermsForm, stored: TermsForm | None = None) -> str:
    findings = clash_queries.of_offering(get_db(), key(row))
    return render_template(
        "planning/course/edit_offering.html",
        form=form,
        stored=stored,
        offering=row,
        people=neighbours.people_to_call(get_db(), key(row)),
        steps=steps(row.status),
        may_cancel=may_become(row.status, Status.CANCELLED),
        crowd=next((one.crowd for one in findings.values() if one.crowd), ""),
    )


@bp.post("/offerings/<int:offering_id>/status")
@allow(PLANNERS)
def change_status(offering_id: int) -> Page:
    """Move an offering on or back, as its page's buttons say."""
    form = StatusForm()
    or_404(get_db().get(Offering, offering_id))
    if not form.validate() or form.becomes.data == Status.CANCELLED.value:
        return see_other(offering_url(offering_id))
    return _move(offering_id, Status(form.becomes.data), form.version_number)


@bp.post("/offerings/<int:offering_id>/status/back")
@allow(PLANNERS)
def undo_status(offering_id: int) -> Page:
    """Take a step back to the status named in the address, unless the offering moved on since."""
    or_404(get_db().get(Offering, offering_id))
    before = request.args.get("to", "")
    if before not in list(Status) or before == Status.CANCELLED.value:
        abort(404)
    return _move(offering_id, Status(before), request.args.get("version", 0, int))


def _move(offering_id: int, status: Status, version: int) -> Page:
    db, here = get_db(), offering_url(offering_id)
    before = or_404(db.get(Offering, offering_id)).status
    try:
        row = service.change_status(db, offering_id, status, version=version, at=clock.now())
    except Refusal as refusal:
        db.rollback()
        notify("stop", refusal.sentence)
        return see_other(here)
    undo = url_for(
        "course.undo_status", offering_id=offering_id, to=before.value, version=row.version
    )
    said = f"{row.code}を「{status.label}」にしました。"
    undo_url = undo if may_become(status, before) else None
    return done(db, here, said, undo_url=undo_url, status=status.value)


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
    return done(db, offering_url(offering_id), f"{row.code}を中止にしました。{call}", people=people)


def _cancel_page(row: Offering, form: StatusForm) -> str:
    people = neighbours.people_to_call(get_db(), key(row))
    return render_template("planning/course/cancel.html", form=form, offering=row, people=people)


def _placed(form: OfferingForm) -> OfferingForm:
    form.place.offer(place_choices())
    return form
