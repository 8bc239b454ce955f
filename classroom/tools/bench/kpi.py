"""Measurements of the figures, each beside its floor."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from time import perf_counter
from typing import Any

from sqlalchemy.engine import Engine

from classroom.core.db import reading
from classroom.core.errors import Refusal
from classroom.figures.registrations import queries as registrations
from classroom.rules.fiscal_year import end_of, fiscal_year, start_of
from classroom.rules.words.app import Stage
from classroom.tools.bench import kpi_floor
from classroom.tools.bench.figures import Figures
from classroom.tools.bench.floor import Floor

SINCE = end_of(2024)  # the plan's baseline: who registered since is counted for the estimate
TRIES = {0: 2, 50_000: 7, 500_000: 3}  # how often each is measured, by registrations


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
    """Count today's figures: class results, and who registered since the plan began."""
    _require_same(city, city.today)

    def program() -> None:
        with reading(city.engine) as db:
            registrations.classes(db, city.today, city.stage)
            registrations.newly_since(db, city.since, city.today, city.stage)

    def floor() -> None:
        city.ask_floor(city.today, "people", "blockers", "sessions", "newly")

    return city.compare("kpi", "今日の数値を数える", "下限の1.5倍", (program, floor))


def year(city: City) -> Figures:
    """Count the figures of the last whole fiscal year, with its months."""
    on = end_of(fiscal_year(city.today) - 1)
    _require_same(city, on)

    def program() -> None:
        with reading(city.engine) as db:
            registrations.classes(db, on, city.stage)
            registrations.newly_since(db, city.since, on, city.stage)
            registrations.by_month(db, start_of(fiscal_year(on)), on, city.stage)

    def floor() -> None:
        city.ask_floor(on, "people", "blockers", "sessions", "newly", "by day")

    return city.compare("kpi-year", "前の年度の数値を数える", "下限の1.5倍", (program, floor))


def _require_same(city: City, on: date) -> None:
    """Refuse to compare with a floor that gives other figures."""
    people, newly = city.ask_floor(on, "people", "newly")
    with reading(city.engine) as db:
        attended = registrations.classes(db, on, city.stage).attended
        told = (attended, registrations.newly_since(db, city.since, on, city.stage))
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
}
