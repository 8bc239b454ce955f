"""An offering by draw with people who applied, for the tests of draws."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, select

from classroom.core.db import key
from classroom.desk.queue.draw import close_list, draw_seats
from classroom.desk.queue.draw_values import Closing
from classroom.desk.queue.models import CallTask, Draw, Enrolment
from classroom.desk.queue.values import Act
from classroom.planning.course.models import Offering
from classroom.planning.course.rules import Selection
from tests import make
from tests.desk.queue.acts import book

IN_A_MONTH = make.TODAY + timedelta(days=30)
LOTTERY = "11月30日の宝くじ（ナンバーズ4）の当せん番号"


@dataclass
class Applied:
    """An offering by draw, and the applications for it as they came."""

    db: Session
    offering: Offering
    lines: list[Enrolment]

    @property
    def id(self) -> int:
        """Return the offering's key."""
        return key(self.offering)

    def close(self, seats: int = 2) -> Draw:
        """Close the list."""
        closing = Closing(seats, LOTTERY)
        return close_list(self.db, self.id, closing, act=Act(make.NOW))

    def drawn(self, seats: int = 2, seed: str = "0483") -> Draw:
        """Close the list and draw it."""
        draw = self.close(seats)
        return draw_seats(self.db, key(draw), seed, act=Act(make.NOW + timedelta(days=1)))

    def calls(self) -> list[CallTask]:
        """Return the calls made, in order."""
        return list(self.db.exec(select(CallTask).order_by(col(CallTask.id))))


def applied(db: Session, *, people: int = 5, capacity: int = 2, **given: Any) -> Applied:
    """Let people apply for an offering by draw."""
    offering = make.offering(db, IN_A_MONTH, capacity=capacity, selection=Selection.DRAW, **given)
    lines = [book(db, make.participant(db, f"髙﨑 {n}"), offering) for n in range(people)]
    return Applied(db, offering, lines)
