"""Reading who gets a 修了証."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.class_day.attendance.models import Attendance
from classroom.core import clock
from classroom.core.db import RowSelect, named
from classroom.desk.participant.models import Participant
from classroom.desk.queue.models import Enrolment
from classroom.papers.certificate_rules import CertificateRule, Days, has_finished
from classroom.papers.person_values import Certificates
from classroom.papers.queries import class_facts
from classroom.papers.values import Signer
from classroom.planning.course.models import CourseSession, Offering
from classroom.rules.words.attendance import CAME
from classroom.rules.words.planning import Status as OfferingStatus
from classroom.rules.words.queue import Status
from classroom.rules.words.residence import Departure, left_by
from classroom.rules.words.session import SessionState


def certificates(
    db: Session,
    offering_id: int,
    rule: CertificateRule,
    signer: Signer,
    *,
    early: bool = False,
    enrolment_id: int | None = None,
) -> Certificates | None:
    """Return the 修了証 of a class, or of one person in it; None for no such offering.

    Of a class, not of who has moved away or died: theirs are printed one by one, where asked for.
    Dated with its last day; `early` for who can still finish, before that day is over.
    """
    about = class_facts(db, offering_id)
    if about is None:
        return None
    days = _days(db, offering_id)
    today = clock.today()
    names = tuple(
        one.name
        for one in _people(db, offering_id)
        if has_finished(rule, one.came, days, early=early)
        and (one.enrolment_id == enrolment_id if enrolment_id else not one.left_by(today))
    )
    on = about.meetings[-1].on
    return Certificates(names, about.title, len(about.meetings), on, signer.city, signer.name)


def finished(db: Session, offering_id: int, rule: CertificateRule) -> set[int]:
    """Return the enrolments whose people have finished a class."""
    days = _days(db, offering_id)
    if not days.is_over:
        return set()
    people = _people(db, offering_id)
    return {one.enrolment_id for one in people if has_finished(rule, one.came, days)}


def _days(db: Session, offering_id: int) -> Days:
    """Count the days: held is what was closed, or where someone came."""
    someone_came = (
        sa.select(sa.literal(1))
        .where(
            col(Attendance.course_session_id) == col(CourseSession.id),
            col(Attendance.mark).in_(CAME),
        )
        .exists()
    )
    wanted: RowSelect = (
        sa.select(
            sa.or_(col(CourseSession.closed_at).is_not(None), someone_came),
            col(Offering.status) == OfferingStatus.FINISHED,
        )
        .join(Offering, col(Offering.id) == col(CourseSession.offering_id))
        .where(
            col(CourseSession.offering_id) == offering_id,
            # What was called off was never to be attended; what waits for its new day still is.
            col(CourseSession.state) != SessionState.CANCELLED,
        )
        .order_by(col(CourseSession.on), col(CourseSession.starts))
    )
    found = [(bool(held), bool(over)) for held, over in db.connection().execute(wanted)]
    held = [at for at, (was_held, _) in enumerate(found) if was_held]
    is_finished = any(over for _, over in found)
    ahead = 0 if is_finished else len(found) - (held[-1] + 1 if held else 0)
    return Days(len(held), ahead)


@dataclass(frozen=True, slots=True)
class _Taker:
    """Someone with a place in a class; `came` is on how many of its days."""

    enrolment_id: int
    name: str
    came: int
    moved_on: date | None
    died_on: date | None

    def left_by(self, day: date) -> Departure | None:
        return left_by(day, self.moved_on, self.died_on)


def _people(db: Session, offering_id: int) -> list[_Taker]:
    """Return who has a place, in 五十音 order, with on how many days they came."""
    came = (
        sa.select(col(Attendance.enrolment_id), sa.func.count().label("days"))
        .join(CourseSession, col(CourseSession.id) == col(Attendance.course_session_id))
        .where(col(CourseSession.offering_id) == offering_id, col(Attendance.mark).in_(CAME))
        .group_by(col(Attendance.enrolment_id))
        .subquery()
    )
    shown = sa.func.coalesce(sa.func.nullif(col(Participant.name), ""), col(Participant.name_kana))
    wanted: RowSelect = (
        sa.select(
            col(Enrolment.id).label("enrolment_id"),
            shown.label("name"),
            sa.func.coalesce(came.c.days, 0).label("came"),
            col(Participant.moved_on),
            col(Participant.died_on),
        )
        .join(Participant, col(Participant.id) == col(Enrolment.participant_id))
        .outerjoin(came, came.c.enrolment_id == col(Enrolment.id))
        .where(
            col(Enrolment.offering_id) == offering_id,
            col(Enrolment.status) == Status.ACCEPTED,
        )
        .order_by(col(Participant.sort_key), col(Participant.id))
    )
    return named(_Taker, db.connection().execute(wanted))
