"""What an アンケート asks: the same words as on the paper of that session."""

import hashlib
from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.class_day.questionnaire.rules import COMMON_TOPICS, TOPIC_MAX
from classroom.kit.handout.blocks import Handout, Pictures
from classroom.kit.handout.devices import device_named
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.material import handout_queries as handouts

# The papers stand above this feature, so their table is known by its name only.
_PRINTED = sa.table(
    "printed_sheet",
    sa.column("number", sa.BigInteger),
    sa.column("page", sa.Integer),
    sa.column("kind", sa.String),
    sa.column("course_session_id", sa.Integer),
    sa.column("rows", sa.JSON),
    sa.column("printed_at", sa.DateTime),
)


def topics(db: Session, course_session_id: int) -> tuple[str, ...]:
    """Return what a session asks: as printed last for it, else as its handout says now."""
    printed = _as_printed(db, course_session_id)
    return tuple(topic[:TOPIC_MAX] for topic in printed or _of_handout(db, course_session_id))


def digest(asked: Sequence[str]) -> str:
    """Return a short sign of what was asked, to notice that it changed meanwhile."""
    return hashlib.sha256("\n".join(asked).encode()).hexdigest()[:16]


def _as_printed(db: Session, course_session_id: int) -> list[str]:
    mine = sa.and_(
        _PRINTED.c.course_session_id == course_session_id,
        _PRINTED.c.kind.in_(("before", "after")),
    )
    newest = sa.select(_PRINTED.c.number).where(mine).order_by(_PRINTED.c.printed_at.desc())
    number = db.execute(newest.limit(1)).scalar()
    pages = sa.select(_PRINTED.c.rows).where(mine, _PRINTED.c.number == number)
    return [
        str(row) for (rows,) in db.execute(pages.order_by(_PRINTED.c.page)) for row in rows or []
    ]


def _of_handout(db: Session, course_session_id: int) -> tuple[str, ...]:
    wanted = (
        select(Course)
        .join(Offering, col(Offering.course_id) == col(Course.id))
        .join(CourseSession, col(CourseSession.offering_id) == col(Offering.id))
        .where(CourseSession.id == course_session_id)
    )
    course = db.exec(wanted).first()
    if course is None or not course.handout:
        return COMMON_TOPICS
    handout = handouts.handout(db, course.handout, device_named(course.device.value))
    return _check_list(handout) or COMMON_TOPICS


def _check_list(handout: Handout) -> tuple[str, ...]:
    """Return the statements of a handout's own check list."""
    for block in handout.blocks:
        for figure in block.row if isinstance(block, Pictures) else ():
            if figure.kind == "check" and figure.parts:
                return tuple(part.text for part in figure.parts)
    return ()
