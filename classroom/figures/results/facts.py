"""What people did in a period, one row a fact, each with the cell of every way. Pure pandas.

A fact has its person, its day and where it was. But for visits everybody has one fact a measure at
most, so parts add up to wholes: who came is placed by the first visit of the period, who reached a
stage by when and where it, or one beyond it, was first reached. District and device are as
recorded today, the age is that of the period's last day.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Final

import pandas as pd

from classroom.figures.results.indicators import BAND_LABELS
from classroom.figures.results.ways import (
    COUNTER,
    NONE,
    Measure,
    Then,
    Way,
    month_key,
    reaches,
)
from classroom.rules.age import band_on, is_70_or_over
from classroom.rules.words.app import LADDER, Stage
from classroom.rules.words.bands import Band, ToldBand

EVENT: Final = ["participant_id", "on", "course_session_id", "course_id", "venue_id"]
AGE: Final = ["born_on", "told_band", "told_band_on"]
PERSON: Final = [
    "participant_id",
    "aged",
    *(Way.DISTRICT, Way.BAND, Way.DEVICE, Way.BLOCKER, Way.REACHED, Way.THEN),
]


@dataclass(frozen=True, slots=True)
class Activity:
    """The tables of a period, as `fact_queries` gives them; `stages` go on until today."""

    people: pd.DataFrame
    visits: pd.DataFrame
    stages: pd.DataFrame
    stops: pd.DataFrame
    first: date
    last: date
    registered_stage: Stage


class Facts:
    """The facts of a period. What several measures need is worked out once."""

    def __init__(self, activity: Activity) -> None:
        self.activity = activity
        self._found: dict[Measure, pd.DataFrame] = {}

    def of(self, measure: Measure) -> pd.DataFrame:
        """Return the facts of a measure; `aged` says who is 70 or over, None if nobody knows."""
        if measure not in self._found:
            events = self._events(measure)
            placed = events.assign(
                **{
                    Way.MONTH: _each(events["on"], month_key),
                    Way.COURSE: _each(events["course_id"], _place),
                    Way.VENUE: _each(events["venue_id"], _place),
                }
            )
            self._found[measure] = placed.merge(self._people, on="participant_id")
        return self._found[measure]

    def _events(self, measure: Measure) -> pd.DataFrame:
        """Return who did it, when and where: the columns of EVENT."""
        return {
            Measure.ATTENDED: self._came,
            Measure.VISITS: self._visits,
            Measure.NEWLY: self._newly,
            Measure.ALREADY: self._registered_before_us,
            Measure.FRESH: self._fresh,
            Measure.STOPPED: self._stopped,
        }.get(measure, lambda: self._reached_in(Stage(measure.value)))()

    @cached_property
    def _people(self) -> pd.DataFrame:
        """Give everybody one row with age, and the cells that are the same in every measure."""
        last, blockers, then = self.activity.last, self._blockers, self._then
        furthest = _furthest(self._until)
        people = self.activity.people
        numbers = people["participant_id"].tolist()
        ages = list(zip(*(people[column].tolist() for column in AGE), strict=True))
        cells = [
            numbers,
            [_is_aged(*age, last) for age in ages],
            _each(people["district_id"], lambda number: _key(number, NONE)).tolist(),
            [_band(*age, last) for age in ages],
            _each(people["device"], str).tolist(),
            *([found.get(n, NONE) for n in numbers] for found in (blockers, furthest, then)),
        ]
        return pd.DataFrame(dict(zip(PERSON, cells, strict=True)), dtype=object)

    @cached_property
    def _until(self) -> pd.DataFrame:
        stages = self.activity.stages
        return stages[stages["reached_on"] <= self.activity.last]

    @cached_property
    def _came_before_us(self) -> AbstractSet[int]:
        return _already(self._until)

    def _came(self) -> pd.DataFrame:
        """Place everybody at the first visit of the period."""
        return self._visits().drop_duplicates("participant_id")

    def _visits(self) -> pd.DataFrame:
        one_each = self.activity.visits.drop_duplicates(["participant_id", "course_session_id"])
        return one_each.sort_values(["on", "course_session_id", "participant_id"])[EVENT]

    def _newly(self) -> pd.DataFrame:
        return self._reached_in(self.activity.registered_stage)

    def _reached_in(self, stage: Stage) -> pd.DataFrame:
        reached = first_reached(self._until, stage)
        return reached.loc[reached["on"] >= self.activity.first, EVENT]

    def _registered_before_us(self) -> pd.DataFrame:
        """Place who came registered at the first visit, else where that was written down."""
        rows = self._until[self._until["stage"] == Stage.ALREADY]
        rows = rows.rename(columns={"reached_on": "on"})
        came = self._came()
        came = came[came["participant_id"].isin(_ids(rows))]
        elsewhere = ~rows["participant_id"].isin(_ids(came))
        return _joined(came, rows[(rows["on"] >= self.activity.first) & elsewhere])

    def _fresh(self) -> pd.DataFrame:
        """Place who was not registered before the period: first visit, else first step in it."""
        first, stages = self.activity.first, self._until
        registered = first_reached(stages, self.activity.registered_stage)
        gone = _ids(registered[registered["on"] < first]) | self._came_before_us
        steps = stages[stages["reached_on"] >= first].rename(columns={"reached_on": "on"})
        ranked = steps.sort_values(["on", "course_session_id"], na_position="first")
        came = self._came()
        alone = ranked[~ranked["participant_id"].isin(_ids(came))].drop_duplicates("participant_id")
        both = _joined(came, alone)
        return both[~both["participant_id"].isin(gone)]

    def _stopped(self) -> pd.DataFrame:
        return self._stops[EVENT]

    @cached_property
    def _stops(self) -> pd.DataFrame:
        """Return what last stopped each from registering: nothing stops who is registered."""
        registered = self._since
        held_up = (
            not _is_settled(registered.get(row.participant_id), row)
            for row in lines(self.activity.stops)
        )
        stopped = _kept(self.activity.stops, held_up)
        in_order = stopped.sort_values(["on", "course_session_id"])
        return in_order.drop_duplicates("participant_id", keep="last")

    @cached_property
    def _blockers(self) -> dict[int, str]:
        return {row.participant_id: str(row.blocker) for row in lines(self._stops)}

    @cached_property
    def _then(self) -> dict[int, str]:
        """Return what became until today of those who were stopped."""
        return {
            number: (Then.REGISTERED if number in self._since else Then.OPEN).value
            for number in self._blockers
        }

    @cached_property
    def _since(self) -> dict[int, tuple[date, int | None]]:
        """Return when and where each registered, with us or before us, as far as known today."""
        stages = self.activity.stages
        ours = first_reached(stages, self.activity.registered_stage)
        before_us = stages[stages["stage"] == Stage.ALREADY].rename(columns={"reached_on": "on"})
        both = _joined(ours, before_us)
        there = zip(both["on"].tolist(), both["course_session_id"].tolist(), strict=True)
        return dict(zip(both["participant_id"].tolist(), there, strict=True))


def of_aged(found: pd.DataFrame) -> pd.DataFrame:
    """Keep the facts of those who surely are 70 or over."""
    return _kept(found, (aged is True for aged in found["aged"]))


def of_unknown_age(found: pd.DataFrame) -> pd.DataFrame:
    """Keep the facts of those of whom nobody knows whether they are 70."""
    return _kept(found, (aged is None for aged in found["aged"]))


def where(found: pd.DataFrame, filters: Mapping[Way, str]) -> pd.DataFrame:
    """Keep the facts in certain cells."""
    for way, wanted in filters.items():
        fits = reaches if way is Way.REACHED else _is_same
        found = _kept(found, (fits(cell, wanted) for cell in found[way]))
    return found


def first_reached(stages: pd.DataFrame, stage: Stage) -> pd.DataFrame:
    """Return one row a person: when and where a stage, or one beyond it, was first reached.

    Without those who came already registered: they are never newly registered.
    """
    beyond = LADDER[LADDER.index(stage) :]
    came_so = _already(stages)
    counted = stages[stages["stage"].isin(beyond) & ~stages["participant_id"].isin(came_so)]
    ranked = counted.assign(rank=counted["stage"].map({one: n for n, one in enumerate(LADDER)}))
    one_each = ranked.sort_values(["reached_on", "rank"]).drop_duplicates("participant_id")
    return one_each.rename(columns={"reached_on": "on"})


def lines(frame: pd.DataFrame) -> Iterator[Any]:
    """Return the rows, to be read by name."""
    return iter(frame.itertuples(index=False))


def _is_settled(registered: tuple[date, int | None] | None, stop: Any) -> bool:
    """Tell whether somebody was registered by the end of the very class that stopped them."""
    if registered is None:
        return False
    on, session = registered
    return bool(on < stop.on or (on == stop.on and session == stop.course_session_id))


def _furthest(stages: pd.DataFrame) -> dict[int, str]:
    furthest: dict[int, str] = {}
    for stage in LADDER:  # the later steps overwrite the earlier
        reached = stages.loc[stages["stage"] == stage, "participant_id"]
        furthest.update(dict.fromkeys(reached.tolist(), stage.value))
    return furthest


def _already(stages: pd.DataFrame) -> AbstractSet[int]:
    return _ids(stages[stages["stage"] == Stage.ALREADY])


def _joined(*parts: pd.DataFrame) -> pd.DataFrame:
    cells = {column: [n for part in parts for n in part[column].tolist()] for column in EVENT}
    return pd.DataFrame(cells, columns=EVENT, dtype=object)


@lru_cache(maxsize=50_000)
def _is_aged(
    born: date | None, told: ToldBand | None, told_on: date | None, on: date
) -> bool | None:
    return is_70_or_over(born, told, told_on, on)


@lru_cache(maxsize=50_000)
def _band(born: date | None, told: ToldBand | None, told_on: date | None, on: date) -> str:
    band = band_on(born, told, on).value
    is_finer = band in BAND_LABELS or not _is_aged(born, told, told_on, on)
    return band if is_finer else Band.UNKNOWN.value


def _key(number: Any, otherwise: str) -> str:
    return otherwise if number is None else str(number)


def _is_same(cell: str, wanted: str) -> bool:
    return cell == wanted


def _kept(frame: pd.DataFrame, keeps: Iterable[bool]) -> pd.DataFrame:
    return frame.loc[pd.Series(list(keeps), index=frame.index, dtype=bool)]


def _each(column: pd.Series, make: Callable[[Any], str]) -> Any:
    """Return a column made from another one, each different value once."""
    values = column.tolist()
    made = {value: make(value) for value in set(values)}
    return pd.Series([made[value] for value in values], index=column.index, dtype=object)


def _place(number: Any) -> str:
    return _key(number, COUNTER)


def _ids(frame: pd.DataFrame) -> AbstractSet[int]:
    return set(frame["participant_id"])
