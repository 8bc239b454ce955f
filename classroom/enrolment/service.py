"""Booking, waiting, cancelling: each seat is given by one guarded UPDATE of the database."""

from datetime import date, datetime

from sqlmodel import Session

from classroom import clock
from classroom.course.models import CourseSession, Offering
from classroom.course.rules import Selection
from classroom.course.rules import Status as OfferingStatus
from classroom.db import key, locked
from classroom.enrolment import queries
from classroom.enrolment.models import Enrolment, EnrolmentChange
from classroom.enrolment.rules import (
    LIVE,
    NOT_OPEN,
    WHY_MAX,
    Channel,
    KnownAge,
    Status,
    age_wanted,
    is_old_enough,
    why_not_open,
)
from classroom.enrolment.seats import NO_SEAT, Full, free_seat, number_by_time, take_seat
from classroom.enrolment.values import WalkIn
from classroom.errors import Refusal
from classroom.participant import service as participants
from classroom.participant.models import Participant
from classroom.participant.rules import may_hold_my_number
from classroom.participant.values import ParticipantDetails
from classroom.rules.age import AgeRule, ToldBand

__all__ = [
    "Full",
    "book",
    "cancel",
    "decline",
    "promote",
    "restore",
    "take_seat",
    "walk_in",
]

QUEUE_FIRST = "空いた席は、待っている方に順にご案内します。待ちに入るか、別の開講をご案内ください。"
AGE_UNKNOWN = "年代だけうかがっているため、対象の年齢かどうかは確かめていません。"
GONE = "この申込は見つかりません。画面を開き直してください。"


def book(  # noqa: PLR0913  who, where, how and when are all part of a booking
    db: Session,
    participant_id: int,
    offering_id: int,
    channel: Channel,
    *,
    at: datetime,
    by: int | None,
    today: date,
    wait: bool = False,
    age_rule: AgeRule = AgeRule.LAW,
) -> Enrolment:
    """Give someone a seat in an open offering, or with `wait` the end of the queue if it is full.

    Raises Full where there is no seat and `wait` is false, or Refusal: not open today, not of the
    age it is for, already booked. For an offering by draw the application waits for the draw.
    """
    offering = _locked_offering(db, offering_id)
    person = db.get(Participant, participant_id)
    if person is None:
        raise Refusal("この方は見つかりません。もう一度さがしてください。")
    refusal = why_not_open(offering.status, offering.apply_from, offering.apply_until, today)
    if refusal:
        raise Refusal(refusal)
    first, last = queries.days_of(db, offering_id)
    if last < today:
        raise Refusal(NOT_OPEN[OfferingStatus.FINISHED])
    note = _age_note(offering, person, first, age_rule)
    line = _line_for(db, person, offering, channel, at)
    line.note = note
    line.is_first_time = not queries.came_before(db, participant_id, first)
    _give_place(db, line, offering, wait=wait)
    return _changed(db, line, at, by)


def walk_in(
    db: Session,
    course_session_id: int,
    details: WalkIn,
    *,
    at: datetime,
    by: int | None,
) -> Enrolment:
    """Take in who came on the day without an application, registering them if they are new.

    They get a free seat if there is one; else they stand beside the count, up to what the room
    holds. Refuses beyond that.
    """
    session = db.get(CourseSession, course_session_id)
    if session is None:
        raise Refusal("この開催回は見つかりません。画面を開き直してください。")
    offering = _refuse_unless_held(db, session.offering_id)
    most = queries.people_max(db, session)
    if queries.accepted_count(db, key(offering)) >= most:
        raise Refusal(f"部屋の定員{most}人に達しています。次の回をご案内ください。")
    person = _who_walked_in(db, details, at)
    line = _line_for(db, person, offering, Channel.WALK_IN, at)
    line.is_first_time = not queries.came_before(db, key(person), session.on)
    _accept(line, holds_seat=_took_seat(db, key(offering)))
    return _changed(db, line, at, by)


def cancel(
    db: Session,
    enrolment_id: int,
    *,
    why: str,
    status: Status = Status.CANCELLED,
    at: datetime,
    by: int | None,
) -> Enrolment:
    """End an enrolment and give its seat back. `status` DECLINED where the person was offered it.

    Refuses what is over: who did not come is marked in the attendance instead.
    """
    line = _locked_line(db, enrolment_id)
    if line.status not in LIVE:
        raise Refusal(f"この申込は、もう{line.status.label}になっています。")
    if queries.days_of(db, line.offering_id)[1] < clock.local(at).date():
        raise Refusal("終わった開講の申込は取り消せません。来なかったことは出欠に入れてください。")
    if len(why) > WHY_MAX:
        raise Refusal(f"理由は{WHY_MAX}文字までにしてください。")
    if may_hold_my_number(why):
        raise Refusal("理由に12けたの数字は書けません。数字を消してください。")
    if line.holds_seat:
        free_seat(db, line.offering_id)
    line.status, line.holds_seat, line.waiting_number = status, False, None
    line.decided_at = at
    return _changed(db, line, at, by, why)


def decline(
    db: Session, enrolment_id: int, *, why: str = "", at: datetime, by: int | None
) -> Enrolment:
    """Write down that someone who waited or was accepted does not want the seat."""
    return cancel(db, enrolment_id, why=why, status=Status.DECLINED, at=at, by=by)


