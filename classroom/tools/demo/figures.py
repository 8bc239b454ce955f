"""Population and official counts of the fictitious town: about 38,000 people, 9,190 of 70 and over."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from sqlmodel import Session, select

from classroom.core.db import key
from classroom.core.settings.models import SettingChange
from classroom.core.settings.queries import stored
from classroom.core.settings.values import Settings, with_stored
from classroom.core.staff.models import StaffMember
from classroom.figures.dashboard.service import board, keep_month
from classroom.figures.nowcast.queries import last_kept
from classroom.figures.official import service as official
from classroom.figures.official.values import KeptFile, OfficialDetails
from classroom.figures.population import service as population
from classroom.figures.population.rules import PopulationSex
from classroom.figures.population.values import (
    PopulationRow,
    PopulationTable,
    ProjectionRow,
    ProjectionTable,
)
from classroom.rules import months
from classroom.rules.fiscal_year import fiscal_year, fiscal_year_label, start_of
from classroom.rules.words.staff import Role
from classroom.tools.demo.places import DISTRICTS

CODE, NAME = "042145", "東松島市"
# Residents of each five-year band from 0-4 on: men, women. From 70 on they add up to 9,190.
BANDS = (
    (610, 590), (760, 720), (880, 840), (930, 890), (800, 760), (820, 730), (880, 790),
    (1000, 930), (1120, 1060), (1280, 1210), (1390, 1320), (1240, 1220), (1240, 1260),
    (1330, 1380),
    (1420, 1560), (1130, 1410), (720, 1080), (360, 730), (130, 430), (28, 160), (4, 28),
)  # fmt: skip
SEVENTY = 14
SEXES = (PopulationSex.MALE, PopulationSex.FEMALE)
# How a band differs from its newest count, in per mille, for each quarter before it.
DRIFT = {True: -4, False: 2}
# Of 70 and over, and of 65 to 69, expected on 1 October of the following years.
EXPECTED = ((9_268, 2_655), (9_335, 2_590), (9_390, 2_532), (9_428, 2_481), (9_447, 2_440))
# Rates of the official figures, at the end of each half-year from the plan's baseline on.
RATES = (42.0, 42.2, 42.6, 43.1)


def add_population(db: Session, random: Random, today: date, at: datetime) -> None:
    """Take in the counts of this year's quarters, one of them corrected, and a projection."""
    year = fiscal_year(today)
    days = (date(year, 4, 1), date(year, 7, 1), date(year, 10, 1), date(year + 1, 1, 1))
    come = [on for on in days if on <= today]
    shares, by = _shares(random), _planner(db)
    for number, on in enumerate(come):
        quarters, taken_at = len(come) - 1 - number, at - timedelta(days=(today - on).days)
        name, rows = f"042145_population_{on:%Y%m}.csv", _rows(shares, on, quarters)
        if number == 1:
            wrong = [_mistyped(row) for row in rows]
            _import(db, wrong, name, taken_at - timedelta(days=1), by)
        _import(db, rows, name, taken_at, by)
    expected = [
        ProjectionRow(date(year + after, 10, 1), CODE, aged, soon)
        for after, (aged, soon) in enumerate(EXPECTED, 1)
    ]
    table = ProjectionTable(tuple(expected), (), "")
    population.import_projection(db, table, "将来推計人口（架空）.csv", at, by)


def _import(
    db: Session, rows: list[PopulationRow], name: str, at: datetime, by: int | None
) -> None:
    population.import_population(db, PopulationTable(tuple(rows)), name, at, by)


