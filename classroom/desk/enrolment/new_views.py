"""Someone new at the desk: registered and booked in one go, after a look at who is known."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import render_template, request, url_for

from classroom.core import clock
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.enrolment.blueprint import Page, bp
from classroom.desk.enrolment.booking import (
    book_at_desk,
    channel_of_day,
    desk_of,
    remember_channel,
    said_of,
)
from classroom.desk.enrolment.desk_views import finding, picks_for
from classroom.desk.enrolment.forms import ReceptionForm
from classroom.desk.enrolment.models import Enrolment
from classroom.desk.participant import queries as people
from classroom.desk.participant import service as participants
from classroom.desk.participant.reading import read_birth_date, read_identity
from classroom.desk.participant.values import Likely
from classroom.planning.place.queries import districts
from classroom.rules.words.staff import DESK
from classroom.web.database import get_db, settings
from classroom.web.pages import done
from classroom.web.staff.access import allow

NEW_PICKS_SHOWN = 3


@bp.get("/reception/new")
@allow(DESK)
def new_person() -> Page:
    """Show an empty form for someone new, with what was searched for in its field."""
    form = ReceptionForm(formdata=None, channel=channel_of_day())
    form.today = clock.today()
    filled = form.begin_with(request.args.get("q", "").strip())
    return _new_page(form, filled=filled)


@bp.post("/reception/new")
@allow(DESK)
def register() -> Page:
    """Register someone new and book what they chose, in one go or not at all."""
    form, db, at = ReceptionForm(), get_db(), clock.now()
    form.today = clock.today()
    form.offer_districts(districts(db))
    if not form.validate():
        return _new_page(form)
    details = form.person(settings().purpose_version)
    same = people.likely_same(db, details, today=form.today)
    if same and "is_other" not in request.form:
        return _new_page(form, same=same)
    is_only = "only" in request.form
    try:
        person = participants.register(db, details, at=at)
        lines = [] if is_only else _book_new(form, key(person))
    except Refusal as refusal:
        db.rollback()
        form.refuse(refusal)
        return _new_page(form)
    remember_channel(form.heard_by)
    said = f"{person.name or person.name_kana}さんを登録しました。"
    undo = None
    if lines:
        said = f"{person.name or person.name_kana}さんを登録し、{said_of(lines[0])}"
        undo = url_for("enrolment.cancel", enrolment_id=key(lines[0]))
    number = key(person)
    return done(db, desk_of(number), said, undo_url=undo, participant_id=number)


@bp.get("/reception/likely")
@allow(DESK)
def likely() -> str:
    """Show who may be the person being typed and who has the same telephone, as a fragment."""
    db, today = get_db(), clock.today()
    details = read_identity(request.args, settings().area_code, today)
    same = people.likely_same(db, details, today=today)
    known = {found.id for found in same}
    family = people.with_telephone(db, details.telephone, today=today)
    return render_template(
        "desk/enrolment/_likely.html",
        same=same,
        family=[found for found in family if found.id not in known],
    )


def _book_new(form: ReceptionForm, participant_id: int) -> list[Enrolment]:
    if form.pick.offering_id is None:
        raise Refusal("申し込む開講をえらぶか、「登録だけする」を押してください。")
    companions = request.form.getlist("with", type=int)
    everyone = [participant_id, *companions]
    return book_at_desk(everyone, form.pick.offering_id, form.heard_by, wait=form.pick.wait)


def _new_page(form: ReceptionForm, *, filled: str = "", same: Sequence[Likely] = ()) -> Page:
    form.offer_districts(districts(get_db()))
    echo, status = read_birth_date(str(form.born_on.data or ""), form.today)
    page = render_template(
        "desk/enrolment/new.html",
        form=form,
        picks=picks_for(None),
        picks_shown=NEW_PICKS_SHOWN,
        filled=filled,
        same=same,
        purpose=settings().purpose,
        echo=echo if status == HTTPStatus.OK else None,  # an error is said below the field
        **{**finding(), "chosen": None},
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if same else form.status
