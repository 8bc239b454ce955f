"""The telephone in the fictitious year: what was told long ago, and whom to call today."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select

from classroom.core.clock import TOKYO
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.queue.answer import answer
from classroom.desk.queue.book import book
from classroom.desk.queue.call_values import Result
from classroom.desk.queue.cancel import cancel
from classroom.desk.queue.models import CallTask, Enrolment
from classroom.desk.queue.offer import offer_seats
from classroom.desk.queue.remind import remind
from classroom.desk.queue.values import Act, Asked
from classroom.planning.course.models import CourseSession, Offering
from classroom.planning.staffing import service as staffing
from classroom.planning.staffing.values import PhoneDetails
from classroom.rules.words.planning import Status
from classroom.rules.words.queue import CallResult, CallState, Channel
from classroom.rules.words.queue import Status as EnrolmentStatus
from classroom.tools.demo.history import Town

PHONES = 6
LEFT_TO_TELL = timedelta(days=21)  # who was in class since then is still to be called
NOT_THERE = 2  # of them have been tried in vain
WAITING = 2  # people for the seat that is given up


def add_phones(db: Session) -> None:
    """Buy the telephones that are lent in class."""
    for number in range(1, PHONES + 1):
        staffing.create_phone(db, PhoneDetails(f"{number}番"))


def add_calls(db: Session, town: Town, at: datetime) -> None:
    """Tell who is long told, give up one seat that others wait for, remind the next class."""
    wanted = select(CallTask).where(CallTask.state == CallState.OPEN).order_by(col(CallTask.id))
    tasks = list(db.exec(wanted))
    for task in tasks:
        if task.due_on < town.today - LEFT_TO_TELL:
            _answer(db, task, CallResult.YES, _at(task.due_on), town.clerk)
    for task in [task for task in tasks if task.state is CallState.OPEN][:NOT_THERE]:
        _answer(db, task, CallResult.NO_ANSWER, at - timedelta(days=1), town.clerk)
    _free_a_seat(db, town, at)
    _remind(db, town, at)


def _answer(db: Session, task: CallTask, result: CallResult, at: datetime, by: int) -> None:
    answer(db, key(task), Result(result, "", task.version), Act(at, by))


def _free_a_seat(db: Session, town: Town, at: datetime) -> None:
    """Let someone with a seat in a class that others wait for fall ill; the next is offered it."""
    offering = db.exec(
        select(Offering)
        .join(CourseSession, col(CourseSession.offering_id) == col(Offering.id))
        .where(
            Offering.status == Status.OPEN,
            col(Offering.apply_until) >= town.today,
            CourseSession.number == 1,
            CourseSession.on > town.today,
        )
        .order_by(col(CourseSession.on), col(Offering.id))
    ).first()
    if offering is None:  # the year is nearly over
        return
    lines = _fill_up(db, offering, town, at)
    cancel(db, key(lines[0]), Act(at, town.clerk), why="体調が悪くなった")
    offer_seats(db, key(offering), at=at)


def _fill_up(db: Session, offering: Offering, town: Town, at: datetime) -> list[Enrolment]:
    """Book people on an offering until some wait; return all its lines."""
    number = key(offering)
    asked = Asked(offering_id=number, channel=Channel.TELEPHONE, wait=True)
    for person in reversed(town.crowd):
        lines = list(db.exec(select(Enrolment).where(Enrolment.offering_id == number)))
        if sum(line.status is EnrolmentStatus.WAITLISTED for line in lines) == WAITING:
            break
        with suppress(Refusal):  # too young, there already, or elsewhere at that time
            book(db, key(person), asked, Act(at, town.clerk))
    return [line for line in lines if line.status is EnrolmentStatus.ACCEPTED]


def _remind(db: Session, town: Town, at: datetime) -> None:
    """Have those called who have a class on the next day that has one."""
    session = db.exec(
        select(CourseSession)
        .join(Offering, col(Offering.id) == col(CourseSession.offering_id))
        .where(CourseSession.on > town.today, Offering.status == Status.OPEN)
        .order_by(col(CourseSession.on), col(CourseSession.id))
    ).first()
    if session is not None:
        remind(db, key(session), at=at)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), TOKYO)
