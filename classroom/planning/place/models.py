import sqlalchemy as sa
from sqlmodel import Field

from classroom.core.db import Table, id_of
from classroom.planning.place.rules import (
    ADDRESS_MAX,
    CAPACITY_MAX,
    CODE_MAX,
    NAME_MAX,
    NOTE_MAX,
    PARKING_MAX,
    SHORT_NAME_MAX,
    TELEPHONE_MAX,
    WEEKDAYS_MAX,
)


class District(Table, table=True):
    """行政区・地区: where participants live and by which results are shown."""

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=CODE_MAX, unique=True)
    name: str = Field(max_length=NAME_MAX, unique=True)
    name_kana: str = Field(max_length=NAME_MAX)
    position: int = 0
    is_active: bool = True
    version: int = 1


class Venue(Table, table=True):
    """会場: a building where classes are held."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=NAME_MAX, unique=True)
    short_name: str = Field(max_length=SHORT_NAME_MAX)
    name_kana: str = Field(max_length=NAME_MAX)
    district_id: int | None = Field(default=None, foreign_key=id_of(District), index=True)
    address: str = Field(default="", max_length=ADDRESS_MAX)
    telephone: str = Field(default="", max_length=TELEPHONE_MAX)
    capacity: int
    has_wifi: bool = False
    is_step_free: bool = False
    parking: int = 0
    # The days of the week on which it is closed, as 月木.
    closed_weekdays: str = Field(default="", max_length=WEEKDAYS_MAX)
    latitude: float | None = None
    longitude: float | None = None
    note: str = Field(default="", max_length=NOTE_MAX)
    is_active: bool = True
    version: int = 1

    __table_args__ = (
        sa.CheckConstraint(f"capacity BETWEEN 1 AND {CAPACITY_MAX}", name="capacity_range"),
        sa.CheckConstraint(f"parking BETWEEN 0 AND {PARKING_MAX}", name="parking_range"),
        sa.CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude_range"),
        sa.CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude_range"),
    )


class Room(Table, table=True):
    """部屋: a room of a venue."""

    id: int | None = Field(default=None, primary_key=True)
    venue_id: int = Field(foreign_key=id_of(Venue), ondelete="CASCADE")
    name: str = Field(max_length=NAME_MAX)
    capacity: int

    __table_args__ = (
        sa.UniqueConstraint("venue_id", "name"),
        sa.CheckConstraint(f"capacity BETWEEN 1 AND {CAPACITY_MAX}", name="capacity_range"),
    )
