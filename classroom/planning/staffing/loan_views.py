"""Pages of the pool of telephones to lend."""

from flask import render_template, url_for

from classroom.core import clock
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.planning.staffing import loan_queries, service
from classroom.planning.staffing.blueprint import Page, bp
from classroom.planning.staffing.forms import PhoneForm
from classroom.planning.staffing.models import LoanPhone
from classroom.rules.words.staff import PLANNERS
from classroom.web.database import get_db
from classroom.web.pages import done, or_404
from classroom.web.staff.access import allow
from classroom.web.stale import refuse_beside


@bp.get("/loan-phones")
@allow(PLANNERS)
def phones() -> Page:
    """List the pool."""
    lines = loan_queries.phone_lines(get_db(), clock.today())
    return render_template("planning/staffing/phones.html", phones=lines)


@bp.get("/loan-phones/new")
@allow(PLANNERS)
def new_phone() -> Page:
    """Show an empty telephone."""
    return _page(PhoneForm(formdata=None))


@bp.post("/loan-phones/new")
@allow(PLANNERS)
def create_phone() -> Page:
    """Add a telephone to the pool."""
    db, form = get_db(), PhoneForm()
    if form.validate():
        try:
            row = service.create_phone(db, form.details())
        except Refusal as refusal:
            db.rollback()
            form.refuse(refusal)
        else:
            said = f"貸出スマホ「{row.label}」を登録しました。"
            return done(db, url_for("staffing.phones"), said, phone=key(row))
    return _page(form), form.status


@bp.get("/loan-phones/<int:phone_id>")
@allow(PLANNERS)
def edit_phone(phone_id: int) -> Page:
    """Show a telephone of the pool."""
    row = or_404(get_db().get(LoanPhone, phone_id))
    return _page(PhoneForm(obj=row), row)


@bp.post("/loan-phones/<int:phone_id>")
@allow(PLANNERS)
def change_phone(phone_id: int) -> Page:
    """Change a telephone of the pool."""
    db, form, stored = get_db(), PhoneForm(), None
    row = or_404(db.get(LoanPhone, phone_id))
    if form.validate():
        try:
            service.change_phone(db, phone_id, form.details(), version=form.version_number)
        except Refusal as refusal:
            db.rollback()
            row = or_404(db.get(LoanPhone, phone_id))
            stored = refuse_beside(form, refusal, PhoneForm(formdata=None, obj=row))
        else:
            said = f"貸出スマホ「{row.label}」を直しました。"
            return done(db, url_for("staffing.phones"), said)
    return _page(form, row, stored), form.status


def _page(form: PhoneForm, phone: LoanPhone | None = None, stored: PhoneForm | None = None) -> str:
    return render_template(
        "planning/staffing/edit_phone.html", form=form, phone=phone, stored=stored
    )
