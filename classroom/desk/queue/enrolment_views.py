"""One enrolment: booked, cancelled, moved to another day, taken back, given a free seat."""

from collections.abc import Sequence

from flask import abort, request, url_for

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.participant import queries as people
from classroom.desk.queue import cancel as cancelling
from classroom.desk.queue import move as moving
from classroom.desk.queue import promote as promoting
from classroom.desk.queue.book import book_party
from classroom.desk.queue.desk_views import (
    Page,
    act_now,
    booking_of,
    bp,
    channel_of_day,
    desk_of,
    remember_channel,
)
from classroom.desk.queue.models import Enrolment
from classroom.desk.queue.roster_queries import next_in_queue
from classroom.desk.queue.values import WAIT, Asked, Booking
from classroom.rules.text import clean_line
from classroom.rules.words.queue import Channel, Status
from classroom.rules.words.staff import DESK
from classroom.web.acting import or_back
from classroom.web.database import get_db, settings
from classroom.web.filters import month_day
from classroom.web.pages import came_from, done, or_404
from classroom.web.staff.access import allow

TOGETHER = "yes"


@bp.post("/participants/<int:participant_id>/bookings")
@allow(DESK)
def book(participant_id: int) -> Page:
    """Book a person, and who comes with them, on an offering or put them on its waiting list."""
    db = get_db()
    person = or_404(people.by_id(db, participant_id))  # kept: the booking asks for it again
    offering_id, wait = _picked()
    channel = request.form.get("channel", channel_of_day())
    if channel not in list(Channel):
        abort(400)
    others = request.form.getlist("with", type=int)
    back = came_from(desk_of(participant_id))
    with or_back(back):
        lines = book_at_desk([key(person), *others], offering_id, Channel(channel), wait=wait)
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
    with or_back(back):
        cancelling.cancel(db, enrolment_id, act_now(), why=why, together=together)
    more = TOGETHER if together else None
    undo = url_for("enrolment.restore", enrolment_id=enrolment_id, together=more)
    said = f"{_day_and_title(found)}を取り消しました。{_next_in_queue(found)}"
    return done(db, back, said, undo_url=undo)


@bp.post("/participants/<int:participant_id>/bookings/cancel")
@allow(DESK)
def cancel_all(participant_id: int) -> Page:
    """Cancel all that a person has ahead who has moved away or died."""
    db, here = get_db(), desk_of(participant_id)
    person = or_404(people.by_id(db, participant_id))
    act = act_now()
    with or_back(here):
        gone = person.left_by(act.today)
        if gone is None:
            raise Refusal("転出・死亡の登録がない方です。申込は、1件ずつ取り消してください。")
        ended = cancelling.cancel_all(db, participant_id, act, why=gone.how.label)
        if not ended:
            raise Refusal("これからの申込は、もうありません。")
    return done(db, here, f"これからの申込{ended}件を取り消しました。", people=1, ended=ended)


@bp.post("/enrolments/<int:enrolment_id>/decline")
@allow(DESK)
def decline(enrolment_id: int) -> Page:
    db, found = get_db(), booking_of(enrolment_id)
    back = came_from(desk_of(found.participant_id))
    with or_back(back):
        cancelling.decline(db, enrolment_id, act_now())
    undo = url_for("enrolment.restore", enrolment_id=enrolment_id)
    return done(db, back, f"{_day_and_title(found)}を辞退にしました。", undo_url=undo)


@bp.post("/enrolments/<int:enrolment_id>/restore")
@allow(DESK)
def restore(enrolment_id: int) -> Page:
    db, found = get_db(), booking_of(enrolment_id)
    back = came_from(desk_of(found.participant_id))
    with or_back(back):
        line = cancelling.restore(db, enrolment_id, act_now(), together=_together())
    return done(db, back, f"取り消しを元にもどしました。{said_of(line)}")


@bp.post("/enrolments/<int:enrolment_id>/promote")
@allow(DESK)
def promote(enrolment_id: int) -> Page:
    """Give a free seat to someone who waits, and seats to those who come with them."""
    db, found = get_db(), booking_of(enrolment_id)
    back = came_from(url_for("enrolment.offering", offering_id=found.offering_id))
    with or_back(back):
        line = promoting.promote(db, enrolment_id, act_now())
    undo = url_for("enrolment.put_back", enrolment_id=enrolment_id)
    return done(db, back, said_of(line), undo_url=undo)


