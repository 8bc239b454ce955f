"""Small worlds of any shape, as tables: for what must hold of every breakdown."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from classroom.desk.participant.rules import Device
from classroom.figures.results.fact_queries import as_frame
from classroom.figures.results.facts import Activity
from classroom.figures.results.values import HeldSession, Names
from classroom.figures.results.ways import Measure, Question, Way, year_period
from classroom.rules.words.app import Blocker, Stage
from classroom.rules.words.bands import ToldBand

FIRST, LAST = date(2026, 4, 1), date(2027, 3, 31)
PERIOD = year_period(2026, LAST)
SESSIONS = range(1, 9)
NAMES = Names(
    districts={"1": "大曲", "2": "野蒜"},
    active_districts=frozenset({"1", "2"}),
    courses={str(number): f"講座{number}" for number in range(3)},
    venues={str(number): f"会場{number}" for number in range(2)},
)
SORTED = ("people", "visits", "stages", "stops")

sessions = st.sampled_from(SESSIONS)
counter_days = st.dates(date(2025, 4, 1), LAST)
step = st.tuples(st.sampled_from(list(Stage)), sessions | counter_days)
person = st.fixed_dictionaries(
    {
        "born_on": st.none() | st.dates(date(1930, 1, 1), date(1962, 1, 1)),
        "told_band": st.none() | st.sampled_from(list(ToldBand)),
        "district": st.sampled_from([None, 1, 2]),
        "device": st.sampled_from([Device.IPHONE, Device.ANDROID]),
        "steps": st.lists(step, max_size=4, unique_by=lambda one: one[0]),
        "visits": st.sets(sessions, max_size=3),
        "stops": st.dictionaries(sessions, st.sampled_from(list(Blocker)), max_size=2),
    }
)
people = st.lists(person, max_size=10)


def day(session: int) -> date:
    """Return the day of a session; two and two are on one day, and the first two before FIRST."""
    return FIRST + timedelta(days=session // 2 * 40 - 20)


def activity(persons: Sequence[dict[str, Any]]) -> Activity:
    """Return the tables of the fiscal year of these people, numbered in order."""
    who, visits, stages, stops = [], [], [], []
    for number, one in enumerate(persons):
        band_on = FIRST if one["told_band"] else None
        ages = (one["born_on"], one["told_band"], band_on)
        who.append((number, *ages, one["district"], one["device"]))
        visits += [(number, *_at(session)) for session in one["visits"] if day(session) >= FIRST]
        stages += [_step(number, stage, at) for stage, at in one["steps"]]
        stops += [
            (number, session, why, *_at(session)[1:])
            for session, why in one["stops"].items()
            if day(session) >= FIRST
        ]
    return Activity(
        people=_table(who, "participant_id born_on told_band told_band_on district_id device"),
        visits=_table(visits, "participant_id course_session_id on course_id venue_id"),
        stages=_table(
            stages, "participant_id stage reached_on course_session_id course_id venue_id"
        ),
        stops=_table(stops, "participant_id course_session_id blocker on course_id venue_id"),
        first=FIRST,
        last=LAST,
        registered_stage=Stage.CARD_LINKED,
    )


def shuffled(straight: Activity, random: Random) -> Activity:
    """Return the same tables with their rows in another order."""
    tables = {
        name: getattr(straight, name).sample(frac=1, random_state=random.randrange(2**31))
        for name in SORTED
    }
    return replace(straight, **tables)


def held() -> list[HeldSession]:
    """Return every session as if somebody had come."""
    return [
        HeldSession(number, day(number), number % 3, "講座", number % 2, "会場", 12, 2)
        for number in SESSIONS
        if day(number) >= FIRST
    ]


def asked(measure: Measure, rows: Way = Way.MONTH, columns: Way | None = None) -> Question:
    """Return a question about the whole year."""
    return Question(measure, PERIOD, Stage.CARD_LINKED, rows, columns)


def _at(session: int) -> tuple[int, date, int, int]:
    return session, day(session), session % 3, session % 2


def _step(number: int, stage: Stage, at: int | date) -> tuple[object, ...]:
    if isinstance(at, date):
        return number, stage, at, None, None, None
    session, on, course, venue = _at(at)
    return number, stage, on, session, course, venue


def _table(rows: Sequence[tuple[object, ...]], columns: str) -> Any:
    return as_frame(rows, columns.split())
