"""The reception desk: find someone, see what they can be booked on, register someone new."""

from http import HTTPStatus
from typing import Any

from flask import render_template, request, url_for

from classroom import clock
from classroom.db import key
from classroom.enrolment import queries
from classroom.enrolment.blueprint import Page, bp
from classroom.enrolment.booking import book_at_desk, said_of
from classroom.enrolment.forms import ReceptionForm
from classroom.enrolment.models import Enrolment
from classroom.enrolment.rules import KnownAge
from classroom.enrolment.values import Pick
from classroom.errors import Refusal
from classroom.participant import queries as people
from classroom.participant import service as participants
from classroom.participant.models import Participant
from classroom.participant.reading import read_birth_date
from classroom.participant.values import Found
from classroom.place.queries import districts
from classroom.rules.age import age_on
from classroom.staff.access import allow
from classroom.staff.rules import DESK
from classroom.web.database import get_db, settings
from classroom.web.pages import done, or_404

HITS_MAX = 20
PICKS_SHOWN = 6
NEW_PICKS_SHOWN = 4


@bp.get("/reception")
@allow(DESK)
def desk() -> Page:
    """Show the desk: whom a search finds, and one person with what they can be booked on."""
    db, today = get_db(), clock.today()
    found = _finding()
    if request.headers.get("X-Requested-With") == "fetch":
        return render_template("enrolment/_hits.html", **found)
    wanted = request.args.get("person", type=int)
    if wanted is None and found["hits"]:
        wanted = found["hits"][0].id
    if wanted is None:
        return render_template("enrolment/desk.html", person=None, **found)
    person = or_404(people.by_id(db, wanted))
    picks = _picks(person)
    bookings = queries.bookings(db, wanted)
    return render_template(
        "enrolment/desk.html",
        **{**found, "chosen": wanted},
        person=person,
        age=age_on(person.born_on, today) if person.born_on else None,
        picks=picks if request.args.get("all") else picks[:PICKS_SHOWN],
        picks_more=len(picks) - PICKS_SHOWN,
        live=[b for b in reversed(bookings) if b.is_live and b.last_on >= today],
        past=[b for b in bookings if not b.is_live or b.last_on < today],
    )


def _finding() -> dict[str, Any]:
    """Return what the find pane shows."""
    db, today = get_db(), clock.today()
    text = request.args.get("q", "").strip()
    area_code = settings().area_code
    hits = people.search(db, text, today=today, limit=HITS_MAX, area_code=area_code) if text else []
    return {
        "q": text,
        "hits": hits,
        "hits_max": HITS_MAX,
        "latest": queries.latest(db, [hit.id for hit in hits], today) if hits else {},
        "chosen": request.args.get("person", type=int) or (hits[0].id if hits else None),
        "wanted_offering": request.args.get("offering", type=int),
    }


def _picks(person: Participant | None) -> list[Pick]:
    """Return what can be booked, an offering that was asked for first."""
    age = KnownAge(person.born_on, person.told_band, person.told_band_on) if person else None
    wanted = request.args.get("offering", type=int)
    number = key(person) if person else None
    found = queries.picks(get_db(), number, age, settings().age_rule, today=clock.today())
    return sorted(found, key=lambda pick: pick.offering.id != wanted)


@bp.get("/reception/new")
@allow(DESK)
def new_person() -> Page:
    """Show an empty form for someone new, with what was searched for in its field."""
    form = ReceptionForm(formdata=None)
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
        line = None if is_only else _book_new(form, key(person))
    except Refusal as refusal:
        db.rollback()
        form.refuse(refusal)
        return _new_page(form)
    said = f"{person.name or person.name_kana}さんを登録しました。"
    undo = None
    if line is not None:
        said = f"{person.name or person.name_kana}さんを登録し、{said_of(line)}"
        undo = url_for("enrolment.cancel", enrolment_id=key(line))
    back = url_for("enrolment.desk", person=key(person))
    return done(db, back, said, undo_url=undo, participant_id=key(person))


def _book_new(form: ReceptionForm, participant_id: int) -> Enrolment:
    if form.pick.offering_id is None:
        raise Refusal("申し込む開講をえらぶか、「登録だけする」を押してください。")
    return book_at_desk(participant_id, form.pick.offering_id, form.heard_by, wait=form.pick.wait)


def _new_page(form: ReceptionForm, *, filled: str = "", same: list[Found] | None = None) -> Page:
    form.offer_districts(districts(get_db()))
    picks = _picks(None)
    echo, status = read_birth_date(str(form.born_on.data or ""), form.today)
    page = render_template(
        "enrolment/new.html",
        form=form,
        picks=picks,
        picks_shown=NEW_PICKS_SHOWN,
        filled=filled,
        same=same or [],
        purpose=settings().purpose,
        echo=echo if status == HTTPStatus.OK else None,  # an error is said below the field
        **{**_finding(), "chosen": None},
    )
    return page, 422 if same else form.status
