"""One enrolment: booked, cancelled, moved to another day, taken back, given a free seat."""

from flask import abort, request, url_for

from classroom.core import clock
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.enrolment import queries, service
from classroom.desk.enrolment.blueprint import Page, bp
from classroom.desk.enrolment.booking import (
    book_at_desk,
    booking_of,
    channel_of_day,
    day_and_title,
    desk_of,
    override_for,
    picked,
    refused,
    remember_channel,
    said_of,
)
from classroom.desk.enrolment.rules import Channel
from classroom.desk.enrolment.values import Booking
from classroom.desk.participant import queries as people
from classroom.rules.text import clean_line
from classroom.rules.words.staff import DESK
from classroom.web.database import get_db, settings
from classroom.web.pages import came_from, done, or_404
from classroom.web.staff.access import allow, current

TOGETHER = "yes"


@bp.post("/participants/<int:participant_id>/bookings")
@allow(DESK)
def book(participant_id: int) -> Page:
    """Book a person, and who comes with them, on an offering or put them on its waiting list."""
    db = get_db()
    person = or_404(people.by_id(db, participant_id))  # kept: the booking asks for it again
    offering_id, wait = picked()
    channel = request.form.get("channel", channel_of_day())
    if channel not in list(Channel):
        abort(400)
    others = request.form.getlist("with", type=int)
    back = came_from(desk_of(participant_id))
    try:
        lines = book_at_desk([key(person), *others], offering_id, Channel(channel), wait=wait)
    except Refusal as refusal:
        return refused(refusal, back)
    remember_channel(Channel(channel))
    undo = url_for(
        "enrolment.cancel",
        enrolment_id=key(lines[0]),
        together=TOGETHER if len(lines) > 1 else None,
    )
    said = said_of(lines[0], len(lines))
    after = desk_of(participant_id) if others else back
    return done(db, after, said, undo_url=undo, enrolment_id=key(lines[0]), people=len(lines))


@bp.post("/enrolments/<int:enrolment_id>/cancel")
@allow(DESK)
def cancel(enrolment_id: int) -> Page:
    """Cancel an enrolment, with those of its party where that is asked; its seat is free again."""
    db, found = get_db(), booking_of(enrolment_id)
    why = clean_line(request.form.get("detail", "")) or request.form.get("why", "").strip()
    together = _together()
    back = came_from(desk_of(found.participant_id))
    try:
        at, by = clock.now(), current().id
        service.cancel(db, enrolment_id, why=why, at=at, by=by, together=together)
    except Refusal as refusal:
        return refused(refusal, back)
    more = TOGETHER if together else None
    undo = url_for("enrolment.restore", enrolment_id=enrolment_id, together=more)
    said = f"{day_and_title(found)}を取り消しました。{_next_in_queue(found)}"
    return done(db, back, said, undo_url=undo)


@bp.post("/enrolments/<int:enrolment_id>/decline")
@allow(DESK)
def decline(enrolment_id: int) -> Page:
    """Write down that someone does not want the seat."""
    db, found = get_db(), booking_of(enrolment_id)
    back = came_from(desk_of(found.participant_id))
    try:
        service.decline(db, enrolment_id, at=clock.now(), by=current().id)
    except Refusal as refusal:
        return refused(refusal, back)
    undo = url_for("enrolment.restore", enrolment_id=enrolment_id)
    return done(db, back, f"{day_and_title(found)}を辞退にしました。", undo_url=undo)


@bp.post("/enrolments/<int:enrolment_id>/restore")
@allow(DESK)
def restore(enrolment_id: int) -> Page:
    """Take a cancellation back, if the seat is still free."""
    db, found = get_db(), booking_of(enrolment_id)
    back = came_from(desk_of(found.participant_id))
    try:
        at, by = clock.now(), current().id
        line = service.restore(db, enrolment_id, at=at, by=by, together=_together())
    except Refusal as refusal:
        return refused(refusal, back)
    return done(db, back, f"取り消しを元にもどしました。{said_of(line)}")


@bp.post("/enrolments/<int:enrolment_id>/promote")
@allow(DESK)
def promote(enrolment_id: int) -> Page:
    """Give a free seat to someone who waits, and seats to those who come with them."""
    db, found = get_db(), booking_of(enrolment_id)
    back = came_from(url_for("enrolment.offering", offering_id=found.offering_id))
    try:
        line = service.promote(db, enrolment_id, at=clock.now(), by=current().id)
    except Refusal as refusal:
        return refused(refusal, back)
    undo = url_for("enrolment.put_back", enrolment_id=enrolment_id)
    return done(db, back, said_of(line), undo_url=undo)


@bp.post("/enrolments/<int:enrolment_id>/put-back")
@allow(DESK)
def put_back(enrolment_id: int) -> Page:
    """Take back a seat that was given to the wrong one who waits."""
    db, found = get_db(), booking_of(enrolment_id)
    back = came_from(url_for("enrolment.offering", offering_id=found.offering_id))
    try:
        line = service.put_back(db, enrolment_id, at=clock.now(), by=current().id)
    except Refusal as refusal:
        return refused(refusal, back)
    return done(db, back, f"席の案内を取りやめました。{said_of(line)}")


@bp.post("/enrolments/<int:enrolment_id>/move")
@allow(DESK)
def move(enrolment_id: int) -> Page:
    """Move someone to another offering; without a seat there everything stays as it was."""
    db, found = get_db(), booking_of(enrolment_id)
    offering_id, _ = picked()
    try:
        lines = service.move(
            db,
            enrolment_id,
            offering_id,
            at=clock.now(),
            by=current().id,
            today=clock.today(),
            age_rule=settings().age_rule,
            override=override_for(offering_id),
            together=_together(),
        )
    except Refusal as refusal:
        desk = url_for("enrolment.desk", person=found.participant_id, move=enrolment_id)
        return refused(refusal, came_from(desk))
    undo = url_for("enrolment.move_back", enrolment_id=key(lines[0]), old=enrolment_id)
    said = f"{day_and_title(found)}から変えて、{said_of(lines[0], len(lines))}"
    return done(db, desk_of(found.participant_id), said, undo_url=undo, people=len(lines))


@bp.post("/enrolments/<int:enrolment_id>/move-back")
@allow(DESK)
def move_back(enrolment_id: int) -> Page:
    """Take a move back, if the old seat is still free."""
    db, found = get_db(), booking_of(enrolment_id)
    old = request.args.get("old", type=int) or abort(400)
    back = desk_of(found.participant_id)
    try:
        line = service.move_back(db, enrolment_id, old, at=clock.now(), by=current().id)
    except Refusal as refusal:
        return refused(refusal, back)
    return done(db, back, f"元の日にもどしました。{said_of(line)}")


def _together() -> bool:
    """Tell whether the whole party is meant."""
    return request.values.get("together") == TOGETHER


def _next_in_queue(found: Booking) -> str:
    """Say who is next, where a seat has become free and someone waits for it."""
    lines = queries.next_in_queue(get_db(), found.offering_id) if found.holds_seat else []
    if not lines:
        return ""
    names = "さんと".join(line.shown_name for line in lines)
    return f"待ちの1番は{names}さんです。席を案内できます。"
