"""What each class achieved: how many came, could still register, and did so there.

For comparing classes with each other. A class counts in the age of its own day, so the sums are
not those of 教室実績, which counts everybody once and in the age of one day for all.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date

import pandas as pd
from sqlmodel import Session

from classroom.figures.results import fact_queries
from classroom.figures.results.facts import first_reached, lines
from classroom.figures.results.values import HeldSession, SessionChance
from classroom.rules.age import is_70_or_over
from classroom.rules.words.app import Stage


def session_chances(db: Session, stage: Stage, first: date, on: date) -> tuple[SessionChance, ...]:
    """Return one line for each session of a period to which somebody came, in order.

    `stage` says what counts as registered, `on` is the period's last day. Held is what was held: a
    day to which people came counts also where the rest of its offering was cancelled later.
    """
    return chances(
        fact_queries.held_sessions(db, first, on),
        fact_queries.visits(db, first, on),
        fact_queries.people(db, first, on),
        fact_queries.stages(db, first, on, on),
        stage,
    )


def chances(
    held: Iterable[HeldSession],
    visits: pd.DataFrame,
    people: pd.DataFrame,
    stages: pd.DataFrame,
    stage: Stage,
) -> tuple[SessionChance, ...]:
    """Work out the same from tables of visits, people and stages."""
    came, fresh, newly = Counter[int](), Counter[int](), Counter[int]()
    ages = {row.participant_id: row for row in lines(people)}
    registered = _registered(stages, stage)
    for visit in lines(visits.drop_duplicates(["participant_id", "course_session_id"])):
        who = ages[visit.participant_id]
        if not is_70_or_over(who.born_on, who.told_band, who.told_band_on, visit.on):
            continue
        came[visit.course_session_id] += 1
        on, where = registered.get(visit.participant_id, (None, None))
        if on is None or on >= visit.on:
            fresh[visit.course_session_id] += 1
            newly[visit.course_session_id] += where == visit.course_session_id
    return tuple(_line(one, came, fresh, newly) for one in held)


def _line(
    one: HeldSession, came: Counter[int], fresh: Counter[int], newly: Counter[int]
) -> SessionChance:
    number = one.session_id
    return SessionChance(
        session_id=number,
        on=one.on,
        course_id=one.course_id,
        course=one.course,
        venue_id=one.venue_id,
        venue=one.venue,
        capacity=one.capacity,
        came=came[number],
        fresh=fresh[number],
        newly=newly[number],
        helpers=one.helpers,
    )


def _registered(stages: pd.DataFrame, stage: Stage) -> dict[int, tuple[date, int | None]]:
    """Return since when and where people are registered; who came registered is so ever since."""
    found = {
        row.participant_id: (row.on, row.course_session_id)
        for row in lines(first_reached(stages, stage))
    }
    came_so = stages.loc[stages["stage"] == Stage.ALREADY, "participant_id"]
    return {**found, **dict.fromkeys(came_so, (date.min, None))}