@bp.post("/enrolments/<int:enrolment_id>/put-back")
@allow(DESK)
def put_back(enrolment_id: int) -> Page:
    db, found = get_db(), booking_of(enrolment_id)
    back = came_from(url_for("enrolment.offering", offering_id=found.offering_id))
    with or_back(back):
        line = promoting.put_back(db, enrolment_id, act_now())
    return done(db, back, f"席の案内を取りやめました。{said_of(line)}")


@bp.post("/enrolments/<int:enrolment_id>/move")
@allow(DESK)
def move(enrolment_id: int) -> Page:
    """Move someone to another offering; without a seat there everything stays as it was."""
    db, found = get_db(), booking_of(enrolment_id)
    offering_id, _ = _picked()
    to = moving.Target(offering_id, settings().age_rule, _override_for(offering_id), _together())
    desk = url_for("enrolment.desk", person=found.participant_id, move=enrolment_id)
    with or_back(came_from(desk)):
        lines = moving.move(db, enrolment_id, to, act_now())
    undo = url_for("enrolment.move_back", enrolment_id=key(lines[0]), old=enrolment_id)
    said = f"{_day_and_title(found)}から変えて、{said_of(lines[0], len(lines))}"
    return done(db, desk_of(found.participant_id), said, undo_url=undo, people=len(lines))


@bp.post("/enrolments/<int:enrolment_id>/move-back")
@allow(DESK)
def move_back(enrolment_id: int) -> Page:
    db, found = get_db(), booking_of(enrolment_id)
    old = request.args.get("old", type=int) or abort(400)
    back = desk_of(found.participant_id)
    with or_back(back):
        line = moving.move_back(db, enrolment_id, old, act_now())
    return done(db, back, f"元の日にもどしました。{said_of(line)}")


def book_at_desk(
    participant_ids: Sequence[int], offering_id: int, channel: Channel, *, wait: bool
) -> list[Enrolment]:
    """Book people by the city's own rule of age, in the name of who is at the screen.

    Who applied for them, and the reason to set a rule aside, are read from the page's form.
    """
    asked = Asked(
        offering_id=offering_id,
        channel=channel,
        wait=wait,
        age_rule=settings().age_rule,
        proxy=clean_line(request.form.get("proxy", "")),
        override=_override_for(offering_id),
    )
    return book_party(get_db(), participant_ids, asked, act_now())


def said_of(line: Enrolment, people: int = 1) -> str:
    """Say what an enrolment is now: 12/1「…」の席を取りました。"""
    found = booking_of(key(line))
    what = _day_and_title(found)
    many = f"{people}人分" if people > 1 else ""
    if line.status is Status.WAITLISTED:
        return f"{what}の待ち{found.waiting_place}番に{f'{people}人で' if many else ''}入りました。"
    if line.status is Status.APPLIED:
        return f"{what}の抽選に{many}申し込みました。"
    more = f"（{line.note}）" if line.note else ""
    return f"{what}の席を{many}取りました。{more}"


def _day_and_title(found: Booking) -> str:
    return f"{month_day(found.first_on)}「{found.title}」"


def _next_in_queue(found: Booking) -> str:
    """Say who is next, where a seat has become free and someone waits for it."""
    lines = next_in_queue(get_db(), found.offering_id, act_now().today) if found.holds_seat else []
    if not lines:
        return ""
    names = "さんと".join(line.shown_name for line in lines)
    return f"待ちの1番は{names}さんです。席を案内できます。"


def _override_for(offering_id: int) -> str:
    """Return the reason that was written beside an offering to set its rules aside."""
    return clean_line(request.form.get(f"override-{offering_id}", ""))


def _picked() -> tuple[int, bool]:
    """Return the offering that the pressed button names, and whether it was a place in the queue.

    Ends the request where it names none.
    """
    value = request.form.get("pick") or request.form.get("offering_id", "")
    number = value.removeprefix(WAIT)
    if not number.isdecimal():
        abort(400)
    return int(number), value.startswith(WAIT) or request.form.get("wait") == "yes"


def _together() -> bool:
    return request.values.get("together") == TOGETHER
