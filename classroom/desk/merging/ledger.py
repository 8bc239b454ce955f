"""Changes of rows written down as they are made, so that each can be taken back exactly.

An entry holds a row's table and key, the columns as they were and as they became. Versions are
not among them: they only ever grow, so that a form opened in between is refused.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from classroom.core.db import UTCDateTime
from classroom.desk.queue.call import take_back_seat
from classroom.desk.queue.seats import free_seat

Row = dict[str, Any]
VERSION = "version"
# Numbers in a queue move when others join or leave it, which takes nothing from anybody.
MAY_MOVE = frozenset({"waiting_number"})


class LaterChangeError(Exception):
    """A row is no longer as the entry left it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A change: `was` is None for a row that was added, `became` for one that was deleted.

    Where both are None, a seat of the offering `id` was freed.
    """

    table: str
    id: int
    was: Row | None
    became: Row | None


class Ledger:
    """Changes rows of one transaction and writes each change down."""

    def __init__(self, db: Session) -> None:
        self.db = db
        self.entries: list[Entry] = []

    def change(self, table: sa.Table, number: int, values: Mapping[str, Any]) -> None:
        before = _row(self.db, table, number)
        if before is None:
            raise LaterChangeError
        new = {column: value for column, value in values.items() if before[column] != value}
        if new:
            was = {column: before[column] for column in new}
            self.entries.append(Entry(table.name, number, was, new))
            _update(self.db, table, number, new)

    def delete(self, table: sa.Table, number: int) -> None:
        """Delete a row on which nothing hangs."""
        before = _row(self.db, table, number)
        self.entries.append(Entry(table.name, number, before, None))
        self.db.connection().execute(sa.delete(table).where(table.c.id == number))

    def add(self, table: sa.Table, values: Row) -> None:
        done = self.db.connection().execute(sa.insert(table).values(values))
        number = (done.inserted_primary_key or (0,))[0]
        self.entries.append(Entry(table.name, number, None, dict(values)))

    def free_seat(self, offering_id: int) -> None:
        free_seat(self.db, offering_id)
        self.entries.append(Entry("offering", offering_id, None, None))

    def as_json(self) -> str:
        return json.dumps(
            [asdict(entry) for entry in self.entries], default=_plain, ensure_ascii=False
        )


def entries_of(text: str) -> list[Entry]:
    """Return the entries of a kept ledger, in the order in which they were made."""
    return [
        Entry(
            one["table"],
            one["id"],
            _typed(table_of(one["table"]), one["was"]),
            _typed(table_of(one["table"]), one["became"]),
        )
        for one in json.loads(text)
    ]


def take_back(db: Session, entry: Entry, at: datetime) -> None:
    """Make a row as it was before an entry. Raises LaterChangeError where it changed since.

    A deleted row whose number was given away meanwhile comes back under a new one. Raises Full
    where a seat that was freed is taken.
    """
    table = table_of(entry.table)
    now = _row(db, table, entry.id)
    if entry.was is None and entry.became is None:
        take_back_seat(db, entry.id, at)
    elif entry.was is None:
        db.connection().execute(sa.delete(table).where(table.c.id == entry.id))
    elif entry.became is None:
        new = entry.was if now is None else {**entry.was, "id": None}
        given = {column: value for column, value in new.items() if value is not None}
        db.connection().execute(sa.insert(table).values(given))
    elif now is None or any(
        now[column] != value for column, value in entry.became.items() if column not in MAY_MOVE
    ):
        raise LaterChangeError
    else:
        _update(db, table, entry.id, entry.was)


def table_of(model: type[SQLModel] | str) -> sa.Table:
    name = model if isinstance(model, str) else str(model.__tablename__)
    return SQLModel.metadata.tables[name]


def rows(db: Session, table: sa.Table, *conditions: sa.ColumnElement[bool]) -> list[Row]:
    """Return whole rows, in the order of their keys."""
    wanted = sa.select(table).where(*conditions).order_by(table.c.id)
    return [dict(found) for found in db.connection().execute(wanted).mappings()]


def _row(db: Session, table: sa.Table, number: int) -> Row | None:
    return next(iter(rows(db, table, table.c.id == number)), None)


def _update(db: Session, table: sa.Table, number: int, values: Row) -> None:
    newer = {VERSION: table.c.version + 1} if VERSION in table.c else {}
    changed = sa.update(table).where(table.c.id == number).values({**values, **newer})
    db.connection().execute(changed)


def _plain(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(value)


def _typed(table: sa.Table, plain: Row | None) -> Row | None:
    if plain is None:
        return None
    return {column: _value(table.c[column].type, value) for column, value in plain.items()}


def _value(kind: Any, plain: Any) -> Any:
    if plain is None:
        return None
    if isinstance(kind, UTCDateTime):
        return datetime.fromisoformat(plain)
    if isinstance(kind, sa.Date):
        return date.fromisoformat(plain)
    if isinstance(kind, sa.Enum) and kind.enum_class is not None:
        return kind.enum_class(plain)
    return plain
