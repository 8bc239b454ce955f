"""From all outputs of a year nobody works out what is hidden of people, nor when one was born.

Two ways, each over whatever pages the application has. Twin worlds: what is secret is changed, and
every output of a year stays the same to the byte, so whatever one does with them it cannot
tell. Equations: what the files say is written down as sums, and neither by adding and subtracting
nor by linear programming a small group of people comes out.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlmodel import Session, col, select

from classroom.class_day.app_registration.models import AppOutcome, AppRegistration
from classroom.desk.participant.models import Participant
from classroom.figures.results import queries
from classroom.figures.results.month_ends import year_release
from classroom.figures.results.releases import Crowd, MonthCount, YearRelease
from classroom.figures.results.rules import HIDDEN_UNDER, Way
from classroom.figures.results.told import called_by
from classroom.rules import months
from classroom.rules.fiscal_year import end_of, months_of
from classroom.rules.words.app import Blocker, Stage, hurdle_of
from classroom.tools.demo import fill
from tests.figures.results.crumbs import YEAR, crumbs, edges
from tests.figures.results.equations import (
    Atom,
    Equations,
    by_label,
    rows_of_book,
    rows_of_csv,
    told,
)
from tests.figures.results.viewer import Viewer, readings

UNTIL = re.compile(r"令和\d+年(\d+)月")
MONTH = re.compile(r"\d月$")
NUMBERS = [month.month for month in months_of(YEAR)]
WORLDS: Mapping[str, Callable[[Session], None]] = {"crumbs": crumbs, "edges": edges}
WAYS = (Way.COURSE, Way.VENUE, Way.DEVICE)


@pytest.mark.parametrize("world", WORLDS.values(), ids=WORLDS)
def test_every_output_of_a_year_is_the_same_whoever_was_born_when_and_stopped_by_what(
    app: Flask, db: Session, monkeypatch: pytest.MonkeyPatch, world: Callable[[Session], None]
) -> None:
    world(db)
    viewer = Viewer(app, db, monkeypatch)
    days = readings(date(YEAR, 4, 1), 12)[2::3]  # the files of every month are read below
    before = {day: viewer.everything(day) for day in days}
    assert min(map(len, before.values())) > 40
    _change_what_is_secret(db)
    for day in days:
        after = viewer.everything(day)
        told = [address for address, content in after.items() if content != before[day][address]]
        assert not told, day


def _change_what_is_secret(db: Session) -> None:
    """Move every birthday within its month, stop people by another thing of the same kind.

    And let nobody get further than being registered.
    """
    for who in db.exec(select(Participant).where(col(Participant.born_on).is_not(None))):
        assert who.born_on
        who.born_on = who.born_on.replace(day=who.born_on.day % 28 + 1)
    for stop in db.exec(select(AppOutcome).where(col(AppOutcome.blocker).is_not(None))):
        assert stop.blocker
        alike = sorted(hurdle_of(stop.blocker).blockers)
        stop.blocker = Blocker(alike[alike.index(stop.blocker) - 1])
    beyond = (Stage.TERMS_ACCEPTED, Stage.OPENED_ALONE)
    for step in db.exec(select(AppRegistration).where(col(AppRegistration.stage).in_(beyond))):
        db.delete(step)
    db.commit()


@pytest.mark.parametrize("world", [*WORLDS, "demo"])
def test_no_small_group_comes_out_of_what_a_year_of_files_says(
    app: Flask, db: Session, monkeypatch: pytest.MonkeyPatch, world: str
) -> None:
    if world == "demo":
        fill(db, today=date(YEAR + 1, 4, 7), at=datetime(YEAR + 1, 4, 7, 3, tzinfo=UTC))
        db.commit()
    else:
        WORLDS[world](db)
    viewer = Viewer(app, db, monkeypatch)
    known = Equations()
    for day in readings(date(YEAR, 4, 1), 12):
        viewer.come(day)
        _write_down(viewer, months.last_of(months.later(day, -1)), known)
    year = year_release(db, Stage.CARD_LINKED, YEAR, end_of(YEAR))
    known.close()
    secrets = {**_groups(year), **_parts(db, year)}
    assert len(secrets) > 5
    bounds = known.bounds({name: atoms for name, (atoms, _) in secrets.items()})
    for name, (_, true) in secrets.items():
        assert bounds[name][0] <= true <= bounds[name][1], name
    assert not known.ranked({name: atoms for name, (atoms, _) in secrets.items()})
    recovered = {name: ends for name, ends in bounds.items() if ends[0] == ends[1]}
    assert not recovered


def test_the_attack_finds_what_hiding_small_counts_alone_leaves_open() -> None:
    """The attack is worth something: a hidden month comes out of a year's sum."""
    known = Equations()
    atoms = {month: ("newly", month) for month in range(3)}
    known.know([atoms[0]], 7)
    known.know([atoms[2]], 8)
    known.know(atoms.values(), 17)
    secret = {"May": frozenset({atoms[1]})}
    assert known.bounds(secret) == {"May": (2, 2)}
    assert known.ranked(secret) == {"May"}


