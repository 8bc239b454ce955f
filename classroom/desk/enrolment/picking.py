"""What someone can be booked on, what stands against it, and with whom they may come."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from classroom.core.db import ask
from classroom.desk.enrolment.models import Enrolment
from classroom.desk.enrolment.queries import waiting_counts
from classroom.desk.enrolment.rules import LIVE, KnownAge, Status, is_old_enough
from classroom.desk.enrolment.values import Clash, LatestClass, Pick
from classroom.desk.participant.models import Participant
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.course.queries import TITLE, open_offerings
from classroom.planning.course.rules import Status as OfferingStatus
from classroom.rules.age import AgeRule

# The people or lines that a statement built once is asked about.
_NUMBERS: Any = sa.bindparam("numbers", expanding=True)


def picks(
    db: Session, participant_id: int | None, age: KnownAge | None, rule: AgeRule, *, now: datetime
) -> list[Pick]:
    """Return what someone can be booked on: what fits them and has a free seat first, by day.

    `now` is on the office's clock: a class that has begun is not offered any more.
    """
    booked = _booked(db, participant_id) if participant_id else set()
    moment = now.replace(tzinfo=None)
    open_now = [
        found
        for found in open_offerings(db, now.date())
        if found.id not in booked and datetime.combine(found.on, found.starts) > moment
    ]
    numbers = [found.id for found in open_now]
    counts, flexible = waiting_counts(db, numbers), overridable(db, numbers)
    against = clashes(db, participant_id, numbers) if participant_id else {}
    found = [
        Pick(
            offering,
            counts.get(offering.id, 0),
            is_old_enough(age, offering.age_min, offering.on, rule) if age else None,
            against.get(offering.id),
            offering.id in flexible,
        )
        for offering in open_now
    ]
    return sorted(found, key=lambda pick: (pick.is_barred, pick.must_wait))


def clashes(db: Session, participant_id: int, offering_ids: Iterable[int]) -> dict[int, Clash]:
    """Return the seat someone holds at the time of one of these offerings' sessions, if any."""
    asked = {"participant": participant_id, "numbers": list(offering_ids)}
    return {row[0]: Clash(*row[1:]) for row in ask(db, _clashes(), **asked)}


@cache
def _clashes() -> Any:
    asked, held = aliased(CourseSession), aliased(CourseSession)
    return (
        sa.select(col(asked.offering_id), TITLE, col(held.on), col(held.starts))
        .select_from(Enrolment)
        .join(Offering, col(Offering.id) == col(Enrolment.offering_id))
        .join(Course, col(Course.id) == col(Offering.course_id))
        .join(held, col(held.offering_id) == col(Offering.id))
        .join(
            asked,
            sa.and_(
                col(asked.on) == col(held.on),
                col(asked.starts) < col(held.ends),
                col(held.starts) < col(asked.ends),
                col(asked.offering_id) != col(held.offering_id),
            ),
        )
        .where(
            col(Enrolment.participant_id) == sa.bindparam("participant"),
            col(Enrolment.status) == Status.ACCEPTED,
            col(Offering.status) != OfferingStatus.CANCELLED,
            col(asked.offering_id).in_(_NUMBERS),
        )
        .order_by(col(held.on).desc(), col(held.starts).desc())
    )


def overridable(db: Session, offering_ids: Sequence[int]) -> set[int]:
    """Return those of the offerings whose rules the desk may set aside with a reason."""
    return set(ask(db, _overridable(), numbers=list(offering_ids)).scalars())


@cache
def _overridable() -> Any:
    return sa.select(col(Offering.id)).where(
        col(Offering.id).in_(_NUMBERS), col(Offering.allows_override)
    )


def companions(db: Session, enrolment_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return the names of those who come together with each of these enrolments."""
    found: dict[int, tuple[str, ...]] = {}
    for number, name in ask(db, _companions(), numbers=list(enrolment_ids)):
        found[number] = (*found.get(number, ()), name)
    return found


@cache
def _companions() -> Any:
    other = aliased(Enrolment)
    shown = sa.func.coalesce(sa.func.nullif(col(Participant.name), ""), col(Participant.name_kana))
    return (
        sa.select(col(Enrolment.id), shown)
        .join(
            other,
            sa.and_(
                col(other.offering_id) == col(Enrolment.offering_id),
                col(other.party) == col(Enrolment.party),
                col(other.id) != col(Enrolment.id),
                col(other.status).in_(LIVE),
            ),
        )
        .join(Participant, col(Participant.id) == col(other.participant_id))
        .where(
            # Most come alone: asked first, so that nobody is compared with everybody.
            col(Enrolment.party).is_not(None),
            col(Enrolment.id).in_(_NUMBERS),
            col(Enrolment.status).in_(LIVE),
        )
        .order_by(col(Participant.sort_key))
    )


def latest(db: Session, participant_ids: Sequence[int], today: date) -> dict[int, LatestClass]:
    """Return for each person the next class they are in or wait for, or else their last one."""
    found: dict[int, LatestClass] = {}
    rows = ask(db, _classes(), numbers=list(participant_ids))
    for person, title, on, status in rows:
        if person not in found or not found[person].is_ahead:
            found[person] = LatestClass(title, on, on >= today, status is Status.WAITLISTED)
    return found


@cache
def _classes() -> Any:
    return (
        sa.select(
            col(Enrolment.participant_id),
            col(Course.short_title),
            col(CourseSession.on),
            col(Enrolment.status),
        )
        .join(CourseSession, col(CourseSession.offering_id) == col(Enrolment.offering_id))
        .join(Offering, col(Offering.id) == col(Enrolment.offering_id))
        .join(Course, col(Course.id) == col(Offering.course_id))
        .where(
            col(Enrolment.participant_id).in_(_NUMBERS),
            col(Enrolment.status).in_((Status.ACCEPTED, Status.WAITLISTED)),
            col(Offering.status) != OfferingStatus.CANCELLED,
        )
        .order_by(col(CourseSession.on))
    )


def _booked(db: Session, participant_id: int) -> set[int]:
    return set(ask(db, _live(), participant=participant_id).scalars())


@cache
def _live() -> Any:
    return sa.select(col(Enrolment.offering_id)).where(
        col(Enrolment.participant_id) == sa.bindparam("participant"),
        col(Enrolment.status).in_(LIVE),
    )
