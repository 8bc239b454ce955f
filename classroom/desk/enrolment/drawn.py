"""What a draw decides about applications: seats for who was drawn, the queue for the others."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from classroom.core.errors import Refusal
from classroom.desk.enrolment.lines import accept, changed, hold_line, hold_what_takes_place
from classroom.desk.enrolment.models import Enrolment
from classroom.desk.enrolment.rules import Status
from classroom.desk.enrolment.seats import Full, take_seats

TOO_FEW = "空いた席が{}席より少なくなっています。抽選の席の数か、定員を確かめてください。"
WHY = "抽選"


def settle(
    db: Session,
    offering_id: int,
    won: Sequence[int],
    waiting: Mapping[int, int],
    *,
    at: datetime,
    by: int | None,
) -> None:
    """Give seats to who was drawn, and to the others their number in the queue.

    `waiting` names the number of each enrolment. Raises Full where the seats are gone; then
    nothing of it may be kept.
    """
    hold_what_takes_place(db, offering_id)
    try:
        take_seats(db, offering_id, len(won))
    except Full:
        raise Full(TOO_FEW.format(len(won))) from None
    for number in won:
        line = _applied(db, number)
        accept(line, holds_seat=True)
        _decided(db, line, at, by)
    for number, place in waiting.items():
        line = _applied(db, number)
        line.status, line.waiting_number = Status.WAITLISTED, place
        _decided(db, line, at, by)


def _applied(db: Session, enrolment_id: int) -> Enrolment:
    line = hold_line(db, enrolment_id)
    if line.status is not Status.APPLIED:
        raise Refusal("申込が変わりました。もう一度、抽選を行ってください。")
    return line


def _decided(db: Session, line: Enrolment, at: datetime, by: int | None) -> None:
    line.decided_at = at
    changed(db, line, at, by, WHY)
