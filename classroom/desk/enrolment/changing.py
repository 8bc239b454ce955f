"""What becomes of an enrolment: cancelled, declined, given a free seat, taken back."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from classroom.core import clock
from classroom.core.errors import Refusal
from classroom.desk.enrolment import queries
from classroom.desk.enrolment.held import end_offer, number_again, withdraw_untold
from classroom.desk.enrolment.lines import (
    accept,
    changed,
    hold_line,
    hold_what_takes_place,
    refuse_clash,
    refuse_gone,
    refuse_if_live,
    refuse_reason,
    refuse_unless,
)
from classroom.desk.enrolment.models import Enrolment
from classroom.desk.enrolment.rules import LIVE, Status
from classroom.desk.enrolment.seats import Full, free_seat, take_seat, take_seats

ENDED = frozenset({Status.CANCELLED, Status.DECLINED})
NO_FREE_SEAT = "いま空いた席はありません。取り消しが出てから案内してください。"
NO_FREE_SEATS = "{}人で一緒の申込です。{}席そろって空いてから案内するか、次の方をご案内ください。"


def cancel(  # noqa: PLR0913  how and by whom are part of a cancellation
    db: Session,
    enrolment_id: int,
    *,
    why: str,
    status: Status = Status.CANCELLED,
    at: datetime,
    by: int | None,
    together: bool = False,
) -> Enrolment:
    """End an enrolment and give its seat back. `status` DECLINED where the person was offered it.

    `together` ends those of the whole party. Refuses what is over: who did not come is marked in
    the attendance instead.
    """
    line = hold_line(db, enrolment_id)
    refuse_unless(line, *LIVE)
    if queries.days_of(db, line.offering_id)[1] < clock.local(at).date():
        raise Refusal("終わった開講の申込は取り消せません。来なかったことは出欠に入れてください。")
    refuse_reason(why)
    for each in queries.party_of(db, line, LIVE) if together else [line]:
        end_offer(db, each, at)
        if each.holds_seat:
            free_seat(db, each.offering_id)
        each.status, each.holds_seat, each.waiting_number = status, False, None
        each.decided_at = at
        changed(db, each, at, by, why)
    return line


def decline(
    db: Session,
    enrolment_id: int,
    *,
    why: str = "",
    at: datetime,
    by: int | None,
    together: bool = False,
) -> Enrolment:
    """Write down that someone who waited or was accepted does not want the seat."""
    return cancel(
        db, enrolment_id, why=why, status=Status.DECLINED, at=at, by=by, together=together
    )


def promote(db: Session, enrolment_id: int, *, at: datetime, by: int | None) -> Enrolment:
    """Give a free seat to someone who waits; to a party, seats for all of them or none.

    A seat that a call holds for them counts as free. Raises Full where there are not enough.
    """
    line = hold_line(db, enrolment_id)
    refuse_unless(line, Status.WAITLISTED, Status.APPLIED)
    hold_what_takes_place(db, line.offering_id)
    party = queries.party_of(db, line, (line.status,))
    for each in party:
        refuse_clash(db, each)
        end_offer(db, each, at)
    try:
        take_seats(db, line.offering_id, len(party))
    except Full:
        several = NO_FREE_SEATS.format(len(party), len(party))
        raise Full(NO_FREE_SEAT if len(party) == 1 else several) from None
    for each in party:
        accept(each, holds_seat=True)
        each.decided_at = at
        changed(db, each, at, by)
    return line


def put_back(db: Session, enrolment_id: int, *, at: datetime, by: int | None) -> Enrolment:
    """Take a promotion back: everyone of it stands in the queue where they stood before."""
    line = hold_line(db, enrolment_id)
    refuse_unless(line, Status.ACCEPTED)
    hold_what_takes_place(db, line.offering_id)
    before = queries.status_before(db, enrolment_id)
    if before not in (Status.WAITLISTED, Status.APPLIED):
        raise Refusal("待ちから案内した席ではありません。「取り消す」を押してください。")
    for each in _done_at_once(db, line, (Status.ACCEPTED,)):
        if each.holds_seat:
            free_seat(db, each.offering_id)
        each.holds_seat = False
        _stand_again(db, each, before)
        each.decided_at = at
        changed(db, each, at, by, "案内を取りやめ")
    return line


def restore(
    db: Session, enrolment_id: int, *, at: datetime, by: int | None, together: bool = False
) -> Enrolment:
    """Take a cancellation back: the seat, if it is still free, or the old place in the queue.

    `together` takes back all that was cancelled with it. Raises Full where the seats are gone.
    """
    line = hold_line(db, enrolment_id)
    refuse_if_live(line)
    hold_what_takes_place(db, line.offering_id)
    for each in _done_at_once(db, line, ENDED) if together else [line]:
        refuse_gone(db, each)
        before = queries.status_before(db, each.id or 0)
        if before in (Status.WAITLISTED, Status.APPLIED):
            _stand_again(db, each, before)
        else:
            refuse_clash(db, each)
            _take_back_seat(db, each, at)
            accept(each, holds_seat=True)
        each.decided_at = at
        changed(db, each, at, by)
    return line


def _done_at_once(db: Session, line: Enrolment, statuses: Collection[Status]) -> list[Enrolment]:
    """Return the lines of the party that were decided at the same instant as this one."""
    party = queries.party_of(db, line, statuses)
    return [each for each in party if each.decided_at == line.decided_at]


def _take_back_seat(db: Session, line: Enrolment, at: datetime) -> None:
    """Take the seat again, also one that is kept for someone who was not called about it yet."""
    try:
        take_seat(db, line.offering_id)
    except Full:
        if not withdraw_untold(db, line.offering_id, at):
            raise
        take_seat(db, line.offering_id)


def _stand_again(db: Session, line: Enrolment, status: Status) -> None:
    if status is Status.WAITLISTED:
        line.waiting_number = number_again(db, line)
    line.status = status
