"""Reading sheets and words: of a session, of a course, of some days."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.class_day.questionnaire.models import Answer, AnswerComment, AnswerSheet
from classroom.class_day.questionnaire.rules import HIGHEST
from classroom.class_day.questionnaire.values import (
    Given,
    Marks,
    Said,
    SaidInSession,
    Scope,
    SessionCount,
    SheetLine,
)
from classroom.core.db import key
from classroom.core.staff.models import StaffMember
from classroom.desk.participant.models import Participant
from classroom.desk.queue.models import Enrolment
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.place.models import Venue
from classroom.rules.words.queue import Status

TITLE: Any = sa.func.coalesce(sa.func.nullif(col(Offering.title), ""), col(Course.title))


def given(db: Session, scope: Scope) -> list[Given]:
    """Return every answer within a scope, and whose it is."""
    sheet, answer, session = AnswerSheet, Answer, CourseSession
    wanted = (
        sa.select(
            col(sheet.id),
            col(sheet.enrolment_id),
            col(session.on),
            col(session.number),
            col(answer.topic),
            col(answer.before),
            col(answer.after),
        )
        .select_from(sheet)
        .join(answer, col(answer.answer_sheet_id) == col(sheet.id))
        .join(session, col(session.id) == col(sheet.course_session_id))
        .where(*_within(scope))
    )
    found = []
    for number, enrolment, on, order, topic, before, after in db.execute(wanted):
        person = ("enrolment", enrolment) if enrolment else ("sheet", number)
        found.append(Given(person, (on, order), topic, before, after))
    return found


def satisfaction(db: Session, scope: Scope) -> tuple[int, int, int, int]:
    """Count how people liked it, from よくなかった to とてもよかった."""
    wanted = (
        sa.select(col(AnswerSheet.satisfaction), sa.func.count())
        .join(CourseSession, col(CourseSession.id) == col(AnswerSheet.course_session_id))
        .where(*_within(scope), col(AnswerSheet.satisfaction).is_not(None))
        .group_by(col(AnswerSheet.satisfaction))
    )
    counts = Counter({int(step): int(number) for step, number in db.execute(wanted)})
    one, two, three, four = (counts[step] for step in range(1, HIGHEST + 1))
    return one, two, three, four


def sheet_counts(db: Session, scope: Scope) -> tuple[int, int]:
    """Count the sheets within a scope, and the sessions they are of."""
    sheets = col(AnswerSheet.course_session_id)
    wanted = (
        sa.select(sa.func.count(), sa.func.count(sheets.distinct()))
        .select_from(AnswerSheet)
        .join(CourseSession, col(CourseSession.id) == sheets)
        .where(*_within(scope))
    )
    number, sessions = db.execute(wanted).one()
    return int(number), int(sessions)


def comment_count(db: Session, scope: Scope) -> int:
    """Count what was said in words within a scope."""
    wanted = (
        sa.select(sa.func.count())
        .select_from(AnswerComment)
        .join(CourseSession, col(CourseSession.id) == col(AnswerComment.course_session_id))
        .where(*_within(scope))
    )
    return int(db.execute(wanted).scalar_one())


def _within(scope: Scope) -> list[Any]:
    conditions: list[Any] = [col(CourseSession.on).between(scope.first, scope.last)]
    if scope.course_session_id is not None:
        conditions.append(col(CourseSession.id) == scope.course_session_id)
    if scope.course_id is not None:
        of_course = sa.select(col(Offering.id)).where(col(Offering.course_id) == scope.course_id)
        conditions.append(col(CourseSession.offering_id).in_(of_course))
    return conditions


def sheets(db: Session, course_session_id: int) -> list[SheetLine]:
    """Return a session's sheets, the one entered last first."""
    wanted = (
        select(AnswerSheet, Participant.name, Participant.name_kana, StaffMember.name)
        .outerjoin(Enrolment, col(Enrolment.id) == col(AnswerSheet.enrolment_id))
        .outerjoin(Participant, col(Participant.id) == col(Enrolment.participant_id))
        .outerjoin(StaffMember, col(StaffMember.id) == col(AnswerSheet.staff_member_id))
        .where(AnswerSheet.course_session_id == course_session_id)
        .order_by(col(AnswerSheet.id).desc())
    )
    rows = db.exec(wanted).all()
    marks = _marks(db, [key(row) for row, *_ in rows])
    return [
        SheetLine(
            id=key(row),
            moment=row.moment,
            way=row.way,
            marks=tuple(marks[key(row)]),
            satisfaction=row.satisfaction,
            name=name or kana or "",
            entered_at=row.entered_at,
            entered_by=by or "",
        )
        for row, name, kana, by in rows
    ]


