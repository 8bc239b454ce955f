"""Reading sheets and words: of a session, of a course, of some days."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import groupby

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
from classroom.core.db import RowSelect, key, named
from classroom.core.staff.models import StaffMember
from classroom.desk.participant.models import Participant
from classroom.desk.participant.queries import SHOWN_NAME
from classroom.desk.queue.models import Enrolment
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.course.queries import TITLE
from classroom.planning.place.models import Venue
from classroom.rules.words.queue import Status


def given(db: Session, scope: Scope) -> list[Given]:
    sheet, answer, session = AnswerSheet, Answer, CourseSession
    wanted: RowSelect = (
        sa.select(
            col(sheet.id).label("sheet_id"),
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
    for row in db.execute(wanted):
        whose = ("enrolment", row.enrolment_id) if row.enrolment_id else ("sheet", row.sheet_id)
        order = (row.on, row.number)
        found.append(
            Given(person=whose, order=order, topic=row.topic, before=row.before, after=row.after)
        )
    return found


def satisfaction(db: Session, scope: Scope) -> tuple[int, int, int, int]:
    """Count how people liked it, from よくなかった to とてもよかった."""
    wanted: RowSelect = (
        sa.select(col(AnswerSheet.satisfaction).label("step"), sa.func.count().label("people"))
        .join(CourseSession, col(CourseSession.id) == col(AnswerSheet.course_session_id))
        .where(*_within(scope), col(AnswerSheet.satisfaction).is_not(None))
        .group_by(col(AnswerSheet.satisfaction))
    )
    counts = Counter({row.step: row.people for row in db.execute(wanted)})
    one, two, three, four = (counts[step] for step in range(1, HIGHEST + 1))
    return one, two, three, four


def sheet_counts(db: Session, scope: Scope) -> tuple[int, int]:
    sheets = col(AnswerSheet.course_session_id)
    wanted = (
        sa.select(
            sa.func.count().label("sheets"), sa.func.count(sheets.distinct()).label("sessions")
        )
        .select_from(AnswerSheet)
        .join(CourseSession, col(CourseSession.id) == sheets)
        .where(*_within(scope))
    )
    row = db.execute(wanted).one()
    return row.sheets, row.sessions


def comment_count(db: Session, scope: Scope) -> int:
    wanted = (
        sa.select(sa.func.count())
        .select_from(AnswerComment)
        .join(CourseSession, col(CourseSession.id) == col(AnswerComment.course_session_id))
        .where(*_within(scope))
    )
    return int(db.execute(wanted).scalar_one())


def _within(scope: Scope) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = [
        col(CourseSession.on).between(scope.first, scope.last)
    ]
    if scope.course_session_id is not None:
        conditions.append(col(CourseSession.id) == scope.course_session_id)
    if scope.course_id is not None:
        of_course = sa.select(col(Offering.id)).where(col(Offering.course_id) == scope.course_id)
        conditions.append(col(CourseSession.offering_id).in_(of_course))
    return conditions


def sheets(db: Session, course_session_id: int) -> list[SheetLine]:
    """Return a session's sheets, the one entered last first."""
    wanted = (
        sa.select(
            AnswerSheet,
            sa.func.coalesce(SHOWN_NAME, "").label("name"),
            sa.func.coalesce(col(StaffMember.name), "").label("entered_by"),
        )
        .outerjoin(Enrolment, col(Enrolment.id) == col(AnswerSheet.enrolment_id))
        .outerjoin(Participant, col(Participant.id) == col(Enrolment.participant_id))
        .outerjoin(StaffMember, col(StaffMember.id) == col(AnswerSheet.staff_member_id))
        .where(col(AnswerSheet.course_session_id) == course_session_id)
        .order_by(col(AnswerSheet.id).desc())
    )
    rows = db.execute(wanted).all()
    marks = _marks(db, [key(row.AnswerSheet) for row in rows])
    return [
        SheetLine(
            id=key(row.AnswerSheet),
            moment=row.AnswerSheet.moment,
            way=row.AnswerSheet.way,
            marks=tuple(marks[key(row.AnswerSheet)]),
            satisfaction=row.AnswerSheet.satisfaction,
            name=row.name,
            entered_at=row.AnswerSheet.entered_at,
            entered_by=row.entered_by,
        )
        for row in rows
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
    wanted: RowSelect = (
        sa.select(col(Enrolment.id).label("id"), SHOWN_NAME.label("name"))
        .select_from(Enrolment)
        .join(Participant, col(Participant.id) == col(Enrolment.participant_id))
        .join(CourseSession, col(CourseSession.offering_id) == col(Enrolment.offering_id))
        .where(col(CourseSession.id) == course_session_id, col(Enrolment.status) == Status.ACCEPTED)
        .order_by(col(Participant.sort_key), col(Participant.id))
    )
    return [(row.id, row.name) for row in db.execute(wanted)]


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
    wanted: RowSelect = (
        sa.select(
            col(CourseSession.id).label("course_session_id"),
            col(CourseSession.on),
            TITLE.label("title"),
            col(AnswerComment.id).label("comment_id"),
            col(AnswerComment.text),
        )
        .join(AnswerComment, col(AnswerComment.course_session_id) == col(CourseSession.id))
        .join(Offering, col(Offering.id) == col(CourseSession.offering_id))
        .join(Course, col(Course.id) == col(Offering.course_id))
        .where(col(CourseSession.on).between(first, last))
        .order_by(col(CourseSession.on).desc(), col(CourseSession.id).desc(), col(AnswerComment.id))
    )
    rows = db.execute(wanted)
    found = []
    for number, group in groupby(rows, key=lambda row: row.course_session_id):
        lines = list(group)
        words = tuple(Said(line.comment_id, line.text) for line in lines)
        found.append(
            SaidInSession(
                course_session_id=number, on=lines[0].on, title=lines[0].title, said=words
            )
        )
    return found


def session_counts(db: Session, scope: Scope) -> list[SessionCount]:
    """Return the sessions of a scope that have a sheet, the newest day first."""
    wanted: RowSelect = (
        sa.select(
            col(CourseSession.id).label("course_session_id"),
            col(CourseSession.on),
            TITLE.label("title"),
            col(Venue.name).label("venue"),
            sa.func.count().label("sheets"),
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
    return named(SessionCount, db.execute(wanted))


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
    return [(row.id, row.title) for row in db.execute(wanted)]
