from datetime import datetime

from sqlmodel import Field

from classroom.core.db import Table, UTCDateTime, id_of
from classroom.planning.course.models import Offering


class OfferingCopy(Table, table=True):
    """年度更新の控え: which offering was made of which. None is made twice of the same one."""

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key=id_of(Offering), unique=True, ondelete="CASCADE")
    offering_id: int = Field(foreign_key=id_of(Offering), unique=True, ondelete="CASCADE")
    at: datetime = Field(sa_type=UTCDateTime)
