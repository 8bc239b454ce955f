"""What someone is booked on, what they can be booked on, and with whom they come."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from classroom.core.db import RowSelect, ask, named
from classroom.desk.participant.models import Participant
from classroom.desk.participant.queries import SHOWN_NAME
from classroom.desk.queue.models import Enrolment
from classroom.desk.queue.queries import clashes, places, waiting_counts
from classroom.desk.queue.rules import KnownAge, is_old_enough
from classroom.desk.queue.values import Booking, LatestClass, Pick
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.course.queries import IS_ON, TITLE, is_first, off_days, open_offerings
from classroom.planning.place.models import Venue
from classroom.rules.age import AgeRule
from classroom.rules.words.planning import Status as OfferingStatus
from classroom.rules.words.queue import LIVE, Status
from classroom.rules.words.session import SessionState

# Built once are the statements of the desk: its page takes 8.4 ms of processor time; with each
# built anew 16.4, and 18.4 where those of a booking are too. A search (`bench search-kana`) asks
# `_classes`: 6.5 ms, not 7.5 (13 %; SQLite, demo, 2026-11-30).
# The people or lines that a statement built once is asked about.
_NUMBERS: Any = sa.bindparam("numbers", expanding=True)


def bookings(db: Session, participant_id: int) -> list[Booking]:
    """Return all a person applied for, the latest class first."""
    return named(Booking, ask(db, _bookings("participant_id"), number=participant_id))


def booking(db: Session, enrolment_id: int) -> Booking | None:
    return next(iter(named(Booking, ask(db, _bookings("id"), number=enrolment_id))), None)


@cache
def _bookings(of: str) -> RowSelect:
    """Select the bookings where this column of an enrolment is asked."""
    condition = col(getattr(Enrolment, of)) == sa.bindparam("number")
    session, each = aliased(CourseSession), aliased(CourseSession)
    mine = sa.select(col(Enrolment.offering_id)).where(condition).correlate(None)
    queue = places(mine)
    span = (
        sa.select(
            col(each.offering_id).label("offering_id"),
            sa.func.coalesce(
                sa.func.max(sa.case((col(each.state) == SessionState.PLANNED, col(each.on)))),
                sa.func.max(col(each.on)),
            ).label("last_on"),
            sa.func.count().label("sessions"),
        )
        .where(col(each.offering_id).in_(mine))
        .group_by(col(each.offering_id))
        .subquery()
    )
    return (
        sa.select(
            col(Enrolment.id).label("enrolment_id"),
            col(Enrolment.participant_id),
            col(Enrolment.offering_id),
            TITLE.label("title"),
            col(Enrolment.status),
            queue.c.place.label("waiting_place"),
            col(Enrolment.holds_seat),
            (col(Offering.status) == OfferingStatus.CANCELLED).label("is_cancelled"),
            col(session.on).label("first_on"),
            span.c.last_on,
            col(session.starts),
            col(session.ends),
            col(Venue.name).label("venue"),
            span.c.sessions,
            col(Enrolment.applied_at),
            col(Enrolment.channel),
            col(Enrolment.proxy),
            col(Enrolment.override_reason),
        )
        .join(Offering, col(Offering.id) == col(Enrolment.offering_id))
        .join(Course, col(Course.id) == col(Offering.course_id))
        .join(
            session,
            sa.and_(col(session.offering_id) == col(Offering.id), is_first(session)),
        )
        .join(Venue, col(Venue.id) == col(session.venue_id))
        .join(span, span.c.offering_id == col(Offering.id))
        .outerjoin(queue, queue.c.enrolment_id == col(Enrolment.id))
        .where(condition)
        .order_by(col(session.on).desc(), col(Enrolment.id).desc())
    )


def picks(
    db: Session, participant_id: int | None, age: KnownAge | None, rule: AgeRule, *, now: datetime
) -> list[Pick]:
    """Return what someone can be booked on: what fits them and has a free seat first, by day.

    `now` is on the office's clock: a class that has begun is not offered any more.
    """
    booked = set[int]()
    if participant_id is not None:
        booked = set(ask(db, _live(), participant=participant_id).scalars())
    moment = now.replace(tzinfo=None)
    open_now = [
        found
        for found in open_offerings(db, now.date())
        if found.id not in booked and datetime.combine(found.on, found.starts) > moment
    ]
    numbers = [found.id for found in open_now]
    counts = waiting_counts(db, numbers)
    flexible = set(ask(db, _flexible(), numbers=numbers).scalars())
    off = off_days(db, numbers)
    against = clashes(db, participant_id, numbers) if participant_id else {}
    found = [
        Pick(
            offering,
            counts.get(offering.id, 0),
            is_old_enough(age, offering.age_min, offering.on, rule) if age else None,
            against.get(offering.id),
            offering.id in flexible,
            tuple(off.get(offering.id, ())),
        )
        for offering in open_now
    ]
    return sorted(found, key=lambda pick: (pick.is_barred, pick.must_wait))


@cache
def _live() -> RowSelect:
    return sa.select(col(Enrolment.offering_id)).where(
        col(Enrolment.participant_id) == sa.bindparam("participant"),
        col(Enrolment.status).in_(LIVE),
    )


@cache
def _flexible() -> RowSelect:
    """Select those of the offerings whose rules the desk may set aside with a reason."""
    return sa.select(col(Offering.id)).where(
        col(Offering.id).in_(_NUMBERS), col(Offering.allows_override)
    )


def companions(db: Session, enrolment_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return the names of those who come together with each of these enrolments."""
    found: dict[int, tuple[str, ...]] = {}
    for row in ask(db, _companions(), numbers=list(enrolment_ids)):
        found[row.id] = (*found.get(row.id, ()), row.name)
    return found


