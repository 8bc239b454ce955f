"""Who is in an offering, who waits, whose application is to be drawn, and what happened."""

from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.core.db import RowSelect, ask, named
from classroom.core.staff.models import StaffMember
from classroom.desk.participant.models import Participant
from classroom.desk.participant.queries import SHOWN_NAME
from classroom.desk.queue.call import OFFERED
from classroom.desk.queue.models import CallTask, Enrolment, EnrolmentChange
from classroom.desk.queue.queries import places
from classroom.desk.queue.values import Change, RosterLine
from classroom.rules.words.queue import Status

_OFFERING: Any = sa.bindparam("offering")
_OF_PERSON = (
    *("name", "name_kana", "born_on", "told_band", "telephone", "good_times", "device"),
    *("needs_hearing", "needs_wheelchair", "needs_large_print", "needs_step_free"),
    *("moved_on", "died_on"),
)
_OF_LINE = (
    *("participant_id", "channel", "status", "holds_seat", "is_first_time", "applied_at"),
    *("party", "proxy", "override_reason", "note"),
)
_ORDER: dict[Status, Any] = {
    Status.ACCEPTED: (col(Participant.sort_key), col(Participant.id)),
    Status.APPLIED: (col(Enrolment.applied_at), col(Enrolment.id)),
}


def roster(db: Session, offering_id: int) -> list[RosterLine]:
    """Return who has a place, in 五十音 order."""
    return _lines(db, Status.ACCEPTED, offering_id)


def waiting(db: Session, offering_id: int) -> list[RosterLine]:
    """Return who waits, the next one first; who comes together stands together."""
    return _lines(db, Status.WAITLISTED, offering_id)


def drawing(db: Session, offering_id: int) -> list[RosterLine]:
    """Return whose application waits for the draw, as they came."""
    return _lines(db, Status.APPLIED, offering_id)


def callable_queue(db: Session, offering_id: int, today: date) -> list[RosterLine]:
    """Return who waits and can be offered a seat: who has moved away or died cannot."""
    return [line for line in waiting(db, offering_id) if not line.left_by(today)]


def next_in_queue(db: Session, offering_id: int, today: date) -> list[RosterLine]:
    """Return who is to get the next free seat: one person, or a party that needs as many seats."""
    queue = callable_queue(db, offering_id, today)
    first = queue[:1]
    if not first or first[0].party is None:
        return first
    return [line for line in queue if line.party == first[0].party]


def _lines(db: Session, status: Status, offering_id: int) -> list[RosterLine]:
    return named(RosterLine, ask(db, _roster(status), offering=offering_id))


@cache  # an offering's page takes 9.3 ms of processor time; with these three built anew 12.0
def _roster(status: Status) -> RowSelect:
    """Select the lines of an offering that have this status, in the order of their list."""
    wanted = (
        sa.select(
            col(Enrolment.id).label("enrolment_id"),
            *(col(getattr(Participant, name)) for name in _OF_PERSON),
            *(col(getattr(Enrolment, name)) for name in _OF_LINE),
        )
        .join(Participant, col(Participant.id) == col(Enrolment.participant_id))
        .where(col(Enrolment.offering_id) == _OFFERING, col(Enrolment.status) == status)
    )
    if status is not Status.WAITLISTED:
        return wanted.order_by(*_ORDER[status])
    queue = places([_OFFERING])
    return wanted.join(queue, queue.c.enrolment_id == col(Enrolment.id)).order_by(queue.c.place)


def offered(db: Session, offering_id: int) -> set[int]:
    """Return for whom of those who wait a call holds a seat, as enrolments."""
    wanted: RowSelect = (
        sa.select(col(CallTask.enrolment_id))
        .join(Enrolment, col(Enrolment.id) == col(CallTask.enrolment_id))
        .where(OFFERED, col(CallTask.holds_seat), col(Enrolment.offering_id) == offering_id)
    )
    return set(ask(db, wanted).scalars())


def history(db: Session, offering_id: int, limit: int = 12) -> list[Change]:
    """Return the latest changes of an offering's enrolments, newest first."""
    return named(Change, ask(db, _history(), offering=offering_id, most=limit))


@cache
def _history() -> RowSelect:
    """Select the changes; with the clashes' statement prebuilt, a roster takes a tenth less."""
    return (
        sa.select(
            col(EnrolmentChange.at),
            SHOWN_NAME.label("name"),
            col(EnrolmentChange.status),
            col(EnrolmentChange.why),
            sa.func.coalesce(col(StaffMember.name), "").label("by"),
        )
        .join(Enrolment, col(Enrolment.id) == col(EnrolmentChange.enrolment_id))
        .join(Participant, col(Participant.id) == col(Enrolment.participant_id))
        .outerjoin(StaffMember, col(StaffMember.id) == col(EnrolmentChange.staff_member_id))
        .where(col(Enrolment.offering_id) == _OFFERING)
        .order_by(col(EnrolmentChange.at).desc(), col(EnrolmentChange.id).desc())
        .limit(sa.bindparam("most", type_=sa.Integer()))
    )
