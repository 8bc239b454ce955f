"""Reading a session on its day: who is expected, who came."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.class_day.attendance.models import Attendance
from classroom.class_day.attendance.rules import CAME, NEED_WORDS
from classroom.class_day.attendance.sheet import AttendanceSheet, SheetRow
from classroom.class_day.attendance.values import (
    ClassDay,
    ClassLine,
    Counts,
    Namesake,
    SessionHead,
)
from classroom.core.db import ask
from classroom.core.staff.models import StaffMember
from classroom.desk.participant.models import Participant
from classroom.desk.participant.queries import STANDING
from classroom.desk.participant.rules import KEY_MAX
from classroom.desk.queue.models import Enrolment
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.course.queries import SESSION_COUNT, TITLE
from classroom.planning.place.models import Room, Venue
from classroom.planning.staffing.queries import teams
from classroom.rules import kana
from classroom.rules.age import ToldBand, age_on, decade_label
from classroom.rules.words.queue import Channel
from classroom.rules.words.queue import Status as EnrolmentStatus

NAMESAKES_MAX = 8
# Who stands on a session's roster: those with a place, and whoever came and cancelled later. Ending
# a class marks everyone, so who is unmarked in an ended class joined the offering after it.
ON_ROSTER = sa.or_(
    col(Attendance.mark).in_(CAME),
    sa.and_(
        col(Enrolment.status) == EnrolmentStatus.ACCEPTED,
        sa.or_(col(CourseSession.closed_at).is_(None), col(Attendance.id).is_not(None)),
    ),
)
ITS_MARK = sa.and_(
    col(Attendance.enrolment_id) == col(Enrolment.id),
    col(Attendance.course_session_id) == col(CourseSession.id),
)


def class_day(db: Session, course_session_id: int, today: date) -> ClassDay | None:
    """Return a session with everyone who is expected or came, in 五十音 order."""
    head = session_head(db, course_session_id)
    if head is None:
        return None
    return ClassDay(head, _lines(db, head, ON_ROSTER), is_before=today < head.on)


def session_head(db: Session, course_session_id: int) -> SessionHead | None:
    """Return what the pages of a session say at their top."""
    found = ask(db, _session_head(), course_session_id=course_session_id).one_or_none()
    return SessionHead(*found) if found else None


@cache
def _session_head() -> Any:
    return (
        sa.select(
            col(CourseSession.id),
            col(Offering.id),
            col(Offering.code),
            TITLE,
            col(Course.title),
            col(Course.teaches_app),
            col(CourseSession.number),
            SESSION_COUNT,
            col(CourseSession.on),
            col(CourseSession.starts),
            col(CourseSession.ends),
            col(Venue.name),
            sa.func.coalesce(col(Room.name), ""),
            col(Offering.capacity),
            col(Offering.seats_taken),
            sa.func.coalesce(col(Room.capacity), col(Venue.capacity)),
            col(Offering.status),
            col(CourseSession.memo),
            col(CourseSession.closed_at),
            col(CourseSession.version),
        )
        .select_from(CourseSession)
        .join(Offering, col(Offering.id) == col(CourseSession.offering_id))
        .join(Course, col(Course.id) == col(Offering.course_id))
        .join(Venue, col(Venue.id) == col(CourseSession.venue_id))
        .outerjoin(Room, col(Room.id) == col(CourseSession.room_id))
        .where(col(CourseSession.id) == sa.bindparam("course_session_id"))
    )


def marks(db: Session, session_ids: Collection[int]) -> dict[int, Counts]:
    """Return how many came, did not, and are open, for each of these sessions that has people."""
    rows = ask(db, _marks(), sessions=list(session_ids))
    return {n: Counts(there, all_ - there - still, still) for n, there, still, all_ in rows}


@cache
def _marks() -> Any:
    came = sa.func.count().filter(col(Attendance.mark).in_(CAME))
    unmarked = sa.func.count().filter(col(Attendance.id).is_(None))
    return (
        sa.select(col(CourseSession.id), came, unmarked, sa.func.count())
        .select_from(roster())
        .where(ON_ROSTER, col(CourseSession.id).in_(sa.bindparam("sessions", expanding=True)))
        .group_by(col(CourseSession.id))
    )


def unmarked(db: Session, course_session_id: int) -> list[int]:
    """Return the enrolments on a session's roster of which nothing was marked yet."""
    wanted = (
        sa.select(col(Enrolment.id))
        .select_from(roster())
        .where(ON_ROSTER, col(CourseSession.id) == course_session_id, col(Attendance.id).is_(None))
        .order_by(col(Enrolment.id))
    )
    return [number for (number,) in _rows(db, wanted)]