def _mistyped(row: PopulationRow) -> PopulationRow:
    """Count a band of one district ten times too low, as a slip of a key does."""
    is_slip = row.area == "大曲" and row.age_from == 75
    return replace(row, residents=row.residents // 10) if is_slip else row


def _rows(shares: list[list[float]], on: date, quarters: int) -> list[PopulationRow]:
    rows = []
    for band, counts in enumerate(BANDS):
        drift = DRIFT[band >= SEVENTY] * quarters
        for n, (sex, newest) in enumerate(zip(SEXES, counts, strict=True)):
            parts = _parts(newest + round(newest * drift / 1000), shares[band * 2 + n])
            for (code, name, *_), residents in zip(DISTRICTS, parts, strict=True):
                rows.append(PopulationRow(on, CODE, NAME, code, name, sex, band * 5, residents))
    return rows


def _shares(random: Random) -> list[list[float]]:
    """Return each band's and sex's shares of the districts but the first."""
    usual = [share / 100 for *_, share in DISTRICTS[1:]]
    return [[share * random.uniform(0.9, 1.1) for share in usual] for _ in range(len(BANDS) * 2)]


def _parts(whole: int, shares: list[float]) -> list[int]:
    """Share a count out over the districts; the parts add up to the whole."""
    parts = [round(whole * share) for share in shares]
    over = sum(parts) - whole
    if over > 0:
        parts[0] -= over
    return [whole - sum(parts), *parts]


def _planner(db: Session) -> int | None:
    return db.exec(select(StaffMember.id).where(StaffMember.role == Role.COORDINATOR)).first()


def add_officials(db: Session, today: date, at: datetime) -> None:
    """Enter the official figures of each half-year since the baseline; the last was corrected."""
    year, by = fiscal_year(today), _planner(db)
    days = (date(year - 1, 3, 31), date(year - 1, 9, 30), date(year, 3, 31), date(year, 9, 30))
    given = [
        OfficialDetails(on, on, _registered(rate), _aged(), _source(on))
        for on, rate in zip(days, RATES, strict=True)
        if on <= today
    ]
    for details in given[:-1]:
        official.add_official(db, details, at=at, by=by, today=today)
    if given:
        _keep_months(db, given[-1].registered_on, at)
        _corrected(db, given[-1], today, at, by)
    _keep_months(db, months.first_of(today) - timedelta(days=1), at)


def _keep_months(db: Session, until: date, at: datetime) -> None:
    """Keep what was shown at each month's end up to a day, as a section head's looks would have."""
    nowhere = Settings(instance=Path(), database_url="", secret_key="")
    settings = with_stored(nowhere, stored(db))
    kept, first = last_kept(db), start_of(fiscal_year(until))
    for month in months.between(first, until):
        ended = months.last_of(month)
        if ended <= until and (kept is None or ended > kept):
            keep_month(db, board(db, settings, ended), at=min(at, _morning_after(ended)))


def _morning_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), UTC)


def say_records_from(db: Session, today: date, at: datetime) -> None:
    """Decide that the records of classes are complete from the first day of the year."""
    first = start_of(fiscal_year(today)).isoformat()
    by = _planner(db)
    db.add(
        SettingChange(
            name="records_from", value=first, before="", changed_at=at, staff_member_id=by
        )
    )


def _corrected(
    db: Session, right: OfficialDetails, today: date, at: datetime, by: int | None
) -> None:
    wrong = replace(right, registered=right.registered - 90)
    first = official.add_official(db, wrong, at=at - timedelta(days=2), by=by, today=today)
    _keep(db, key(first), "登録者数のお知らせ.txt", wrong, at)
    right = replace(right, note="県から訂正のメールが届いたため")
    second = official.add_official(
        db, right, corrects=key(first), at=at - timedelta(days=1), by=by, today=today
    )
    _keep(db, key(second), "登録者数の訂正.txt", right, at)


def _keep(db: Session, number: int, name: str, details: OfficialDetails, at: datetime) -> None:
    words = f"70歳以上の登録者数は{details.registered:,}人です。（架空）\r\n"
    official.keep_file(db, number, KeptFile(name, words.encode()), at=at, by=_planner(db))


def _registered(rate: float) -> int:
    return round(_aged() * rate / 100 + 0.5)


def _aged() -> int:
    return sum(men + women for men, women in BANDS[SEVENTY:])


def _source(on: date) -> str:
    return f"県提供・住民基本台帳（{fiscal_year_label(fiscal_year(on))}、架空）"
