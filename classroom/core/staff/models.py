from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from classroom.core.db import Table, UTCDateTime, enum_column, id_of
from classroom.core.staff.rules import LOGIN_MAX, NAME_MAX
from classroom.rules.words.staff import Role


class StaffMember(Table, table=True):
    """職員: someone who signs in."""

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(max_length=LOGIN_MAX, unique=True)
    name: str = Field(max_length=NAME_MAX)
    role: Role = Field(sa_type=enum_column(Role, "role"))
    password_hash: str | None = Field(default=None, max_length=200)
    is_active: bool = True
    # Raised to sign the member out everywhere: a cookie holding an older number is no longer taken.
    stamp: int = 1
    failed_tries: int = 0
    locked_until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    last_signed_in_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    created_at: datetime = Field(sa_type=UTCDateTime)
    version: int = 1

    __table_args__ = (sa.CheckConstraint("length(login) > 0", name="login_given"),)


class SetupLink(Table, table=True):
    """A link, usable once, by which a member chooses a password. Only its digest is stored."""

    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(max_length=64, unique=True)
    # Without a member the link makes the first administrator.
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="CASCADE"
    )
    expires_at: datetime = Field(sa_type=UTCDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
