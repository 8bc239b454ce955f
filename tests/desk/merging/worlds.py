"""Two records of one person with everything that can hang on them, and every table as it stands."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from hypothesis import strategies as st
from sqlmodel import Session, SQLModel, select

from classroom.class_day.app_registration.models import AppOutcome, AppRegistration
from classroom.class_day.attendance.models import Attendance
from classroom.core.db import key
from classroom.desk.participant.models import Participant
from classroom.desk.queue.models import CallTask, Enrolment, EnrolmentChange
from classroom.planning.course.models import CourseSession, Offering
from classroom.rules.words.app import LADDER, Blocker, Stage, up_to
from classroom.rules.words.attendance import Mark
from classroom.rules.words.queue import CallKind, Status
from tests import make

# What only grows, and what tells of the merge itself.
GROWING = {"version"}
# What was written is noted for the kept counts, and never taken back.
APART = {"operation", "audit_entry", "participant_merge", "kept_change"}
STATUSES = st.sampled_from([None, *Status])
MARKS = st.sampled_from([None, *Mark])
DAYS = st.integers(0, 5)
lines = st.tuples(STATUSES, MARKS, DAYS, st.booleans())
stages = st.one_of(
    st.just({}),
    st.builds(lambda day: {Stage.ALREADY: day}, DAYS),
    st.builds(lambda top, day: dict.fromkeys(up_to(top), day), st.sampled_from(LADDER), DAYS),
)
records = st.tuples(st.lists(lines, min_size=3, max_size=3), stages)


def tables(db: Session) -> dict[str, list[Any]]:
    """Return every row of every table, but for versions."""
    db.flush()
    return {
        table.name: sorted(
            db.connection().execute(
                sa.select(*(column for column in table.c if column.name not in GROWING))
            ),
            key=repr,
        )
        for table in SQLModel.metadata.sorted_tables
        if table.name not in APART
    }


def offerings(db: Session) -> list[Offering]:
    """Make three offerings of one session each, with one stranger waiting in each."""
    made = []
    course = make.course(db)
    place = make.venue(db)
    for day in (-2, -1, 7):
        on = make.TODAY + timedelta(days=day)
        offering = make.offering(db, on, course_id=key(course), place=place)
        stranger = make.participant(db, "大野 ハル", "オオノ ハル")
        make.enrolment(db, stranger, offering, status=Status.WAITLISTED, waiting_number=1)
        made.append(offering)
    return made


def record(db: Session, what: list[Offering], given: Any, number: int) -> Participant:
    """Make a record with enrolments, marks, outcomes, calls and stages; `number` sets it apart."""
    who = make.participant(db, telephone=f"022500000{number}", note=f"メモ{number}")
    held, reached = given
    for offering, (status, mark, day, has_call) in zip(what, held, strict=True):
        if status is None:
            continue
        applied_at = make.NOW - timedelta(days=day + number)
        line = _line(db, who, offering, status, applied_at)
        if mark is not None:
            _mark(db, line, mark, minutes=day + number)
        if has_call:
            _call(db, line, offering)
    for what_stage, day in reached.items():
        stage(db, who, what_stage, 10 - day, at=make.NOW - timedelta(hours=9 - number))
    db.flush()
    return who


def _line(
    db: Session, who: Participant, offering: Offering, status: Status, applied_at: datetime
) -> Enrolment:
    waiting = 10 + key(who) if status is Status.WAITLISTED else None
    line = make.enrolment(
        db, who, offering, status=status, waiting_number=waiting, applied_at=applied_at
    )
    db.add(EnrolmentChange(enrolment_id=key(line), status=status, at=make.NOW))
    return line


def _mark(db: Session, line: Enrolment, mark: Mark, minutes: int) -> None:
    """Mark someone in the offering's one session, with the outcome that was entered after it."""
    (number,) = db.exec(
        select(CourseSession.id).where(CourseSession.offering_id == line.offering_id)
    ).all()
    session = number or 0
    db.add(
        Attendance(
            enrolment_id=key(line),
            course_session_id=session,
            mark=mark,
            marked_at=make.NOW + timedelta(minutes=minutes),
        )
    )
    db.add(
        AppOutcome(
            participant_id=line.participant_id,
            course_session_id=session,
            blocker=Blocker.NO_CARD if minutes % 2 else None,
            recorded_at=make.NOW - timedelta(minutes=minutes),
        )
    )


def _call(db: Session, line: Enrolment, offering: Offering) -> None:
    """Add a call: about a free seat, which it holds, to who waits; else a reminder."""
    waits = line.status is Status.WAITLISTED
    if waits:
        offering.seats_taken += 1
        db.add(offering)
    db.add(
        CallTask(
            kind=CallKind.SEAT_FREE if waits else CallKind.REMINDER,
            participant_id=line.participant_id,
            enrolment_id=key(line),
            say="お電話です",
            due_on=make.TODAY,
            holds_seat=waits,
            created_at=make.NOW,
        )
    )


def stage(
    db: Session, who: Participant, what: Stage, days_ago: int, *, at: datetime = make.NOW
) -> None:
    """Write down that someone reached a stage so many days ago."""
    on = make.TODAY - timedelta(days=days_ago)
    db.add(AppRegistration(participant_id=key(who), stage=what, reached_on=on, recorded_at=at))
    db.flush()
