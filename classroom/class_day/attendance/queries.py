"""Reading a session on its day: who is expected, who came."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from classroom.class_day.attendance.models import Attendance, ClassOperation
from classroom.class_day.attendance.rules import NEED_WORDS
from classroom.class_day.attendance.sheet import AttendanceSheet, SheetRow
from classroom.class_day.attendance.values import (
    ClassDay,
    ClassLine,
    Counts,
    Namesake,
    SessionHead,
    Standing,
)
from classroom.core.db import RowSelect, ask, key, named
from classroom.core.staff.models import StaffMember
from classroom.desk.participant.models import Participant
from classroom.desk.participant.queries import STANDING, is_here
from classroom.desk.participant.rules import KEY_MAX
from classroom.desk.queue.models import Enrolment
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.course.queries import DAY_STATUS, SESSION_COUNT, TITLE
from classroom.planning.place.models import Room, Venue
from classroom.planning.staffing.queries import teams
from classroom.rules import kana
from classroom.rules.age import age_on, decade_label
from classroom.rules.words.attendance import CAME
from classroom.rules.words.bands import ToldBand
from classroom.rules.words.queue import Channel
from classroom.rules.words.queue import Status as EnrolmentStatus

NAMESAKES_MAX = 8
DIGEST_LENGTH = 16
SESSION: sa.BindParameter[int] = sa.bindparam("course_session_id")
ENROLMENT: sa.BindParameter[int] = sa.bindparam("enrolment_id")
SHOWN_NAME = sa.func.coalesce(sa.func.nullif(col(Participant.name), ""), Participant.name_kana)
# Who stands on a session's roster: those with a place, and whoever came and cancelled later. Ending
# a class marks everyone, so who is unmarked in an ended class joined the offering after it.
# Whoever moved away or died by the day stands on no list of it, but may be marked if they come.
_HAS_PLACE = sa.and_(
    col(Enrolment.status) == EnrolmentStatus.ACCEPTED,
    sa.or_(col(CourseSession.closed_at).is_(None), col(Attendance.id).is_not(None)),
)
MAY_BE_MARKED = sa.or_(col(Attendance.mark).in_(CAME), _HAS_PLACE)
ON_ROSTER = sa.or_(
    col(Attendance.mark).in_(CAME), sa.and_(_HAS_PLACE, is_here(col(CourseSession.on)))
)
CAME_THERE = col(Attendance.mark).in_(CAME)
IN_ORDER = (col(Participant.sort_key), col(Participant.id))
ITS_MARK = sa.and_(
    col(Attendance.enrolment_id) == col(Enrolment.id),
    col(Attendance.course_session_id) == col(CourseSession.id),
)


def class_day(db: Session, course_session_id: int, today: date) -> ClassDay | None:
    """Return a session with everyone who is expected or came, in 五十音 order."""
    head = session_head(db, course_session_id)
    if head is None:
        return None
    lines, gone = _lines(db, head, ON_ROSTER), left_out(db, course_session_id)
    return ClassDay(head, lines, is_before=today < head.on, left_out=gone)


def session_head(db: Session, course_session_id: int) -> SessionHead | None:
    found = named(SessionHead, ask(db, _session_head(), course_session_id=course_session_id))
    return found[0] if found else None


# Prebuilt, the four statements here spare a page of a class 19 % (6.6 ms, not 8.1), and what an
# open page asks every few seconds 55 % (1.2, not 2.7): processor time, SQLite, demo, 2026-11-30.
@cache
def _session_head() -> RowSelect:
    return (
        sa.select(
            col(CourseSession.id),
            col(Offering.id).label("offering_id"),
            col(Offering.code),
            TITLE.label("title"),
            col(Course.title).label("course_title"),
            col(Course.teaches_app),
            col(CourseSession.number),
            SESSION_COUNT.label("session_count"),
            col(CourseSession.on),
            col(CourseSession.starts),
            col(CourseSession.ends),
            col(Venue.name).label("venue"),
            sa.func.coalesce(col(Room.name), "").label("room"),
            col(Offering.capacity),
            col(Offering.seats_taken),
            sa.func.coalesce(col(Room.capacity), col(Venue.capacity)).label("places"),
            DAY_STATUS.label("status"),
            col(CourseSession.state),
            col(CourseSession.state_reason),
            col(CourseSession.planned_on),
            col(CourseSession.memo),
            col(CourseSession.closed_at),
            col(CourseSession.version),
        )
        .select_from(CourseSession)
        .join(Offering, col(Offering.id) == col(CourseSession.offering_id))
        .join(Course, col(Course.id) == col(Offering.course_id))
        .join(Venue, col(Venue.id) == col(CourseSession.venue_id))
        .outerjoin(Room, col(Room.id) == col(CourseSession.room_id))
        .where(col(CourseSession.id) == SESSION)
    )


def marks(db: Session, session_ids: Collection[int]) -> dict[int, Counts]:
    """Count who came, did not, and is open, for each of these sessions that has people."""
    return {
        row.id: Counts(row.came, row.expected - row.came - row.open, row.open)
        for row in ask(db, _marks(), sessions=list(session_ids))
    }


@cache
def _marks() -> RowSelect:
    came = sa.func.count().filter(col(Attendance.mark).in_(CAME))
    unmarked = sa.func.count().filter(col(Attendance.id).is_(None))
    return (
        sa.select(
            col(CourseSession.id),
            came.label("came"),
            unmarked.label("open"),
            sa.func.count().label("expected"),
        )
        .select_from(roster())
        .where(ON_ROSTER, col(CourseSession.id).in_(sa.bindparam("sessions", expanding=True)))
        .group_by(col(CourseSession.id))
    )


def unmarked(db: Session, course_session_id: int) -> list[int]:
    """Return the enrolments on a session's roster of which nothing was marked yet."""
    wanted = _listed(course_session_id).where(col(Attendance.id).is_(None))
    return [number for number in db.exec(wanted.order_by(col(Enrolment.id))) if number is not None]