@cache
def _companions() -> RowSelect:
    other = aliased(Enrolment)
    return (
        sa.select(col(Enrolment.id), SHOWN_NAME.label("name"))
        .join(
            other,
            sa.and_(
                col(other.offering_id) == col(Enrolment.offering_id),
                col(other.party) == col(Enrolment.party),
                col(other.id) != col(Enrolment.id),
                col(other.status).in_(LIVE),
            ),
        )
        .join(Participant, col(Participant.id) == col(other.participant_id))
        .where(
            # Most come alone: asked first, so that nobody is compared with everybody.
            col(Enrolment.party).is_not(None),
            col(Enrolment.id).in_(_NUMBERS),
            col(Enrolment.status).in_(LIVE),
        )
        .order_by(col(Participant.sort_key))
    )


def latest(db: Session, participant_ids: Sequence[int], today: date) -> dict[int, LatestClass]:
    """Return for each person the next class they are in or wait for, or else their last one."""
    found: dict[int, LatestClass] = {}
    for row in ask(db, _classes(), numbers=list(participant_ids)):
        person = row.participant_id
        if person not in found or not found[person].is_ahead:
            is_waiting = row.status is Status.WAITLISTED
            found[person] = LatestClass(row.short_title, row.on, row.on >= today, is_waiting)
    return found


@cache
def _classes() -> RowSelect:
    return (
        sa.select(
            col(Enrolment.participant_id),
            col(Course.short_title),
            col(CourseSession.on),
            col(Enrolment.status),
        )
        .join(CourseSession, col(CourseSession.offering_id) == col(Enrolment.offering_id))
        .join(Offering, col(Offering.id) == col(Enrolment.offering_id))
        .join(Course, col(Course.id) == col(Offering.course_id))
        .where(
            col(Enrolment.participant_id).in_(_NUMBERS),
            col(Enrolment.status).in_((Status.ACCEPTED, Status.WAITLISTED)),
            IS_ON,
        )
        .order_by(col(CourseSession.on))
    )
