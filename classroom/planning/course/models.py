from datetime import date, datetime, time

import sqlalchemy as sa
from sqlmodel import Field, Relationship

from classroom.core.db import Table, UTCDateTime, enum_column, id_of
from classroom.core.staff.models import StaffMember
from classroom.planning.course.rules import (
    AGE_MIN_MAX,
    BRING_MAX,
    CAPACITY_MAX,
    CODE_MAX,
    MINUTES_MAX,
    MINUTES_MIN,
    NOTE_MAX,
    REASON_MAX,
    SHORT_TITLE_MAX,
    SUMMARY_MAX,
    TITLE_MAX,
    TOPIC_MAX,
    CourseDevice,
    Level,
    Selection,
)
from classroom.planning.place.models import Room, Venue
from classroom.rules.words.planning import Status
from classroom.rules.words.session import SessionAct, SessionState

RAISE = {"lazy": "raise"}


class Course(Table, table=True):
    """講座: an entry of the catalogue."""

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=CODE_MAX, unique=True)
    title: str = Field(max_length=TITLE_MAX)
    short_title: str = Field(max_length=SHORT_TITLE_MAX)
    summary: str = Field(default="", max_length=SUMMARY_MAX)
    level: Level = Field(default=Level.FIRST, sa_type=enum_column(Level, "level"))
    device: CourseDevice = Field(
        default=CourseDevice.BOTH, sa_type=enum_column(CourseDevice, "device")
    )
    bring: str = Field(default="", max_length=BRING_MAX)
    # The name of its file in materials/handouts, without .md; empty while there is none.
    handout: str = Field(default="", max_length=40)
    minutes: int = 90
    capacity: int = 12
    people_per_helper: int = 4
    # Classes of this course register people for the identity app.
    teaches_app: bool = False
    is_active: bool = True
    version: int = 1

    __table_args__ = (
        sa.CheckConstraint(f"capacity BETWEEN 1 AND {CAPACITY_MAX}", name="capacity_range"),
        sa.CheckConstraint(
            f"minutes BETWEEN {MINUTES_MIN} AND {MINUTES_MAX}", name="minutes_range"
        ),
        sa.CheckConstraint("people_per_helper BETWEEN 1 AND 30", name="people_per_helper_range"),
    )


class Offering(Table, table=True):
    """開講: one run of a course, enrolled as a whole.

    `seats_taken` counts the accepted enrolments that hold a seat. It is raised only by an UPDATE
    that also checks the capacity, and the CHECK below has the last word: no desk can oversell.
    """

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=CODE_MAX, unique=True)
    course_id: int = Field(foreign_key=id_of(Course), index=True)
    fiscal_year: int = Field(index=True)
    # What the posters call this run; empty means the course's own title.
    title: str = Field(default="", max_length=TITLE_MAX)
    status: Status = Field(default=Status.DRAFT, sa_type=enum_column(Status, "status"))
    capacity: int
    seats_taken: int = 0
    selection: Selection = Field(
        default=Selection.ORDER, sa_type=enum_column(Selection, "selection")
    )
    # Least age on the day of the first session; none means everybody.
    age_min: int | None = None
    first_timers_first: bool = False
    # The desk may set the age and clash rules aside for this offering, with a reason.
    allows_override: bool = False
    apply_from: date | None = None
    apply_until: date | None = None
    cancel_reason: str = Field(default="", max_length=REASON_MAX)
    note: str = Field(default="", max_length=NOTE_MAX)
    created_at: datetime = Field(sa_type=UTCDateTime)
    version: int = 1

    course: Course = Relationship(sa_relationship_kwargs=RAISE)
    sessions: list["CourseSession"] = Relationship(
        back_populates="offering",
        cascade_delete=True,
        sa_relationship_kwargs={**RAISE, "order_by": "CourseSession.number"},
    )

    __table_args__ = (
        sa.CheckConstraint(f"capacity BETWEEN 1 AND {CAPACITY_MAX}", name="capacity_range"),
        sa.CheckConstraint("seats_taken BETWEEN 0 AND capacity", name="seats_within_capacity"),
        sa.CheckConstraint(f"age_min BETWEEN 0 AND {AGE_MIN_MAX}", name="age_min_range"),
        sa.CheckConstraint("apply_from <= apply_until", name="window_order"),
        sa.CheckConstraint(
            "status <> 'cancelled' OR length(cancel_reason) > 0", name="cancel_has_reason"
        ),
    )

    @property
    def days(self) -> list["CourseSession"]:
        """The days that take place, in time: a moved one may come after later numbers."""
        on = [one for one in self.sessions if one.state.is_on]
        return sorted(on, key=lambda one: one.day)

    @property
    def first_session(self) -> "CourseSession":
        """The first day that takes place; where all are called off, the first of them."""
        return min(self.sessions, key=lambda one: (not one.state.is_on, one.on, one.starts))


