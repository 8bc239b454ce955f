"""Enrolments held and written down: what every act of the desk on them shares."""

from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from classroom.core.db import ask, key, locked
from classroom.core.errors import Refusal
from classroom.desk.enrolment.models import Enrolment, EnrolmentChange
from classroom.desk.enrolment.picking import clashes
from classroom.desk.enrolment.rules import LIVE, NOT_OPEN, WHY_MAX, Status
from classroom.desk.participant.models import Participant
from classroom.desk.participant.rules import may_hold_my_number
from classroom.planning.course.models import Offering
from classroom.planning.course.rules import Status as OfferingStatus

GONE = "この申込は見つかりません。画面を開き直してください。"
CLASH_HELP = "日を変えるか、先に取り消してください。"


def hold_offering(db: Session, offering_id: int) -> Offering:
    """Hold the offering: whatever changes its seats or its queue comes one after the other."""
    offering = locked(db, Offering, offering_id)
    if offering is None:
        raise Refusal("この開講は見つかりません。画面を開き直してください。")
    return offering


def hold_what_takes_place(db: Session, offering_id: int) -> Offering:
    """Hold an offering that takes place: open, or closed to applications."""
    offering = hold_offering(db, offering_id)
    if offering.status not in (OfferingStatus.OPEN, OfferingStatus.CLOSED):
        raise Refusal(NOT_OPEN[offering.status])
    return offering


def hold_line(db: Session, enrolment_id: int) -> Enrolment:
    """Hold the offering first and then the line, in one order everywhere: no deadlock."""
    found = db.get(Enrolment, enrolment_id)
    if found is None:
        raise Refusal(GONE)
    hold_offering(db, found.offering_id)
    line = locked(db, Enrolment, enrolment_id)
    if line is None:
        raise Refusal(GONE)
    return line


def refuse_unless(line: Enrolment, *statuses: Status) -> None:
    """Refuse a line that stands elsewhere by now: another desk was faster."""
    if line.status not in statuses:
        raise Refusal(f"この申込は、もう{line.status.label}になっています。")


def refuse_if_live(line: Enrolment) -> None:
    """Refuse to take up again what was never given up."""
    if line.status in LIVE:
        raise Refusal(f"この申込は、もう{line.status.label}になっています。")


def refuse_gone(db: Session, line: Enrolment) -> None:
    """Refuse a line of a record that was merged, whose other line counts, or that was erased."""
    person = db.get(Participant, line.participant_id)
    if person is not None and person.erased_at is not None:
        raise Refusal("個人情報を消去した方の申込です。新しい方として受け付けてください。")
    if person is not None and person.is_gone:
        raise Refusal("この記録は、もう1つの記録にまとめてあります。そちらで受け付けてください。")


def refuse_clash(db: Session, line: Enrolment) -> None:
    """Refuse a seat to who has another one at that time, unless a reason was given for it."""
    found = clashes(db, line.participant_id, [line.offering_id]).get(line.offering_id)
    if found is not None and not line.override_reason:
        raise Refusal(found.sentence + CLASH_HELP)


def refuse_reason(why: str, most: int = WHY_MAX) -> None:
    """Refuse a reason that is too long, or that may hold a 個人番号."""
    if len(why) > most:
        raise Refusal(f"理由は{most}文字までにしてください。")
    if may_hold_my_number(why):
        raise Refusal("理由に12けたの数字は書けません。数字を消してください。")


def accept(line: Enrolment, *, holds_seat: bool) -> None:
    """Give a line its place; the caller has taken the seat, if there is one."""
    line.status, line.holds_seat, line.waiting_number = Status.ACCEPTED, holds_seat, None


def changed(db: Session, line: Enrolment, at: datetime, by: int | None, why: str = "") -> Enrolment:
    """Write the change down beside the line."""
    if line.id is not None:
        line.version += 1
    db.add(line)
    db.flush()
    ask(
        db,
        _change(),
        enrolment_id=key(line),
        status=line.status,
        at=at,
        staff_member_id=by,
        why=why,
    )
    return line


@cache
def _change() -> Any:
    return sa.insert(EnrolmentChange)
