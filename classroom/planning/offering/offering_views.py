"""Pages on which offerings are planned: made, changed, moved on, cancelled."""

from datetime import time

from flask import abort, render_template, request, url_for

from classroom.core import clock
from classroom.core.db import key
from classroom.planning.course import queries
from classroom.planning.course.blueprint import Page, bp, offering_url
from classroom.planning.course.holidays import closing
from classroom.planning.course.models import Course, Offering
from classroom.planning.course.rules import Selection, may_become, steps
from classroom.planning.offering import applicants, clash_queries, service
from classroom.planning.offering.forms import CancelForm, OfferingForm, StatusForm, TermsForm
from classroom.planning.offering.session_views import place_choices
from classroom.planning.place.models import District
from classroom.planning.place.queries import first_venue
from classroom.rules.words.planning import Status
from classroom.rules.words.staff import PLANNERS
from classroom.web.acting import or_back, tried
from classroom.web.database import get_db
from classroom.web.pages import done, or_404, see_other
from classroom.web.staff.access import allow


@bp.get("/offerings/new")
@allow(PLANNERS)
def new_offering() -> Page:
    """Choose a course, then show its offering filled with the course's own figures."""
    db, course_id = get_db(), request.args.get("course_id", type=int)
    if course_id is None:
        courses = queries.courses(db)
        return render_template(
            "planning/offering/choose.html", courses=courses, district=_district()
        )
    course = or_404(db.get(Course, course_id))
    given = {
        "capacity": course.capacity,
        "selection": Selection.ORDER,
        "count": 1,
        "starts": time(10),
    }
    if (venue_id := first_venue(db, _district().id)) is not None:
        given["place"] = str(venue_id)
    form = _placed(OfferingForm(formdata=None, data=given))
    return _new_page(form, course)


@bp.post("/offerings/new")
@allow(PLANNERS)
def create_offering() -> Page:
    db, form = get_db(), _placed(OfferingForm())
    course_id = request.args.get("course_id", 0, int)
    course = or_404(db.get(Course, course_id))
    form.minutes = course.minutes
    row = tried(
        form,
        lambda: service.create_offering(db, form.details(course_id, closing(db)), at=clock.now()),
    )
    if row is None:
        return _new_page(form, course), form.status
    return done(
        db,
        url_for("course.edit_sessions", offering_id=key(row)),
        f"{row.code}を下書きとしてつくりました。日と内容を確かめてください。",
        offering=key(row),
        sessions=form.count.number,
    )


@bp.get("/offerings/<int:offering_id>/edit")
@allow(PLANNERS)
def edit_offering(offering_id: int) -> Page:
    row = or_404(queries.offering(get_db(), offering_id))
    return _edit_page(row, TermsForm(obj=row))


@bp.post("/offerings/<int:offering_id>/edit")
@allow(PLANNERS)
def change_offering(offering_id: int) -> Page:
    db, form = get_db(), TermsForm()
    or_404(db.get(Offering, offering_id))
    row = tried(
        form,
        lambda: service.change_offering(db, offering_id, form.terms(), version=form.version_number),
        stored=lambda: TermsForm(formdata=None, obj=or_404(db.get(Offering, offering_id))),
    )
    if row is None:
        return _edit_page(or_404(queries.offering(db, offering_id)), form), form.status
    return done(db, offering_url(offering_id), f"{row.code}を直しました。")


def _edit_page(row: Offering, form: TermsForm) -> str:
    findings = clash_queries.of_offering(get_db(), key(row))
    return render_template(
        "planning/offering/edit_offering.html",
        form=form,
        stored=form.stored,
        offering=row,
        people=applicants.ask().to_call(get_db(), key(row)),
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
    with or_back(here):
        row = service.change_status(db, offering_id, status, version=version)
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
    form = CancelForm(formdata=None, obj=row)
    return _cancel_page(row, form)


@bp.post("/offerings/<int:offering_id>/cancel")
@allow(PLANNERS)
def cancel_offering(offering_id: int) -> Page:
    db, form = get_db(), CancelForm()
    or_404(db.get(Offering, offering_id))
    people = applicants.ask().to_call(db, offering_id)
    row = tried(
        form,
        lambda: service.change_status(
            db,
            offering_id,
            Status.CANCELLED,
            reason=str(form.reason.data),
            version=form.version_number,
        ),
        stored=lambda: CancelForm(formdata=None, obj=or_404(db.get(Offering, offering_id))),
    )
    if row is None:
        return _cancel_page(or_404(queries.offering(db, offering_id)), form), form.status
    call = f"{people}人分の電話を「かける電話」に加えました。" if people else ""
    return done(db, offering_url(offering_id), f"{row.code}を中止にしました。{call}", people=people)


def _cancel_page(row: Offering, form: CancelForm) -> str:
    people = applicants.ask().to_call(get_db(), key(row))
    return render_template("planning/offering/cancel.html", form=form, offering=row, people=people)


def _new_page(form: OfferingForm, course: Course) -> str:
    return render_template(
        "planning/offering/new_offering.html", form=form, course=course, district=_district()
    )


def _district() -> District:
    """Return the district for which an offering is planned; one without a key for none."""
    number = request.args.get("district", type=int)
    found = get_db().get(District, number) if number is not None else None
    return found or District(code="", name="", name_kana="")


def _placed(form: OfferingForm) -> OfferingForm:
    form.place.offer(place_choices(_district().id))
    return form
