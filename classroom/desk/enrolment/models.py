from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, Relationship

from classroom.core.db import Table, UTCDateTime, enum_column, id_of
from classroom.core.staff.models import StaffMember
from classroom.desk.enrolment.rules import (
    NOTE_MAX,
    PROXY_MAX,
    REASON_MAX,
    WHY_MAX,
    Channel,
    Status,
)
from classroom.desk.participant.models import Participant
from classroom.planning.course.models import Offering


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
        sa.CheckConstraint("NOT holds_seat OR status = 'accepted'", name="seat_only_if_accepted"),
        sa.CheckConstraint(
            "(status = 'waitlisted') = (waiting_number IS NOT NULL)", name="waiting_has_number"
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
