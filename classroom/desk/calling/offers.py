"""Free seats offered to who waits: held for them until a set time, then for the next."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlmodel import Session

from classroom.core import clock
from classroom.core.db import locked
from classroom.desk.calling import turns, words
from classroom.desk.calling.models import CallTask
from classroom.desk.calling.rules import CallKind, CallState, hold_until
from classroom.desk.calling.words import Class
from classroom.desk.enrolment.models import Enrolment
from classroom.desk.enrolment.seats import free_seat, take_seat
from classroom.planning.course.holidays import closing_name
from classroom.planning.course.models import Offering
from classroom.planning.course.rules import Status as OfferingStatus

TAKES_PLACE = (OfferingStatus.OPEN, OfferingStatus.CLOSED)


def offer_seats(db: Session, offering_id: int, *, at: datetime) -> list[CallTask]:
    """Offer each free seat to whose turn it is: a call to make, and the seat held until it ends.

    Holds whose time has passed end first. Nothing is offered once the class has begun or where it
    does not take place. Safe to repeat: a seat that is held is not free.
    """
    offering = locked(db, Offering, offering_id)
    if offering is None:
        return []
    end_overdue(db, offering_id, at=at)
    about = turns.class_of(db, offering_id)
    if offering.status not in TAKES_PLACE or about is None or begins(about) <= at:
        return []
    made: list[CallTask] = []
    while turn := turns.next_party(db, offering_id, offering.capacity - offering.seats_taken):
        made += _offer(db, offering_id, turn, about, at)
    return made


def end_overdue(db: Session, offering_id: int, *, at: datetime) -> int:
    """End the holds whose time has passed; the people keep their places in the queue."""
    found = turns.overdue(db, offering_id, at)
    let_go(db, found, CallState.DROPPED, at)
    return len(found)


def let_go(db: Session, tasks: Collection[CallTask], state: CallState, at: datetime) -> None:
    """End calls, and give back the seats they hold."""
    held = [task for task in tasks if task.holds_seat]
    for task in tasks:
        task.state, task.holds_seat, task.ended_at = state, False, at
        task.version += 1
        db.add(task)
    db.flush()
    for offering_id in _offerings(db, held):
        free_seat(db, offering_id)


def new_call(  # noqa: PLR0913  a call is who, why, about what, what to say and when
    kind: CallKind,
    participant_id: int,
    say: str,
    *,
    due_on: date,
    at: datetime,
    enrolment_id: int | None = None,
    course_session_id: int | None = None,
) -> CallTask:
    """Return an open call, not yet kept."""
    return CallTask(
        kind=kind,
        participant_id=participant_id,
        enrolment_id=enrolment_id,
        course_session_id=course_session_id,
        say=say,
        due_on=due_on,
        created_at=at,
    )


def is_closed(day: date) -> bool:
    """Tell whether the office is closed on a weekday: a holiday, or the turn of the year."""
    return closing_name(day) is not None


def begins(about: Class) -> datetime:
    """Return the instant at which a class begins, on the office's clock."""
    return datetime.combine(about.on, about.starts, clock.TOKYO)


def _offer(
    db: Session, offering_id: int, turn: list[int], about: Class, at: datetime
) -> list[CallTask]:
    until = hold_until(clock.local(at), begins(about), is_closed)
    say = words.seat_free(about, len(turn), until)
    made = []
    for enrolment_id in turn:
        take_seat(db, offering_id)
        line = db.get_one(Enrolment, enrolment_id)
        task = new_call(
            CallKind.SEAT_FREE,
            line.participant_id,
            say,
            due_on=clock.local(at).date(),
            at=at,
            enrolment_id=enrolment_id,
        )
        task.holds_seat, task.hold_until = True, until
        made.append(task)
    db.add_all(made)
    db.flush()
    return made


def _offerings(db: Session, tasks: Iterable[CallTask]) -> list[int]:
    return [db.get_one(Enrolment, task.enrolment_id).offering_id for task in tasks]
