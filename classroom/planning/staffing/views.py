"""Pages of instructors and assistants; with them all pages of staffing are on the blueprint."""

from flask import abort, render_template, url_for

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.planning.staffing import loan_views, queries, service, team_views
from classroom.planning.staffing.blueprint import Page, bp
from classroom.planning.staffing.forms import PersonForm
from classroom.planning.staffing.values import Part
from classroom.rules.words.staff import PLANNERS
from classroom.web.database import get_db
from classroom.web.pages import done
from classroom.web.staff.access import allow
from classroom.web.stale import refuse_beside

__all__ = ["bp", "loan_views", "team_views"]


@bp.get("/team-members")
@allow(PLANNERS)
def index() -> Page:
    """List the instructors and the assistants."""
    db = get_db()
    people = {part: queries.people(db, part) for part in Part}
    return render_template("planning/staffing/index.html", people=people)


@bp.get("/team-members/<part>/new")
@allow(PLANNERS)
def new(part: str) -> Page:
    """Show an empty instructor or assistant."""
    form = _offered(PersonForm(formdata=None))
    return render_template(
        "planning/staffing/edit.html", form=form, part=_part(part), person=None, stored=None
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
    page = render_template(
        "planning/staffing/edit.html", form=form, part=kind, person=None, stored=None
    )
    return page, form.status


@bp.get("/team-members/<part>/<int:person_id>")
@allow(PLANNERS)
def edit(part: str, person_id: int) -> Page:
    """Show an instructor or an assistant."""
    row = _person(_part(part), person_id)
    form = _offered(PersonForm(obj=row))
    return render_template(
        "planning/staffing/edit.html", form=form, part=_part(part), person=row, stored=None
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
    page = render_template(
        "planning/staffing/edit.html", form=form, part=kind, person=row, stored=stored
    )
    return page, form.status


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
