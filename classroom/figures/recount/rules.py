"""A person's card: what the raw tables tell of somebody, and what it says on a day.

Nothing of the program is asked, so that an error there is none here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

AGED = 70
STEPS = ["installed", "card_linked", "terms_accepted", "opened_alone"]
BANDS = ["70-74", "75-79", "80-84", "85-89", "90+", "70s", "80s"]
TOLD = {
    "-59": range(60),
    "60s": range(60, 70),
    "70s": range(70, 80),
    "80s": range(80, 90),
    "90+": range(90, 151),
    **{f"{start}-{start + 4}": range(start, start + 5) for start in range(60, 90, 5)},
}


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure of a day as the program counts it, and as the cards say it."""

    on: date
    what: str
    ours: int
    again: int

    @property
    def agrees(self) -> bool:
        return self.ours == self.again


@dataclass
class Held:
    """A session as it was held."""

    number: int
    on: date
    course: int
    venue: int


@dataclass
class Card:
    """What is known of somebody: lines of (day, step, session), visits, and what stopped them."""

    number: int
    born: date | None
    told: str | None
    told_on: date | None
    district: int | None
    device: str
    lives: str
    moved: date | None
    died: date | None
    lines: list[tuple[date, int, str, int | None]] = field(default_factory=list)
    visits: list[Held] = field(default_factory=list)
    stops: list[tuple[Held, str]] = field(default_factory=list)

    def lives_here(self, on: date) -> bool:
        """Say whether they are of the city on a day; who may be is."""
        if self.lives == "outside" and self.moved is None:
            return False
        return not any(left is not None and left <= on for left in (self.moved, self.died))

    def is_70(self, on: date) -> bool | None:
        """Say whether they are a resident of 70 on a day; None where nobody can know."""
        if not self.lives_here(on):
            return False
        ages = self._ages(on)
        answers = {age >= AGED for age in ages}
        return answers.pop() if len(answers) == 1 else None

    def _ages(self, on: date) -> Iterable[int]:
        if self.born:
            return [birthdays(self.born, on)]
        if self.told not in TOLD:
            return [0, 100]
        if self.told_on is None:
            return [TOLD[self.told][0], 150]
        ages = list(TOLD[self.told])
        passed, ahead = birthdays(self.told_on, on), birthdays(on, self.told_on)
        for year in range(1, passed + 1):
            ages = [age + 1 for age in ages] + ([max(ages) + 2] if year == 1 else [])
        for year in range(1, ahead + 1):
            ages = [age - 1 for age in ages] + ([min(ages) - 2] if year == 1 else [])
        return ages

    def band(self, on: date) -> str:
        """Name the band of who is 70 or over."""
        if not self.born:
            return self.told if self.told in BANDS else "unknown"
        age = birthdays(self.born, on)
        return BANDS[min(4, (age - 70) // 5)]

    def until(self, on: date) -> list[tuple[date, int, str, int | None]]:
        """Return the lines up to a day in their order: an earlier step first within a day."""
        return sorted((line for line in self.lines if line[0] <= on), key=lambda line: line[:2])

    def came_so(self, on: date) -> tuple[date, int | None] | None:
        """Return when and where it was written down that they came registered."""
        found = [(day, where) for day, _, step, where in self.until(on) if step == "already"]
        return found[0] if found else None

    def got_to(self, step: str, on: date) -> tuple[date, int | None] | None:
        """Return when and where they first got as far with us; nobody who came registered did."""
        if self.came_so(on):
            return None
        for day, _, name, where in self.until(on):
            if STEPS.index(name) >= STEPS.index(step):
                return day, where
        return None


def birthdays(born: date, on: date) -> int:
    """Count the birthdays someone has had by a day."""
    return sum(_birthday(born, year) <= on for year in range(born.year + 1, on.year + 1))


def _birthday(born: date, year: int) -> date:
    try:
        return date(year, born.month, born.day)
    except ValueError:
        return date(year, 3, 1)
