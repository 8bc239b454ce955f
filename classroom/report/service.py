"""Writing population and official counts. Nothing that was once given is lost."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.db import key, locked
from classroom.errors import Refusal, Stale
from classroom.report import queries
from classroom.report.models import OfficialCount, Population, PopulationImport
from classroom.report.population import residents_by_day
from classroom.report.rules import COUNT_MAX, FILE_NAME_MAX, SOURCE_MAX
from classroom.report.values import DayChange, OfficialDetails, PopulationTable, Residents
from classroom.rules.era import wareki


def changes(db: Session, table: PopulationTable) -> list[DayChange]:
    """Return what importing a table would change, day by day. Writes nothing."""
    days = residents_by_day(table.rows)
    return [
        DayChange(
            residents=day,
            before=_before(db, day, days),
            replaces=queries.has_day(db, day.municipality_code, day.on),
        )
        for day in days
    ]


def _before(db: Session, day: Residents, days: Sequence[Residents]) -> Residents | None:
    """Return the last day before this one, of the same file or of the database."""
    code = day.municipality_code
    known = [other for other in days if other.municipality_code == code and other.on < day.on]
    stored = queries.last_day_before(db, code, day.on)
    return max([*known, *([stored] if stored else [])], key=lambda other: other.on, default=None)


def import_population(
    db: Session,
    table: PopulationTable,
    file_name: str,
    at: datetime,
    by: int | None,
) -> PopulationImport:
    """Keep a population file. A day that was imported before gets the new counts.

    The record of the earlier import stays.
    """
    record = PopulationImport(
        file_name=file_name[:FILE_NAME_MAX], imported_at=at, staff_member_id=by
    )
    db.add(record)
    db.flush()
    for on, code in {(row.on, row.municipality_code) for row in table.rows}:
        db.execute(
            sa.delete(Population).where(
                col(Population.on) == on, col(Population.municipality_code) == code
            )
        )
    db.execute(
        sa.insert(Population),
        [
            {
                "population_import_id": key(record),
                "on": row.on,
                "municipality_code": row.municipality_code,
                "municipality": row.municipality,
                "area_code": row.area_code,
                "area": row.area,
                "sex": row.sex,
                "age_from": row.age_from,
                "residents": row.residents,
            }
            for row in table.rows
        ],
    )
    return record


def add_official(
    db: Session,
    details: OfficialDetails,
    *,
    corrects: int | None = None,
    at: datetime,
    by: int | None,
    today: date,
) -> OfficialCount:
    """Keep an official count. It replaces the one it corrects, or the one of the same day.

    The replaced count stays, marked. Raises Stale where somebody else has corrected it meanwhile.
    """
    _check(details, today)
    old = _corrected(db, corrects) or _of_day(db, details.registered_on)
    if old is not None and _same(old, details):
        raise Refusal(f"{wareki(details.registered_on)}の同じ公式値が、もう入っています。")
    if corrects is not None and (other := _of_day(db, details.registered_on)) not in (None, old):
        raise Refusal(
            f"{wareki(details.registered_on)}の公式値は別にあります。"
            f"{other.registered if other else 0:,}人のほうを直してください。"
        )
    row = OfficialCount(
        registered_on=details.registered_on,
        population_on=details.population_on,
        registered=details.registered,
        population=details.population,
        source=details.source,
        entered_at=at,
        staff_member_id=by,
    )
    db.add(row)
    db.flush()
    if old is not None:
        old.replaced_by_id = row.id
        db.flush()
    return row


def _check(details: OfficialDetails, today: date) -> None:
    if not details.source.strip():
        raise Refusal("出典を入れてください。例）宮城県提供")
    if len(details.source) > SOURCE_MAX:
        raise Refusal(f"出典は{SOURCE_MAX}文字までにしてください。")
    if not 0 < details.population <= COUNT_MAX:
        raise Refusal("70歳以上の住民数を、1人以上で入れてください。")
    if not 0 <= details.registered <= details.population:
        raise Refusal("登録者数は、0人から住民数までにしてください。")
    for day, name in (
        (details.registered_on, "登録者数"),
        (details.population_on, "住民数"),
    ):
        if day > today:
            raise Refusal(f"{name}の基準日（{wareki(day)}）は、まだ来ていない日です。")


def _corrected(db: Session, number: int | None) -> OfficialCount | None:
    if number is None:
        return None
    row = locked(db, OfficialCount, number)
    if row is None or row.replaced_by_id is not None:
        raise Stale
    return row


def _of_day(db: Session, day: date) -> OfficialCount | None:
    wanted = select(OfficialCount).where(
        OfficialCount.registered_on == day, col(OfficialCount.replaced_by_id).is_(None)
    )
    return db.exec(wanted.order_by(col(OfficialCount.id).desc())).first()


def _same(row: OfficialCount, details: OfficialDetails) -> bool:
    return (row.registered_on, row.population_on, row.registered, row.population, row.source) == (
        details.registered_on,
        details.population_on,
        details.registered,
        details.population,
        details.source,
    )
