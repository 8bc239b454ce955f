"""Measurements of the figures: counted anew and from the kept counts, each beside its floor."""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from time import perf_counter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from classroom.core.db import reading, writing
from classroom.core.errors import Refusal
from classroom.figures.summary import service
from classroom.figures.summary.service import Counted
from classroom.rules.fiscal_year import end_of, fiscal_year
from classroom.rules.words.app import Stage
from classroom.tools.bench import kpi_floor
from classroom.tools.bench.figures import Figures
from classroom.tools.bench.floor import Floor

SINCE = end_of(2024)  # the plan's baseline: who registered since is counted for the estimate
TRIES = {0: 2, 50_000: 7, 500_000: 3}  # how often each is measured, by registrations
CHANGES = 30
SOME = (
    "UPDATE app_registration SET course_session_id = NULL WHERE id IN (SELECT id FROM "
    "app_registration WHERE course_session_id IS NOT NULL ORDER BY id LIMIT {count} OFFSET {skip})"
)


@dataclass(frozen=True, slots=True)
class City:
    """A city of so many registrations, and the raw driver beside the program."""

    engine: Engine
    floor: Floor
    registrations: int
    today: date
    since: date = SINCE
    stage: Stage = Stage.CARD_LINKED

    @property
    def tries(self) -> int:
        """Return how often each is measured."""
        return next(
            TRIES[size] for size in sorted(TRIES, reverse=True) if size <= self.registrations
        )

    def ask_floor(self, on: date, *names: str) -> list[list[tuple[Any, ...]]]:
        """Return what the floor's statements of these names give."""
        asked = kpi_floor.statements(on, self.since)
        answers = []
        for name in names:
            self.floor.run(asked[name], ())
            answers.append(self.floor.cursor.fetchall())
            self.floor.pooled.rollback()
        return answers

    def compare(
        self, name: str, what: str, target: str, work: tuple[Callable[[], Any], Callable[[], Any]]
    ) -> Figures:
        """Measure the program and its floor in turn; the first of each warms up."""
        seconds, floor = [], []
        for number in range(self.tries + 1):
            took, least = _timed(work[0]), _timed(work[1])
            if number:
                seconds.append(took)
                floor.append(least)
        said = f"登録{self.registrations}件：{what}"
        return Figures(name, said, target, seconds, sum(seconds), floor)


def dashboard(city: City) -> Figures:
    """Count today's figures anew: class results, and who registered since the plan began."""
    _require_same(city, city.today)

    def program() -> None:
        with reading(city.engine) as db:
            found = Counted(db, city.today, city.stage, is_kept=False)
            found.classes()
            found.newly_since(city.since)

    def floor() -> None:
        city.ask_floor(city.today, "people", "blockers", "sessions", "newly")

    return city.compare("kpi", "今日の数値を数え直す", "下限の1.5倍", (program, floor))


def year(city: City) -> Figures:
    """Count the figures of the last whole fiscal year anew, with its months."""
    on = end_of(fiscal_year(city.today) - 1)
    _require_same(city, on)

    def program() -> None:
        with reading(city.engine) as db:
            found = Counted(db, on, city.stage, is_kept=False)
            found.classes()
            found.newly_since(city.since)
            found.newly_by_month()

    def floor() -> None:
        city.ask_floor(on, "people", "blockers", "sessions", "newly", "by day")

    return city.compare("kpi-year", "前の年度の数値を数え直す", "下限の1.5倍", (program, floor))


def kept(city: City) -> Figures:
    """Read today's figures from the kept counts; the floor reads the same rows."""
    service.keep_up(city.engine, city.stage, city.today)

    def program() -> None:
        with reading(city.engine) as db:
            found = service.counted(db, city.stage, city.today, city.today)
            found.classes()
            found.newly_since(city.since)

    def floor() -> None:
        city.ask_floor(city.today, "kept", "kept sessions", "kept newly")

    return city.compare("kpi-kept", "今日の数値を控えから読む", "20 ms", (program, floor))


def after_changes(city: City) -> Figures:
    """Read them after thirty people changed; the floor is thirty such changes without reading."""
    service.keep_up(city.engine, city.stage, city.today)
    places = iter(range(0, CHANGES * 100, CHANGES))

    def change() -> None:
        statement = SOME.format(count=CHANGES, skip=next(places))
        with writing(city.engine) as db:
            db.connection().execute(sa.text(statement))

    def program() -> None:
        with reading(city.engine) as db:
            found = service.counted(db, city.stage, city.today, city.today)
            found.classes()
            found.newly_since(city.since)

    seconds, floor = [], []
    for number in range(city.tries + 1):
        least, took = _timed(change), _timed(program)
        if number:
            seconds.append(took)
            floor.append(least)
    what = f"登録{city.registrations}件：{CHANGES}人が変わったあとに読む"
    return Figures("kpi-changed", what, "50 ms", seconds, sum(seconds), floor)


def _require_same(city: City, on: date) -> None:
    """Refuse to compare with a floor that gives other figures."""
    people, newly = city.ask_floor(on, "people", "newly")
    with reading(city.engine) as db:
        found = Counted(db, on, city.stage, is_kept=False)
        attended = found.classes().attended
        told = (attended, found.newly_since(city.since))
    came = sum(int(line[2]) for line in people if line[0] and line[1])
    if told != (came, sum(int(line[1]) for line in newly)):
        raise Refusal("下限の数値が、システムの数値と違います。測れません。")


def _timed(work: Callable[[], Any]) -> float:
    gc.collect()
    began = perf_counter()
    work()
    return perf_counter() - began


KPI_MEASURES: dict[str, Callable[[City], Figures]] = {
    "kpi": dashboard,
    "kpi-year": year,
    "kpi-kept": kept,
    "kpi-changed": after_changes,
}


def measured(city: City, names: Sequence[str]) -> list[Figures]:
    """Measure what is wanted in one city."""
    return [KPI_MEASURES[name](city) for name in names]
