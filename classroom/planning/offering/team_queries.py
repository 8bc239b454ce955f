"""Reading who and what a session could have: people to teach and help, telephones to lend."""

from collections.abc import Callable, Collection
from dataclasses import replace

from sqlmodel import Session, col, select

from classroom.core.db import key
from classroom.planning.course.models import CourseSession
from classroom.planning.offering import applicants, clash_queries
from classroom.planning.offering.clash_rules import Need, Slot, Timetable
from classroom.planning.offering.need_queries import person_need, phone_need
from classroom.planning.staffing.loan_queries import IN_ORDER, lent_to
from classroom.planning.staffing.models import Assignment, LoanPhone
from classroom.planning.staffing.queries import everyone, person_column
from classroom.planning.staffing.rules import Pooled
from classroom.planning.staffing.values import Candidate, Candidates, Part, Pool


def candidates(db: Session, session: CourseSession) -> Candidates:
    """Return who could teach and help in a session, and who is elsewhere or too far away then."""
    slot, timetable = clash_queries.on_day(db, session)

    def elsewhere(need: Need) -> tuple[str, ...]:
        if slot is None:
            return ()
        clashes = timetable.clashes(replace(slot, needs=(need,)))
        return tuple(clash.words for clash in clashes)

    return Candidates(*(_candidates(db, part, key(session), elsewhere) for part in Part))


def _candidates(
    db: Session, part: Part, course_session_id: int, elsewhere: Callable[[Need], tuple[str, ...]]
) -> tuple[Candidate, ...]:
    chosen = _chosen(db, part, course_session_id)
    return tuple(
        Candidate(
            id=key(found),
            name=found.name,
            name_kana=found.name_kana,
            organisation=found.organisation,
            is_chosen=key(found) in chosen,
            elsewhere=elsewhere(person_need(part, found)),
        )
        for found in everyone(db, part)
        if found.is_active or key(found) in chosen
    )


def needs_of(db: Session, part: Part, numbers: Collection[int]) -> list[Need]:
    return [person_need(part, found) for found in everyone(db, part) if key(found) in numbers]


def _chosen(db: Session, part: Part, course_session_id: int) -> set[int]:
    person_id = person_column(part)
    wanted = select(person_id).where(Assignment.course_session_id == course_session_id)
    return {number for number in db.exec(wanted) if number is not None}


def pooled(db: Session, session: CourseSession, slot: Slot, timetable: Timetable) -> list[Pooled]:
    """Return the pool in use as the session sees it, in the order of the labels."""
    mine = {phone.id for phone in lent_to(db, key(session))}
    wanted = select(LoanPhone).where(col(LoanPhone.is_active)).order_by(*IN_ORDER)
    return [
        Pooled(key(phone), phone.id in mine, timetable.is_free(slot, phone_need(phone)))
        for phone in db.exec(wanted)
    ]


def pool(db: Session, session: CourseSession) -> Pool:
    slot, timetable = clash_queries.on_day(db, session)
    seen = pooled(db, session, slot, timetable) if slot else []
    return Pool(
        labels=tuple(phone.label for phone in lent_to(db, key(session))),
        free=sum(phone.is_free for phone in seen),
        total=len(seen),
        borrowers=applicants.ask().borrowers(db, session.offering_id),
    )