def attended(db: Session, session_ids: Collection[int]) -> set[int]:
    column = col(Attendance.course_session_id)
    return set(db.exec(select(column).where(column.in_(session_ids)).distinct()))


def held(db: Session, session_ids: Collection[int]) -> set[int]:
    """Return which of these sessions took place: somebody came, or someone ended them."""
    here = col(CourseSession.id)
    came = sa.exists().where(col(Attendance.course_session_id) == here, CAME_THERE)
    was_held = sa.or_(col(CourseSession.closed_at).is_not(None), came)
    found = db.exec(select(CourseSession.id).where(here.in_(session_ids), was_held))
    return {number for number in found if number is not None}


def left_out(db: Session, course_session_id: int) -> int:
    """Return how many have a place in a session, and moved away or died by its day."""
    return int(ask(db, _left_out(), course_session_id=course_session_id).scalar_one())


@cache
def _left_out() -> RowSelect:
    return (
        sa.select(sa.func.count())
        .select_from(roster())
        .where(
            col(CourseSession.id) == SESSION,
            col(Enrolment.status) == EnrolmentStatus.ACCEPTED,
            ~is_here(col(CourseSession.on)),
            sa.not_(sa.func.coalesce(CAME_THERE, sa.false())),
        )
    )


def expected(db: Session, course_session_id: int) -> list[int]:
    """Return the enrolments on a session's roster, in 五十音 order of the people."""
    return [
        number
        for number in db.exec(_listed(course_session_id).order_by(*IN_ORDER))
        if number is not None
    ]


def _listed(course_session_id: int) -> SelectOfScalar[int | None]:
    return (
        select(col(Enrolment.id))
        .select_from(roster())
        .where(ON_ROSTER, col(CourseSession.id) == course_session_id)
    )


def same_kana(db: Session, name_kana: str, day: date) -> list[Namesake]:
    """Return the registered people of exactly this フリガナ: a walk-in may be one of them."""
    wanted = (
        select(Participant)
        .where(col(Participant.kana_key) == kana.search_key(name_kana)[:KEY_MAX], STANDING)
        .order_by(*IN_ORDER)
        .limit(NAMESAKES_MAX)
    )
    return [
        Namesake(
            key(row),
            row.name or row.name_kana,
            shown_age(row.born_on, row.told_band, day),
            row.device,
        )
        for row in db.exec(wanted)
    ]


def lines_of(
    db: Session, head: SessionHead, enrolment_ids: Sequence[int]
) -> list[ClassLine | None]:
    """Return these lines of a session in this order; None for whoever is gone by now."""
    found = _lines(db, head, col(Enrolment.id).in_(enrolment_ids))
    known = {line.enrolment_id: line for line in found}
    return [known.get(number) for number in enrolment_ids]


def sheet_of(
    db: Session, head: SessionHead, lines: Sequence[ClassLine | None], printed_at: datetime
) -> AttendanceSheet:
    """Return what a 出席簿 shows of these people; who is gone leaves an empty row."""
    team = teams(db, [head.id])[head.id]
    rows = (_sheet_row(number, line) for number, line in enumerate(lines, 1))
    return AttendanceSheet(
        title=head.title,
        course_name=head.course_title,
        code=head.code,
        session_label=head.sheet_label,
        on=head.on,
        starts=head.starts,
        ends=head.ends,
        venue=head.venue,
        room=head.room,
        instructors=team.instructors,
        assistants=team.assistants,
        rows=tuple(rows),
        printed_at=printed_at,
        left_out=left_out(db, head.id),
    )


def _sheet_row(number: int, line: ClassLine | None) -> SheetRow:
    if line is None:
        return SheetRow(number, "", "")
    return SheetRow(
        number,
        line.shown_name,
        line.kana,
        line.age,
        line.device_label,
        line.needs,
        line.is_first_time,
    )


def roster() -> sa.Join:
    """Return sessions joined to the people enrolled and their marks, to select from."""
    return (
        sa.join(
            CourseSession, Enrolment, col(Enrolment.offering_id) == col(CourseSession.offering_id)
        )
        .join(Participant, col(Participant.id) == col(Enrolment.participant_id))
        .outerjoin(Attendance, ITS_MARK)
    )


