"""The larger statements of `queries`, each built once."""

from dataclasses import fields
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from classroom.core.staff.models import StaffMember
from classroom.desk.enrolment.models import Enrolment, EnrolmentChange
from classroom.desk.enrolment.order import places
from classroom.desk.enrolment.rules import Status
from classroom.desk.enrolment.values import RosterLine
from classroom.desk.participant.models import Participant
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.course.queries import TITLE
from classroom.planning.course.rules import Status as OfferingStatus
from classroom.planning.place.models import Venue

OFFERING: Any = sa.bindparam("offering")
_ROSTER: dict[str, Any] = {
    "enrolment_id": col(Enrolment.id),
    "participant_id": col(Enrolment.participant_id),
    "name": col(Participant.name),
    "name_kana": col(Participant.name_kana),
    "born_on": col(Participant.born_on),
    "told_band": col(Participant.told_band),
    "telephone": col(Participant.telephone),
    "good_times": col(Participant.good_times),
    "device": col(Participant.device),
    "card": col(Participant.card),
    "needs_hearing": col(Participant.needs_hearing),
    "needs_wheelchair": col(Participant.needs_wheelchair),
    "needs_large_print": col(Participant.needs_large_print),
    "needs_step_free": col(Participant.needs_step_free),
    "channel": col(Enrolment.channel),
    "status": col(Enrolment.status),
    "waiting_number": col(Enrolment.waiting_number),
    "holds_seat": col(Enrolment.holds_seat),
    "is_first_time": col(Enrolment.is_first_time),
    "applied_at": col(Enrolment.applied_at),
    "party": col(Enrolment.party),
    "proxy": col(Enrolment.proxy),
    "override_reason": col(Enrolment.override_reason),
    "note": col(Enrolment.note),
    "person_note": col(Participant.note),
}
_ORDER: dict[Status, Any] = {
    Status.ACCEPTED: (col(Participant.sort_key), col(Participant.id)),
    Status.APPLIED: (col(Enrolment.applied_at), col(Enrolment.id)),
}


@cache
def roster_of(status: Status) -> Any:
    """Select the lines of an offering that have this status, in the order of their list."""
    wanted = (
        sa.select(*(_ROSTER[field.name] for field in fields(RosterLine)))
        .join(Participant, col(Participant.id) == col(Enrolment.participant_id))
        .where(col(Enrolment.offering_id) == OFFERING, col(Enrolment.status) == status)
    )
    if status is not Status.WAITLISTED:
        return wanted.order_by(*_ORDER[status])
    queue = places([OFFERING])
    return wanted.join(queue, queue.c.enrolment_id == col(Enrolment.id)).order_by(queue.c.place)


@cache
def bookings_by(of: str) -> Any:
    """Select the columns of Booking, in its order, where this column of an enrolment is asked."""
    condition = col(getattr(Enrolment, of)) == sa.bindparam("number")
    session, each = aliased(CourseSession), aliased(CourseSession)
    mine = sa.select(col(Enrolment.offering_id)).where(condition).correlate(None)
    queue = places(mine)
    span = (
        sa.select(
            col(each.offering_id).label("offering_id"),
            sa.func.max(col(each.on)).label("last_on"),
            sa.func.count().label("sessions"),
        )
        .where(col(each.offering_id).in_(mine))
        .group_by(col(each.offering_id))
        .subquery()
    )
    return (
        sa.select(
            col(Enrolment.id),
            col(Enrolment.participant_id),
            col(Offering.id),
            TITLE,
            col(Enrolment.status),
            queue.c.place,
            col(Enrolment.holds_seat),
            col(Offering.status) == OfferingStatus.CANCELLED,
            col(session.on),
            span.c.last_on,
            col(session.starts),
            col(session.ends),
            col(Venue.name),
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
            sa.and_(col(session.offering_id) == col(Offering.id), col(session.number) == 1),
        )
        .join(Venue, col(Venue.id) == col(session.venue_id))
        .join(span, span.c.offering_id == col(Offering.id))
        .outerjoin(queue, queue.c.enrolment_id == col(Enrolment.id))
        .where(condition)
        .order_by(col(session.on).desc(), col(Enrolment.id).desc())
    )


@cache
def changes_of() -> Any:
    """Select the latest changes of an offering."""
    return (
        sa.select(
            col(EnrolmentChange.at),
            sa.func.coalesce(sa.func.nullif(col(Participant.name), ""), col(Participant.name_kana)),
            col(EnrolmentChange.status),
            col(EnrolmentChange.why),
            sa.func.coalesce(col(StaffMember.name), ""),
        )
        .join(Enrolment, col(Enrolment.id) == col(EnrolmentChange.enrolment_id))
        .join(Participant, col(Participant.id) == col(Enrolment.participant_id))
        .outerjoin(StaffMember, col(StaffMember.id) == col(EnrolmentChange.staff_member_id))
        .where(col(Enrolment.offering_id) == OFFERING)
        .order_by(col(EnrolmentChange.at).desc(), col(EnrolmentChange.id).desc())
        .limit(sa.bindparam("limit"))
    )
