"""The page on which a session's team is chosen, and how many telephones go there."""

from flask import render_template, url_for

from classroom.core import clock
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.planning.course import queries as courses
from classroom.planning.course.models import CourseSession
from classroom.planning.offering import team_queries, team_service
from classroom.planning.offering.clash_rules import Finding
from classroom.planning.offering.forms import TeamForm
from classroom.planning.staffing import loan_queries
from classroom.planning.staffing.rules import helpers_needed
from classroom.planning.staffing.views import bp
from classroom.rules.words.staff import PLANNERS
from classroom.web.acting import tried
from classroom.web.database import get_db
from classroom.web.pages import done, or_404
from classroom.web.records import Page
from classroom.web.staff.access import allow


@bp.get("/sessions/<int:course_session_id>/team")
@allow(PLANNERS)
def team(course_session_id: int) -> Page:
    """Show who teaches and helps in a session, who could, and who is elsewhere then."""
    session = _session(course_session_id)
    return _team_page(session, _stored(session))


@bp.post("/sessions/<int:course_session_id>/team")
@allow(PLANNERS)
def choose_team(course_session_id: int) -> Page:
    form, db = TeamForm(), get_db()
    form.offer(team_queries.candidates(db, _session(course_session_id)))
    session = tried(
        form,
        lambda: team_service.set_team(
            db, course_session_id, form.details(), version=form.version_number
        ),
        stored=lambda: _stored(_session(course_session_id)),
    )
    if session is None:
        return _team_page(_session(course_session_id), form), form.status
    details = form.details()
    return done(
        db,
        url_for("enrolment.offering", offering_id=session.offering_id),
        f"第{session.number}回の担当を決めました。",
        instructors=len(details.instructors),
        assistants=len(details.assistants),
        phones=details.phones,
    )


def _session(course_session_id: int) -> CourseSession:
    return or_404(courses.session(get_db(), course_session_id))


def _stored(session: CourseSession) -> TeamForm:
    found = team_queries.candidates(get_db(), session)
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


def _team_page(session: CourseSession, form: TeamForm) -> str:
    offering = session.offering
    return render_template(
        "planning/offering/team.html",
        form=form,
        stored=form.stored,
        session=session,
        found=team_queries.candidates(get_db(), session),
        finding=_finding(session, form),
        pool=team_queries.pool(get_db(), session),
        needed=helpers_needed(offering.seats_taken, offering.course.people_per_helper),
        needed_if_full=helpers_needed(offering.capacity, offering.course.people_per_helper),
    )


def _finding(session: CourseSession, form: TeamForm) -> Finding:
    try:
        return team_service.wished(get_db(), session, form.details(), clock.today()).finding
    except Refusal:
        return Finding()