def _lines(db: Session, head: SessionHead, which: sa.ColumnElement[bool]) -> tuple[ClassLine, ...]:
    wanted: RowSelect = (
        sa.select(
            col(Enrolment.id).label("enrolment_id"),
            col(Participant.id).label("participant_id"),
            col(Participant.name),
            col(Participant.name_kana),
            col(Participant.kana_key),
            col(Participant.born_on),
            col(Participant.told_band),
            col(Participant.device),
            col(Enrolment.is_first_time),
            col(Enrolment.channel),
            col(Attendance.mark),
            col(Attendance.checked_in_at),
            sa.func.coalesce(col(StaffMember.name), "").label("marked_by"),
            *(getattr(Participant, need) for need in NEED_WORDS),
        )
        .select_from(roster())
        .outerjoin(StaffMember, col(StaffMember.id) == col(Attendance.staff_member_id))
        .where(which, col(CourseSession.id) == head.id)
        .order_by(*IN_ORDER)
    )
    return tuple(_line(head, row) for row in db.connection().execute(wanted))


def _line(head: SessionHead, row: sa.Row[*tuple[Any, ...]]) -> ClassLine:
    return ClassLine(
        enrolment_id=row.enrolment_id,
        participant_id=row.participant_id,
        name=row.name,
        kana=row.name_kana,
        kana_key=row.kana_key,
        age=shown_age(row.born_on, row.told_band, head.on),
        device=row.device,
        needs=tuple(word for need, word in NEED_WORDS.items() if getattr(row, need)),
        is_first_time=row.is_first_time,
        is_walk_in=row.channel is Channel.WALK_IN,
        mark=row.mark,
        checked_in_at=row.checked_in_at,
        marked_by=row.marked_by,
    )


def shown_age(born_on: date | None, told: ToldBand | None, day: date) -> str:
    """Return an age as rough as instructors may know it: 80代; nothing where nobody knows."""
    if born_on is not None:
        return decade_label(age_on(born_on, day))
    return told.label if told is not None and told is not ToldBand.UNKNOWN else ""


def standing(db: Session, course_session_id: int, enrolment_id: int) -> Standing | None:
    """Return all that a press on a person's row must know; None for a row of another session."""
    asked = {"course_session_id": course_session_id, "enrolment_id": enrolment_id}
    found = named(Standing, ask(db, _standing(), **asked))
    return found[0] if found else None


def digest(db: Session, course_session_id: int) -> str | None:
    """Return a short word that changes with whatever the pages of a session show of people.

    Cheap enough for every open page to ask for it every few seconds. None without the session.
    """
    found = ask(db, _digest(), course_session_id=course_session_id).first()
    return sha256(repr(tuple(found)).encode()).hexdigest()[:DIGEST_LENGTH] if found else None


@cache
def _standing() -> RowSelect:
    return (
        sa.select(
            col(CourseSession.on),
            col(CourseSession.closed_at).is_not(None).label("is_closed"),
            DAY_STATUS.label("status"),
            sa.func.coalesce(MAY_BE_MARKED, sa.false()).label("is_listed"),
            col(Participant.died_on),
            col(Participant.id).label("participant_id"),
            SHOWN_NAME.label("name"),
            col(Attendance.id).label("attendance_id"),
            col(Attendance.mark),
            col(Attendance.checked_in_at),
            col(Attendance.marked_at),
            sa.func.coalesce(col(StaffMember.name), "").label("marked_by"),
        )
        .select_from(roster())
        .join(Offering, col(Offering.id) == col(CourseSession.offering_id))
        .outerjoin(StaffMember, col(StaffMember.id) == col(Attendance.staff_member_id))
        .where(col(CourseSession.id) == SESSION, col(Enrolment.id) == ENROLMENT)
    )


@cache
def _digest() -> RowSelect:
    here = col(Attendance.course_session_id) == SESSION
    lines = col(Enrolment.offering_id) == col(Offering.id)
    acts = col(ClassOperation.course_session_id) == SESSION
    parts = (
        sa.select(sa.func.count()).select_from(Attendance).where(here),
        sa.select(sa.func.max(col(Attendance.marked_at))).where(here),
        sa.select(sa.func.count()).select_from(Enrolment).where(lines),
        sa.select(sa.func.sum(col(Enrolment.version))).where(lines),
        sa.select(sa.func.count()).select_from(ClassOperation).where(acts),
        sa.select(sa.func.max(col(ClassOperation.at))).where(acts),
    )
    return (
        sa.select(
            col(CourseSession.version),
            col(CourseSession.closed_at),
            DAY_STATUS.label("status"),
            *(part.correlate(Offering).scalar_subquery() for part in parts),
        )
        .select_from(CourseSession)
        .join(Offering, col(Offering.id) == col(CourseSession.offering_id))
        .where(col(CourseSession.id) == SESSION)
    )
