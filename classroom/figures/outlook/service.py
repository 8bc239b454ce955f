"""The outlook of a day, put together from the database; keeping what it assumes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import sqrt

from sqlmodel import Session

from classroom.core.config import Settings
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.figures.outlook import projection, queries
from classroom.figures.outlook.assumptions import Gain, Town
from classroom.figures.outlook.comparison import Comparison
from classroom.figures.outlook.districts import Area, Place, Spot, places, same_name
from classroom.figures.outlook.models import OutlookAssumption
from classroom.figures.outlook.projection import (
    LEAST_HISTORY_MONTHS,
    MOST_HISTORY_MONTHS,
    Seen,
    project,
)
from classroom.figures.outlook.rules import NOTE_MAX, Key
from classroom.figures.outlook.simulation import DAYS_A_MONTH
from classroom.figures.outlook.values import Outlook, Pace
from classroom.figures.population import queries as population
from classroom.figures.population.values import AreaResidents
from classroom.figures.registrations import queries as registrations
from classroom.figures.registrations.values import SessionChance
from classroom.figures.report.values import PACE_PERIOD, Kpi
from classroom.figures.results.month_ends import releases
from classroom.figures.results.releases import newly_after, published_day
from classroom.planning.place.models import District
from classroom.rules.months import first_of, last_of
from classroom.rules.words.app import Stage


def save_assumptions(
    db: Session, values: Mapping[Key, float], note: str, *, at: datetime, by: int | None
) -> OutlookAssumption:
    """Keep a set of assumptions with the reason for it; absent keys are reckoned from records.

    Raises Refusal for a value out of its limits, for no note, and where nothing has changed.
    """
    if not note.strip():
        raise Refusal("この値にした理由を入れてください。例）来年度は教室を月6回にする予定")
    if len(note) > NOTE_MAX:
        raise Refusal(f"理由は{NOTE_MAX}文字までにしてください。")
    for each, value in values.items():
        if not each.least <= value <= each.most:
            limits = f"{each.written(each.least)}から{each.written(each.most)}まで"
            raise Refusal(f"「{each.label}」は{limits}にしてください。")
    newest = queries.saved(db, most=1)
    if dict(newest[0].values if newest else {}) == dict(values):
        raise Refusal("値が変わっていません。変えたい値を入れてから保存してください。")
    row = OutlookAssumption(saved_at=at, staff_member_id=by, note=note.strip())
    for each, value in values.items():
        setattr(row, each.value, value)
    db.add(row)
    db.flush()
    return row


def outlook(
    db: Session,
    settings: Settings,
    kpi: Kpi,
    tried: Mapping[Key, float] | None = None,
    chances: Sequence[SessionChance] | None = None,
) -> Outlook:
    """Work out what the target takes and where the rate is heading, on the day of `kpi`.

    `tried` takes the place of saved assumptions for this once; `chances` are `recent_classes`,
    read here if they are not given.
    """
    stage = Stage(kpi.registered_stage)
    seen = Seen(
        kpi=kpi,
        pace=_told_pace(db, kpi) if kpi.told else _pace(db, kpi, chances),
        gain=_gain(db, stage, kpi),
        town=_town(db, settings.city_code, kpi.on),
    )
    newest = queries.saved(db, most=1)
    return project(seen, newest[0] if newest else None, tried)


def recent_classes(db: Session, stage: Stage, on: date) -> tuple[SessionChance, ...]:
    """Return the classes of the last twelve months, of whatever course."""
    return registrations.session_chances(db, stage, on - PACE_PERIOD + timedelta(days=1), on)


def of_the_app(db: Session, chances: Sequence[SessionChance]) -> tuple[SessionChance, ...]:
    """Return the classes that teach the app: only these are reckoned with and compared."""
    courses = queries.app_courses(db)
    return tuple(chance for chance in chances if chance.course_id in courses)


def _told_pace(db: Session, kpi: Kpi) -> Pace:
    """Reckon the pace from what is told of the last twelve months, in whole blocks of them."""
    first = first_of(published_day(kpi.on) - PACE_PERIOD + timedelta(days=1))
    found = [found for year in kpi.told for found in year.app_since(first)]
    held = registrations.held_by_month(db, first, published_day(kpi.on))
    inside = [month for one in found for month in one.months]
    fresh, classes = sum(one.fresh for one in found), sum(held.get(month, 0) for month in inside)
    return Pace(
        first=min(inside, default=first),
        on=last_of(max(inside, default=first)),
        months=max(1.0, float(len(inside))),
        classes=classes,
        came=sum(one.came for one in found),
        fresh=fresh,
        newly=sum(one.newly for one in found),
        counter=sum(one.elsewhere for one in found),
        design_effect=1.0,
        spread=1.0,
        fresh_error=sqrt(max(1.0, fresh / classes) / classes) if classes else 0.0,
    )


def _pace(db: Session, kpi: Kpi, chances: Sequence[SessionChance] | None) -> Pace:
    """Reckon the pace over twelve months, or since the first class of all if that is later."""
    on = kpi.on
    if chances is None:
        chances = recent_classes(db, Stage(kpi.registered_stage), on)
    first = on - PACE_PERIOD + timedelta(days=1)
    if chances and not queries.was_held_before(db, first):
        first = first_of(chances[0].on)
    counter = sum(day.people for day in kpi.newly if day.at_counter and day.on >= first)
    app = of_the_app(db, chances)
    elsewhere = sum(chance.newly for chance in chances) - sum(chance.newly for chance in app)
    return projection.pace(app, first, on, counter + elsewhere)


def _town(db: Session, code: str, on: date) -> Town:
    days = [day for day in population.imported_days(db) if day.residents.on <= on]
    own = [day for day in days if day.residents.municipality_code == code]
    projected = [day for day in population.projected(db, code) if day.on > on]
    return Town(population.by_band(db, code, on), own or days, projected)


def _gain(db: Session, stage: Stage, kpi: Kpi) -> Gain | None:
    """Compare the last official count with the earliest one that is near enough to tell."""
    officials = kpi.officials
    if not officials:
        return None
    last = officials[-1]
    for first in officials[:-1]:
        apart = (last.registered_on - first.registered_on).days / DAYS_A_MONTH
        if LEAST_HISTORY_MONTHS <= apart <= MOST_HISTORY_MONTHS:
            days = (first.registered_on, last.registered_on)
            ours = registrations.newly_since(db, *days, stage)
            if kpi.told:
                told = releases(db, stage, days[0], kpi.on)
                ours = newly_after(told, days[0]) - newly_after(told, days[1])
            return Gain(*days, last.registered - first.registered, ours)
    return None


def next_places(
    db: Session, settings: Settings, kpi: Kpi, chances: Sequence[SessionChance], *, published: bool
) -> tuple[tuple[Place, ...], tuple[str, ...]]:
    """Return the districts in the order in which further classes pay, and names without a match.

    Districts and areas of the newest population are matched by their names.
    """
    if kpi.estimate is None:
        return (), ()
    known = queries.districts(db)
    stage = Stage(kpi.registered_stage)
    ours = {} if published else registrations.newly_by_district(db, date.min, kpi.on, stage)
    areas = population.by_area(db, settings.city_code, kpi.on)
    found = [_area(district, areas, ours.get(key(district), 0)) for district in known]
    names = {area.area for area in areas}
    unmatched = [area.name for area in found if not area.aged]
    unmatched += [name for name in names if not any(same_name(name, one.name) for one in found)]
    ranked = places(
        [area for area in found if area.aged],
        float(kpi.estimate.rate),
        chances,
        _spots(db),
        published=published,
    )
    return ranked, tuple(sorted(unmatched))


def _area(district: District, areas: Sequence[AreaResidents], ours: int) -> Area:
    """Add up the areas that are called like a district."""
    same = [area.aged for area in areas if same_name(area.area, district.name)]
    return Area(key(district), district.name, sum(same), ours)


def _spots(db: Session) -> list[Spot]:
    return [
        Spot(key(venue), venue.short_name, venue.district_id, venue.latitude, venue.longitude)
        for venue in queries.venues(db)
    ]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The outlook of a day with the comparisons and places beside it.

    `unmatched` are names of districts and areas of the population that have no counterpart.
    """

    kpi: Kpi
    outlook: Outlook
    comparisons: tuple[Comparison, ...]
    places: tuple[Place, ...]
    unmatched: tuple[str, ...]
