"""What each assumption is by itself, and from what: the records where they tell it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from classroom.figures.outlook.rules import Key
from classroom.figures.outlook.simulation import DAYS_A_MONTH
from classroom.figures.outlook.values import Assumption, Kind, Pace
from classroom.figures.population.values import BandResidents, ImportedDay, ProjectedDay
from classroom.figures.report.values import Kpi
from classroom.rules.era_calendar import wareki
from classroom.rules.rate import KPI_AGE

LEAST_HISTORY_MONTHS: Final = 5
MOST_HISTORY_MONTHS: Final = 36
LEAST_REGISTRANTS: Final = 30
"""So many registrants of known age tell how old registrants are."""
YEARS_BETWEEN: Final = 0.8
"""Two population days nearer than this tell too little about who leaves."""
SANE_LEAVING: Final = (0.5, 15.0)
# About how many of a hundred leave within a year, men and women together, at the level of the
# national life tables; a rounded stand-in where the city's own population does not tell.
_LEAVING_BY_AGE: Final = {70: 1.3, 75: 2.1, 80: 3.8, 85: 7.0, 90: 12.5, 95: 21.0, 100: 35.0}
_LEAVING_FROM_85: Final = 9.5
_DAYS_A_YEAR: Final = 365.25
_BAND: Final = 5
_RATIO_LIMITS: Final = (0.3, 1.2)


@dataclass(frozen=True, slots=True)
class Gain:
    """What two official counts show: the gain between them, and our own part of it."""

    first: date
    last: date
    gain: int
    ours: int

    @property
    def months(self) -> float:
        return (self.last - self.first).days / DAYS_A_MONTH


@dataclass(frozen=True, slots=True)
class Town:
    """What is known of the residents: bands of the newest day, other days, the projection."""

    bands: Sequence[BandResidents]
    days: Sequence[ImportedDay]
    projected: Sequence[ProjectedDay]


Default = tuple[float, str, Kind]


def assumptions(
    found: Mapping[Key, Default],
    saved: Mapping[Key, float],
    tried: Mapping[Key, float] | None = None,
) -> tuple[Assumption, ...]:
    """Choose each value: the saved one, else its default.

    Where values are tried they take the place of all saved ones; a key that is absent is at its
    default.
    """
    return tuple(_chosen(key, found[key], saved, tried) for key in Key)


def _chosen(
    key: Key, found: Default, saved: Mapping[Key, float], tried: Mapping[Key, float] | None
) -> Assumption:
    default, source, kind = found
    wanted = (saved if tried is None else tried).get(key)
    if wanted is None or _same(key, wanted, default):
        return Assumption(key, default, default, source, kind)
    was_saved = key in saved and _same(key, wanted, saved[key])
    source = f"変えなければ{key.written(default)}{key.unit}：{source}"
    return Assumption(key, wanted, default, source, Kind.SAVED if was_saved else Kind.TRIED)


def _same(key: Key, value: float, other: float) -> bool:
    return key.written(value) == key.written(other)


def defaults(
    kpi: Kpi, pace: Pace, gain: Gain | None, town: Town, wanted: Mapping[Key, float] | None = None
) -> dict[Key, Default]:
    """Work every assumption out from the records, or give its stand-in.

    What official counts gained beside us is what is left at the `wanted` values of the others.
    """
    turning = _turning(town)
    leaving = _leaving(kpi, town, turning[0])
    found: dict[Key, Default] = {
        **_classes(pace),
        Key.TURNING: turning,
        Key.ENTRY: _entry(kpi),
        Key.LEAVING: leaving,
        Key.RATIO: _ratio(kpi, town),
    }
    used = {key: found[key][0] for key in found} | dict(wanted or {})
    found[Key.OTHER] = _other(kpi, gain, town, used)
    return found


def _classes(pace: Pace) -> dict[Key, Default]:
    since = f"{wareki(pace.first)}からの{pace.classes:,}回"
    none: Default = (0.0, "アプリを教える教室の記録がまだありません", Kind.PROVISIONAL)
    found = {Key.CLASSES: none, Key.FRESH: none, Key.CONVERSION: none, Key.COUNTER: none}
    if pace.classes:
        found[Key.CLASSES] = (pace.classes / pace.months, since, Kind.DATA)
        people = f"{since}に来た、のべ{pace.fresh:,}人"
        found[Key.FRESH] = (pace.fresh / pace.classes, people, Kind.DATA)
    if pace.fresh:
        share = f"のべ{pace.fresh:,}人のうち{pace.newly:,}人"
        found[Key.CONVERSION] = (100 * pace.newly / pace.fresh, share, Kind.DATA)
    counter = f"{wareki(pace.first)}からの{pace.counter:,}人"
    return found | {Key.COUNTER: (pace.counter / pace.months, counter, Kind.DATA)}


def _turning(town: Town) -> Default:
    band = next((line for line in town.bands if line.age_from == KPI_AGE - _BAND), None)
    if band is None:
        return (0.0, "人口がまだ入っていません", Kind.PROVISIONAL)
    source = f"65〜69歳{band.residents:,}人 ÷ 5（{wareki(band.on)}の人口）"
    return (band.residents / _BAND, source, Kind.DATA)


def turned_70_a_year(town: Town) -> float:
    """Return how many turned 70 a year of late: between the band before and the band after."""
    around = [line.residents for line in town.bands if line.age_from in {KPI_AGE - _BAND, KPI_AGE}]
    return sum(around) / _BAND / max(1, len(around))


def _entry(kpi: Kpi) -> Default:
    rate = float(kpi.headline.rate if kpi.headline else kpi.baseline.rate)
    return (rate, "いまの70歳以上の登録率と同じとみなす", Kind.PROVISIONAL)


def _leaving(kpi: Kpi, town: Town, turning: float) -> Default:
    """Return the share (%) of residents of 70 and over who leave in a year."""
    return (
        _leaving_projected(town, turning)
        or _leaving_seen(kpi, town)
        or (_by_age(town), "全国の生命表の水準を、市の年齢の分かれ方にあてはめ", Kind.PROVISIONAL)
    )


def _leaving_projected(town: Town, turning: float) -> Default | None:
    begin = sum(line.residents for line in town.bands if line.age_from >= KPI_AGE)
    if not begin or not town.projected:
        return None
    last = town.projected[-1]
    years = (last.on - town.bands[0].on).days / _DAYS_A_YEAR
    source = f"将来推計人口（{wareki(last.on)}に70歳以上{last.aged:,}人）から"
    return _balance((begin, last.aged), years, turning, source)


def _leaving_seen(kpi: Kpi, town: Town) -> Default | None:
    """Compare the last two population days that are far enough apart, else official counts'."""
    imported = [(day.residents.on, day.residents.aged) for day in town.days]
    official = [(count.population_on, count.population) for count in reversed(kpi.officials)]
    for days in (imported, official):
        for on, aged in days[1:]:
            newest, now = days[0]
            years = (newest - on).days / _DAYS_A_YEAR
            if years >= YEARS_BETWEEN:
                source = f"{wareki(on)}から{wareki(newest)}までの70歳以上の人口の動き"
                return _balance((aged, now), years, turned_70_a_year(town), source)
    return None


