"""The page on which a session's team is chosen, and how many telephones go there."""

from flask import render_template, url_for

from classroom.core import clock
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.planning.course import queries as courses
from classroom.planning.course.clash_rules import Finding
from classroom.planning.course.models import CourseSession
from classroom.planning.staffing import loan_queries, queries, service
from classroom.planning.staffing.blueprint import Page, bp
from classroom.planning.staffing.forms import TeamForm
from classroom.planning.staffing.rules import helpers_needed
from classroom.planning.staffing.values import Candidates
from classroom.rules.words.staff import PLANNERS
from classroom.web.database import get_db
from classroom.web.pages import done, or_404
from classroom.web.staff.access import allow
from classroom.web.stale import refuse_beside


@bp.get("/sessions/<int:course_session_id>/team")
@allow(PLANNERS)
def team(course_session_id: int) -> Page:
    """Show who teaches and helps in a session, who could, and who is elsewhere then."""
    db = get_db()
    session = or_404(courses.session(db, course_session_id))
    found = queries.candidates(db, session)
    return _team_page(session, found, _stored_team(session, found))


@bp.post("/sessions/<int:course_session_id>/team")
@allow(PLANNERS)
def choose_team(course_session_id: int) -> Page:
    """Make a session's team the people chosen."""
    form, db, stored = TeamForm(), get_db(), None
    session = or_404(courses.session(db, course_session_id))
    found = queries.candidates(db, session)
    form.offer(found)
    if form.validate():
        details = form.details()
        try:
            service.set_team(db, course_session_id, details, version=form.version_number)
        except Refusal as refusal:
            db.rollback()
            session = or_404(courses.session(db, course_session_id))
            found = queries.candidates(db, session)
            stored = refuse_beside(form, refusal, _stored_team(session, found))
        else:
            return done(
                db,
                url_for("enrolment.offering", offering_id=session.offering_id),
                f"第{session.number}回の担当を決めました。",
                instructors=len(details.instructors),
                assistants=len(details.assistants),
                phones=details.phones,
            )
    return _team_page(session, found, form, stored), form.status


def _stored_team(session: CourseSession, found: Candidates) -> TeamForm:
    chosen = {
        "instructors": [one.id for one in found.instructors if one.is_chosen],
        "assistants": [one.id for one in found.assistants if one.is_chosen],
        "phones": len(loan_queries.lent_to(get_db(), key(session))),
        "clash_reason": session.clash_reason,
        "version": session.version,
    }
    form = TeamForm(formdata=None, data=chosen)
    form.offer(found)
    return form


def _team_page(
    session: CourseSession, found: Candidates, form: TeamForm, stored: TeamForm | None = None
) -> str:
    offering = session.offering
    return render_template(
        "planning/staffing/team.html",
        form=form,
        stored=stored,
        session=session,
        found=found,
        finding=_finding(session, form),
        pool=loan_queries.pool(get_db(), session),
        needed=helpers_needed(offering.seats_taken, offering.course.people_per_helper),
        needed_if_full=helpers_needed(offering.capacity, offering.course.people_per_helper),
    )


def _finding(session: CourseSession, form: TeamForm) -> Finding:
    """Return what clashes with the choice as the form holds it."""
    try:
        return service.wished(get_db(), session, form.details(), clock.today()).finding
    except Refusal:
        return Finding()