class CourseSession(Table, table=True):
    """開催回: one day of an offering. Times are the wall clock's in Japan."""

    id: int | None = Field(default=None, primary_key=True)
    offering_id: int = Field(foreign_key=id_of(Offering), ondelete="CASCADE")
    number: int
    on: date = Field(index=True)
    starts: time
    ends: time
    venue_id: int = Field(foreign_key=id_of(Venue), index=True)
    room_id: int | None = Field(default=None, foreign_key=id_of(Room), ondelete="SET NULL")
    topic: str = Field(default="", max_length=TOPIC_MAX)
    state: SessionState = Field(
        default=SessionState.PLANNED, sa_type=enum_column(SessionState, "state")
    )
    # Why it does not take place, or why it was moved; anybody who calls is told.
    state_reason: str = Field(default="", max_length=REASON_MAX)
    # The day first announced, where it is held on another one. Its number goes by that day.
    planned_on: date | None = None
    # The instructor's word about the day, and when the class was closed.
    # Why this day stands though a room, a person or a telephone is needed elsewhere too.
    clash_reason: str = Field(default="", max_length=REASON_MAX)
    memo: str = Field(default="", max_length=NOTE_MAX)
    closed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    version: int = 1

    offering: Offering = Relationship(back_populates="sessions", sa_relationship_kwargs=RAISE)
    venue: Venue = Relationship(sa_relationship_kwargs=RAISE)
    room: Room | None = Relationship(sa_relationship_kwargs=RAISE)

    __table_args__ = (
        sa.UniqueConstraint("offering_id", "number"),
        sa.CheckConstraint("starts < ends", name="time_order"),
        sa.CheckConstraint("number >= 1", name="number_range"),
        sa.CheckConstraint("state = 'planned' OR length(state_reason) > 0", name="off_has_reason"),
    )

    @property
    def day(self) -> tuple[date, time]:
        """By what sessions stand in time."""
        return self.on, self.starts

    @property
    def day_in_order(self) -> tuple[date, time]:
        """By what sessions are numbered: who has a paper with 第3回 finds it under that number."""
        return self.planned_on or self.on, self.starts


class SessionChange(Table, table=True):
    """回の変更: a session called off, postponed, moved or restored, and how it stood before."""

    id: int | None = Field(default=None, primary_key=True)
    course_session_id: int = Field(foreign_key=id_of(CourseSession), index=True, ondelete="CASCADE")
    act: SessionAct = Field(sa_type=enum_column(SessionAct, "act"))
    reason: str = Field(default="", max_length=REASON_MAX)
    at: datetime = Field(sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )
    on_before: date = Field(index=True)
    starts_before: time
    ends_before: time
    venue_before: int = Field(foreign_key=id_of(Venue))
    room_before: int | None = Field(default=None, foreign_key=id_of(Room), ondelete="SET NULL")
    state_before: SessionState = Field(sa_type=enum_column(SessionState, "state_before"))
    reason_before: str = Field(default="", max_length=REASON_MAX)
    planned_before: date | None = None
