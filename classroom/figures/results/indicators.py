"""Class results and the estimate, from tables of people and stages. No database, no clock.

Every person is one row with yes-or-no columns, so nobody can be counted twice. Who is 70 or over
is decided by birthday on the day of the figures: someone who registered at 69 counts from the day
they are 70. A told age band counts by `rules.age.is_70_or_over`.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from classroom.figures.results.values import BandLine, Classes, DistrictLine
from classroom.rules.age import band_on, is_70_or_over
from classroom.rules.words.app import LADDER, Blocker, Stage
from classroom.rules.words.bands import AGED, Band

BAND_LABELS: Final = {
    **{band.value: f"{band.label}とだけ" for band in AGED},
    **{band.value: band.label for band in AGED if isinstance(band, Band)},
    Band.UNKNOWN.value: "70歳以上とだけ",
}
NO_DISTRICT: Final = "地区のわからない方"


@dataclass(frozen=True, slots=True)
class Year:
    """The tables of one fiscal year up to a day, as `queries` gives them."""

    people: pd.DataFrame
    stages: pd.DataFrame
    attended: pd.DataFrame
    outcomes: pd.DataFrame
    first: date
    on: date
    registered_stage: Stage


Reached = Mapping[Stage, pd.DataFrame]
"""For each stage one row a person: when and where it, or one beyond it, was first reached."""


def newly_registered_since(year: Year, since: date) -> int:
    """Count people of 70 and over who registered with us after a day, up to the year's day."""
    reached = _first_reached(year.stages, year.registered_stage)
    after = _ids(reached[reached["reached_on"] > since])
    return len(after & _ids(_aged(year.people, year.on)))


def classes(year: Year) -> Classes:
    """Work out 教室実績: residents of 70 and over in the fiscal year up to the day."""
    reached = {stage: _first_reached(year.stages, stage) for stage in LADDER}
    persons = _persons(year, reached)
    registered = reached[year.registered_stage]
    in_class = _ids(registered.dropna(subset=["course_session_id"]))
    fresh = persons["active"] & ~persons["already"] & ~persons["before"]
    return Classes(
        first=year.first,
        attended=int(persons["attended"].sum()),
        newly_registered=int(persons["newly"].sum()),
        already=int(persons["already"].sum()),
        attended_already=int((persons["attended"] & persons["already"]).sum()),
        attended_registered_before=int((persons["attended"] & persons["before"]).sum()),
        fresh=int(fresh.sum()),
        fresh_at_counter=int((fresh & ~persons["attended"]).sum()),
        newly_in_class=int((persons["newly"] & persons.index.isin(in_class)).sum()),
        sessions_held=int(year.attended["course_session_id"].nunique()),
        age_unknown=_age_unknown(year, registered),
        funnel={
            stage.value: int(persons.index.isin(_this_year(reached[stage], year)).sum())
            for stage in LADDER
        },
        blockers=_blockers(year, persons),
        bands=_bands(persons),
        districts=_districts(persons),
    )


def _persons(year: Year, reached: Reached) -> pd.DataFrame:
    """Give everybody of 70 and over one row, with what they did this year in columns."""
    persons = _aged(year.people, year.on).set_index("participant_id")
    registered = reached[year.registered_stage]
    newly = _this_year(registered, year)
    already = year.stages[year.stages["stage"] == Stage.ALREADY]
    was_there = _ids(year.attended)
    columns = {
        "attended": was_there,
        "active": set(was_there).union(*(_this_year(reached[stage], year) for stage in LADDER)),
        "newly": newly,
        "before": _ids(registered) - newly,
        "already": _ids(already) & (was_there | _this_year(already, year)),
        "is_registered": _ids(registered) | _ids(already),
    }
    return persons.assign(**{name: persons.index.isin(ids) for name, ids in columns.items()})


def _aged(people: pd.DataFrame, on: date) -> pd.DataFrame:
    """Keep those who are 70 or over on a day, with the band in which they are counted."""
    known = [_is_aged(row, on) is True for row in people.itertuples()]
    aged = people[pd.Series(known, index=people.index, dtype=bool)].copy()
    aged["band"] = [_band(row, on) for row in aged.itertuples()]
    return aged


def _is_aged(person: Any, on: date) -> bool | None:
    return is_70_or_over(person.born_on, person.told_band, person.told_band_on, on)


def _band(row: Any, on: date) -> str:
    band = band_on(row.born_on, row.told_band, on)
    return band.value if band.value in BAND_LABELS else Band.UNKNOWN.value


def _age_unknown(year: Year, registered: pd.DataFrame) -> int:
    """Count those who came or registered this year and of whom nobody knows whether they are 70."""
    active = _ids(year.attended) | _this_year(registered, year)
    return sum(
        _is_aged(row, year.on) is None
        for row in year.people.itertuples()
        if row.participant_id in active
    )


def _this_year(lines: pd.DataFrame, year: Year) -> AbstractSet[int]:
    return _ids(lines[lines["reached_on"] >= year.first])


def _first_reached(stages: pd.DataFrame, stage: Stage) -> pd.DataFrame:
    """Return one row a person: when and where the stage, or one beyond it, was first reached.

    Without those who came already registered: they are never newly registered.
    """
    beyond = LADDER[LADDER.index(stage) :]
    came_registered = _ids(stages[stages["stage"] == Stage.ALREADY])
    counted = stages[stages["stage"].isin(beyond) & ~stages["participant_id"].isin(came_registered)]
    ranked = counted.assign(rank=[LADDER.index(found) for found in counted["stage"]])
    return ranked.sort_values(["reached_on", "rank"]).drop_duplicates("participant_id")


def _blockers(year: Year, persons: pd.DataFrame) -> dict[str, int]:
    """Count what last stopped those who are not registered: one reason a person."""
    open_ids = set(persons.index[~persons["is_registered"].astype(bool)])
    stopped = year.outcomes[year.outcomes["participant_id"].isin(open_ids)]
    last = stopped.sort_values(["on", "course_session_id"]).drop_duplicates(
        "participant_id", keep="last"
    )
    return {blocker.value: int((last["blocker"] == blocker).sum()) for blocker in Blocker}


def _bands(persons: pd.DataFrame) -> tuple[BandLine, ...]:
    sums = persons.groupby("band")[["attended", "already", "newly"]].sum()
    return tuple(
        BandLine(code, label, *(_cell(sums, code, name) for name in sums.columns))
        for code, label in BAND_LABELS.items()
    )


def _districts(persons: pd.DataFrame) -> tuple[DistrictLine, ...]:
    active = persons[persons["attended"] | persons["newly"]].copy()
    last = 10**6
    active["district"] = [name or NO_DISTRICT for name in active["district"]]
    active["district_position"] = [
        last if position is None else position for position in active["district_position"]
    ]
    sums = active.groupby(["district_position", "district"])[["attended", "newly"]].sum()
    return tuple(
        DistrictLine(name, int(line.attended), int(line.newly))
        for (_, name), line in zip(sums.index, _lines(sums), strict=True)
    )


def _lines(sums: pd.DataFrame) -> Any:
    return sums.itertuples()


def _cell(sums: pd.DataFrame, row: str, column: str) -> int:
    return int(sums[column].get(row, 0))


def _ids(frame: pd.DataFrame) -> AbstractSet[int]:
    return set(frame["participant_id"])
