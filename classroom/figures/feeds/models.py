from datetime import datetime

from sqlmodel import Field

from classroom.core.db import Table, UTCDateTime, id_of
from classroom.planning.course.models import Course
from classroom.planning.place.models import Venue
from classroom.planning.staffing.models import Assistant, Instructor

SECRET_MAX = 64


class CalendarFeed(Table, table=True):
    """購読アドレス: a secret address of a calendar. Without any key it shows all classes."""

    id: int | None = Field(default=None, primary_key=True)
    venue_id: int | None = Field(
        default=None, foreign_key=id_of(Venue), unique=True, ondelete="CASCADE"
    )
    course_id: int | None = Field(
        default=None, foreign_key=id_of(Course), unique=True, ondelete="CASCADE"
    )
    instructor_id: int | None = Field(
        default=None, foreign_key=id_of(Instructor), unique=True, ondelete="CASCADE"
    )
    assistant_id: int | None = Field(
        default=None, foreign_key=id_of(Assistant), unique=True, ondelete="CASCADE"
    )
    # It is shown again to who hands the address on, so it is kept as it is: it opens no person.
    secret: str = Field(max_length=SECRET_MAX, unique=True)
    made_at: datetime = Field(sa_type=UTCDateTime)
