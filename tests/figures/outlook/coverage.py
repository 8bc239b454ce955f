"""How often the fan holds the truth: `python -m tests.figures.outlook.coverage [WORLDS]`.

A world is a town whose truth is known: people by year of age, each registered or not, who die,
turn 70, come to classes and register, month by month, as a machine throws the dice. Its first year
gives what the program would know (official counts, classes, residents by five-year bands), from
which the fan is made; then the town lives on to the end of the plan. None of it uses the fan's own
arithmetic: registration falls with age, classes differ in kind and size, people leave by age.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

import numpy as np
from numpy.typing import NDArray

from classroom.figures.official.values import Official
from classroom.figures.outlook import projection
from classroom.figures.outlook.assumptions import Gain, Town
from classroom.figures.outlook.projection import Seen, project
from classroom.figures.outlook.values import Outlook
from classroom.figures.population.values import BandResidents
from classroom.figures.registrations.values import Classes, SessionChance
from classroom.figures.report.values import Estimate, Kpi, YearRate
from classroom.rules.fiscal_year import fiscal_year
from classroom.rules.rate import missing_to_target, percentage
from classroom.rules.words.app import REGISTERED_BY_DEFAULT

YOUNGEST, OLDEST, AGED = 65, 104, 70
FIRST, ON, TARGET_YEAR = date(2025, 3, 31), date(2026, 3, 31), 2030
MONTHS_SEEN, MONTHS_LEFT = 12, 60
WORLDS: Final = 1_000
Counted = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Nature:
    """What is true of a town, and what the program is never told."""

    slope: float
    mortality: float
    classes_a_month: float
    fresh: float
    fresh_shape: float
    conversion: float
    likeness: float
    counter: float
    alone: float


class TrueTown:
    """People by year of age from 65 on, registered or not."""

    def __init__(self, dice: np.random.Generator) -> None:
        self.dice = dice
        self.nature = Nature(
            slope=dice.uniform(-1.5, 0.5) / 100,
            mortality=dice.lognormal(0, 0.1),
            classes_a_month=dice.uniform(1, 6),
            fresh=dice.uniform(4, 9),
            fresh_shape=dice.uniform(3, 20),
            conversion=dice.uniform(0.3, 0.8),
            likeness=dice.uniform(0.02, 0.2),
            counter=dice.uniform(0, 4),
            alone=dice.uniform(0, 12),
        )
        ages = np.arange(YOUNGEST, OLDEST + 1)
        self.death = np.minimum(0.9, 0.0105 * np.exp((ages - 70) * 0.112) * self.nature.mortality)
        alive = np.cumprod(np.concatenate([[1.0], 1 - self.death[:-1]]))
        size = dice.uniform(250, 900)
        people = dice.poisson(size * alive * dice.lognormal(0, 0.08, len(ages)))
        share = dice.uniform(0.4, 0.48) + self.nature.slope * (ages - 78)
        self.yes = dice.binomial(people, np.clip(share, 0.02, 0.98))
        self.no = people - self.yes

    @property
    def registered(self) -> int:
        """Return registrants of 70 and over."""
        return int(self.yes[AGED - YOUNGEST :].sum())

    @property
    def population(self) -> int:
        """Return residents of 70 and over."""
        return self.registered + int(self.no[AGED - YOUNGEST :].sum())

    def month(self) -> tuple[list[tuple[int, int]], int]:
        """Live a month; return the classes (fresh, newly) and who registered at the counter."""
        self._leave_and_age()
        classes = [self._class() for _ in range(self.dice.poisson(self.nature.classes_a_month))]
        counter = self._register(self.dice.poisson(self.nature.counter))
        self._register(self.dice.poisson(self.nature.alone))
        return classes, counter

    def _leave_and_age(self) -> None:
        chance = np.minimum(1, self.death / 12)
        self.yes = self.yes - self.dice.binomial(self.yes, chance)
        self.no = self.no - self.dice.binomial(self.no, chance)
        youngest = self.yes[0] + self.no[0]
        young, share = self.dice.poisson(youngest / 12), self.yes[0] / max(1, youngest)
        self.yes, self.no = self._a_month_older(self.yes), self._a_month_older(self.no)
        registered = self.dice.binomial(young, share)
        self.yes[0] += registered
        self.no[0] += young - registered

    def _a_month_older(self, people: Counted) -> Counted:
        older = self.dice.binomial(people, 1 / 12)
        stayed = people - older
        stayed[1:] += older[:-1]
        stayed[-1] += older[-1]
        return stayed

    def _class(self) -> tuple[int, int]:
        nature = self.nature
        shape = nature.fresh_shape
        fresh = int(self.dice.negative_binomial(shape, shape / (shape + nature.fresh)))
        worth = 1 / nature.likeness - 1
        share = self.dice.beta(nature.conversion * worth, (1 - nature.conversion) * worth)
        return fresh, self._register(self.dice.binomial(fresh, share))

    def _register(self, wanted: int) -> int:
        """Let so many of 70 and over register, whoever they are."""
        aged = self.no[AGED - YOUNGEST :]
        chosen = self.dice.multivariate_hypergeometric(aged, min(wanted, int(aged.sum())))
        self.no[AGED - YOUNGEST :] -= chosen
        self.yes[AGED - YOUNGEST :] += chosen
        return int(chosen.sum())


def study(worlds: int, seed: int = 1) -> Iterator[tuple[Outlook, float]]:
    """Return, for each world, the outlook of its first year and the true rate at the end."""
    for number in range(worlds):
        town = TrueTown(np.random.default_rng([seed, number]))
        found = project(_first_year(town))
        for _ in range(MONTHS_LEFT):
            town.month()
        yield found, 100 * town.registered / town.population


def holds(found: Outlook, truth: float) -> bool:
    """Tell whether the truth lies between the fan's bounds, in which 8 of 10 should."""
    if found.fan is None:
        return False
    last = found.fan.points[-1]
    return last.p10 <= truth <= last.p90