def promote(db: Session, enrolment_id: int, *, at: datetime, by: int | None) -> Enrolment:
    """Give a free seat to someone who waits. Raises Full where none is free."""
    line = _locked_line(db, enrolment_id)
    if line.status not in (Status.WAITLISTED, Status.APPLIED):
        raise Refusal(f"この申込は、もう{line.status.label}になっています。")
    _refuse_unless_held(db, line.offering_id)
    try:
        take_seat(db, line.offering_id)
    except Full:
        raise Full("いま空いた席はありません。取り消しが出てから案内してください。") from None
    _accept(line, holds_seat=True)
    line.decided_at = at
    return _changed(db, line, at, by)


def restore(db: Session, enrolment_id: int, *, at: datetime, by: int | None) -> Enrolment:
    """Take a cancellation back: the seat, if it is still free, or the old place in the queue."""
    line = _locked_line(db, enrolment_id)
    if line.status in LIVE:
        raise Refusal(f"この申込は、もう{line.status.label}になっています。")
    _refuse_unless_held(db, line.offering_id)
    before = queries.status_before(db, enrolment_id)
    if before is Status.WAITLISTED:
        line.waiting_number = number_by_time(db, line)
        line.status = Status.WAITLISTED
    elif before is Status.APPLIED:
        line.status = Status.APPLIED
    else:
        take_seat(db, line.offering_id)
        _accept(line, holds_seat=True)
    line.decided_at = at
    return _changed(db, line, at, by)


def _locked_offering(db: Session, offering_id: int) -> Offering:
    """Hold the offering: whatever changes its seats or its queue comes one after the other."""
    offering = locked(db, Offering, offering_id)
    if offering is None:
        raise Refusal("この開講は見つかりません。画面を開き直してください。")
    return offering


def _refuse_unless_held(db: Session, offering_id: int) -> Offering:
    """Hold an offering that takes place: open, or closed to applications."""
    offering = _locked_offering(db, offering_id)
    if offering.status not in (OfferingStatus.OPEN, OfferingStatus.CLOSED):
        raise Refusal(NOT_OPEN[offering.status])
    return offering


def _locked_line(db: Session, enrolment_id: int) -> Enrolment:
    """Hold the offering first and then the line, in one order everywhere: no deadlock."""
    found = db.get(Enrolment, enrolment_id)
    if found is None:
        raise Refusal(GONE)
    _locked_offering(db, found.offering_id)
    line = locked(db, Enrolment, enrolment_id)
    if line is None:
        raise Refusal(GONE)
    return line


def _age_note(offering: Offering, person: Participant, first: date, rule: AgeRule) -> str:
    """Refuse who is too young on the first day; note where that cannot be known."""
    least = offering.age_min
    known = KnownAge(person.born_on, person.told_band, person.told_band_on)
    fits = is_old_enough(known, least, first, rule)
    if fits is None:
        return AGE_UNKNOWN
    if not fits and least is not None:
        raise Refusal(f"対象は{age_wanted(least, first)}の方です。ほかの開講をご案内ください。")
    return ""


def _line_for(
    db: Session, person: Participant, offering: Offering, channel: Channel, at: datetime
) -> Enrolment:
    """Return the person's one line in the offering: new, or the one that was cancelled before."""
    line = queries.of(db, key(person), key(offering))
    if line is None:
        return Enrolment(
            participant_id=key(person),
            offering_id=key(offering),
            channel=channel,
            status=Status.APPLIED,
            applied_at=at,
        )
    if line.status not in LIVE:
        line.channel, line.applied_at = channel, at
    elif line.status is Status.ACCEPTED or channel is not Channel.WALK_IN:
        raise Refusal(f"この方は、この開講にもう申し込んでいます（{line.status.label}）。")
    return line


def _give_place(db: Session, line: Enrolment, offering: Offering, *, wait: bool) -> None:
    if offering.selection is Selection.DRAW:
        line.status = Status.APPLIED
        return
    last = queries.last_waiting_number(db, key(offering))
    is_full = offering.seats_taken >= offering.capacity
    if not is_full and not last:
        take_seat(db, key(offering))
        _accept(line, holds_seat=True)
    elif wait:
        line.status, line.waiting_number = Status.WAITLISTED, last + 1
    else:
        raise Full(NO_SEAT if is_full else QUEUE_FIRST)


def _accept(line: Enrolment, *, holds_seat: bool) -> None:
    line.status, line.holds_seat, line.waiting_number = Status.ACCEPTED, holds_seat, None


def _took_seat(db: Session, offering_id: int) -> bool:
    try:
        take_seat(db, offering_id)
    except Full:
        return False
    return True


def _who_walked_in(db: Session, details: WalkIn, at: datetime) -> Participant:
    if details.participant_id is not None:
        person = db.get(Participant, details.participant_id)
        if person is None:
            raise Refusal("この方は見つかりません。もう一度さがしてください。")
        return person
    new = ParticipantDetails(
        name_kana=details.name_kana,
        name=details.name,
        told_band=details.told_band or ToldBand.UNKNOWN,
        device=details.device,
        telephone=details.telephone,
    )
    return participants.register(db, new, at=at)


def _changed(
    db: Session, line: Enrolment, at: datetime, by: int | None, why: str = ""
) -> Enrolment:
    """Write the change down beside the line."""
    if line.id is not None:
        line.version += 1
    db.add(line)
    db.flush()
    db.add(
        EnrolmentChange(
            enrolment_id=key(line), status=line.status, at=at, staff_member_id=by, why=why
        )
    )
    db.flush()
    return line
