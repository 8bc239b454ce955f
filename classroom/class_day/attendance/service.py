"""Marking who came, ending a class, opening it again."""

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.class_day.attendance import queries
from classroom.class_day.attendance.models import Attendance
from classroom.class_day.attendance.values import Finished, Marked, Press, Standing
from classroom.core import clock
from classroom.core.db import RowSelect, ask, key, locked
from classroom.core.errors import NotAllowed, Refusal, Stale
from classroom.desk.participant.rules import may_hold_my_number
from classroom.desk.queue import queries as enrolment_queries
from classroom.desk.queue import walk_in as walking_in
from classroom.desk.queue.cancel import cancel
from classroom.desk.queue.models import Enrolment
from classroom.desk.queue.promote import put_back
from classroom.desk.queue.values import Act, WalkIn
from classroom.planning.course.models import CourseSession, Offering
from classroom.planning.course.queries import DAY_STATUS
from classroom.planning.staffing.queries import teaches
from classroom.rules.words.attendance import CAME, How, Mark
from classroom.rules.words.planning import Status
from classroom.rules.words.queue import Channel
from classroom.rules.words.queue import Status as EnrolmentStatus
from classroom.rules.words.staff import Role

NO_SESSION = "この教室は見つかりません。画面を開き直してください。"
GONE = "この方は、この教室の名簿にいません。画面を開き直してください。"
ENDED = "この教室は終えてあります。直すときは、先に「もう一度開く」をおしてください。"
CALLED_OFF = "この教室は中止になりました。出欠は入れられません。"
DIED = "{}さんは亡くなられたと登録されています。まちがいのときは、受付に知らせてください。"
WALKED_IN_BY_MISTAKE = "当日受付の取り消し"
TOO_EARLY = "まだ教室の日ではありません。受付は当日にできます。"


def hold(db: Session, course_session_id: int) -> bool:
    """Let one write after the other into a session; tells whether there is such a session.

    SQLite lets in one writer anyway.
    """
    return ask(db, _held_session(), number=course_session_id).first() is not None


@cache  # see `web.staff.queries`: for each check-in
def _held_session() -> RowSelect:
    wanted = sa.select(col(CourseSession.id)).where(col(CourseSession.id) == sa.bindparam("number"))
    return wanted.with_for_update()


def require_own(
    db: Session, role: Role, staff_member_id: int, course_session_id: int, contact: str
) -> None:
    """Let instructors into the sessions they teach or help in, and into no other.

    `contact` is the office to ask, as the city's setting has it.

    Raises NotAllowed.
    """
    if role.sees_own_only and not teaches(db, staff_member_id, course_session_id):
        raise NotAllowed(
            f"ご自分が担当する教室だけを開けます。担当の変更は、{contact}に頼んでください。"
        )


def mark(db: Session, course_session_id: int, enrolment_id: int, press: Press, act: Act) -> Marked:
    """Make a mark, or take it back. Doing so twice, or at two desks, does no harm.

    Where another desk has marked the person since the page was shown, its mark stays and is
    returned unchanged, so that it can be told.
    Raises Refusal before the day, after the class was ended, and for people not on the roster.
    """
    now = _standing(db, course_session_id, enrolment_id)
    whom, wanted = (enrolment_id, now.participant_id), press.wanted
    # A scan says only that someone is here; whether late was told by a person, and stays.
    is_so = now.mark is wanted or (press.how is How.QR and now.mark in CAME)
    if is_so or (press.seen != "" and press.seen is not now.mark):
        when = now.checked_in_at or now.marked_at
        by_name = now.marked_by.partition(" ")[0]
        return Marked(False, now.mark, now.mark, now.name, when, by_name, *whom)  # noqa: FBT003  changed
    if wanted is not None and wanted.was_there and act.today < now.on:
        raise Refusal(TOO_EARLY)
    if wanted is not None and wanted.was_there and now.died_on and now.died_on <= now.on:
        raise Refusal(DIED.format(now.name))
    if wanted is None:
        db.exec(sa.delete(Attendance).where(col(Attendance.id) == now.attendance_id))
    else:
        made = {
            "mark": wanted,
            "how": press.how,
            "marked_at": act.at,
            "staff_member_id": act.by,
        }
        _write(db, course_session_id, enrolment_id, now, made)
    return Marked(True, wanted, now.mark, now.name, None, "", *whom)  # noqa: FBT003  changed


