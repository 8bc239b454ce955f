"""Population and official counts of the fictitious town: about 38,000 people, 9,190 of 70 and over."""

from datetime import date, datetime
from random import Random

from sqlmodel import Session

from classroom.demo.places import DISTRICTS
from classroom.official.models import OfficialCount
from classroom.population.models import Population, PopulationImport
from classroom.population.rules import PopulationSex
from classroom.rules.fiscal_year import fiscal_year, fiscal_year_label

CODE, NAME = "042145", "東松島市"
# Residents of each five-year band from 0-4 on: men, women. From 70 on they add up to 9,190.
BANDS = (
    (610, 590), (760, 720), (880, 840), (930, 890), (800, 760), (820, 730), (880, 790),
    (1000, 930), (1120, 1060), (1280, 1210), (1390, 1320), (1240, 1220), (1240, 1260),
    (1330, 1380),
    (1420, 1560), (1130, 1410), (720, 1080), (360, 730), (130, 430), (28, 160), (4, 28),
)  # fmt: skip
SEVENTY = 14
# Rates of the official figures, at the end of each half-year from the plan's baseline on.
RATES = (42.0, 42.2, 42.6, 43.1)


def add_population(db: Session, random: Random, today: date, at: datetime) -> None:
    """Take in the counts of this year's quarters, by district and sex."""
    year = fiscal_year(today)
    for on in (date(year, 4, 1), date(year, 7, 1), date(year, 10, 1), date(year + 1, 1, 1)):
        if on <= today:
            _add_day(db, random, on, at)


def _add_day(db: Session, random: Random, on: date, at: datetime) -> None:
    taken = PopulationImport(file_name=f"042145_population_{on:%Y%m}.csv", imported_at=at)
    db.add(taken)
    db.flush()
    shares = [share / 100 for *_, share in DISTRICTS]
    for band, counts in enumerate(BANDS):
        for sex, whole in zip((PopulationSex.MALE, PopulationSex.FEMALE), counts, strict=True):
            parts = _parts(random, whole, shares)
            for (code, name, *_), residents in zip(DISTRICTS, parts, strict=True):
                db.add(
                    Population(
                        population_import_id=taken.id or 0,
                        on=on,
                        municipality_code=CODE,
                        municipality=NAME,
                        area_code=code,
                        area=name,
                        sex=sex,
                        age_from=band * 5,
                        residents=residents,
                    )
                )


def _parts(random: Random, whole: int, shares: list[float]) -> list[int]:
    """Share a count out over the districts; the parts add up to the whole."""
    parts = [round(whole * share * random.uniform(0.9, 1.1)) for share in shares[1:]]
    over = sum(parts) - whole
    if over > 0:
        parts[0] -= over
    return [whole - sum(parts), *parts]


def add_officials(db: Session, today: date, at: datetime) -> None:
    """Enter the official figures of the halves of each year since the plan's baseline."""
    population = sum(men + women for men, women in BANDS[SEVENTY:])
    year = fiscal_year(today)
    days = (date(year - 1, 3, 31), date(year - 1, 9, 30), date(year, 3, 31), date(year, 9, 30))
    for on, rate in zip(days, RATES, strict=True):
        if on <= today:
            db.add(
                OfficialCount(
                    registered_on=on,
                    population_on=on,
                    registered=round(population * rate / 100 + 0.5),
                    population=population,
                    source=f"県提供・住民基本台帳（{fiscal_year_label(fiscal_year(on))}、架空）",
                    entered_at=at,
                )
            )
