"""One function a noun: what a test needs to exist, with the rest filled in.

Nothing is committed here. NOW is the real instant, so that browsers of the cast stay signed in;
days are given relative to TODAY.
"""

import itertools
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, select

from classroom.app import SHARES
from classroom.core import clock
from classroom.core.db import key
from classroom.core.staff.models import StaffMember
from classroom.desk.merging import service as merging
from classroom.desk.merging.models import ParticipantMerge
from classroom.desk.merging.values import Pair
from classroom.desk.participant.models import Participant
from classroom.desk.queue.models import Enrolment
from classroom.desk.queue.values import Act
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.place.models import District, Venue
from classroom.planning.staffing.models import Assignment, Instructor
from classroom.rules import kana, names
from classroom.rules.fiscal_year import fiscal_year
from classroom.rules.words.planning import Status
from classroom.rules.words.queue import Channel
from classroom.rules.words.queue import Status as EnrolmentStatus
from classroom.rules.words.staff import Role

T = TypeVar("T", bound=SQLModel)
NOW = clock.now()
TODAY = clock.today()
NEXT_WEEK = TODAY + timedelta(days=7)
_numbers = itertools.count(1)

CAST = {
    Role.ADMIN: ("admin", "佐々木 翔太"),
    Role.COORDINATOR: ("planner", "阿部 真理"),
    Role.RECEPTION: ("desk", "菅原 由美"),
    Role.INSTRUCTOR: ("teacher", "遠藤 久美"),
    Role.VIEWER: ("viewer", "今野 隆"),
}


def staff(db: Session, role: Role, **given: Any) -> StaffMember:
    """Return the cast's person of this role, made on first use."""
    login, name = CAST[role]
    found = db.exec(select(StaffMember).where(StaffMember.login == login)).first()
    return found or _kept(
        db, StaffMember(login=login, name=name, role=role, created_at=NOW, **given)
    )


def district(db: Session, name: str = "大曲", **given: Any) -> District:
    """Make a district."""
    number = next(_numbers)
    made = {"code": f"D{number}", "name": name, "name_kana": "オオマガリ", "position": number}
    return _kept(db, District(**{**made, **given}))


def venue(db: Session, **given: Any) -> Venue:
    """Make a venue of 30 people."""
    number = next(_numbers)
    made = {
        "name": f"矢本東市民センター{number}",
        "short_name": "矢本東",
        "name_kana": "ヤモトヒガシシミンセンター",
        "capacity": 30,
    }
    return _kept(db, Venue(**{**made, **given}))


def course(db: Session, **given: Any) -> Course:
    """Make a course that registers people for the app."""
    made = {
        "code": f"C{next(_numbers)}",
        "title": "デジタル身分証アプリをはじめよう",
        "short_title": "身分証アプリ",
        "teaches_app": True,
    }
    return _kept(db, Course(**{**made, **given}))


def offering(
    db: Session,
    *days: date,
    starts: time = time(10),
    ends: time = time(11, 30),
    place: Venue | None = None,
    **given: Any,
) -> Offering:
    """Make an offering that is open, on the days given (next week if none)."""
    days = days or (NEXT_WEEK,)
    made: dict[str, Any] = {
        "code": f"R8-{next(_numbers)}",
        "fiscal_year": fiscal_year(days[0]),
        "status": Status.OPEN,
        "capacity": 12,
        "created_at": NOW,
    }
    made |= given
    if "course_id" not in made:
        made["course_id"] = key(course(db))
    row = _kept(db, Offering(**made))
    where = place or venue(db)
    for number, on in enumerate(days, 1):
        _kept(
            db,
            CourseSession(
                offering_id=key(row),
                number=number,
                on=on,
                starts=starts,
                ends=ends,
                venue_id=key(where),
            ),
        )
    return row


def sessions(db: Session, of: Offering) -> list[CourseSession]:
    """Return an offering's sessions in order."""
    wanted = select(CourseSession).where(CourseSession.offering_id == of.id)
    return list(db.exec(wanted.order_by("number")))


def participant(
    db: Session,
    name: str = "渡邊 トシ子",
    name_kana: str = "ワタナベ トシコ",
    **given: Any,
) -> Participant:
    """Make a participant, born on 15 March 1943 unless told otherwise."""
    made: dict[str, Any] = {
        "name": name,
        "name_kana": name_kana,
        "name_key": names.name_key(name),
        "kana_key": kana.search_key(name_kana),
        "sort_key": kana.sort_key(name_kana),
        "created_at": NOW,
    }
    made |= given
    if "born_on" not in made and "told_band" not in made:
        made["born_on"] = date(1943, 3, 15)
    for field in ("telephone", "telephone2"):
        if made.get(field):
            made[f"{field}_last4"] = made[field][-4:]
    return _kept(db, Participant(**made))


def enrolment(db: Session, who: Participant, what: Offering, **given: Any) -> Enrolment:
    """Give someone a seat, counted in the offering."""
    made: dict[str, Any] = {
        "participant_id": key(who),
        "offering_id": key(what),
        "channel": Channel.TELEPHONE,
        "status": EnrolmentStatus.ACCEPTED,
        "applied_at": NOW,
    }
    made |= given
    made.setdefault("holds_seat", made["status"] is EnrolmentStatus.ACCEPTED)
    if made["holds_seat"]:
        what.seats_taken += 1
        db.add(what)
    return _kept(db, Enrolment(**made))


def teaching(db: Session, session: CourseSession) -> Instructor:
    """Let the cast's instructor teach a session."""
    person = staff(db, Role.INSTRUCTOR)
    found = db.exec(select(Instructor).where(Instructor.staff_member_id == person.id)).first()
    teacher = found or _kept(
        db,
        Instructor(name=person.name, name_kana="エンドウ クミ", staff_member_id=person.id),
    )
    _kept(db, Assignment(course_session_id=key(session), instructor_id=teacher.id))
    return teacher


def merge(
    db: Session, kept: Participant, gone: Participant, *, at: datetime = NOW, **given: Any
) -> ParticipantMerge:
    """Let a record live on in another, with all that any room keeps of it."""
    return merging.merge(db, Pair(key(kept), key(gone), **given), Act(at), SHARES)


def _kept(db: Session, row: T) -> T:
    db.add(row)
    db.flush()
    return row
