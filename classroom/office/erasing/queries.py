"""Reading what there is of a person before it is erased."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.class_day.app_registration.models import AppRegistration
from classroom.class_day.attendance.models import Attendance
from classroom.desk.participant.models import Participant
from classroom.desk.participant.queries import by_id
from classroom.desk.queue.models import CallTask, Enrolment
from classroom.office.erasing.values import Booking, Record
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
