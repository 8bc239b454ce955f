"""Erasing a person's data for good. What was counted stays counted."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.class_day.app_registration.models import AppOutcome, AppRegistration
from classroom.class_day.attendance.models import Attendance
from classroom.core.db import key, locked
from classroom.core.errors import Refusal, Stale
from classroom.desk.merging.models import ParticipantMerge
from classroom.desk.participant.models import Participant
from classroom.desk.participant.rules import Card, Sex
from classroom.desk.queue.models import CallTask, CallTry, Enrolment, EnrolmentChange
from classroom.desk.queue.seats import free_seat
from classroom.office.erasing import queries
from classroom.office.erasing.rules import ERASED_KANA, Why, month_only
from classroom.rules import months
from classroom.rules.words.queue import LIVE, CallState, Status

IS_GONE = "この方の記録は、もうありません。受講者の一覧から見直してください。"
MEANWHILE = "えらんだ方の中に、そのあいだに受付や登録のあった方がいます。一覧を見直してください。"
AHEAD = "{}の申込が残っています。受付の画面で取り消してから、消去してください。"


def erase(
    db: Session,
    participant_id: int,
    *,
    version: int,
    at: datetime,
    today: date,
    why: Why = Why.ASKED,
) -> Participant:
    """Erase who a person is, with the records merged into theirs. It cannot be taken back.

    What stays is what counting needs: the birth month, a told band, the district, the device, the
    month of leaving, and what the person did in class; of a record made by mistake nothing of
    that, so that it counts nowhere. Free texts about them go. Raises Stale where somebody changed
    the record meanwhile, Refusal while the person has a seat or a place ahead.
    """
    person = locked(db, Participant, participant_id)
    if person is None or person.is_gone:
        raise Refusal(IS_GONE)
    if person.version != version:
        raise Stale
    numbers = queries.everyone(db, participant_id)
    if bookings := queries.ahead(db, numbers, today):
        raise Refusal(AHEAD.format(f"「{bookings[0].title}」"))
    for number in numbers:
        record = locked(db, Participant, number)
        if record is not None:
            _empty(record, at)
    _texts(db, numbers, at)
    if why is Why.MISTAKE:
        _uncount(db, numbers, at)
    db.flush()
    return person


def erase_over(db: Session, chosen: Sequence[int], *, at: datetime, today: date) -> int:
    """Erase these people, whose time is over; return how many. Refuses where one's is not."""
    wanted = sorted(set(chosen))
    if not wanted:
        raise Refusal("消去する方をえらんでください。")
    for number in wanted:
        locked(db, Participant, number)
    if len(queries.over(db, today, among=wanted)) != len(wanted):
        raise Refusal(MEANWHILE)
    for number in wanted:
        version = db.get_one(Participant, number).version
        erase(db, number, version=version, at=at, today=today)
    return len(wanted)


def _empty(person: Participant, at: datetime) -> None:
    person.name = person.name_key = person.kana_key = person.sort_key = ""
    person.name_kana = ERASED_KANA
    person.telephone = person.telephone_last4 = person.telephone2 = person.telephone2_last4 = ""
    person.address = person.good_times = person.note = ""
    person.family_name = person.family_relation = person.family_telephone = ""
    person.needs_hearing = person.needs_wheelchair = False
    person.needs_large_print = person.needs_step_free = False
    person.sex, person.card = Sex.UNKNOWN, Card.UNKNOWN
    if person.born_on is not None:
        person.born_on = month_only(person.born_on)
    if person.moved_on is not None:
        person.moved_on = months.last_of(person.moved_on)
    if person.died_on is not None:
        person.died_on = months.last_of(person.died_on)
    person.erased_at = at
    person.version += 1


def _uncount(db: Session, numbers: Sequence[int], at: datetime) -> None:
    """Take back what a record made by mistake counts for: what it reached, where it was, seats."""
    lines = db.exec(select(Enrolment).where(col(Enrolment.participant_id).in_(numbers))).all()
    theirs = [key(line) for line in lines]
    for table in (AppRegistration, AppOutcome):
        db.execute(sa.delete(table).where(col(table.participant_id).in_(numbers)))
    db.execute(sa.delete(Attendance).where(col(Attendance.enrolment_id).in_(theirs)))
    for line in lines:
        if line.status in LIVE:
            if line.holds_seat:
                free_seat(db, line.offering_id)
            line.status, line.holds_seat, line.waiting_number = Status.CANCELLED, False, None
            line.decided_at = at
            line.version += 1
            db.add(EnrolmentChange(enrolment_id=key(line), status=Status.CANCELLED, at=at))


def _texts(db: Session, numbers: Sequence[int], at: datetime) -> None:
    """Empty every free text that was written about these records, and drop their open calls."""
    lines = sa.select(col(Enrolment.id)).where(col(Enrolment.participant_id).in_(numbers))
    calls = sa.select(col(CallTask.id)).where(col(CallTask.participant_id).in_(numbers))
    db.execute(
        sa.update(EnrolmentChange)
        .where(col(EnrolmentChange.enrolment_id).in_(lines))
        .values(why="")
    )
    db.execute(
        sa.update(Enrolment)
        .where(col(Enrolment.participant_id).in_(numbers))
        .values(note="", proxy="", override_reason="")
    )
    db.execute(sa.update(CallTry).where(col(CallTry.call_task_id).in_(calls)).values(note=""))
    db.execute(
        sa.update(CallTask)
        .where(col(CallTask.id).in_(calls), col(CallTask.state) == CallState.OPEN)
        .values(state=CallState.DROPPED, ended_at=at)
    )
    db.execute(sa.update(CallTask).where(col(CallTask.id).in_(calls)).values(say=""))
    is_theirs = sa.or_(
        col(ParticipantMerge.kept_id).in_(numbers), col(ParticipantMerge.gone_id).in_(numbers)
    )
    # What undoing a merge would need holds both names.
    db.execute(sa.update(ParticipantMerge).where(is_theirs).values(before=""))
