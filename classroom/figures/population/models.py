from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from classroom.core.db import Table, UTCDateTime, enum_column, id_of
from classroom.core.staff.models import StaffMember
from classroom.figures.population.rules import (
    AREA_CODE_MAX,
    AREA_MAX,
    FILE_NAME_MAX,
    MUNICIPALITY_MAX,
    PopulationSex,
)


class PopulationImport(Table, table=True):
    """人口の取り込み: one file that was taken in, with the SHA-256 digest of its bytes."""

    id: int | None = Field(default=None, primary_key=True)
    file_name: str = Field(max_length=FILE_NAME_MAX)
    imported_at: datetime = Field(sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )
    is_projection: bool = Field(default=False, sa_column_kwargs={"server_default": sa.false()})
    digest: str | None = Field(default=None, max_length=64)


class PopulationUndo(Table, table=True):
    """取り込みの取り消し: an import that was taken back, when and by whom."""

    id: int | None = Field(default=None, primary_key=True)
    population_import_id: int = Field(
        foreign_key=id_of(PopulationImport), unique=True, ondelete="CASCADE"
    )
    undone_at: datetime = Field(sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )


class Population(Table, table=True):
    """住民基本台帳人口: residents by day, area, sex and five-year band, as they hold now.

    `area` is empty for the whole municipality. Bands are named by their first age; `age_from` is
    AGE_UNKNOWN for 年齢不詳.
    """

    id: int | None = Field(default=None, primary_key=True)
    population_import_id: int = Field(
        foreign_key=id_of(PopulationImport), index=True, ondelete="CASCADE"
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


class PopulationReplaced(Table, table=True):
    """入れかわった人口: rows that held once, with the import that replaced them.

    Rows of an import that was taken back carry that import itself.
    """

    id: int | None = Field(default=None, primary_key=True)
    population_import_id: int = Field(
        foreign_key=id_of(PopulationImport), index=True, ondelete="CASCADE"
    )
    replaced_by_id: int = Field(foreign_key=id_of(PopulationImport), index=True, ondelete="CASCADE")
    on: date
    municipality_code: str = Field(max_length=6)
    municipality: str = Field(max_length=MUNICIPALITY_MAX)
    area_code: str = Field(default="", max_length=AREA_CODE_MAX)
    area: str = Field(default="", max_length=AREA_MAX)
    sex: PopulationSex = Field(sa_type=enum_column(PopulationSex, "sex"))
    age_from: int
    residents: int

    __table_args__ = (sa.CheckConstraint("residents >= 0", name="residents_range"),)


class PopulationProjection(Table, table=True):
    """将来推計人口: residents of 70 and over that are expected on a day.

    Every import keeps its rows; of each day the newest import that was not taken back holds.
    """

    id: int | None = Field(default=None, primary_key=True)
    population_import_id: int = Field(foreign_key=id_of(PopulationImport), ondelete="CASCADE")
    on: date
    municipality_code: str = Field(max_length=6)
    aged: int
    from_65_to_69: int | None = Field(default=None)

    __table_args__ = (
        sa.UniqueConstraint("population_import_id", "municipality_code", "on"),
        sa.CheckConstraint("aged >= 0", name="aged_range"),
        sa.CheckConstraint("from_65_to_69 >= 0", name="from_65_to_69_range"),
    )