def walk_in(db: Session, course_session_id: int, details: WalkIn, act: Act) -> Marked:
    """Take in who came without an application, and mark the person as present.

    Who turns out to be on the roster already is only marked.
    """
    session = _open_session(db, course_session_id)
    if act.today < session.on:
        raise Refusal(TOO_EARLY)
    line = None
    if details.participant_id is not None:
        line = enrolment_queries.of(db, details.participant_id, session.offering_id)
    if line is None or line.status is not EnrolmentStatus.ACCEPTED:
        line = walking_in.walk_in(db, course_session_id, details, act)
    return mark(db, course_session_id, key(line), Press(Mark.PRESENT), act)


def take_back_walk_in(db: Session, course_session_id: int, enrolment_id: int, act: Act) -> Marked:
    """Undo a walk-in: the mark goes, and the place; who waited before stands in the queue again.

    A person who was registered for it stays registered. Raises Refusal for others on the roster.
    """
    now = _standing(db, course_session_id, enrolment_id)
    line = db.get_one(Enrolment, enrolment_id)
    before = enrolment_queries.status_before(db, enrolment_id)
    has_waited = before in (EnrolmentStatus.WAITLISTED, EnrolmentStatus.APPLIED)
    if line.channel is not Channel.WALK_IN and not has_waited:
        raise Refusal("当日参加の方ではありません。出欠の印を直してください。")
    if now.attendance_id is not None:
        db.exec(sa.delete(Attendance).where(col(Attendance.id) == now.attendance_id))
    if has_waited:
        put_back(db, enrolment_id, act)
    else:
        cancel(db, enrolment_id, act, why=WALKED_IN_BY_MISTAKE)
    whom = (enrolment_id, now.participant_id)
    return Marked(True, None, now.mark, now.name, None, "", *whom)  # noqa: FBT003  changed


def finish(db: Session, course_session_id: int, act: Act) -> Finished:
    """End a class: who is not marked yet was absent."""
    session = _open_session(db, course_session_id)
    if act.today < session.on:
        raise Refusal("まだ教室の日ではありません。教室を終えられるのは、当日からです。")
    open_ones = queries.unmarked(db, course_session_id)
    for enrolment_id in open_ones:
        row = Attendance(
            enrolment_id=enrolment_id,
            course_session_id=course_session_id,
            mark=Mark.ABSENT,
            marked_at=act.at,
            staff_member_id=act.by,
        )
        db.add(row)
    session.closed_at = act.at
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


def forget_absences(db: Session, course_session_id: int) -> int:
    """Take back who was marked as not coming, for a session that is moved to another day.

    Returns how many those were: they are asked about the new day as everybody else.
    """
    mine = col(Attendance.course_session_id) == course_session_id
    gone = db.exec(sa.delete(Attendance).where(mine, col(Attendance.mark).not_in(CAME)))
    return gone.rowcount


def _session(db: Session, course_session_id: int) -> CourseSession:
    session = locked(db, CourseSession, course_session_id)
    if session is None:
        raise Refusal(NO_SESSION)
    return session


def _open_session(db: Session, course_session_id: int) -> CourseSession:
    session = _session(db, course_session_id)
    status = (
        sa.select(DAY_STATUS)
        .select_from(CourseSession)
        .join(Offering, col(Offering.id) == col(CourseSession.offering_id))
        .where(col(CourseSession.id) == course_session_id)
    )
    _refuse_unless_open(
        db.connection().execute(status).scalar_one(), is_closed=session.closed_at is not None
    )
    return session


def _refuse_unless_open(status: Status, *, is_closed: bool) -> None:
    if status is Status.CANCELLED:
        raise Refusal(CALLED_OFF)
    if is_closed:
        raise Refusal(ENDED)


def _standing(db: Session, course_session_id: int, enrolment_id: int) -> Standing:
    hold(db, course_session_id)
    now = queries.standing(db, course_session_id, enrolment_id)
    if now is None:
        _open_session(db, course_session_id)
        raise Refusal(GONE)
    _refuse_unless_open(now.status, is_closed=now.is_closed)
    if not now.is_listed:
        raise Refusal(GONE)
    return now


def _write(
    db: Session, course_session_id: int, enrolment_id: int, now: Standing, made: dict[str, Any]
) -> None:
    # The time of coming is kept from the first press; typing in a paper sheet later tells no time.
    came_at = now.checked_in_at
    if not made["mark"].was_there:
        came_at = None
    elif came_at is None and clock.local(made["marked_at"]).date() == now.on:
        came_at = made["marked_at"]
    values = {**made, "checked_in_at": came_at}
    if now.attendance_id is None:
        line = {"enrolment_id": enrolment_id, "course_session_id": course_session_id}
        ask(db, sa.insert(Attendance), **values, **line)
    else:
        mine = col(Attendance.id) == now.attendance_id
        db.exec(sa.update(Attendance).where(mine).values(**values))
