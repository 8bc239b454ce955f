"""One enrolment: booked, cancelled, taken back, given a free seat."""

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from classroom import clock
from classroom.db import key
from classroom.enrolment import queries, service
from classroom.enrolment.blueprint import Page, bp
from classroom.enrolment.booking import book_at_desk, booking_of, day_and_title, said_of
from classroom.enrolment.rules import Channel
from classroom.enrolment.values import Booking
from classroom.errors import Refusal
from classroom.participant import queries as people
from classroom.staff.access import allow, current
from classroom.staff.rules import DESK
from classroom.web.database import get_db
from classroom.web.pages import came_from, done, notify, or_404, see_other


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
        line = book_at_desk(participant_id, offering_id, Channel(channel), wait=wait)
    except Refusal as refusal:
        return _refused(refusal, back)
    undo = url_for("enrolment.cancel", enrolment_id=key(line))
    return done(db, back, said_of(line), undo_url=undo, enrolment_id=key(line))


@bp.post("/enrolments/<int:enrolment_id>/cancel")
@allow(DESK)
def cancel(enrolment_id: int) -> Page:
    """Cancel an enrolment; its seat is free again."""
    db, found = get_db(), booking_of(enrolment_id)
    why = request.form.get("why", "").strip()
    back = came_from(url_for("enrolment.desk", person=found.participant_id))
    try:
        service.cancel(db, enrolment_id, why=why, at=clock.now(), by=current().id)
    except Refusal as refusal:
        return _refused(refusal, back)
    undo = url_for("enrolment.restore", enrolment_id=enrolment_id)
    said = f"{day_and_title(found)}を取り消しました。{_next_in_queue(found)}"
    return done(db, back, said, undo_url=undo)


@bp.post("/enrolments/<int:enrolment_id>/decline")
@allow(DESK)
def decline(enrolment_id: int) -> Page:
    """Write down that someone does not want the seat."""
    db, found = get_db(), booking_of(enrolment_id)
    back = came_from(url_for("enrolment.desk", person=found.participant_id))
    try:
        service.decline(db, enrolment_id, at=clock.now(), by=current().id)
    except Refusal as refusal:
        return _refused(refusal, back)
    undo = url_for("enrolment.restore", enrolment_id=enrolment_id)
    return done(db, back, f"{day_and_title(found)}を辞退にしました。", undo_url=undo)


@bp.post("/enrolments/<int:enrolment_id>/restore")
@allow(DESK)
def restore(enrolment_id: int) -> Page:
    """Take a cancellation back, if the seat is still free."""
    db, found = get_db(), booking_of(enrolment_id)
    back = came_from(url_for("enrolment.desk", person=found.participant_id))
    try:
        line = service.restore(db, enrolment_id, at=clock.now(), by=current().id)
    except Refusal as refusal:
        return _refused(refusal, back)
    return done(db, back, f"取り消しを元にもどしました。{said_of(line)}")


@bp.post("/enrolments/<int:enrolment_id>/promote")
@allow(DESK)
def promote(enrolment_id: int) -> Page:
    """Give a free seat to someone who waits."""
    db, found = get_db(), booking_of(enrolment_id)
    back = came_from(url_for("enrolment.offering", offering_id=found.offering_id))
    try:
        line = service.promote(db, enrolment_id, at=clock.now(), by=current().id)
    except Refusal as refusal:
        return _refused(refusal, back)
    undo = url_for("enrolment.cancel", enrolment_id=enrolment_id)
    return done(db, back, said_of(line), undo_url=undo)


def _refused(refusal: Refusal, back: str) -> Response:
    get_db().rollback()
    notify("stop", refusal.sentence)
    return see_other(back)


def _next_in_queue(found: Booking) -> str:
    """Say who is next, where a seat has become free and someone waits for it."""
    line = next(iter(queries.waiting(get_db(), found.offering_id)), None)
    if line is None or not found.holds_seat:
        return ""
    return f"待ちの1番は{line.shown_name}さんです。席を案内できます。"
