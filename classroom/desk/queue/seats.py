"""Seats, taken and given back by one UPDATE each so that no desk can oversell; and the queue."""

from functools import cache

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.core.db import ask, key
from classroom.core.errors import Refusal
from classroom.desk.queue import queries
from classroom.desk.queue.models import Enrolment
from classroom.planning.course.models import Offering
from classroom.rules.words.queue import Status

NO_SEAT = "最後の席は、いま別の受付で入りました。待ちに入るか、ほかの開講をご案内ください。"
NO_SEATS = "{}人分の席はありません。待ちに入るか、ほかの開講をご案内ください。"


class Full(Refusal):
    """No seat is free for this person; the waiting list is the next best act."""


def take_seat(db: Session, offering_id: int) -> None:
    take_seats(db, offering_id, 1)


def take_seats(db: Session, offering_id: int, count: int) -> None:
    """Take seats for people who come together, all or none. Only here does seats_taken grow.

    One UPDATE compares and counts at once, so that the last seat goes to exactly one person
    however many desks press together. Raises Full.
    """
    if count < 1:
        return
    if ask(db, _take(), offering=offering_id, count=count).rowcount == 0:
        raise Full(NO_SEAT if count == 1 else NO_SEATS.format(count))
    _look_again(db, offering_id)


def free_seat(db: Session, offering_id: int) -> None:
    ask(db, _free(), offering=offering_id)
    freed(db).add(offering_id)
    _look_again(db, offering_id)


def freed(db: Session) -> set[int]:
    """Return the offerings of which this session gave a seat back: someone may wait for it."""
    found: set[int] = db.info.setdefault("seats_freed", set())
    return found


def _look_again(db: Session, offering_id: int) -> None:
    db.flush()  # as any act on seats: what follows asks the database, not the session
    offering = db.get(Offering, offering_id)
    if offering is not None:
        db.expire(offering, ["seats_taken"])


# Built once, as the statements of a booking; here other desks wait for the offering.
@cache
def _take() -> sa.Update:
    count = sa.bindparam("count", type_=sa.Integer)
    grown = col(Offering.seats_taken) + count
    return (
        sa.update(Offering)
        .where(col(Offering.id) == sa.bindparam("offering"), grown <= col(Offering.capacity))
        .values(seats_taken=grown)
    )


@cache
def _free() -> sa.Update:
    return (
        sa.update(Offering)
        .where(col(Offering.id) == sa.bindparam("offering"))
        .values(seats_taken=col(Offering.seats_taken) - 1)
    )


def number_again(db: Session, line: Enrolment) -> int:
    """Return the number with which a line comes back into the queue.

    It is the place at which it was drawn; without a draw the one by the time of applying.
    """
    draw = queries.draw_of(db, line.offering_id)
    if draw is None or not draw.drawn:
        return number_by_time(db, line)
    place = draw.drawn.index(key(line)) + 1 if key(line) in draw.drawn else None
    if place is None or _is_taken(db, line.offering_id, place):
        return max(queries.last_waiting_number(db, line.offering_id), len(draw.drawn)) + 1
    return place


def _is_taken(db: Session, offering_id: int, number: int) -> bool:
    wanted = select(Enrolment.id).where(
        Enrolment.offering_id == offering_id, Enrolment.waiting_number == number
    )
    return db.exec(wanted).first() is not None


def number_by_time(db: Session, line: Enrolment) -> int:
    """Make room in the queue where someone stood by the time of applying; return the number."""
    later = select(Enrolment).where(
        Enrolment.offering_id == line.offering_id,
        Enrolment.status == Status.WAITLISTED,
        col(Enrolment.applied_at) > line.applied_at,
    )
    behind = list(db.exec(later.order_by(col(Enrolment.waiting_number).desc())))
    if not behind:
        return queries.last_waiting_number(db, line.offering_id) + 1
    number = behind[-1].waiting_number or 1
    for other in behind:  # the last first: two never share a number
        other.waiting_number = (other.waiting_number or 0) + 1
        db.flush()
    return number
