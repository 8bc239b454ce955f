"""The reception desk: find, book, cancel, register."""

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response

from classroom import clock
from classroom.course.queries import offering as find_offering
from classroom.db import key
from classroom.enrolment import queries, service
from classroom.enrolment.forms import ReceptionForm
from classroom.enrolment.models import Enrolment
from classroom.enrolment.rules import Channel, KnownAge, Status
from classroom.enrolment.values import Booking, Pick
from classroom.errors import Refusal
from classroom.participant import queries as people
from classroom.participant import service as participants
from classroom.participant.models import Participant
from classroom.participant.reading import read_birth_date
from classroom.participant.values import Found
from classroom.place.queries import districts
from classroom.rules.age import age_on
from classroom.staff.access import allow, current
from classroom.staff.rules import DESK, PLANNERS
from classroom.staffing.queries import teams
from classroom.web.database import get_db, settings
from classroom.web.filters import month_day
from classroom.web.pages import came_from, done, notify, or_404, see_other

bp = Blueprint("enrolment", __name__)
Page = str | tuple[str, int] | Response
HITS_MAX = 20
PICKS_SHOWN = 6


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


def _finding() -> dict[str, list[Found]]:
    """Return what the find pane shows."""
    db, today = get_db(), clock.today()
    text = request.args.get("q", "").strip()
    area_code = settings().area_code
    hits = people.search(db, text, today=today, limit=HITS_MAX, area_code=area_code) if text else []
    found: dict[str, object] = {
        "q": text,
        "hits": hits,
        "hits_max": HITS_MAX,
        "latest": queries.latest(db, [hit.id for hit in hits], today) if hits else {},
        "chosen": request.args.get("person", type=int) or (hits[0].id if hits else None),
        "wanted_offering": request.args.get("offering", type=int),
    }
    return found  # type: ignore[return-value]  # a template's context


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
    if same and not form.is_other.data:
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
        said = f"{person.name or person.name_kana}さんを登録し、{_words(line)}"
        undo = url_for("enrolment.cancel", enrolment_id=key(line))
    back = url_for("enrolment.desk", person=key(person))
    return done(db, back, said, undo_url=undo, participant_id=key(person))


def _book_new(form: ReceptionForm, participant_id: int) -> Enrolment:
    if form.pick.offering_id is None:
        raise Refusal("申し込む開講をえらぶか、「登録だけする」を押してください。")
    return _book(participant_id, form.pick.offering_id, form.heard_by, wait=form.pick.wait)


def _new_page(form: ReceptionForm, *, filled: str = "", same: list[Found] | None = None) -> Page:
    form.offer_districts(districts(get_db()))
    picks = _picks(None)
    form.pick.offer(picks)
    echo, status = read_birth_date(str(form.born_on.data or ""), form.today)
    page = render_template(
        "enrolment/new.html",
        form=form,
        picks=picks,
        picks_shown=PICKS_SHOWN,
        filled=filled,
        same=same or [],
        purpose=settings().purpose,
        echo=echo if status == 200 else None,  # noqa: PLR2004  an error is said below the field
        **_finding(),
    )
    return page, 422 if same else form.status


@bp.post("/participants/<int:participant_id>/bookings")
@allow(DESK)
def book(participant_id: int) -> Page:
    """Book a person on an offering, or put them on its waiting list."""
    db = get_db()
    or_404(people.by_id(db, participant_id))
    offering_id = request.form.get("offering_id", type=int)
    channel = request.form.get("channel", Channel.TELEPHONE)
    if offering_id is None or channel not in list(Channel):
        abort(400)
    back = came_from(url_for("enrolment.desk", person=participant_id))
    try:
        wait = request.form.get("wait") == "yes"
        line = _book(participant_id, offering_id, Channel(channel), wait=wait)
    except Refusal as refusal:
        return _refused(refusal, back)
    undo = url_for("enrolment.cancel", enrolment_id=key(line))
    return done(db, back, _words(line), undo_url=undo, enrolment_id=key(line))


@bp.post("/enrolments/<int:enrolment_id>/cancel")
@allow(DESK)
def cancel(enrolment_id: int) -> Page:
    """Cancel an enrolment; its seat is free again."""
    db, found = get_db(), _booking(enrolment_id)
    why = request.form.get("why", "").strip()
    back = came_from(url_for("enrolment.desk", person=found.participant_id))
    try:
        service.cancel(db, enrolment_id, why=why, at=clock.now(), by=current().id)
    except Refusal as refusal:
        return _refused(refusal, back)
    undo = url_for("enrolment.restore", enrolment_id=enrolment_id)
    said = f"{_day_and_title(found)}を取り消しました。{_next_in_queue(found)}"
    return done(db, back, said, undo_url=undo)


