"""Marking who came, ending a class, opening it again."""

from datetime import datetime
from typing import Literal

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom import clock
from classroom.attendance import queries
from classroom.attendance.models import Attendance
from classroom.attendance.rules import Mark
from classroom.attendance.values import Finished, Marked
from classroom.course.models import CourseSession, Offering
from classroom.course.rules import Status
from classroom.db import key, locked
from classroom.enrolment import queries as enrolment_queries
from classroom.enrolment import service as enrolments
from classroom.enrolment.models import Enrolment
from classroom.enrolment.rules import Status as EnrolmentStatus
from classroom.enrolment.values import WalkIn
from classroom.errors import NotAllowed, Refusal, Stale
from classroom.participant.models import Participant
from classroom.participant.rules import may_hold_my_number
from classroom.staff.models import StaffMember
from classroom.staff.rules import Role
from classroom.staffing.queries import teaches

GONE = "この方は、この教室の名簿にいません。画面を開き直してください。"
ENDED = "この教室は終えてあります。直すときは、先に「もう一度開く」をおしてください。"
CALLED_OFF = "この教室は中止になりました。出欠は入れられません。"
TOO_EARLY = "まだ教室の日ではありません。受付は当日にできます。"


def require_own(db: Session, role: Role, staff_member_id: int, course_session_id: int) -> None:
    """Let instructors into the sessions they teach or help in, and into no other.

    Raises NotAllowed.
    """
    if role is Role.INSTRUCTOR and not teaches(db, staff_member_id, course_session_id):
        raise NotAllowed(
            "ご自分が担当する教室だけを開けます。担当の変更は、デジタル担当部署に頼んでください。"
        )


def mark(  # noqa: PLR0913  who, where, what, how it looked, when and by whom
    db: Session,
    course_session_id: int,
    enrolment_id: int,
    wanted: Mark | None,
    *,
    seen: Mark | Literal[""] | None = "",
    at: datetime,
    by: int,
) -> Marked:
    """Make a mark, or take it back (None). Doing so twice, or at two desks, does no harm.

    `seen` is the mark that the pressed page showed ("" if unknown): where another desk has marked
    the person meanwhile, its mark stays and is returned unchanged, so that it can be told.
    Raises Refusal before the day, after the class was ended, and for people not on the roster.
    """
    session = _open_session(db, course_session_id)
    line = _enrolment(db, course_session_id, enrolment_id)
    found = queries.attendance_of(db, course_session_id, enrolment_id)
    now = found.mark if found else None
    name = _name(db, line)
    if now is wanted or (seen != "" and seen is not now):
        return Marked(False, now, now, name, _time_of(found), _by(db, found))  # noqa: FBT003  changed
    if wanted is not None and wanted.was_there and clock.local(at).date() < session.on:
        raise Refusal(TOO_EARLY)
    if wanted is None:
        db.delete(found)
    else:
        _write(db, found or _new(session, enrolment_id, wanted, at), session, wanted, at, by)
    db.flush()
    return Marked(True, wanted, now, name)  # noqa: FBT003  changed


def walk_in(
    db: Session, course_session_id: int, details: WalkIn, *, at: datetime, by: int
) -> Marked:
    """Take in who came without an application, and mark the person as present.

    Who turns out to be on the roster already is only marked.
    """
    session = _open_session(db, course_session_id)
    if clock.local(at).date() < session.on:
        raise Refusal(TOO_EARLY)
    line = None
    if details.participant_id is not None:
        line = enrolment_queries.of(db, details.participant_id, session.offering_id)
    if line is None or line.status is not EnrolmentStatus.ACCEPTED:
        line = enrolments.walk_in(db, course_session_id, details, at=at, by=by)
    return mark(db, course_session_id, key(line), Mark.PRESENT, at=at, by=by)


def finish(db: Session, course_session_id: int, *, at: datetime, by: int) -> Finished:
    """End a class: who is not marked yet was absent."""
    session = _open_session(db, course_session_id)
    if clock.local(at).date() < session.on:
        raise Refusal("まだ教室の日ではありません。教室を終えられるのは、当日からです。")
    open_ones = queries.unmarked(db, course_session_id)
    for enrolment_id in open_ones:
        row = _new(session, enrolment_id, Mark.ABSENT, at)
        row.staff_member_id = by
        db.add(row)
    session.closed_at = at
    db.flush()
    counts = queries.marks(db, [course_session_id]).get(course_session_id)
    return Finished(counts.came if counts else 0, len(open_ones))


def reopen(db: Session, course_session_id: int) -> int:
    """Open an ended class again; whom ending it made absent is unmarked as before.

    Returns how many those are. Does nothing to a class that is open.
    """
    session = _session(db, course_session_id)
    if session.closed_at is None:
        return 0
    # Ending wrote these lines at the very instant that it wrote on the session.
    made_absent = db.exec(
        select(Attendance).where(
            Attendance.course_session_id == course_session_id,
            col(Attendance.marked_at) == session.closed_at,
            Attendance.mark == Mark.ABSENT,
        )
    ).all()
    for row in made_absent:
        db.delete(row)
    session.closed_at = None
    db.flush()
    return len(made_absent)


def write_memo(db: Session, course_session_id: int, memo: str, *, version: int) -> None:
    """Keep the instructor's word about the day; raises Stale if someone wrote since `version`."""
    session = _session(db, course_session_id)
    if session.version != version:
        raise Stale
    if may_hold_my_number(memo):
        raise Refusal(
            "メモに12けたの数字があります。マイナンバーは登録できません。消してください。"
        )
    session.memo = memo
    session.version += 1
    db.flush()


def _session(db: Session, course_session_id: int) -> CourseSession:
    session = locked(db, CourseSession, course_session_id)
    if session is None:
        raise Refusal("この教室は見つかりません。画面を開き直してください。")
    return session


def _open_session(db: Session, course_session_id: int) -> CourseSession:
    session = _session(db, course_session_id)
    status = sa.select(col(Offering.status)).where(col(Offering.id) == session.offering_id)
    if db.connection().execute(status).scalar_one() is Status.CANCELLED:
        raise Refusal(CALLED_OFF)
    if session.closed_at is not None:
        raise Refusal(ENDED)
    return session


def _enrolment(db: Session, course_session_id: int, enrolment_id: int) -> Enrolment:
    line = db.get(Enrolment, enrolment_id)
    if line is None or not queries.is_on_roster(db, course_session_id, enrolment_id):
        raise Refusal(GONE)
    return line


def _name(db: Session, line: Enrolment) -> str:
    person = db.get_one(Participant, line.participant_id)
    return person.name or person.name_kana


def _new(session: CourseSession, enrolment_id: int, wanted: Mark, at: datetime) -> Attendance:
    return Attendance(
        enrolment_id=enrolment_id, course_session_id=key(session), mark=wanted, marked_at=at
    )


def _write(
    db: Session, row: Attendance, session: CourseSession, wanted: Mark, at: datetime, by: int
) -> None:
    # The time of coming is kept from the first press; typing in a paper sheet later tells no time.
    row.mark, row.marked_at, row.staff_member_id = wanted, at, by
    if not wanted.was_there:
        row.checked_in_at = None
    elif row.checked_in_at is None and clock.local(at).date() == session.on:
        row.checked_in_at = at
    db.add(row)


def _time_of(row: Attendance | None) -> datetime | None:
    return row.checked_in_at or row.marked_at if row else None


def _by(db: Session, row: Attendance | None) -> str:
    if row is None or row.staff_member_id is None:
        return ""
    person = db.get(StaffMember, row.staff_member_id)
    return person.name.split()[0] if person and person.name else ""