def _balance(aged: tuple[int, int], years: float, turning: float, source: str) -> Default | None:
    """Return who must have left, given who turned 70; None where that makes no sense."""
    begin, end = aged
    if years < YEARS_BETWEEN:
        return None
    leaving = 100 * (turning - (end - begin) / years) / ((begin + end) / 2)
    return (leaving, source, Kind.DATA) if SANE_LEAVING[0] <= leaving <= SANE_LEAVING[1] else None


def _by_age(town: Town) -> float:
    people = {line.age_from: line.residents for line in town.bands if line.age_from >= KPI_AGE}
    return _weighted(people) if people else _LEAVING_BY_AGE[80]


def _weighted(people: Mapping[int, int]) -> float:
    """Return the average share that leaves, by how many people there are of each band."""
    oldest = max(people)
    shares = {
        age: _LEAVING_FROM_85 if age == oldest == 85 else _LEAVING_BY_AGE.get(age, 35.0)  # noqa: PLR2004  85 and over is one band
        for age in people
    }
    return sum(shares[age] * number for age, number in people.items()) / max(
        1, sum(people.values())
    )


def _ratio(kpi: Kpi, town: Town) -> Default:
    """Return how much less registrants leave, by the ages of those who registered with us."""
    ages = {
        int(line.band[:2]): line.newly_registered
        for line in kpi.classes.bands
        if line.newly_registered and line.band[2:] in {"-74", "-79", "-84", "-89", "+"}
    }
    known, everybody = sum(ages.values()), _by_age(town)
    if known < LEAST_REGISTRANTS:
        return (0.8, "登録した方には若い方が多いとみなす", Kind.PROVISIONAL)
    low, high = _RATIO_LIMITS
    ratio = min(high, max(low, _weighted(ages) / everybody))
    return (ratio, f"今年度に登録した{known:,}人の年代と、住民の年代の差", Kind.DATA)


def _other(kpi: Kpi, gain: Gain | None, town: Town, used: Mapping[Key, float]) -> Default:
    """Return what else official counts gained a month, at the other assumptions' values."""
    if gain is None or not kpi.official:
        return (0.0, "公式値が2つそろうまで、ないものとする", Kind.PROVISIONAL)
    joining = turned_70_a_year(town) / 12 * used[Key.ENTRY] / 100
    going = kpi.official.registered * used[Key.LEAVING] / 1200 * used[Key.RATIO]
    value = (gain.gain - gain.ours) / gain.months - joining + going
    source = (
        f"公式値の増え方（{wareki(gain.first)}から{wareki(gain.last)}まで{gain.gain:+,}人、"
        f"うち教室・窓口{gain.ours:,}人）から逆算"
    )
    return (value, source, Kind.DATA)
