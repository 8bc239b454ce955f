from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, Relationship

from classroom.core.db import Table, UTCDateTime, enum_column, id_of
from classroom.core.staff.models import StaffMember
from classroom.desk.participant.models import Participant
from classroom.desk.queue.call_rules import CALL_NOTE_MAX, SAY_MAX
from classroom.desk.queue.draw_rules import SEED_MAX
from classroom.desk.queue.rules import NOTE_MAX, PROXY_MAX, REASON_MAX, WHY_MAX
from classroom.planning.course.models import CourseSession, Offering
from classroom.rules.words.queue import CallKind, CallResult, CallState, Channel, Status

_IS_OPEN = sa.text(f"state = '{CallState.OPEN}'")
_IS_OPEN_OF_OFFERING = sa.text(f"state = '{CallState.OPEN}' AND course_session_id IS NULL")


class Enrolment(Table, table=True):
    """申込: a participant in an offering. One line each; its changes are kept beside it."""

    id: int | None = Field(default=None, primary_key=True)
    participant_id: int = Field(foreign_key=id_of(Participant), index=True)
    offering_id: int = Field(foreign_key=id_of(Offering), index=True)
    channel: Channel = Field(sa_type=enum_column(Channel, "channel"))
    status: Status = Field(sa_type=enum_column(Status, "status"))
    # Whether the offering's seats_taken counts this line; not so a walk-in into a full class.
    holds_seat: bool = False
    # Place in the waiting list: lower is earlier.
    waiting_number: int | None = None
    # People who come together share a number; they are booked and promoted together.
    party: int | None = None
    is_first_time: bool = False
    applied_at: datetime = Field(sa_type=UTCDateTime)
    decided_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    note: str = Field(default="", max_length=NOTE_MAX)
    # Who applied for the person (長女 千葉さん); empty where they did so themselves.
    proxy: str = Field(default="", max_length=PROXY_MAX)
    # Why a rule was set aside for this line, where the coordinator allows it.
    override_reason: str = Field(default="", max_length=REASON_MAX)
    version: int = 1

    participant: Participant = Relationship(sa_relationship_kwargs={"lazy": "raise"})
    offering: Offering = Relationship(sa_relationship_kwargs={"lazy": "raise"})

    __table_args__ = (
        sa.UniqueConstraint("participant_id", "offering_id"),
        sa.UniqueConstraint("offering_id", "waiting_number"),
        # From an attendance to its person, for counting a whole year.
        sa.Index("ix_enrolment_to_person", "id", "participant_id"),
        sa.CheckConstraint(
            f"NOT holds_seat OR status = '{Status.ACCEPTED}'", name="seat_only_if_accepted"
        ),
        sa.CheckConstraint(
            f"(status = '{Status.WAITLISTED}') = (waiting_number IS NOT NULL)",
            name="waiting_has_number",
        ),
    )


class EnrolmentChange(Table, table=True):
    """申込の経過: each change of an enrolment's status, with when, who and why."""

    id: int | None = Field(default=None, primary_key=True)
    enrolment_id: int = Field(foreign_key=id_of(Enrolment), index=True, ondelete="CASCADE")
    status: Status = Field(sa_type=enum_column(Status, "status"))
    at: datetime = Field(sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )
    why: str = Field(default="", max_length=WHY_MAX)


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
        sa.CheckConstraint(
            f"NOT holds_seat OR state = '{CallState.OPEN}'", name="hold_only_while_open"
        ),
        sa.CheckConstraint(
            f"NOT holds_seat OR (kind = '{CallKind.SEAT_FREE}' AND enrolment_id IS NOT NULL)",
            name="hold_is_for_a_seat",
        ),
        sa.Index(
            "uq_call_task_open_of_enrolment",
            "enrolment_id",
            "kind",
            unique=True,
            sqlite_where=_IS_OPEN_OF_OFFERING,
            postgresql_where=_IS_OPEN_OF_OFFERING,
        ),
        # Two days of one offering may fall out, and each is told.
        sa.Index(
            "uq_call_task_open_of_session",
            "enrolment_id",
            "kind",
            "course_session_id",
            unique=True,
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
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
    note: str = Field(default="", max_length=CALL_NOTE_MAX)


class Draw(Table, table=True):
    """抽選: the closed list of an offering, its digest, the seed, and the result once drawn.

    `entries` is the list as it was digested, a line an application; `result` the enrolment
    numbers in the order in which they were drawn, a line each.
    """

    id: int | None = Field(default=None, primary_key=True)
    offering_id: int = Field(foreign_key=id_of(Offering), unique=True, ondelete="CASCADE")
    seats: int
    seed_source: str = Field(max_length=SEED_MAX)
    seed: str = Field(default="", max_length=SEED_MAX)
    entries: str = Field(sa_type=sa.Text)
    digest: str = Field(max_length=64)
    result: str = Field(default="", sa_type=sa.Text)
    closed_at: datetime = Field(sa_type=UTCDateTime)
    drawn_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )

    __table_args__ = (
        sa.CheckConstraint("(drawn_at IS NULL) = (result = '')", name="drawn_has_result"),
        sa.CheckConstraint("drawn_at IS NULL OR seed <> ''", name="drawn_has_seed"),
    )

    @property
    def drawn(self) -> list[int]:
        """The enrolments in the order in which they were drawn; none before the draw."""
        return [int(number) for number in self.result.split()]
