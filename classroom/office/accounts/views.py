"""The administrator's list of accounts; they stand beside sign-in, on its blueprint."""

from flask import abort, render_template, url_for

from classroom.core import clock
from classroom.core.db import key
from classroom.core.staff.models import StaffMember
from classroom.office.accounts.forms import StaffForm
from classroom.rules.words.staff import ADMINS
from classroom.web.database import get_db
from classroom.web.pages import done, or_404
from classroom.web.records import Records
from classroom.web.staff import queries, service
from classroom.web.staff.access import allow
from classroom.web.staff.views import Page, bp

__all__ = ["bp"]


@bp.get("/staff")
@allow(ADMINS)
def index() -> Page:
    return render_template("office/accounts/index.html", members=queries.members(get_db()))


Records(
    name="person",
    table=StaffMember,
    form=StaffForm,
    template="office/accounts/edit.html",
    make=lambda db, details: service.add_member(db, details, at=clock.now()),
    change=service.change_member,
    called=lambda _: "アカウント",
    home=lambda _: url_for("staff.index"),
    made_home=lambda row: url_for("staff.edit", person_id=key(row)),
    made="{}を作りました。次に、パスワードを決めるリンクを渡してください。",
    audited="made",
).serve(bp, ADMINS, "/staff", "new create edit update")


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
