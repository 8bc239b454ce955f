"""Eight desks at once, each pressing the pages' buttons: no seat is sold twice, none is lost."""

from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.core.db import key
from classroom.core.journal.service import broken_entries
from classroom.desk.queue import roster_queries
from classroom.desk.queue.models import CallTask, CallTry, Draw, Enrolment
from classroom.planning.course.models import Offering
from classroom.rules.words.queue import CallKind, CallState, Status
from classroom.rules.words.staff import Role
from tests import make
from tests.desk.queue.applicants import Applied, applied
from tests.desk.queue.clerks import Shift, all_at_once
from tests.desk.queue.queues import IN_A_MONTH, check

DESKS, ACTS, PEOPLE = 8, 15, 14
FOUND, LED_ON, REFUSED_ON_PAGE = 200, 303, 422


def test_seats_queue_and_draw_add_up_after_eight_desks_worked_at_once(
    db: Session, database_url: str, tmp_path: Path
) -> None:
    later = IN_A_MONTH + timedelta(days=1)
    offerings = [make.offering(db, IN_A_MONTH, capacity=3), make.offering(db, later, capacity=2)]
    to_draw = applied(db, people=9, capacity=4)
    draw = to_draw.close(4)
    answers = all_at_once(shifts(db, database_url, tmp_path, offerings, to_draw))
    acts = [status for each in answers for status in each.acts]
    assert len(acts) == DESKS * ACTS
    assert set(acts) <= {FOUND, LED_ON}
    assert sorted(each.draw for each in answers) == [LED_ON] + [REFUSED_ON_PAGE] * (DESKS - 1)
    for offering in (*offerings, to_draw.offering):
        check(db, key(offering))
    assert not called_twice(db)
    assert count(db, CallTask) > 0
    assert count(db, CallTry) > 0
    assert list(broken_entries(db)) == []
    was_drawn_once(db, to_draw, draw)


def shifts(
    db: Session, url: str, folder: Path, offerings: list[Offering], to_draw: Applied
) -> list[Shift]:
    people = tuple(key(make.participant(db, f"佐藤 {n}")) for n in range(PEOPLE))
    where = tuple(key(offering) for offering in offerings)
    staff = key(make.staff(db, Role.COORDINATOR))
    db.commit()
    return [
        Shift(url, folder, staff, where, people, to_draw.id, ACTS, seed) for seed in range(DESKS)
    ]


def called_twice(db: Session) -> list[int]:
    """Return enrolments about whose seat more than one call is open."""
    wanted = (
        sa.select(col(CallTask.enrolment_id))
        .where(col(CallTask.state) == CallState.OPEN, col(CallTask.kind) == CallKind.SEAT_FREE)
        .group_by(col(CallTask.enrolment_id))
        .having(sa.func.count() > 1)
    )
    return [number for number in db.connection().execute(wanted).scalars() if number]


def was_drawn_once(db: Session, made: Applied, draw: Draw) -> None:
    """Fail unless seats, queue and calls are those of one draw, whatever became of them since."""
    db.refresh(draw)
    drawn = [int(number) for number in draw.result.split()]
    assert sorted(drawn) == sorted(key(line) for line in made.lines)
    order = [line.enrolment_id for line in roster_queries.waiting(db, made.id)]
    assert order == [number for number in drawn if number in order]
    results = (CallKind.DRAW_WON, CallKind.DRAW_LOST)
    about = sa.select(sa.func.count()).where(col(CallTask.kind).in_(results))
    assert db.connection().execute(about).scalar_one() == len(drawn)
    applied_still = sa.select(sa.func.count()).where(
        col(Enrolment.offering_id) == made.id, col(Enrolment.status) == Status.APPLIED
    )
    assert db.connection().execute(applied_still).scalar_one() == 0


def count(db: Session, table: type[CallTask] | type[CallTry]) -> int:
    found = db.connection().execute(sa.select(sa.func.count()).select_from(table))
    return found.scalar_one()
