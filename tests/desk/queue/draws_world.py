"""A draw to be closed and one that is, for the table of all pages."""

from datetime import timedelta

from sqlmodel import Session

from classroom.core.db import key
from classroom.desk.queue.draw_rules import digest_of
from classroom.desk.queue.models import Draw
from classroom.planning.course.models import Offering
from classroom.planning.course.rules import Selection
from classroom.rules.words.planning import Status as OfferingStatus
from classroom.rules.words.queue import Status
from tests import make


def draws_world(db: Session, recorded: Offering) -> dict[str, int]:
    """Make an offering to draw, one whose list is closed, and a closed list for the one given."""
    _closed(db, recorded, "")
    closed, number = _applied(db, OfferingStatus.CLOSED)
    _closed(db, closed, f"{number},1,{number}\n")
    to_draw, _ = _applied(db, OfferingStatus.OPEN)
    return {"to_draw": key(to_draw), "closed_draw": key(closed)}


def _applied(db: Session, status: OfferingStatus) -> tuple[Offering, int]:
    day = make.TODAY + timedelta(days=50)
    offering = make.offering(db, day, selection=Selection.DRAW, status=status)
    person = make.participant(db, "抽選 ヨネ")
    return offering, key(make.enrolment(db, person, offering, status=Status.APPLIED))


def _closed(db: Session, offering: Offering, entries: str) -> None:
    draw = Draw(
        offering_id=key(offering),
        seats=1,
        seed_source="11月30日の宝くじの番号",
        entries=entries,
        digest=digest_of(entries),
        closed_at=make.NOW,
    )
    db.add(draw)
    db.flush()
