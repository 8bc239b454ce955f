"""What tables and columns the database has in each of its forms, as the migrations make them."""

from collections.abc import Collection, Mapping
from functools import cache

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.pool import StaticPool

Shape = Mapping[str, frozenset[str]]
"""The columns of each table."""


@cache
def shape_at(revision: str) -> Shape:
    """Return what a database of that form has, by making an empty one in memory."""
    from classroom.core.migrations import steps  # noqa: PLC0415  Alembic only where it is needed

    engine = sa.create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        steps.upgrade(connection, revision)
    found = shape_of(engine)
    engine.dispose()
    return found


def shape_of(engine: Engine) -> Shape:
    with engine.connect() as connection:
        columns = sa.inspect(connection).get_multi_columns()
    return {table: frozenset(one["name"] for one in found) for (_, table), found in columns.items()}


def lacking(found: Shape, revision: str) -> list[str]:
    """Name the tables and columns (table.column) that a database of that form lacks."""
    wanted = shape_at(revision)
    gone = missing_tables(found, revision)
    return gone + [
        f"{table}.{column}"
        for table in sorted(wanted.keys() - set(gone))
        for column in sorted(wanted[table] - found[table])
    ]


def missing_tables(found: Collection[str], revision: str) -> list[str]:
    return sorted(shape_at(revision).keys() - set(found))
