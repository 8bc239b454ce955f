"""Someone new at the desk: registered and booked in one go, after a look at who is known."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import render_template, request, url_for

from classroom.core import clock
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.participant import queries as people
from classroom.desk.participant import service as participants
from classroom.desk.participant.models import Participant
from classroom.desk.participant.reading import read_birth_date, read_identity
from classroom.desk.participant.values import Likely
from classroom.desk.queue.desk_views import (
    Page,
    bp,
    channel_of_day,
    desk_of,
    finding,
    picks_for,
    remember_channel,
)
from classroom.desk.queue.enrolment_views import book_at_desk, said_of
from classroom.desk.queue.forms import ReceptionForm
from classroom.desk.queue.models import Enrolment
from classroom.planning.place.queries import districts
from classroom.rules.words.staff import DESK
from classroom.web.acting import tried
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
    form, db = ReceptionForm(), get_db()
    form.today = clock.today()
    form.offer_districts(districts(db))
    same = _same(form) if form.validate() and "is_other" not in request.form else []
    made = None if same else tried(form, lambda: _register(form))
    if made is None:
        return _new_page(form, same=same)
    person, lines = made
    remember_channel(form.heard_by)
    said = f"{person.shown_name}さんを登録しました。"
    undo = None
    if lines:
        said = f"{person.shown_name}さんを登録し、{said_of(lines[0])}"
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
        "desk/queue/_likely.html",
        same=same,
        family=[found for found in family if found.id not in known],
    )


def _same(form: ReceptionForm) -> list[Likely]:
    details = form.person(settings().purpose_version)
    return people.likely_same(get_db(), details, today=form.today)


def _register(form: ReceptionForm) -> tuple[Participant, list[Enrolment]]:
    details = form.person(settings().purpose_version)
    person = participants.register(get_db(), details, at=clock.now())
    if "only" in request.form:
        return person, []
    if form.pick.offering_id is None:
        raise Refusal("申し込む開講をえらぶか、「登録だけする」を押してください。")
    everyone = [key(person), *request.form.getlist("with", type=int)]
    lines = book_at_desk(everyone, form.pick.offering_id, form.heard_by, wait=form.pick.wait)
    return person, lines


def _new_page(form: ReceptionForm, *, filled: str = "", same: Sequence[Likely] = ()) -> Page:
    form.offer_districts(districts(get_db()))
    echo, status = read_birth_date(str(form.born_on.data or ""), form.today)
    page = render_template(
        "desk/queue/new_person.html",
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
