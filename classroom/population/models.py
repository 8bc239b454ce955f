from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from classroom.db import Table, UTCDateTime, enum_column
from classroom.population.rules import (
    AREA_CODE_MAX,
    AREA_MAX,
    FILE_NAME_MAX,
    MUNICIPALITY_MAX,
    PopulationSex,
)


class PopulationImport(Table, table=True):
    """人口の取り込み: one file that was taken in."""

    id: int | None = Field(default=None, primary_key=True)
    file_name: str = Field(max_length=FILE_NAME_MAX)
    imported_at: datetime = Field(sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key="staff_member.id", ondelete="SET NULL"
    )


class Population(Table, table=True):
    """住民基本台帳人口: residents by day, area, sex and five-year band.

    `area` is empty for the whole municipality. Bands are named by their first age; `age_from` is
    AGE_UNKNOWN for 年齢不詳.
    """

    id: int | None = Field(default=None, primary_key=True)
    population_import_id: int = Field(
        foreign_key="population_import.id", index=True, ondelete="CASCADE"
    )
    on: date
    municipality_code: str = Field(max_length=6)
    municipality: str = Field(max_length=MUNICIPALITY_MAX)
    area_code: str = Field(default="", max_length=AREA_CODE_MAX)
    area: str = Field(default="", max_length=AREA_MAX)
    sex: PopulationSex = Field(sa_type=enum_column(PopulationSex, "sex"))
    age_from: int
    residents: int

    __table_args__ = (
        sa.UniqueConstraint("on", "municipality_code", "area_code", "area", "sex", "age_from"),
        sa.CheckConstraint("residents >= 0", name="residents_range"),
        sa.Index("ix_population_on", "on"),
    )
