from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from classroom.core.db import Table, UTCDateTime, id_of
from classroom.core.settings.rules import NAME_MAX, VALUE_MAX
from classroom.core.staff.models import StaffMember


class SettingChange(Table, table=True):
    """A setting as somebody decided it. The newest row of a name is in force; none is removed.

    `value` is None where the usual value was taken again; `before` is what was in force.
    """

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=NAME_MAX, index=True)
    value: str | None = Field(default=None, max_length=VALUE_MAX)
    before: str = Field(max_length=VALUE_MAX)
    changed_at: datetime = Field(sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )

    __table_args__ = (sa.CheckConstraint("length(name) > 0", name="name_given"),)
