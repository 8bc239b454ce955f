"""Who is in a draw with which weight, and the record of one."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from classroom.core import clock
from classroom.core.db import key
from classroom.core.staff.models import StaffMember
from classroom.desk.participant.models import Participant
from classroom.desk.participant.queries import is_here
from classroom.desk.queue.draw_rules import LOST_WITHIN_DAYS, read, weight
from classroom.desk.queue.draw_values import Applicant, Candidate, Record
from classroom.desk.queue.models import CallTask, Draw, Enrolment, EnrolmentChange
from classroom.desk.queue.queries import days_of, draw_of
from classroom.planning.course.models import CourseSession
from classroom.planning.course.queries import offering as find_offering
from classroom.rules.words.queue import CallKind, DrawOutcome, Status
from classroom.rules.words.session import SessionState

OUTCOMES = {Status.ACCEPTED: DrawOutcome.WON, Status.WAITLISTED: DrawOutcome.WAITS}


def candidates(db: Session, offering_id: int, at: datetime) -> list[Candidate]:
    """Return whose applications wait for the draw, by number, with the weight each has now.

    Who has moved away or died draws nothing; drawn after the list was closed, they get nothing.
    """
    applied = (
        select(Enrolment, Participant)
        .join(Participant, col(Participant.id) == col(Enrolment.participant_id))
        .where(
            Enrolment.offering_id == offering_id,
            Enrolment.status == Status.APPLIED,
            is_here(clock.local(at).date()),
        )
    )
    lines = db.exec(applied.order_by(col(Enrolment.id))).all()
    came = _came_before(db, offering_id, days_of(db, offering_id)[0]) if lines else set()
    lost = _lost_since(db, at - timedelta(days=LOST_WITHIN_DAYS))
    return [_candidate(line, person, came, lost) for line, person in lines]


def _candidate(line: Enrolment, person: Participant, came: set[int], lost: set[int]) -> Candidate:
    is_first_time, lost_before = person.id not in came, person.id in lost
    return Candidate(
        enrolment_id=key(line),
        name=person.name,
        name_kana=person.name_kana,
        party=line.party,
        is_first_time=is_first_time,
        lost_before=lost_before,
        weight=weight(is_first_time=is_first_time, lost_before=lost_before),
    )


def _came_before(db: Session, offering_id: int, day: date) -> set[int]:
    """Return who of the applicants has a place in a class that takes place before a day."""
    applied = select(Enrolment.participant_id).where(
        Enrolment.offering_id == offering_id, Enrolment.status == Status.APPLIED
    )
    wanted = (
        select(Enrolment.participant_id)
        .join(CourseSession, col(CourseSession.offering_id) == col(Enrolment.offering_id))
        .where(
            col(Enrolment.participant_id).in_(applied),
            Enrolment.status == Status.ACCEPTED,
            CourseSession.on < day,
            CourseSession.state == SessionState.PLANNED,
        )
    )
    return set(db.exec(wanted))


def _lost_since(db: Session, since: datetime) -> set[int]:
    """Return who lost a draw since, and did not get into that class after all."""
    wanted = (
        select(CallTask.participant_id)
        .join(Enrolment, col(Enrolment.id) == col(CallTask.enrolment_id))
        .where(
            CallTask.kind == CallKind.DRAW_LOST,
            CallTask.created_at >= since,
            Enrolment.status != Status.ACCEPTED,
        )
    )
    return set(db.exec(wanted))


def record(db: Session, offering_id: int) -> Record | None:
    """Return the record of an offering's draw: the closed list, and what the seed made of it."""
    draw, offering = draw_of(db, offering_id), find_offering(db, offering_id)
    if draw is None or offering is None:
        return None
    first = offering.first_session
    by = db.get(StaffMember, draw.staff_member_id) if draw.staff_member_id else None
    return Record(
        id=key(draw),
        offering_id=offering_id,
        code=offering.code,
        title=offering.title or offering.course.title,
        on=first.on,
        venue=first.venue.name,
        seats=draw.seats,
        seed_source=draw.seed_source,
        seed=draw.seed,
        entries=draw.entries,
        digest=draw.digest,
        closed_at=draw.closed_at,
        drawn_at=draw.drawn_at,
        by=by.name if by else "",
        applicants=tuple(_applicants(db, draw)),
    )


def _applicants(db: Session, draw: Draw) -> Iterator[Applicant]:
    entries = read(draw.entries)
    people = _people(db, [entry.enrolment_id for entry in entries])
    outcomes = _outcomes(db, draw)
    waits = [number for number in draw.drawn if outcomes.get(number) is DrawOutcome.WAITS]
    for entry in entries:
        number = entry.enrolment_id
        person = people.get(number)
        yield Applicant(
            enrolment_id=number,
            name=person.name if person else "",
            name_kana=person.name_kana if person else "",
            weight=entry.weight,
            party=entry.party,
            place=draw.drawn.index(number) + 1 if draw.drawn else None,
            outcome=outcomes.get(number, DrawOutcome.GONE) if draw.drawn_at else None,
            waiting_place=waits.index(number) + 1 if number in waits else None,
        )


def _people(db: Session, enrolment_ids: list[int]) -> dict[int, Participant]:
    wanted = (
        select(Enrolment.id, Participant)
        .join(Participant, col(Participant.id) == col(Enrolment.participant_id))
        .where(col(Enrolment.id).in_(enrolment_ids))
    )
    return {number: person for number, person in db.exec(wanted) if number is not None}


def _outcomes(db: Session, draw: Draw) -> dict[int, DrawOutcome]:
    """Return what the draw decided, by the changes it wrote: later ones do not alter a record."""
    wanted = (
        select(EnrolmentChange)
        .join(Enrolment, col(Enrolment.id) == col(EnrolmentChange.enrolment_id))
        .where(
            Enrolment.offering_id == draw.offering_id,
            EnrolmentChange.at == draw.drawn_at,
            col(EnrolmentChange.status).in_(OUTCOMES),
        )
    )
    return {change.enrolment_id: OUTCOMES[change.status] for change in db.exec(wanted)}
