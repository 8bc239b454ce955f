"""A call of every standing, for the table of all pages."""

from datetime import timedelta

from sqlmodel import Session, select

from classroom.core.db import key
from classroom.desk.queue.models import CallTask, CallTry
from classroom.planning.offering import day_service
from classroom.planning.offering.day_service import Wish
from classroom.planning.staffing.models import Assignment
from classroom.rules.words.planning import Status as OfferingStatus
from classroom.rules.words.queue import CallKind, CallResult, Status
from classroom.rules.words.session import SessionAct
from tests import make


def calls_world(db: Session) -> dict[str, int]:
    """Make a call, one that was tried, one whose hold ran out, and what calls are made for."""
    tried, overdue = _offered(db), _offered(db)
    tried.tries = 1
    db.add(CallTry(call_task_id=key(tried), result=CallResult.NO_ANSWER, at=make.NOW))
    overdue.hold_until = make.NOW - timedelta(hours=1)
    called_off = make.offering(db, status=OfferingStatus.CANCELLED, cancel_reason="大雨")
    make.enrolment(db, make.participant(db, "中止 ヨネ"), called_off)
    ahead = make.offering(db, make.TODAY + timedelta(days=40))
    make.enrolment(db, make.participant(db, "前日 ヨネ"), ahead)
    return {
        "call": key(_offered(db)),
        "tried": key(tried),
        "overdue": key(overdue),
        "called_off": key(called_off),
        "next_session": key(make.sessions(db, ahead)[0]),
        **_fallen_out(db),
    }


def _fallen_out(db: Session) -> dict[str, int]:
    """Make a class of two days whose first is called off, with a team that is to be told."""
    days = (make.TODAY + timedelta(days=20), make.TODAY + timedelta(days=27))
    offering = make.offering(db, *days)
    make.enrolment(db, make.participant(db, "大雪 ヨネ"), offering)
    first = make.sessions(db, offering)[0]
    make.teaching(db, first)
    line = db.exec(select(Assignment).where(Assignment.course_session_id == key(first))).one()
    day_service.change_session(
        db, key(first), Wish(SessionAct.CANCELLED, "大雪のため"), version=1, at=make.NOW
    )
    # As the record stood when a form was opened on it.
    first.version = 1
    line.told_at = make.NOW
    db.flush()
    return {"off_session": key(first), "to_tell": key(line)}


def _offered(db: Session) -> CallTask:
    offering = make.offering(db, make.TODAY + timedelta(days=30), capacity=1, seats_taken=1)
    person = make.participant(db, "電話 ヨネ", telephone="0225000001")
    line = make.enrolment(db, person, offering, status=Status.WAITLISTED, waiting_number=1)
    task = CallTask(
        kind=CallKind.SEAT_FREE,
        participant_id=key(person),
        enrolment_id=key(line),
        say="席が空きました。",
        due_on=make.TODAY,
        holds_seat=True,
        hold_until=make.NOW + timedelta(days=2),
        created_at=make.NOW,
    )
    db.add(task)
    db.flush()
    return task
