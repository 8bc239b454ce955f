"""Reading who is in a draw, and the record of one."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.core.staff.models import StaffMember
from classroom.desk.calling.models import CallTask
from classroom.desk.calling.rules import CallKind
from classroom.desk.draw.models import Draw
from classroom.desk.draw.rules import LOST_WITHIN_DAYS, Entry, read, weight
from classroom.desk.draw.values import Applicant, Candidate, Outcome, Record
from classroom.desk.enrolment.models import Enrolment, EnrolmentChange
from classroom.desk.enrolment.queries import days_of
from classroom.desk.enrolment.rules import Status
from classroom.desk.participant.models import Participant
from classroom.planning.course.models import CourseSession
from classroom.planning.course.queries import offering as find_offering

OUTCOMES = {Status.ACCEPTED: Outcome.WON, Status.WAITLISTED: Outcome.WAITS}


def of_offering(db: Session, offering_id: int) -> Draw | None:
    """Return the draw of an offering, once its list is closed."""
    return db.exec(select(Draw).where(Draw.offering_id == offering_id)).first()


def candidates(db: Session, offering_id: int, at: datetime) -> list[Candidate]:
    """Return whose applications wait for the draw, by number, with the weight each has now."""
    wanted: Any = (
        sa.select(
            col(Enrolment.id),
            col(Participant.id),
            col(Participant.name),
            col(Participant.name_kana),
            col(Enrolment.party),
        )
        .join(Participant, col(Participant.id) == col(Enrolment.participant_id))
        .where(col(Enrolment.offering_id) == offering_id, col(Enrolment.status) == Status.APPLIED)
        .order_by(col(Enrolment.id))
    )
    rows = list(db.connection().execute(wanted))
    came = _came_before(db, offering_id, days_of(db, offering_id)[0]) if rows else set()
    lost = _lost_since(db, at - timedelta(days=LOST_WITHIN_DAYS))
    return [
        _candidate(number, name, kana, party, is_first=person not in came, lost=person in lost)
        for number, person, name, kana, party in rows
    ]


def _candidate(
    number: int, name: str, kana: str, party: int | None, *, is_first: bool, lost: bool
) -> Candidate:
    tickets = weight(is_first_time=is_first, lost_before=lost)
    return Candidate(number, name, kana, party, is_first, lost, tickets)


def _came_before(db: Session, offering_id: int, day: date) -> set[int]:
    """Return who of the applicants has a place in a class that takes place before a day."""
    applied = sa.select(col(Enrolment.participant_id)).where(
        col(Enrolment.offering_id) == offering_id, col(Enrolment.status) == Status.APPLIED
    )
    wanted = (
        sa.select(col(Enrolment.participant_id))
        .join(CourseSession, col(CourseSession.offering_id) == col(Enrolment.offering_id))
        .where(
            col(Enrolment.participant_id).in_(applied),
            col(Enrolment.status) == Status.ACCEPTED,
            col(CourseSession.on) < day,
        )
    )
    return set(db.connection().execute(wanted).scalars())


def _lost_since(db: Session, since: datetime) -> set[int]:
    """Return who lost a draw since, and did not get into that class after all."""
    wanted = (
        sa.select(col(CallTask.participant_id))
        .join(Enrolment, col(Enrolment.id) == col(CallTask.enrolment_id))
        .where(
            col(CallTask.kind) == CallKind.DRAW_LOST,
            col(CallTask.created_at) >= since,
            col(Enrolment.status) != Status.ACCEPTED,
        )
    )
    return set(db.connection().execute(wanted).scalars())


def record(db: Session, offering_id: int) -> Record | None:
    """Return the record of an offering's draw: the closed list, and what the seed made of it."""
    found, offering = of_offering(db, offering_id), find_offering(db, offering_id)
    if found is None or offering is None:
        return None
    first = offering.sessions[0]
    by = db.get(StaffMember, found.staff_member_id) if found.staff_member_id else None
    return Record(
        id=found.id or 0,
        offering_id=offering_id,
        code=offering.code,
        title=offering.title or offering.course.title,
        on=first.on,
        venue=first.venue.name,
        seats=found.seats,
        seed_source=found.seed_source,
        seed=found.seed,
        entries=found.entries,
        digest=found.digest,
        closed_at=found.closed_at,
        drawn_at=found.drawn_at,
        by=by.name if by else "",
        applicants=tuple(_applicants(db, found)),
    )


def _applicants(db: Session, draw: Draw) -> Iterable[Applicant]:
    entries = read(draw.entries)
    names = _names(db, entries)
    drawn = [int(number) for number in draw.result.split()]
    outcomes = _outcomes(db, draw)
    waits = [number for number in drawn if outcomes.get(number) is Outcome.WAITS]
    for entry in entries:
        number = entry.enrolment_id
        name, kana = names.get(number, ("", ""))
        outcome = outcomes.get(number, Outcome.GONE) if draw.drawn_at else None
        yield Applicant(
            enrolment_id=number,
            name=name,
            name_kana=kana,
            weight=entry.weight,
            party=entry.party,
            place=drawn.index(number) + 1 if drawn else None,
            outcome=outcome,
            waiting_place=waits.index(number) + 1 if number in waits else None,
        )


def _names(db: Session, entries: Iterable[Entry]) -> dict[int, tuple[str, str]]:
    wanted: Any = (
        sa.select(col(Enrolment.id), col(Participant.name), col(Participant.name_kana))
        .join(Participant, col(Participant.id) == col(Enrolment.participant_id))
        .where(col(Enrolment.id).in_([entry.enrolment_id for entry in entries]))
    )
    return {row[0]: (row[1], row[2]) for row in db.connection().execute(wanted)}


def _outcomes(db: Session, draw: Draw) -> dict[int, Outcome]:
    """Return what the draw decided, by the changes it wrote: later ones do not alter a record."""
    wanted: Any = (
        sa.select(col(EnrolmentChange.enrolment_id), col(EnrolmentChange.status))
        .join(Enrolment, col(Enrolment.id) == col(EnrolmentChange.enrolment_id))
        .where(
            col(Enrolment.offering_id) == draw.offering_id,
            col(EnrolmentChange.at) == draw.drawn_at,
            col(EnrolmentChange.status).in_(OUTCOMES),
        )
    )
    return {row[0]: OUTCOMES[row[1]] for row in db.connection().execute(wanted)}