@bp.post("/enrolments/<int:enrolment_id>/decline")
@allow(DESK)
def decline(enrolment_id: int) -> Page:
    """Write down that someone does not want the seat."""
    db, found = get_db(), _booking(enrolment_id)
    back = came_from(url_for("enrolment.desk", person=found.participant_id))
    try:
        service.decline(db, enrolment_id, at=clock.now(), by=current().id)
    except Refusal as refusal:
        return _refused(refusal, back)
    undo = url_for("enrolment.restore", enrolment_id=enrolment_id)
    return done(db, back, f"{_day_and_title(found)}を辞退にしました。", undo_url=undo)


@bp.post("/enrolments/<int:enrolment_id>/restore")
@allow(DESK)
def restore(enrolment_id: int) -> Page:
    """Take a cancellation back, if the seat is still free."""
    db, found = get_db(), _booking(enrolment_id)
    back = came_from(url_for("enrolment.desk", person=found.participant_id))
    try:
        line = service.restore(db, enrolment_id, at=clock.now(), by=current().id)
    except Refusal as refusal:
        return _refused(refusal, back)
    return done(db, back, f"取り消しを元にもどしました。{_words(line)}")


@bp.post("/enrolments/<int:enrolment_id>/promote")
@allow(DESK)
def promote(enrolment_id: int) -> Page:
    """Give a free seat to someone who waits."""
    db, found = get_db(), _booking(enrolment_id)
    back = came_from(url_for("enrolment.offering", offering_id=found.offering_id))
    try:
        line = service.promote(db, enrolment_id, at=clock.now(), by=current().id)
    except Refusal as refusal:
        return _refused(refusal, back)
    undo = url_for("enrolment.cancel", enrolment_id=enrolment_id)
    return done(db, back, _words(line), undo_url=undo)


@bp.get("/offerings/<int:offering_id>")
@allow(DESK)
def offering(offering_id: int) -> Page:
    """Show an offering: its seats, sessions, people, papers and what happened."""
    db = get_db()
    found = or_404(find_offering(db, offering_id))
    return render_template(
        "enrolment/offering.html",
        offering=found,
        title=found.title or found.course.title,
        first=found.sessions[0],
        teams=teams(db, [key(session) for session in found.sessions]),
        roster=queries.roster(db, offering_id),
        waiting=queries.waiting(db, offering_id),
        drawing=queries.drawing(db, offering_id),
        changes=queries.history(db, offering_id),
        may_plan=current().role in PLANNERS,
        today=clock.today(),
    )


def _book(participant_id: int, offering_id: int, channel: Channel, *, wait: bool) -> Enrolment:
    return service.book(
        get_db(),
        participant_id,
        offering_id,
        channel,
        at=clock.now(),
        by=current().id,
        today=clock.today(),
        wait=wait,
        age_rule=settings().age_rule,
    )


def _booking(enrolment_id: int) -> Booking:
    return or_404(queries.booking(get_db(), enrolment_id))


def _refused(refusal: Refusal, back: str) -> Response:
    get_db().rollback()
    notify("stop", refusal.sentence)
    return see_other(back)


def _words(line: Enrolment) -> str:
    """Say what an enrolment is now: 12/1「…」の席を取りました。"""
    what = _day_and_title(_booking(key(line)))
    if line.status is Status.WAITLISTED:
        place = queries.place_in_queue(get_db(), line)
        return f"{what}の待ち{place}番に入りました。"
    if line.status is Status.APPLIED:
        return f"{what}の抽選に申し込みました。"
    more = f"（{line.note}）" if line.note else ""
    return f"{what}の席を取りました。{more}"


def _day_and_title(found: Booking) -> str:
    return f"{month_day(found.first_on)}「{found.title}」"


def _next_in_queue(found: Booking) -> str:
    """Say who is next, where a seat has become free and someone waits for it."""
    line = next(iter(queries.waiting(get_db(), found.offering_id)), None)
    if line is None or not found.holds_seat:
        return ""
    return f"待ちの1番は{line.shown_name}さんです。席を案内できます。"
