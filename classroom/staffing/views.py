"""Pages of instructors, assistants and a session's team."""

from flask import Blueprint, abort, render_template, url_for
from werkzeug.wrappers import Response

from classroom.course import queries as courses
from classroom.course.models import CourseSession
from classroom.db import key
from classroom.errors import Refusal
from classroom.staff.access import allow
from classroom.staff.rules import PLANNERS
from classroom.staffing import queries, service
from classroom.staffing.forms import PersonForm, TeamForm
from classroom.staffing.rules import helpers_needed
from classroom.staffing.values import Candidates, Part
from classroom.web.database import get_db
from classroom.web.pages import done, or_404
from classroom.web.stale import refuse_beside

bp = Blueprint("staffing", __name__)
Page = str | tuple[str, int] | Response


@bp.get("/team-members")
@allow(PLANNERS)
def index() -> Page:
    """List the instructors and the assistants."""
    db = get_db()
    people = {part: queries.people(db, part) for part in Part}
    return render_template("staffing/index.html", people=people)


@bp.get("/team-members/<part>/new")
@allow(PLANNERS)
def new(part: str) -> Page:
    """Show an empty instructor or assistant."""
    form = _offered(PersonForm(formdata=None))
    return render_template(
        "staffing/edit.html", form=form, part=_part(part), person=None, stored=None
    )


@bp.post("/team-members/<part>/new")
@allow(PLANNERS)
def create(part: str) -> Page:
    """Make an instructor or an assistant."""
    kind, form, db = _part(part), _offered(PersonForm()), get_db()
    if form.validate():
        try:
            row = service.create_person(db, kind, form.details())
        except Refusal as refusal:
            db.rollback()
            form.refuse(refusal)
        else:
            said = f"{kind.label}の{row.name}さんを登録しました。"
            return done(db, url_for("staffing.index"), said, person=key(row))
    page = render_template("staffing/edit.html", form=form, part=kind, person=None, stored=None)
    return page, form.status


@bp.get("/team-members/<part>/<int:person_id>")
@allow(PLANNERS)
def edit(part: str, person_id: int) -> Page:
    """Show an instructor or an assistant."""
    row = _person(_part(part), person_id)
    form = _offered(PersonForm(obj=row))
    return render_template(
        "staffing/edit.html", form=form, part=_part(part), person=row, stored=None
    )


@bp.post("/team-members/<part>/<int:person_id>")
@allow(PLANNERS)
def change(part: str, person_id: int) -> Page:
    """Change an instructor or an assistant."""
    kind, form, db, stored = _part(part), _offered(PersonForm()), get_db(), None
    row = _person(kind, person_id)
    if form.validate():
        try:
            service.change_person(db, kind, person_id, form.details(), version=form.version_number)
        except Refusal as refusal:
            db.rollback()
            row = _person(kind, person_id)
            stored = refuse_beside(form, refusal, _offered(PersonForm(formdata=None, obj=row)))
        else:
            said = f"{kind.label}の{row.name}さんを直しました。"
            return done(db, url_for("staffing.index"), said)
    page = render_template("staffing/edit.html", form=form, part=kind, person=row, stored=stored)
    return page, form.status


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
        chosen = (form.instructors.data or [], form.assistants.data or [])
        try:
            service.set_team(db, course_session_id, *chosen, version=form.version_number)
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
                instructors=len(chosen[0]),
                assistants=len(chosen[1]),
            )
    return _team_page(session, found, form, stored), form.status


def _stored_team(session: CourseSession, found: Candidates) -> TeamForm:
    chosen = {
        "instructors": [one.id for one in found.instructors if one.is_chosen],
        "assistants": [one.id for one in found.assistants if one.is_chosen],
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
        "staffing/team.html",
        form=form,
        stored=stored,
        session=session,
        found=found,
        needed=helpers_needed(offering.seats_taken, offering.course.people_per_helper),
        needed_if_full=helpers_needed(offering.capacity, offering.course.people_per_helper),
    )


def _person(part: Part, person_id: int) -> queries.Person:
    found = queries.person(get_db(), part, person_id)
    if found is None:
        abort(404)
    return found


def _part(text: str) -> Part:
    if text not in list(Part):
        abort(404)
    return Part(text)


def _offered(form: PersonForm) -> PersonForm:
    """Give the form the accounts to link to; one already linked stays offered."""
    form.staff_member_id.offer(queries.accounts(get_db()), empty="つながない")
    return form