def _write_down(viewer: Viewer, on: date, known: Equations) -> None:
    """Write down what the files of a month say."""
    at = (on.month - 4) % 12
    report = by_label(rows_of_book(viewer.read(f"/review/months/{on:%Y-%m}.xlsx"), "月次報告"))
    labels = {
        "来た方": _came,
        "うち、今年度に初めての方": _first_timers,
        "新しく登録した方": _newly,
        "登録が止まった方": _stopped,
    }
    for label, atoms_of in labels.items():
        _know(known, report[label][0], at, atoms_of)
    sheet = rows_of_book(viewer.read(f"/review/{YEAR}.xlsx"), "月ごと")
    for place, row in enumerate(row for row in sheet if row and MONTH.search(str(row[0]))):
        for column, atoms_of in ((3, _came), (4, _first_timers), (5, _newly)):
            _know(known, row[column], place, atoms_of)
    for what, crowd, atoms_of in (
        ("attended", Crowd.ATTENDED, _first_timers),
        ("newly", Crowd.NEWLY, _newly),
    ):
        asked = f"/results.csv?what={what}&year={YEAR}&rows="
        by_month = rows_of_csv(viewer.read(f"{asked}month"))[1 : at + 2]
        for place, (_, cell) in enumerate(by_month):
            _know(known, cell, place, atoms_of)
        for way in WAYS:
            _know_parts(known, rows_of_csv(viewer.read(f"{asked}{way}")), crowd, way)


def _know(known: Equations, cell: object, at: int, atoms_of: Callable[[int], list[Atom]]) -> None:
    found = told(cell, NUMBERS, at)
    if found:
        known.know([atom for month in found[0] for atom in atoms_of(month)], found[1])


def _know_parts(known: Equations, rows: list[list[str]], crowd: Crowd, way: Way) -> None:
    """Write down the parts that a file tells, over the months that it says it counts."""
    notes = [row[0] for row in rows if len(row) == 1]
    until = UNTIL.match(notes[0])
    if until is None:
        return
    span = range(NUMBERS.index(int(until[1])) + 1)
    for name, cell in (row for row in rows[1:] if len(row) == 2 and row[0] != "合計"):
        known.part(crowd, way, name)
        if cell.isdigit():
            known.know([(crowd, way, name, month) for month in span], int(cell))


def _came(month: int) -> list[Atom]:
    return [*_first_timers(month), *((month, "again", kind) for kind in ("stopped", "not"))]


def _first_timers(month: int) -> list[Atom]:
    return [(month, "first", kind) for kind in ("stopped", "not")]


def _stopped(month: int) -> list[Atom]:
    return [(month, kind, "stopped") for kind in ("first", "again")]


def _newly(month: int) -> list[Atom]:
    return [(month, "newly", where) for where in ("app", "elsewhere")]


Secrets = dict[str, tuple[frozenset[Atom], int]]


def _groups(year: YearRelease) -> Secrets:
    """Return the small groups of each month, and how many people they are."""
    found: Secrets = {}
    for at, one in enumerate(year.counts):
        for name, atoms, true in _groups_of(at, one):
            if 0 < true < HIDDEN_UNDER:
                found[f"{name} {one.first:%m}"] = (frozenset(atoms), true)
    return found


def _groups_of(at: int, one: MonthCount) -> list[tuple[str, list[Atom], int]]:
    return [
        ("came", _came(at), one.came),
        ("first", _first_timers(at), one.first_timers),
        ("again", [(at, "again", k) for k in ("stopped", "not")], one.came - one.first_timers),
        ("newly", _newly(at), one.newly),
        ("stopped", _stopped(at), one.stopped),
        ("not stopped", [(at, k, "not") for k in ("first", "again")], one.came - one.stopped),
    ]


def _parts(db: Session, year: YearRelease) -> Secrets:
    """Return the small parts of each month and half-year, by the names that the files have."""
    names, found = queries.names(db), Secrets()
    for crowd in (Crowd.ATTENDED, Crowd.NEWLY):
        for way in WAYS:
            called = {**called_by(way, names)}
            for part, name in called.items():
                counts = [one.parts[crowd, way].get(part, 0) for one in year.counts]
                spans = {**{f"{n}": (n,) for n in range(12)}, "H1": range(6), "H2": range(6, 12)}
                for label, span in spans.items():
                    true = sum(counts[n] for n in span)
                    if 0 < true < HIDDEN_UNDER:
                        atoms = frozenset((crowd, way, name, n) for n in span)
                        found[f"{crowd} {name} {label}"] = (atoms, true)
    return found
