"""Offering free seats to who waits: a call to make, the seat held for it until a set time."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.core import clock
from classroom.core.db import locked
from classroom.core.errors import Refusal, Stale
from classroom.desk.queue.call import (
    OFFERED,
    ToSay,
    begins,
    first_elsewhere,
    hold_call,
    is_closed,
    let_go,
    of_offering,
    same_call,
)
from classroom.desk.queue.call_rules import Class, hold_until, say_seat_free
from classroom.desk.queue.models import CallTask, Enrolment
from classroom.desk.queue.queries import class_of
from classroom.desk.queue.roster_queries import callable_queue
from classroom.desk.queue.rules import TAKES_PLACE
from classroom.desk.queue.seats import take_seats
from classroom.planning.course.models import Offering
from classroom.planning.course.queries import off_days
from classroom.rules.words.queue import CallKind, CallState


def offer_seats(db: Session, offering_id: int, *, at: datetime) -> list[CallTask]:
    """Offer each free seat to whose turn it is: a call to make, and the seat held until it ends.

    Holds whose time has passed end first; their people keep their places in the queue. Nothing is
    offered once the class has begun or where it does not take place. Safe to repeat: a seat that is
    held is not free.
    """
    offering = locked(db, Offering, offering_id)
    if offering is None:
        return []
    overdue = of_offering(offering_id, OFFERED, col(CallTask.hold_until) <= at)
    let_go(db, db.exec(overdue).all(), CallState.DROPPED, at)
    about = class_of(db, offering_id)
    if offering.status not in TAKES_PLACE or about is None or begins(about) <= at:
        return []
    made: list[CallTask] = []
    today = clock.local(at).date()
    while turn := _next_party(db, offering_id, offering.capacity - offering.seats_taken, today):
        take_seats(db, offering_id, len(turn))
        made += _call(db, offering_id, turn, about, at)
    return made


def say_again(db: Session, offering_id: int) -> None:
    """Let the open offers of an offering say its days as they are now."""
    about = class_of(db, offering_id)
    if about is None:
        return
    off = _off(db, offering_id)
    for task in db.exec(of_offering(offering_id, OFFERED)).all():
        until = min(task.hold_until or begins(about), begins(about))
        people = len(same_call(db, task))
        task.say, task.hold_until = say_seat_free(about, people, clock.local(until), off), until
        task.version += 1
    db.flush()


def _off(db: Session, offering_id: int) -> str:
    return "".join(day.sentence for day in off_days(db, [offering_id]).get(offering_id, ()))


def pass_on(db: Session, task_id: int, *, at: datetime) -> list[CallTask]:
    """End a hold whose time has passed and offer the seat to the next; return the new calls."""
    task = hold_call(db, task_id)
    if task.kind is not CallKind.SEAT_FREE or task.state is not CallState.OPEN:
        raise Stale(first_elsewhere(db, task))
    if task.hold_until is None or task.hold_until > at:
        raise Refusal("取り置きの時刻になるまでは、次の方に回せません。")
    return offer_seats(db, db.get_one(Enrolment, task.enrolment_id).offering_id, at=at)


def _next_party(db: Session, offering_id: int, seats: int, today: date) -> list[int]:
    """Return whose turn it is for free seats, as enrolments: one person, or a whole party.

    In the order of the waiting list; but whose offer ran out stands behind those who had none, and
    a party waits until there are seats for all of it while the next one who fits is asked.
    """
    parties: dict[int, list[int]] = defaultdict(list)
    for line in callable_queue(db, offering_id, today):
        parties[line.party or -line.enrolment_id].append(line.enrolment_id)
    queue = [number for lines in parties.values() for number in lines]
    offered, ran_out = _offered(db, queue), _times_ran_out(db, queue)
    free = [lines for lines in parties.values() if not offered & set(lines)]
    free.sort(key=lambda lines: max(ran_out.get(number, 0) for number in lines))
    return next((lines for lines in free if len(lines) <= seats), [])


def _offered(db: Session, enrolment_ids: Sequence[int]) -> set[int]:
    wanted = select(CallTask.enrolment_id).where(
        col(CallTask.enrolment_id).in_(enrolment_ids), OFFERED
    )
    return {number for number in db.exec(wanted) if number}


def _times_ran_out(db: Session, enrolment_ids: Sequence[int]) -> dict[int, int]:
    wanted = (
        select(CallTask.enrolment_id, sa.func.count())
        .where(
            col(CallTask.enrolment_id).in_(enrolment_ids),
            CallTask.kind == CallKind.SEAT_FREE,
            CallTask.state == CallState.DROPPED,
            col(CallTask.ended_at) >= col(CallTask.hold_until),
        )
        .group_by(col(CallTask.enrolment_id))
    )
    return {number: times for number, times in db.exec(wanted) if number}


def _call(
    db: Session, offering_id: int, turn: list[int], about: Class, at: datetime
) -> list[CallTask]:
    until = hold_until(clock.local(at), begins(about), is_closed(db))
    say = say_seat_free(about, len(turn), until, _off(db, offering_id))
    what = ToSay(CallKind.SEAT_FREE, say, clock.local(at).date())
    made = [what.to(db.get_one(Enrolment, number), at) for number in turn]
    for task in made:
        task.holds_seat, task.hold_until = True, until
    db.add_all(made)
    db.flush()
    return made
