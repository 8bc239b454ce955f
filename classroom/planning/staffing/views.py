"""Pages of instructors, assistants and the pool of telephones to lend."""

from flask import Blueprint, abort, render_template, url_for

from classroom.core import clock
from classroom.planning.staffing import loan_queries, queries, service
from classroom.planning.staffing.forms import PersonForm, PhoneForm
from classroom.planning.staffing.models import LoanPhone, Person
from classroom.planning.staffing.values import Part
from classroom.rules.words.staff import PLANNERS
from classroom.web.database import get_db
from classroom.web.records import Page, Records
from classroom.web.staff.access import allow

bp = Blueprint("staffing", __name__)


@bp.get("/team-members")
@allow(PLANNERS)
def index() -> Page:
    people = {part: queries.people(get_db(), part) for part in Part}
    return render_template("planning/staffing/index.html", people=people)


@bp.get("/team-members/<part>/new")
@allow(PLANNERS)
def new(part: str) -> Page:
    return _people(part).show_new()


@bp.post("/team-members/<part>/new")
@allow(PLANNERS)
def create(part: str) -> Page:
    return _people(part).send_new()


@bp.get("/team-members/<part>/<int:person_id>")
@allow(PLANNERS)
def edit(part: str, person_id: int) -> Page:
    return _people(part).show(person_id)


@bp.post("/team-members/<part>/<int:person_id>")
@allow(PLANNERS)
def change(part: str, person_id: int) -> Page:
    return _people(part).send(person_id)


def _people(text: str) -> Records[Person]:
    if text not in set(Part):
        abort(404)
    part = Part(text)
    return Records(
        name="person",
        table=queries.TABLES[part],
        form=PersonForm,
        template="planning/staffing/edit.html",
        make=lambda db, details: service.create_person(db, part, details),
        change=lambda db, number, details, version: service.change_person(
            db, part, number, details, version=version
        ),
        called=lambda row: f"{part.label}の{row.name}さん",
        home=lambda _: url_for("staffing.index"),
        prepare=_offer,
        shared={"part": part},
    )


def _offer(form: PersonForm) -> None:
    """Give the form the accounts to link to; one already linked stays offered."""
    form.staff_member_id.offer(queries.accounts(get_db()), empty="つながない")


@bp.get("/loan-phones")
@allow(PLANNERS)
def phones() -> Page:
    lines = loan_queries.phone_lines(get_db(), clock.today())
    return render_template("planning/staffing/phones.html", phones=lines)


Records(
    name="phone",
    table=LoanPhone,
    form=PhoneForm,
    template="planning/staffing/edit_phone.html",
    make=service.create_phone,
    change=service.change_phone,
    called=lambda row: f"貸出スマホ「{row.label}」",
    home=lambda _: url_for("staffing.phones"),
).serve(bp, PLANNERS, "/loan-phones", "new_phone create_phone edit_phone change_phone")
