"""What an アンケート asks: the same words as on the paper of that session."""

import hashlib
from collections.abc import Sequence

from sqlmodel import Session, col, select

from classroom.class_day.printed import queries
from classroom.class_day.questionnaire.rules import TOPIC_MAX
from classroom.kit.handout.blocks import Handout, Pictures
from classroom.kit.handout.devices import device_named
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.material import handout_queries
from classroom.rules.words.questionnaire import COMMON_TOPICS


def topics(db: Session, course_session_id: int) -> tuple[str, ...]:
    """Return what a session asks: as printed last for it, else as its handout says now."""
    printed = queries.statements(db, course_session_id)
    return tuple(topic[:TOPIC_MAX] for topic in printed or _of_handout(db, course_session_id))


def digest(asked: Sequence[str]) -> str:
    """Return a short sign of what was asked, to notice that it changed meanwhile."""
    return hashlib.sha256("\n".join(asked).encode()).hexdigest()[:16]


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
    return check_list(
        [handout_queries.handout(db, course.handout, device_named(course.device.value))]
    )


def check_list(handouts: Sequence[Handout]) -> tuple[str, ...]:
    """Return the statements of the handouts' own check list, else what every class can ask."""
    for handout in handouts:
        for block in handout.blocks:
            for figure in block.row if isinstance(block, Pictures) else ():
                if figure.kind == "check" and figure.parts:
                    return tuple(part.text for part in figure.parts)
    return COMMON_TOPICS
