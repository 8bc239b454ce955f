"""The administrator's list of accounts; they stand beside sign-in, on its blueprint."""

from flask import abort, render_template, url_for

from classroom.core import clock
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.core.staff.models import StaffMember
from classroom.office.accounts.forms import StaffForm
from classroom.rules.words.staff import ADMINS
from classroom.web.database import get_db
from classroom.web.pages import done, or_404
from classroom.web.staff import queries, service
from classroom.web.staff.access import allow
from classroom.web.staff.views import Page, bp

__all__ = ["bp"]


@bp.get("/staff")
@allow(ADMINS)
def index() -> Page:
    """List the accounts."""
    return render_template("office/accounts/index.html", members=queries.members(get_db()))


@bp.get("/staff/new")
@allow(ADMINS)
def new() -> Page:
    """Show an empty account."""
    return render_template("office/accounts/edit.html", form=StaffForm(formdata=None), person=None)


@bp.post("/staff/new")
@allow(ADMINS)
def create() -> Page:
    """Make an account."""
    form, db = StaffForm(), get_db()
    if form.validate():
        try:
            person = service.add_member(db, form.details(), at=clock.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return done(
                db,
                url_for("staff.edit", person_id=key(person)),
                "アカウントを作りました。次に、パスワードを決めるリンクを渡してください。",
                made=key(person),
            )
    return render_template("office/accounts/edit.html", form=form, person=None), form.status


@bp.get("/staff/<int:person_id>")
@allow(ADMINS)
def edit(person_id: int) -> Page:
    """Show an account."""
    person = or_404(get_db().get(StaffMember, person_id))
    return render_template("office/accounts/edit.html", form=StaffForm(obj=person), person=person)


@bp.post("/staff/<int:person_id>")
@allow(ADMINS)
def update(person_id: int) -> Page:
    """Change an account."""
    form, db = StaffForm(), get_db()
    person = or_404(db.get(StaffMember, person_id))
    if form.validate():
        try:
            service.change_member(db, person_id, form.details(), version=form.version_number)
        except Refusal as refusal:
            db.rollback()
            form.refuse(refusal)
        else:
            return done(db, url_for("staff.index"), "アカウントを直しました。")
    return render_template("office/accounts/edit.html", form=form, person=person), form.status


@bp.post("/staff/<int:person_id>/link")
@allow(ADMINS)
def make_link(person_id: int) -> Page:
    """Make a one-time link by which the person chooses a new password, and show it once."""
    db = get_db()
    person = or_404(db.get(StaffMember, person_id))
    if not person.is_active:
        abort(409)
    token = service.make_link(db, person, at=clock.now())
    done(db, url_for("staff.edit", person_id=person_id))
    link = url_for("staff.setup", token=token, _external=True)
    return render_template("office/accounts/link.html", person=person, link=link)
