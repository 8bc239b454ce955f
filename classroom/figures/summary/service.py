"""Keeping the counts: what changed since is taken off and added anew, person by person."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col

from classroom.core.db import backend, is_writing, let_go, writing
from classroom.figures.results import counts
from classroom.figures.results.values import Classes
from classroom.figures.summary import queries
from classroom.figures.summary.models import KeptCell, KeptChange, KeptPerson, KeptState
from classroom.figures.summary.rules import RULES_VERSION, Cell, contribution, holds_until
from classroom.rules.fiscal_year import fiscal_year, start_of
from classroom.rules.words.app import Stage

AT_ONCE: Final = 1_000
"""So many changes at most are taken in by one transaction, for others wait for it."""
SLICES: Final = 3
"""So many transactions at most does a reader spend; what is left then waits for `keep_up`."""
_KEY: Final = 1


@dataclass(frozen=True, slots=True)
class Counted:
    """The class results of a day, from the kept counts or, where they cannot tell, counted now."""

    db: Session
    on: date
    stage: Stage
    is_kept: bool

    def classes(self) -> Classes:
        """Return 教室実績 of the fiscal year up to the day."""
        if self.is_kept:
            return queries.classes(self.db, self.on)
        return counts.classes(self.db, self.on, self.stage)

    def newly_since(self, since: date) -> int:
        """Return how many of 70 and over registered with us after a day."""
        if self.is_kept:
            return sum(queries.newly_by_day(self.db, since).values())
        return counts.newly_since(self.db, since, self.on, self.stage)

    def newly_by_month(self) -> dict[date, int]:
        """Return the same for each month of the fiscal year, by its first day."""
        first = start_of(fiscal_year(self.on))
        if not self.is_kept:
            return counts.newly_by_month(self.db, self.on, self.stage)
        return counts.by_month(queries.newly_by_day(self.db, first - timedelta(days=1)), self.on)


def counted(db: Session, stage: Stage, on: date, today: date | None) -> Counted:
    """Return the class results of a day; today's from the kept counts, brought up to date first.

    A session that reads lets go of its transaction for that, and a short one of its own writes.
    """
    return Counted(db, on, stage, is_kept=on == today and _brought_up(db, stage, on))


def _brought_up(db: Session, stage: Stage, today: date) -> bool:
    if queries.is_current(db, stage, today):
        return True
    if is_writing(db):
        return bool(fold(db, stage, today))
    let_go(db)
    try:
        return keep_up(cast("Engine", db.get_bind()), stage, today, slices=SLICES)
    except OperationalError:  # someone writes for long: better to count than to wait on
        return False


def keep_up(engine: Engine, stage: Stage, today: date, slices: int | None = None) -> bool:
    """Bring the kept counts up to date, in short transactions; False if something is left."""
    done: bool | None = False
    while done is False and slices != 0:
        with writing(engine) as db:
            done = fold(db, stage, today)
        slices = None if slices is None else slices - 1
    return bool(done)


def put_right(engine: Engine, stage: Stage, today: date) -> int:
    """Compare the kept counts with a count of every person; return how many were wrong.

    If any was, all are made anew. It takes as long as counting everybody does.
    """
    keep_up(engine, stage, today)
    with writing(engine) as db:
        wrong = len(differences(db, stage, today))
        if wrong:
            db.connection().execute(sa.delete(KeptState))
    if wrong:
        keep_up(engine, stage, today)
    return wrong


def fold(db: Session, stage: Stage, today: date, at_most: int = AT_ONCE) -> bool | None:
    """Take in what was written, and whose age or year changed; True when nothing is left.

    None where it was not for us: someone else does it just now, or did it for a later day. The
    caller commits.
    """
    db.flush()
    state = _held(db)
    if state is None:
        return None
    if not _fits(state, stage) or state.as_of - today > timedelta(days=1):
        _begin_anew(db, today)
    elif state.as_of > today:
        return None
    people = _changed(db, at_most)
    people |= {*queries.expired(db, today, at_most)}
    _count_anew(db, people, stage, today)
    values = {"as_of": today, "stage": stage.value, "rules_version": RULES_VERSION}
    db.connection().execute(sa.update(KeptState).values(values))
    return queries.is_current(db, stage, today)


def differences(db: Session, stage: Stage, today: date) -> Counter[Cell]:
    """Return where the kept counts, brought up to date, differ from a count of every person.

    Empty if all is well; else how many people too many are kept, or too few (below nought).
    """
    everyone = [*db.connection().execute(queries.everyone(start_of(fiscal_year(today)))).scalars()]
    found = queries.all_cells(db)
    for start in range(0, len(everyone), AT_ONCE):
        known = queries.facts(db, everyone[start : start + AT_ONCE], start_of(fiscal_year(today)))
        for one in known.values():
            found.subtract(contribution(one, stage, today))
    return Counter({cell: people for cell, people in found.items() if people})


def _fits(state: sa.Row[Any], stage: Stage) -> bool:
    made_for = (state.stage, state.rules_version)
    return state.as_of is not None and made_for == (stage.value, RULES_VERSION)


def _held(db: Session) -> sa.Row[Any] | None:
    """Return the line of state, held until the transaction ends; None while another holds it."""
    table = KeptState.__table__  # type: ignore[attr-defined]  # every table of ours has one
    connection = db.connection()
    connection.execute(
        _insert(db, table).values(id=_KEY, stage="", rules_version=0).on_conflict_do_nothing()
    )
    return connection.execute(sa.select(table).with_for_update(skip_locked=True)).first()


def _insert(db: Session, table: sa.Table) -> Any:
    return (sqlite if backend(db) == "sqlite" else postgresql).insert(table)


def _begin_anew(db: Session, today: date) -> None:
    """Forget all counts, and take everybody for changed."""
    connection = db.connection()
    for table in (KeptCell, KeptPerson, KeptChange):
        connection.execute(sa.delete(table))
    everyone = queries.everyone(start_of(fiscal_year(today)))
    connection.execute(sa.insert(KeptChange).from_select(["participant_id"], everyone))


def _changed(db: Session, at_most: int) -> set[int]:
    """Take changes off the list, exactly those that are seen; return whose they are."""
    first = sa.select(col(KeptChange.id)).order_by(col(KeptChange.id)).limit(at_most)
    taken = sa.delete(KeptChange).where(col(KeptChange.id).in_(first))
    return set(db.connection().execute(taken.returning(col(KeptChange.participant_id))).scalars())


def _count_anew(db: Session, people: Collection[int], stage: Stage, today: date) -> None:
    """Take off what these people added, and add what they add now."""
    before = queries.contributions(db, people)
    known = queries.facts(db, people, start_of(fiscal_year(today)))
    after = {number: contribution(one, stage, today) for number, one in known.items()}
    _keep_people(
        db,
        people,
        [
            {"participant_id": number, "holds_until": until, "cells": queries.packed(cells)}
            for number, cells in after.items()
            if (until := holds_until(known[number], cells, today)) or cells
        ],
    )
    change = Counter(cell for cells in after.values() for cell in cells)
    change.subtract(cell for cells in before.values() for cell in cells)
    _keep_cells(db, change)


def _keep_people(db: Session, people: Collection[int], lines: Sequence[Mapping[str, Any]]) -> None:
    connection = db.connection()
    connection.execute(sa.delete(KeptPerson).where(col(KeptPerson.participant_id).in_(people)))
    if lines:
        connection.execute(sa.insert(KeptPerson), lines)


def _keep_cells(db: Session, change: Counter[Cell]) -> None:
    table = KeptCell.__table__  # type: ignore[attr-defined]  # every table of ours has one
    new = _insert(db, table)
    added = new.on_conflict_do_update(
        index_elements=[*table.primary_key],
        set_={"people": table.c.people + new.excluded.people},
    )
    lines = [{**cell._asdict(), "people": people} for cell, people in change.items() if people]
    if lines:
        db.connection().execute(added, lines)
        db.connection().execute(sa.delete(table).where(table.c.people == 0))