def _marks(db: Session, numbers: Sequence[int]) -> dict[int, list[Marks]]:
    wanted = (
        select(Answer)
        .where(col(Answer.answer_sheet_id).in_(numbers))
        .order_by(col(Answer.answer_sheet_id), col(Answer.position))
    )
    found: dict[int, list[Marks]] = defaultdict(list)
    for row in db.exec(wanted):
        found[row.answer_sheet_id].append(Marks(row.topic, row.before, row.after))
    return found


def people(db: Session, course_session_id: int) -> list[tuple[int, str]]:
    """Return whose sheet it may be: the accepted enrolments of the session's class, by kana."""
    wanted = (
        select(Enrolment.id, Participant.name, Participant.name_kana)
        .join(Participant, col(Participant.id) == col(Enrolment.participant_id))
        .join(CourseSession, col(CourseSession.offering_id) == col(Enrolment.offering_id))
        .where(CourseSession.id == course_session_id, Enrolment.status == Status.ACCEPTED)
        .order_by(col(Participant.sort_key), col(Participant.id))
    )
    return [(number or 0, name or kana) for number, name, kana in db.exec(wanted)]


def said(db: Session, course_session_id: int) -> tuple[Said, ...]:
    """Return what was said in words in a session, by its random keys: in nobody's order."""
    wanted = (
        select(AnswerComment)
        .where(AnswerComment.course_session_id == course_session_id)
        .order_by(col(AnswerComment.id))
    )
    return tuple(Said(row.id, row.text) for row in db.exec(wanted))


def said_in_days(db: Session, first: date, last: date) -> list[SaidInSession]:
    """Return what was said in words on some days, the newest day first."""
    wanted = (
        sa.select(col(CourseSession.id), col(CourseSession.on), TITLE, AnswerComment)
        .join(AnswerComment, col(AnswerComment.course_session_id) == col(CourseSession.id))
        .join(Offering, col(Offering.id) == col(CourseSession.offering_id))
        .join(Course, col(Course.id) == col(Offering.course_id))
        .where(col(CourseSession.on).between(first, last))
        .order_by(col(CourseSession.on).desc(), col(CourseSession.id).desc(), col(AnswerComment.id))
    )
    found: dict[tuple[int, date, str], list[Said]] = defaultdict(list)
    for number, on, title, row in db.execute(wanted):
        found[number, on, title].append(Said(row.id, row.text))
    return [SaidInSession(*place, tuple(words)) for place, words in found.items()]


def session_counts(db: Session, scope: Scope) -> list[SessionCount]:
    """Return the sessions of a scope that have a sheet, the newest day first."""
    wanted = (
        sa.select(
            col(CourseSession.id), col(CourseSession.on), TITLE, col(Venue.name), sa.func.count()
        )
        .join(AnswerSheet, col(AnswerSheet.course_session_id) == col(CourseSession.id))
        .join(Offering, col(Offering.id) == col(CourseSession.offering_id))
        .join(Course, col(Course.id) == col(Offering.course_id))
        .join(Venue, col(Venue.id) == col(CourseSession.venue_id))
        .where(*_within(scope))
        .group_by(
            col(CourseSession.id),
            col(CourseSession.on),
            col(Offering.title),
            col(Course.title),
            col(Venue.name),
        )
        .order_by(col(CourseSession.on).desc(), col(CourseSession.id).desc())
    )
    return [SessionCount(*row) for row in db.execute(wanted)]


def courses_asked(db: Session, first: date, last: date) -> list[tuple[int, str]]:
    """Return the courses that have a sheet on some days, by their titles."""
    wanted = (
        sa.select(col(Course.id), col(Course.title))
        .join(Offering, col(Offering.course_id) == col(Course.id))
        .join(CourseSession, col(CourseSession.offering_id) == col(Offering.id))
        .join(AnswerSheet, col(AnswerSheet.course_session_id) == col(CourseSession.id))
        .where(col(CourseSession.on).between(first, last))
        .distinct()
        .order_by(col(Course.title))
    )
    return [(int(number), str(title)) for number, title in db.execute(wanted)]
