import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from classroom.class_day.questionnaire.rules import (
    COMMENT_KEY_LENGTH,
    COMMENT_MAX,
    HIGHEST,
    LOWEST,
    TOPIC_MAX,
    Moment,
    Way,
)
from classroom.core.db import Table, UTCDateTime, enum_column, id_of
from classroom.core.staff.models import StaffMember
from classroom.desk.queue.models import Enrolment
from classroom.planning.course.models import CourseSession


class AnswerSheet(Table, table=True):
    """アンケートの1枚: what one person circled, nobody's unless an enrolment is named.

    By their enrolment a person's sheets go where it goes: to another record when two are merged,
    and into nobody's hands when a person is erased.

    `satisfaction` is from 1 よくなかった to 4 とてもよかった.
    """

    id: int | None = Field(default=None, primary_key=True)
    course_session_id: int = Field(foreign_key=id_of(CourseSession), index=True, ondelete="CASCADE")
    moment: Moment = Field(sa_type=enum_column(Moment, "moment"))
    way: Way = Field(sa_type=enum_column(Way, "way"))
    enrolment_id: int | None = Field(
        default=None, foreign_key=id_of(Enrolment), index=True, ondelete="SET NULL"
    )
    satisfaction: int | None = Field(default=None)
    entered_at: datetime = Field(sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )

    __table_args__ = (
        sa.UniqueConstraint("course_session_id", "enrolment_id", "moment"),
        sa.CheckConstraint(
            f"satisfaction BETWEEN {LOWEST} AND {HIGHEST}", name="satisfaction_range"
        ),
    )


class Answer(Table, table=True):
    """答え: what was circled at a topic, from 1 まだ to 4 ひとりで, in the words of the paper."""

    id: int | None = Field(default=None, primary_key=True)
    answer_sheet_id: int = Field(foreign_key=id_of(AnswerSheet), ondelete="CASCADE")
    position: int
    topic: str = Field(max_length=TOPIC_MAX)
    before: int | None = Field(default=None)
    after: int | None = Field(default=None)

    __table_args__ = (
        sa.UniqueConstraint("answer_sheet_id", "position"),
        sa.CheckConstraint(f"before BETWEEN {LOWEST} AND {HIGHEST}", name="before_range"),
        sa.CheckConstraint(f"after BETWEEN {LOWEST} AND {HIGHEST}", name="after_range"),
    )


class AnswerComment(Table, table=True):
    """ひとこと: what somebody wrote in words, apart from the sheets.

    Nothing joins it to a sheet or a person: no time, no number, a random key; and the database
    keeps the rows by that key (on SQLite), not in the order they came in.
    """

    id: str = Field(
        default_factory=lambda: str(uuid.uuid4()), primary_key=True, max_length=COMMENT_KEY_LENGTH
    )
    course_session_id: int = Field(foreign_key=id_of(CourseSession), index=True, ondelete="CASCADE")
    text: str = Field(max_length=COMMENT_MAX)

    __table_args__ = (
        sa.CheckConstraint("length(text) > 0", name="text_given"),
        {"sqlite_with_rowid": False},
    )
