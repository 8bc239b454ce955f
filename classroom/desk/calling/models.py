from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from classroom.core.db import Table, UTCDateTime, enum_column, id_of
from classroom.core.staff.models import StaffMember
from classroom.desk.calling.rules import NOTE_MAX, SAY_MAX, CallKind, CallResult, CallState
from classroom.desk.enrolment.models import Enrolment
from classroom.desk.participant.models import Participant
from classroom.planning.course.models import CourseSession


class CallTask(Table, table=True):
    """かける電話: someone to be called, with what to say.

    A call about a free seat holds that seat until `hold_until`: `holds_seat` says that the
    offering's seats_taken counts it, though nobody is accepted on it yet.
    """

    id: int | None = Field(default=None, primary_key=True)
    kind: CallKind = Field(sa_type=enum_column(CallKind, "kind"))
    participant_id: int = Field(foreign_key=id_of(Participant), index=True)
    enrolment_id: int | None = Field(
        default=None, foreign_key=id_of(Enrolment), index=True, ondelete="CASCADE"
    )
    course_session_id: int | None = Field(
        default=None, foreign_key=id_of(CourseSession), index=True, ondelete="CASCADE"
    )
    say: str = Field(max_length=SAY_MAX)
    state: CallState = Field(
        default=CallState.OPEN, sa_type=enum_column(CallState, "state"), index=True
    )
    due_on: date = Field(index=True)
    holds_seat: bool = False
    hold_until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    tries: int = 0
    created_at: datetime = Field(sa_type=UTCDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    version: int = 1

    __table_args__ = (
        sa.CheckConstraint("NOT holds_seat OR state = 'open'", name="hold_only_while_open"),
        sa.CheckConstraint(
            "NOT holds_seat OR (kind = 'seat_free' AND enrolment_id IS NOT NULL)",
            name="hold_is_for_a_seat",
        ),
        sa.Index(
            "uq_call_task_open_of_enrolment",
            "enrolment_id",
            "kind",
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        ),
    )


class CallTry(Table, table=True):
    """電話の結果: one try of a call."""

    id: int | None = Field(default=None, primary_key=True)
    call_task_id: int = Field(foreign_key=id_of(CallTask), index=True, ondelete="CASCADE")
    result: CallResult = Field(sa_type=enum_column(CallResult, "result"))
    at: datetime = Field(sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )
    note: str = Field(default="", max_length=NOTE_MAX)
