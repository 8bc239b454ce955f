from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from classroom.core.db import Table, UTCDateTime, enum_column, id_of
from classroom.core.staff.models import StaffMember
from classroom.desk.participant.models import Participant
from classroom.planning.course.models import CourseSession
from classroom.rules.words.app import Blocker, Stage


class AppRegistration(Table, table=True):
    """身分証アプリ登録: a stage that a person reached, with the day and where.

    A person's lines together say how far they are. Reaching a stage is recorded once, where it
    first happened, so nobody is counted twice.
    """

    id: int | None = Field(default=None, primary_key=True)
    participant_id: int = Field(foreign_key=id_of(Participant))
    stage: Stage = Field(sa_type=enum_column(Stage, "stage"))
    reached_on: date
    # None where it happened at the counter, outside any class.
    course_session_id: int | None = Field(
        default=None, foreign_key=id_of(CourseSession), index=True, ondelete="SET NULL"
    )
    recorded_at: datetime = Field(sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )

    __table_args__ = (
        sa.UniqueConstraint("participant_id", "stage"),
        # Who reached what in a year, and how far one person is, without opening a row.
        sa.Index("ix_app_registration_by_day", "reached_on", "stage", "participant_id"),
        sa.Index(
            "ix_app_registration_of_person",
            "participant_id",
            "stage",
            "reached_on",
            "course_session_id",
        ),
    )


class AppOutcome(Table, table=True):
    """教室のあとの1行: that a person's result of a session was entered, and what stopped them.

    Without a blocker and without a stage of that session it means: not today.
    """

    id: int | None = Field(default=None, primary_key=True)
    participant_id: int = Field(foreign_key=id_of(Participant))
    course_session_id: int = Field(foreign_key=id_of(CourseSession), index=True, ondelete="CASCADE")
    blocker: Blocker | None = Field(default=None, sa_type=enum_column(Blocker, "blocker"))
    recorded_at: datetime = Field(sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )

    __table_args__ = (sa.UniqueConstraint("participant_id", "course_session_id"),)