def expected(db: Session, course_session_id: int) -> list[int]:
    """Return the enrolments on a session's roster, in 五十音 order of the people."""
    wanted = (
        sa.select(col(Enrolment.id))
        .select_from(roster())
        .where(ON_ROSTER, col(CourseSession.id) == course_session_id)
        .order_by(col(Participant.sort_key), col(Participant.id))
    )
    return [number for (number,) in _rows(db, wanted)]


def same_kana(db: Session, name_kana: str, day: date) -> list[Namesake]:
    """Return the registered people of exactly this フリガナ: a walk-in may be one of them."""
    wanted = (
        sa.select(
            col(Participant.id),
            col(Participant.name),
            col(Participant.name_kana),
            col(Participant.born_on),
            col(Participant.told_band),
            col(Participant.device),
        )
        .where(col(Participant.kana_key) == kana.search_key(name_kana)[:KEY_MAX], STANDING)
        .order_by(col(Participant.sort_key), col(Participant.id))
        .limit(NAMESAKES_MAX)
    )
    return [
        Namesake(number, name or reading, shown_age(born_on, told, day), device)
        for number, name, reading, born_on, told, device in _rows(db, wanted)
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
        session_label=f"第{head.number}回／全{head.session_count}回",
        on=head.on,
        starts=head.starts,
        ends=head.ends,
        venue=head.venue,
        room=head.room,
        instructors=team.instructors,
        assistants=team.assistants,
        rows=tuple(rows),
        printed_at=printed_at,
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


def _rows(db: Session, wanted: Any) -> Iterable[Any]:
    return db.connection().execute(wanted)


def roster() -> Any:
    """Return sessions joined to the people enrolled and their marks, to select from."""
    return (
        sa.join(
            CourseSession, Enrolment, col(Enrolment.offering_id) == col(CourseSession.offering_id)
        )
        .join(Participant, col(Participant.id) == col(Enrolment.participant_id))
        .outerjoin(Attendance, ITS_MARK)
    )


def _lines(db: Session, head: SessionHead, which: Any) -> tuple[ClassLine, ...]:
    wanted = (
        sa.select(
            col(Enrolment.id),
            col(Participant.id),
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
            sa.func.coalesce(col(StaffMember.name), ""),
            *(getattr(Participant, need) for need in NEED_WORDS),
        )
        .select_from(roster())
        .outerjoin(StaffMember, col(StaffMember.id) == col(Attendance.staff_member_id))
        .where(which, col(CourseSession.id) == head.id)
        .order_by(col(Participant.sort_key), col(Participant.id))
    )
    return tuple(_line(head, *row) for row in db.connection().execute(wanted))


def _line(head: SessionHead, *row: Any) -> ClassLine:
    (
        enrolment_id,
        participant_id,
        name,
        name_kana,
        kana_key,
        born_on,
        told_band,
        device,
        is_first_time,
        channel,
        mark,
        checked_in_at,
        marked_by,
        *needed,
    ) = row
    return ClassLine(
        enrolment_id,
        participant_id,
        name,
        name_kana,
        kana_key,
        shown_age(born_on, told_band, head.on),
        device,
        tuple(word for word, is_so in zip(NEED_WORDS.values(), needed, strict=True) if is_so),
        is_first_time,
        channel is Channel.WALK_IN,
        mark,
        checked_in_at,
        marked_by,
    )


def shown_age(born_on: date | None, told: ToldBand | None, day: date) -> str:
    """Return an age as rough as instructors may know it: 80代; nothing where nobody knows."""
    if born_on is not None:
        return decade_label(age_on(born_on, day))
    return told.label if told is not None and told is not ToldBand.UNKNOWN else ""