def _first_year(town: TrueTown) -> Seen:
    counts = [_official(town, FIRST)]
    classes: list[tuple[int, int]] = []
    counter = 0
    for _ in range(MONTHS_SEEN):
        held, helped = town.month()
        classes, counter = [*classes, *held], counter + helped
    counts.append(_official(town, ON))
    ours = counter + sum(newly for _, newly in classes)
    chances = [
        SessionChance(number, ON, 1, "", 1, "", 20, fresh, fresh, newly, 2)
        for number, (fresh, newly) in enumerate(classes)
    ]
    people = town.yes + town.no
    bands = [
        BandResidents(ON, age, int(people[age - YOUNGEST : age - YOUNGEST + 5].sum()))
        for age in range(YOUNGEST, OLDEST, 5)
    ]
    gain = Gain(FIRST, ON, counts[1].registered - counts[0].registered, ours)
    pace = projection.pace(chances, date(2025, 4, 1), ON, counter)
    return Seen(kpi_of(counts), pace, gain, Town(bands, [], []))


def _official(town: TrueTown, on: date) -> Official:
    rate = percentage(town.registered, town.population)
    return Official(rate, town.registered, town.population, on, on, "")


def kpi_of(counts: list[Official]) -> Kpi:
    """Return the rate of the last of some official counts, with nothing in classes."""
    last, target = counts[-1], YearRate(TARGET_YEAR, Decimal(50))
    missing = missing_to_target(last.registered, last.population, target.rate)
    nothing = Classes(ON, 0, 0, 0, 0, 0, 0, 0, 0, 0, {}, {}, (), ())
    return Kpi(
        on=last.registered_on,
        fiscal_year=fiscal_year(last.registered_on),
        baseline=YearRate(2024, Decimal(42)),
        target=target,
        path=(),
        path_now=Decimal(43),
        official=last,
        officials=tuple(counts),
        estimate=Estimate(
            rate=last.rate,
            registered=last.registered,
            population=last.population,
            starts_from_plan_rate=False,
            newly_registered=0,
            since=ON,
            population_on=ON,
            population_source="",
        ),
        progress=None,
        attainment=None,
        missing_to_target=missing,
        registered_stage=REGISTERED_BY_DEFAULT.value,
        classes=nothing,
        newly=(),
    )


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else WORLDS
    inside = sum(holds(*each) for each in study(asked))
    share = 100 * inside / asked
    sys.stdout.write(f"{inside} of {asked} worlds: {share:.1f}% within the 80% band\n")
