"""Reading what the first page shows."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.attendance.queries import marks
from classroom.attendance.values import Counts
from classroom.course import queries as courses
from classroom.course.models import Course, CourseSession, Offering
from classroom.course.queries import TITLE
from classroom.course.rules import Status
from classroom.course.values import DayLine
from classroom.enrolment.models import Enrolment
from classroom.enrolment.queries import waiting_counts
from classroom.enrolment.rules import Status as EnrolmentStatus
from classroom.home.rules import stand
from classroom.home.values import ComingLine, SeatCall, Today, TodayLine
from classroom.participant.models import Participant
from classroom.place.models import Venue
from classroom.staffing.queries import own_sessions, teams

COMING = timedelta(days=14)
A_YEAR = timedelta(days=366)


def today(db: Session, now: datetime, *, only_of: int | None, with_calls: bool) -> Today:
    """Return the day as the first page shows it; `now` is on the office's clock.

    `only_of` names the account whose own sessions alone are shown (instructors). `with_calls`
    adds the people to telephone, with their numbers.
    """
    day = now.date()
    ahead = _days(db, day, day + A_YEAR, only_of)
    classes = [line for line in ahead if line.on == day]
    coming = [line for line in ahead if day < line.on <= day + COMING]
    later = (line for line in ahead if line.on > day and line.status is not Status.CANCELLED)
    return Today(
        classes=_classes(db, classes, now),
        coming=_coming(db, coming),
        next_class=next(later, None),
        calls=tuple(seat_calls(db, day)) if with_calls else (),
    )


def seat_calls(db: Session, day: date) -> Iterable[SeatCall]:
    """Return who waits for a seat that is free, as many as there are seats, the next one first."""
    seats_left = col(Offering.capacity) - col(Offering.seats_taken)
    wanted = (
        sa.select(
            col(Enrolment.id),
            col(Participant.id),
            col(Offering.id),
            col(Participant.name),
            col(Participant.name_kana),
            col(Participant.telephone),
            col(Participant.good_times),
            TITLE,
            col(CourseSession.on),
            col(Venue.short_name),
            seats_left,
        )
        .select_from(Enrolment)
        .join(Participant, col(Participant.id) == col(Enrolment.participant_id))
        .join(Offering, col(Offering.id) == col(Enrolment.offering_id))
        .join(Course, col(Course.id) == col(Offering.course_id))
        .join(CourseSession, col(CourseSession.offering_id) == col(Offering.id))
        .join(Venue, col(Venue.id) == col(CourseSession.venue_id))
        .where(
            col(Enrolment.status) == EnrolmentStatus.WAITLISTED,
            col(Offering.status).in_([Status.OPEN, Status.CLOSED]),
            seats_left > 0,
            col(CourseSession.number) == 1,
            col(CourseSession.on) >= day,
        )
        .order_by(col(CourseSession.on), col(Offering.id), col(Enrolment.waiting_number))
    )
    asked: Counter[int] = Counter()
    for row in db.connection().execute(wanted):
        call = SeatCall(*row)
        asked[call.offering_id] += 1
        if asked[call.offering_id] <= call.seats_left:
            yield call


def _days(db: Session, first: date, last: date, only_of: int | None) -> list[DayLine]:
    lines = courses.days(db, first, last)
    if only_of is None:
        return lines
    own = {line.course_session_id for line in own_sessions(db, only_of, first, last)}
    return [line for line in lines if line.course_session_id in own]


def _classes(db: Session, lines: list[DayLine], now: datetime) -> tuple[TodayLine, ...]:
    numbers = [line.course_session_id for line in lines]
    counts, people = marks(db, numbers), teams(db, numbers)
    return tuple(
        TodayLine(
            line,
            stand(
                now,
                datetime.combine(line.on, line.starts, now.tzinfo),
                datetime.combine(line.on, line.ends, now.tzinfo),
                is_closed=line.closed_at is not None,
                is_cancelled=line.status is Status.CANCELLED,
            ),
            people[line.course_session_id],
            counts.get(line.course_session_id, Counts()),
        )
        for line in lines
    )


def _coming(db: Session, lines: list[DayLine]) -> tuple[ComingLine, ...]:
    waiting = waiting_counts(db, [line.offering_id for line in lines])
    return tuple(ComingLine(line, waiting.get(line.offering_id, 0)) for line in lines)
