"""Giving an enrolment up, and taking that back."""

from collections.abc import Collection

from sqlmodel import Session

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.participant.models import Participant
from classroom.desk.queue import queries
from classroom.desk.queue.call import end_offer, take_back_seat
from classroom.desk.queue.desk_queries import bookings
from classroom.desk.queue.enrolment import (
    accept,
    decided,
    hold_line,
    hold_what_takes_place,
    refuse_clash,
    refuse_gone,
    refuse_left,
    refuse_reason,
    refuse_unless,
)
from classroom.desk.queue.models import Enrolment
from classroom.desk.queue.seats import free_seat, number_again
from classroom.desk.queue.values import Act
from classroom.rules.words.queue import ENDED, LIVE, Status


def cancel(
    db: Session,
    enrolment_id: int,
    act: Act,
    *,
    why: str = "",
    status: Status = Status.CANCELLED,
    together: bool = False,
) -> Enrolment:
    """End an enrolment and give its seat back. `status` DECLINED where the person was offered it.

    `together` ends those of the whole party. Refuses what is over: who did not come is marked in
    the attendance instead.
    """
    line = hold_line(db, enrolment_id)
    refuse_unless(line, *LIVE)
    if queries.days_of(db, line.offering_id)[1] < act.today:
        raise Refusal("終わった開講の申込は取り消せません。来なかったことは出欠に入れてください。")
    refuse_reason(why)
    for each in queries.party_of(db, line, LIVE) if together else [line]:
        end_offer(db, each, act.at)
        if each.holds_seat:
            free_seat(db, each.offering_id)
        each.status, each.holds_seat, each.waiting_number = status, False, None
        decided(db, each, act, why)
    return line


def cancel_all(db: Session, participant_id: int, act: Act, *, why: str = "") -> int:
    """End every enrolment that a person has ahead; return how many."""
    found = [
        one.enrolment_id
        for one in bookings(db, participant_id)
        if one.is_live and one.last_on >= act.today
    ]
    for enrolment_id in found:
        cancel(db, enrolment_id, act, why=why)
    return len(found)


def decline(db: Session, enrolment_id: int, act: Act, *, why: str = "") -> Enrolment:
    """Write down that someone who waited or was accepted does not want the seat."""
    return cancel(db, enrolment_id, act, why=why, status=Status.DECLINED)


def restore(db: Session, enrolment_id: int, act: Act, *, together: bool = False) -> Enrolment:
    """Take a cancellation back: the seat, if it is still free, or the old place in the queue.

    `together` takes back all that was cancelled with it. Raises Full where the seats are gone.
    """
    line = hold_line(db, enrolment_id)
    refuse_unless(line, *ENDED)
    hold_what_takes_place(db, line.offering_id)
    for each in decided_with(db, line, ENDED) if together else [line]:
        refuse_gone(db, each)
        refuse_left(db.get(Participant, each.participant_id), act.today)
        before = queries.status_before(db, key(each))
        if before in (Status.WAITLISTED, Status.APPLIED):
            stand_again(db, each, before)
        else:
            refuse_clash(db, each)
            take_back_seat(db, each.offering_id, act.at)
            accept(each, holds_seat=True)
        decided(db, each, act)
    return line


def decided_with(db: Session, line: Enrolment, statuses: Collection[Status]) -> list[Enrolment]:
    """Return the lines of the party that were decided at the same instant as this one."""
    party = queries.party_of(db, line, statuses)
    return [each for each in party if each.decided_at == line.decided_at]


def stand_again(db: Session, line: Enrolment, status: Status) -> None:
    """Let a line stand where it stood before it had a seat, or before it was given up."""
    if status is Status.WAITLISTED:
        line.waiting_number = number_again(db, line)
    line.status = status
