"""A full class with people who wait, for the tests of calls."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.core import clock
from classroom.core.db import key
from classroom.desk.queue import roster_queries
from classroom.desk.queue.answer import answer
from classroom.desk.queue.call_values import Answered, Result
from classroom.desk.queue.models import CallTask, Enrolment, EnrolmentChange
from classroom.desk.queue.values import Act
from classroom.planning.course.models import Offering
from classroom.rules.words.queue import CallResult, CallState, Status
from tests import make

IN_A_MONTH = make.TODAY + timedelta(days=30)


def at_ten(days: int = 0) -> datetime:
    """Return 10:00 of today, or so many days on."""
    day = make.TODAY + timedelta(days=days)
    return datetime.combine(day, time(10), clock.TOKYO)


@dataclass
class Queue:
    """A class of which all seats are taken, and who waits for one, in order."""

    db: Session
    offering: Offering
    seated: list[Enrolment]
    waiting: list[Enrolment]

    @property
    def id(self) -> int:
        """Return the offering's key."""
        return key(self.offering)

    def calls(self, state: CallState = CallState.OPEN) -> list[CallTask]:
        """Return its calls of a state, the first one first."""
        wanted = (
            select(CallTask)
            .join(Enrolment, col(Enrolment.id) == col(CallTask.enrolment_id))
            .where(Enrolment.offering_id == self.id, CallTask.state == state)
        )
        found = self.db.exec(wanted.order_by(col(CallTask.id)))
        return list(found.unique())

    def called(self) -> list[int]:
        """Return who is to be called now, as places in `waiting`."""
        lines = [key(line) for line in self.waiting]
        return [lines.index(task.enrolment_id or 0) for task in self.calls()]

    def in_order(self) -> list[int]:
        """Return who waits, in order, as places in `waiting`."""
        lines = [key(line) for line in self.waiting]
        return [lines.index(line.enrolment_id) for line in roster_queries.waiting(self.db, self.id)]

    def say(
        self, task: CallTask, result: CallResult, note: str = "", *, at: datetime | None = None
    ) -> Answered:
        """Write down a result on the call as it is now."""
        self.db.refresh(task)
        return answer(self.db, key(task), Result(result, note, task.version), Act(at or at_ten()))


def queue(db: Session, *, seats: int = 2, waiting: int = 3, **given: Any) -> Queue:
    """Make a full class with people who wait."""
    offering = make.offering(db, IN_A_MONTH, capacity=seats, **given)
    seated = [make.enrolment(db, make.participant(db, f"席 {n}"), offering) for n in range(seats)]
    lines = [
        make.enrolment(
            db,
            make.participant(db, f"待ち {n}", telephone=f"022500{n:04}", good_times="午前"),
            offering,
            status=Status.WAITLISTED,
            waiting_number=n + 1,
            applied_at=make.NOW + timedelta(minutes=n),
        )
        for n in range(waiting)
    ]
    for line in (*seated, *lines):
        db.add(EnrolmentChange(enrolment_id=key(line), status=line.status, at=line.applied_at))
    db.flush()
    return Queue(db, offering, seated, lines)


def check(db: Session, offering_id: int) -> None:
    """Fail unless the seats counted are those people have and those that calls hold."""
    db.expire_all()
    offering = db.get_one(Offering, offering_id)
    mine = col(Enrolment.offering_id) == offering_id
    seated = sa.select(sa.func.count()).where(mine, col(Enrolment.holds_seat))
    held = (
        sa.select(sa.func.count())
        .select_from(CallTask)
        .join(Enrolment, col(Enrolment.id) == col(CallTask.enrolment_id))
        .where(mine, col(CallTask.holds_seat))
    )
    run = db.connection().execute
    counted = run(seated).scalar_one() + run(held).scalar_one()
    assert offering.seats_taken == counted <= offering.capacity
    waits = sa.select(col(CallTask.id)).join(
        Enrolment, col(Enrolment.id) == col(CallTask.enrolment_id)
    )
    lost = waits.where(mine, col(CallTask.holds_seat), col(Enrolment.status) != Status.WAITLISTED)
    assert not list(run(lost))
    db.commit()  # SQLite: let the desks write again
