"""Reading what there is of a person before it is erased."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from classroom.class_day.app_registration.models import AppRegistration
from classroom.class_day.attendance.models import Attendance
from classroom.core import clock
from classroom.core.db import RowSelect, named
from classroom.core.settings.queries import whole_in_force
from classroom.desk.participant.models import Participant
from classroom.desk.participant.queries import STANDING, by_id
from classroom.desk.queue.models import CallTask, Enrolment
from classroom.office.erasing.values import Booking, Kept, Record
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.course.queries import TITLE
from classroom.rules.words.app import Stage
from classroom.rules.words.attendance import CAME
from classroom.rules.words.queue import Status

LIVE = (Status.APPLIED, Status.ACCEPTED, Status.WAITLISTED)


def record(db: Session, participant_id: int, today: date) -> Record | None:
    """Return what there is of a person; None of a merged or an erased record."""
    person = by_id(db, participant_id)
    if person is None:
        return None
    numbers = everyone(db, participant_id)
    visits = select(sa.func.count(col(Attendance.id))).join(
        Enrolment, col(Enrolment.id) == col(Attendance.enrolment_id)
    )
    calls = select(sa.func.count(col(CallTask.id)))
    reached = select(col(AppRegistration.stage)).where(
        col(AppRegistration.participant_id).in_(numbers)
    )
    return Record(
        name=person.name or person.name_kana,
        version=person.version,
        ahead=tuple(ahead(db, numbers, today)),
        visits=db.exec(
            visits.where(col(Enrolment.participant_id).in_(numbers), col(Attendance.mark).in_(CAME))
        ).one(),
        stages=tuple(
            Stage(stage).label for stage in db.exec(reached.order_by(col(AppRegistration.id)))
        ),
        calls=db.exec(calls.where(col(CallTask.participant_id).in_(numbers))).one(),
        merged=len(numbers) - 1,
    )


def everyone(db: Session, participant_id: int) -> list[int]:
    """Return the person's number and those of the records merged into it, however far back."""
    found, new = [participant_id], [participant_id]
    while new:
        wanted = select(Participant.id).where(col(Participant.merged_into_id).in_(new))
        new = [number for number in db.exec(wanted) if number is not None]
        found.extend(new)
    return found


def ahead(db: Session, numbers: Sequence[int], today: date) -> list[Booking]:
    """Return the classes from a day on in which these records have a seat or a place."""
    last = sa.func.max(col(CourseSession.on))
    wanted = (
        sa.select(TITLE, last)
        .select_from(Enrolment)
        .join(Offering, col(Offering.id) == col(Enrolment.offering_id))
        .join(Course, col(Course.id) == col(Offering.course_id))
        .join(CourseSession, col(CourseSession.offering_id) == col(Offering.id))
        .where(col(Enrolment.participant_id).in_(numbers), col(Enrolment.status).in_(LIVE))
        .group_by(col(Enrolment.id), TITLE)
        .having(last >= today)
        .order_by(last)
    )
    return [Booking(title, on) for title, on in db.execute(wanted)]


def kept_since(db: Session, today: date) -> date:
    """Return the day before which somebody must have been seen last to be kept no longer."""
    years = whole_in_force(db, "keep_years")
    leap = (today.month, today.day) == (2, 29)
    return today.replace(year=today.year - years, day=28 if leap else today.day)


def over(
    db: Session, today: date, *, among: Sequence[int] | None = None, limit: int | None = None
) -> list[Kept]:
    """Return whose data was kept for the years that the city has set, the longest kept first."""
    wanted = (
        sa.select(
            col(Participant.id),
            col(Participant.name),
            col(Participant.name_kana),
            _LAST.label("last_on"),
        )
        .where(STANDING, _is_over(kept_since(db, today)))
        .order_by(_LAST.is_not(None), _LAST, col(Participant.sort_key), col(Participant.id))
        .limit(limit)
    )
    if among is not None:
        wanted = wanted.where(col(Participant.id).in_(among))
    return named(Kept, db.connection().execute(wanted))


def count_over(db: Session, today: date) -> int:
    wanted = sa.select(sa.func.count()).select_from(Participant)
    found = wanted.where(STANDING, _is_over(kept_since(db, today)))
    return int(db.connection().execute(found).scalar_one())


def _is_over(since: date) -> sa.ColumnElement[bool]:
    """Tell of whom nothing was written down since, in their own records or those merged in."""
    at = datetime.combine(since, time(), clock.TOKYO)
    merged = aliased(Participant)
    of_theirs = (
        sa.select(col(merged.merged_into_id))
        .where(col(merged.merged_into_id).is_not(None), col(merged.created_at) >= at)
        .correlate(None)
    )
    seen: list[RowSelect] = [
        sa.select(col(Enrolment.participant_id))
        .join(CourseSession, col(CourseSession.offering_id) == col(Enrolment.offering_id))
        .where(col(CourseSession.on) >= since),
        sa.select(col(Enrolment.participant_id)).where(
            sa.or_(col(Enrolment.applied_at) >= at, col(Enrolment.decided_at) >= at)
        ),
        sa.select(col(AppRegistration.participant_id)).where(
            col(AppRegistration.reached_on) >= since
        ),
        sa.select(col(CallTask.participant_id)).where(
            sa.or_(col(CallTask.created_at) >= at, col(CallTask.ended_at) >= at)
        ),
        of_theirs,
    ]
    number = col(Participant.id)
    return sa.and_(
        col(Participant.created_at) < at,
        sa.func.coalesce(col(Participant.consent_on) < since, sa.true()),
        *(number.not_in(one) for one in seen),
    )


_LAST: Final = (
    sa.select(sa.func.max(col(CourseSession.on)))
    .join(Enrolment, col(Enrolment.offering_id) == col(CourseSession.offering_id))
    .where(col(Enrolment.participant_id) == col(Participant.id))
    .correlate(Participant)
    .scalar_subquery()
)
"""The last day of the classes that somebody applied for, if there is one."""
