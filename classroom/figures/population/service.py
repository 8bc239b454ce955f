"""Taking in population files and projections, and taking them back; nothing is lost."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from classroom.core.db import key, locked
from classroom.core.errors import Refusal
from classroom.figures.population import queries
from classroom.figures.population.comparing import compared, rows_by_day
from classroom.figures.population.models import (
    Population,
    PopulationImport,
    PopulationProjection,
    PopulationReplaced,
    PopulationUndo,
)
from classroom.figures.population.reader import About, read_population
from classroom.figures.population.rules import FILE_NAME_MAX, Asked, is_to_come
from classroom.figures.population.sheet import Unclear
from classroom.figures.population.values import (
    Answers,
    DayChange,
    Own,
    PopulationRow,
    PopulationTable,
    ProjectionTable,
    Question,
)
from classroom.rules.era_calendar import wareki

NAMES_SHOWN: Final = 3
_COLUMNS = tuple(PopulationRow.__slots__)


def refuse_days_to_come(table: PopulationTable, today: date) -> None:
    """Refuse counts of days to come: nobody has counted them, they are a projection."""
    days = sorted({row.on for row in table.rows if is_to_come(row.on, today)})
    if days:
        raise Refusal(
            f"{wareki(days[0])}は、まだ来ていない日です。"
            "将来の推計なら「将来推計人口」をえらんで取り込んでください。"
        )


def read(
    content: bytes, own: Own, file_name: str, answers: Answers, today: date
) -> PopulationTable:
    """Read a file as it would be imported: the own municipality's rows, of days gone by.

    Raises Unreadable, Unclear, or a Refusal of days to come.
    """
    about = About(file_name, own.name, answers)
    table = read_population(content, own.code, about)
    refuse_days_to_come(table, today)
    return own_alone(table, own, answers)


def own_alone(table: PopulationTable, own: Own, answers: Answers) -> PopulationTable:
    """Leave out other municipalities' rows; ask where there are only others.

    Raises Unclear until it is said that another municipality's population is wanted.
    """
    if answers.other_city:
        return table
    codes = {row.municipality_code for row in table.rows}
    rows = tuple(row for row in table.rows if row.municipality_code == own.code)
    if not rows:
        raise Unclear([_whose(table, own)])
    if len(codes) == 1:
        return table
    note = f"ほかの市区町村の行（{len(codes) - 1}市区町村）は使っていません。"
    return replace(table, rows=rows, notes=(*table.notes, note))


def _whose(table: PopulationTable, own: Own) -> Question:
    names = dict.fromkeys(row.municipality or row.municipality_code for row in table.rows)
    shown = "・".join(list(names)[:NAMES_SHOWN]) + ("など" if len(names) > NAMES_SHOWN else "")
    return Question(
        Asked.OTHER_CITY,
        f"{shown}の人口です。{own.name}の人口ではありません。",
        "（それでも取り込むときは、コマンドでは --other-city を付けます。）",
        shown,
    )


def changes(db: Session, table: PopulationTable) -> list[DayChange]:
    """Return what importing a table would change, day by day. Writes nothing.

    A day that is in the database already is set beside its own counts, any other beside the last
    day before it, of the same file or of the database.
    """
    days = rows_by_day(table.rows)
    return [_change(db, days, code, on) for code, on in days]


def _change(
    db: Session, days: dict[tuple[str, date], list[PopulationRow]], code: str, on: date
) -> DayChange:
    if queries.has_day(db, code, on):
        return compared(days[code, on], queries.rows_of_day(db, code, on), replaces=True)
    in_file = max((day for other, day in days if other == code and day < on), default=None)
    stored = queries.last_day_before(db, code, on)
    if in_file and (stored is None or stored < in_file):
        return compared(days[code, on], days[code, in_file], replaces=False)
    before = queries.rows_of_day(db, code, stored) if stored else []
    return compared(days[code, on], before, replaces=False)


def import_population(
    db: Session,
    table: PopulationTable,
    file_name: str,
    at: datetime,
    by: int | None,
) -> PopulationImport:
    """Keep a population file. A day that was imported before gets the new counts.

    What held until now stays in the history, with the import it came in.
    """
    record = _record(db, file_name, table.digest, at=at, by=by)
    for on, code in {(row.on, row.municipality_code) for row in table.rows}:
        _lay_aside(db, record, Population.on == on, Population.municipality_code == code)
    rows = [
        {"population_import_id": key(record), **{name: getattr(row, name) for name in _COLUMNS}}
        for row in table.rows
    ]
    try:
        db.execute(sa.insert(Population), rows)
    except IntegrityError:
        raise Refusal(
            "ほかの方が、同じ日の人口をいま取り込みました。人口の画面を開き直して確かめてください。"
        ) from None
    return record


def import_projection(
    db: Session, table: ProjectionTable, file_name: str, at: datetime, by: int | None
) -> PopulationImport:
    """Keep a projection. Of each day the newest import holds; the others stay."""
    record = _record(db, file_name, table.digest, at=at, by=by)
    record.is_projection = True
    for row in table.rows:
        db.add(
            PopulationProjection(
                population_import_id=key(record),
                on=row.on,
                municipality_code=row.municipality_code,
                aged=row.aged,
                from_65_to_69=row.from_65_to_69,
            )
        )
    db.flush()
    return record


def undo_import(db: Session, number: int, *, at: datetime, by: int | None) -> PopulationImport:
    """Take an import back: what it replaced holds again, and its own rows stay in the history.

    Refuses where it was taken back already, or where a newer import replaced one of its days.
    """
    record = _import(db, number)
    if queries.is_undone(db, number):
        raise Refusal("この取り込みは、もう取り消してあります。")
    if newer := queries.replaced_since(db, number):
        raise Refusal(
            f"{wareki(newer.on)}の人口は、あとから取り込んだ「{newer.file_name}」に"
            "入れかわっています。先にそちらを取り消してください。"
        )
    if not record.is_projection:
        _lay_aside(db, record, Population.population_import_id == number)
        _put_back(db, number)
    db.add(PopulationUndo(population_import_id=number, undone_at=at, staff_member_id=by))
    db.flush()
    return record


def import_again(db: Session, number: int, *, at: datetime, by: int | None) -> PopulationImport:
    """Import once more what was taken back, as a new import."""
    record = _import(db, number)
    if not queries.is_undone(db, number):
        raise Refusal("この取り込みは、取り消していません。")
    name, digest = record.file_name, record.digest
    if record.is_projection:
        rows = queries.projection_rows(db, number)
        return import_projection(db, ProjectionTable(rows, (), digest or ""), name, at, by)
    table = PopulationTable(queries.rows_taken_back(db, number), (), digest)
    return import_population(db, table, name, at, by)


def _record(
    db: Session, file_name: str, digest: str | None, *, at: datetime, by: int | None
) -> PopulationImport:
    record = PopulationImport(
        file_name=file_name[:FILE_NAME_MAX],
        imported_at=at,
        staff_member_id=by,
        digest=digest or None,
    )
    db.add(record)
    db.flush()
    return record


def _import(db: Session, number: int) -> PopulationImport:
    record = locked(db, PopulationImport, number)
    if record is None:
        raise Refusal("この取り込みはありません。人口の画面を開き直してください。")
    return record


def _lay_aside(db: Session, by: PopulationImport, *which: Any) -> None:
    """Move rows that no longer hold to the history."""
    wanted = select(
        col(Population.population_import_id),
        sa.literal(key(by)),
        *(col(getattr(Population, name)) for name in _COLUMNS),
    ).where(*which)
    into = ["population_import_id", "replaced_by_id", *_COLUMNS]
    db.execute(sa.insert(PopulationReplaced).from_select(into, wanted))
    db.execute(sa.delete(Population).where(*which))


def _put_back(db: Session, number: int) -> None:
    """Let the rows hold again that an import had replaced."""
    replaced = (
        col(PopulationReplaced.replaced_by_id) == number,
        col(PopulationReplaced.population_import_id) != number,
    )
    into = ["population_import_id", *_COLUMNS]
    wanted = sa.select(*(col(getattr(PopulationReplaced, name)) for name in into)).where(*replaced)
    db.execute(sa.insert(Population).from_select(into, wanted))
    db.execute(sa.delete(PopulationReplaced).where(*replaced))
