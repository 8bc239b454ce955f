"""Every figure of tests/results/october.py, worked out on paper and compared."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from classroom.core.config import Settings
from classroom.desk.queue.models import Enrolment
from classroom.figures.registrations.queries import session_chances
from classroom.figures.report import service as figures
from classroom.figures.results import queries
from classroom.figures.results.breakdowns import behind, breakdown, steps, stopped
from classroom.figures.results.rules import Measure, Period, Question, Way, year_period
from classroom.figures.results.values import Breakdown, Stopped
from classroom.rules.rate import rounded
from classroom.rules.words.app import Stage
from classroom.rules.words.queue import Channel
from tests.figures.results.october import DAYS, ON, October, october

MONTH = Period(date(2026, 10, 1), ON, ON)
YEAR = year_period(2026, ON)


@pytest.fixture
def world(db: Session) -> October:
    return october(db)


def asked(measure: Measure, rows: Way = Way.MONTH, **more: Any) -> Question:
    given = {"period": MONTH, **more}
    return Question(measure, registered_stage=Stage.CARD_LINKED, rows=rows, **given)


def answer(world: October, question: Question) -> Breakdown:
    facts = queries.facts(world.db, question.period, Stage.CARD_LINKED)
    return breakdown(facts, question, queries.names(world.db))


def parts(world: October, measure: Measure, rows: Way, **more: Any) -> dict[str, int]:
    """Return a table of one way by what its rows are called, without noughts."""
    found = answer(world, asked(measure, rows, **more))
    named = {row.label: found.by_row.get(row.key, 0) for row in found.rows}
    assert sum(named.values()) == found.total
    return {label: count for label, count in named.items() if count}


def who(world: October, question: Question, *, unknown: bool = False) -> list[int]:
    """Return the numbers of the people behind a figure."""
    facts = queries.facts(world.db, question.period, Stage.CARD_LINKED)
    numbers = {person.id: number for number, person in world.people.items()}
    found = behind(facts, question, unknown=unknown)
    return sorted(numbers[fact.person.participant_id] for fact in found)


def test_the_world_has_every_channel(world: October) -> None:
    assert set(world.db.exec(select(Enrolment.channel))) == set(Channel)
    assert len(world.people) == 30


def test_the_rates(world: October, settings: Settings) -> None:
    found = figures.kpi(world.db, settings, ON)
    assert found.official is not None
    assert found.estimate is not None
    assert found.progress is not None
    assert found.attainment is not None
    # 3,962 ÷ 9,190 = 43.1120…; 3,971 ÷ 9,190 = 43.2100…: (43.2100 − 42) ÷ 8 = 15.125…%, and
    # 43.2100 ÷ 50 = 86.420…%
    rates = (found.official.rate, found.progress, found.attainment)
    assert [str(rounded(rate)) for rate in rates] == ["43.1", "15.1", "86.4"]
    # After 9/30 registered, 70 or over on 10/31: 1, 3, 5, 10, 12, 14, 17, 24, 29. Not 19, whom the
    # count of 9/30 holds.
    assert found.estimate.newly_registered == 9
    assert (found.estimate.registered, found.estimate.population) == (3_971, 9_190)
    assert str(rounded(found.estimate.rate)) == "43.2"
    # ceil(9,190 ÷ 2) − 3,971 = 4,595 − 3,971
    assert found.missing_to_target == 624


def test_the_class_results_of_the_fiscal_year(world: October, settings: Settings) -> None:
    found = figures.kpi(world.db, settings, ON).classes
    # Came: S1 1 2 11 12 17 25 28 29, S2 3 5 14 16 22 (28), S3 15 18 24 (11 12 19), S5 21, S0 19.
    assert found.attended == 18
    # October's nine, and 19 in September.
    assert found.newly_registered == 10
    assert (found.already, found.attended_already) == (3, 2)  # 2, 22, and 23 who never came
    assert found.attended_registered_before == 1  # 18, in February
    assert (found.fresh, found.fresh_at_counter) == (17, 2)  # 18 − 2 − 1, and 10 and 30
    assert found.sessions_held == 5  # S0 to S3, and the first day of S5
    assert found.age_unknown == 2  # 7 and 8
    # Installed: 1 3 5 10 11 12 14 16 17 19 24 29 30; terms: 1 17; alone: 1.
    assert found.funnel == {
        "installed": 13,
        "card_linked": 10,
        "terms_accepted": 2,
        "opened_alone": 1,
    }
    # 15, 16, and 28 by the last of two. 5 registered since, 17 in the very class.
    assert {name: n for name, n in found.blockers.items() if n} == {
        "no_card": 1,
        "storage": 1,
        "pin_locked": 1,
    }
    bands = {
        line.band: (line.attended, line.already, line.newly_registered) for line in found.bands
    }
    assert {band: line for band, line in bands.items() if any(line)} == {
        "70-74": (6, 1, 2),  # 3 15 21 22 24 25; 22; 3 24
        "75-79": (3, 1, 1),  # 2 12 18; 2; 12
        "80-84": (5, 0, 3),  # 1 11 17 19 28; 1 17 19
        "85-89": (1, 1, 1),  # 16; 23; 10
        "90+": (1, 0, 1),  # 14, erased
        "70s": (1, 0, 1),  # 5
        "80s": (1, 0, 1),  # 29
    }
    places = {line.name: (line.attended, line.newly_registered) for line in found.districts}
    assert places == {
        "大曲": (5, 3),  # 1 2 14 16 18; 1 10 14
        "赤井": (8, 5),  # 3 5 12 15 19 24 25 28; 3 5 12 19 24
        "野蒜": (4, 2),  # 11 17 21 29; 17 29
        "地区のわからない方": (1, 0),  # 22
    }


def test_somebody_counts_from_the_70th_birthday(world: October, settings: Settings) -> None:
    on_19, on_20, on_30 = (
        figures.kpi(world.db, settings, date(2026, 10, day)).classes for day in (19, 20, 30)
    )
    # On the 19th: 1 14 17 19 29. On the 20th 3 turns 70, and 10 registers.
    assert (on_19.newly_registered, on_20.newly_registered) == (5, 7)
    assert on_30.attended == 17  # 25 is 70 on the 31st


def test_who_came_in_october(world: October) -> None:
    came = [1, 2, 3, 5, 11, 12, 14, 15, 16, 17, 18, 19, 21, 22, 24, 25, 28, 29]
    assert who(world, asked(Measure.ATTENDED)) == came
    assert who(world, asked(Measure.ATTENDED), unknown=True) == [7, 8]
    assert parts(world, Measure.ATTENDED, Way.DISTRICT) == {
        "大曲": 5,
        "赤井": 8,
        "野蒜": 4,
        "地区のわからない方": 1,
    }
    assert parts(world, Measure.ATTENDED, Way.BAND) == {
        "70–74歳": 6,
        "75–79歳": 3,
        "80–84歳": 5,
        "85–89歳": 1,
        "90歳以上": 1,
        "70代とだけ": 1,
        "80代とだけ": 1,
    }
    # By the first visit: S1 8 and S2 5 in A; S3 15 18 19 24 and S5 21 in B.
    assert parts(world, Measure.ATTENDED, Way.COURSE) == {"デジタル身分証アプリ": 13, "地図": 5}
    assert parts(world, Measure.ATTENDED, Way.VENUE) == {"矢本東": 12, "赤井": 6}
    assert parts(world, Measure.ATTENDED, Way.DEVICE) == {
        "iPhone": 9,  # 1 3 11 15 17 19 22 25 28
        "Android": 5,  # 2 12 14 18 21
        "らくらく": 3,  # 5 16 29
        "貸出": 1,  # 24
    }
    # In the year 19 is placed in September, at S0.
    assert parts(world, Measure.ATTENDED, Way.MONTH, period=YEAR) == {
        "令和8年9月": 1,
        "令和8年10月": 17,
    }


def test_the_visits_of_october(world: October) -> None:
    found = answer(world, asked(Measure.ATTENDED, Way.COURSE))
    keys = world.courses
    # 18 people, and 11, 12 at S3 and 28 at S2 once more: A has 8 + 6, B has 6 + 1.
    assert found.visits == {str(keys["A"]): 14, str(keys["B"]): 7}
    assert parts(world, Measure.VISITS, Way.VENUE) == {"矢本東": 14, "赤井": 7}
    assert parts(world, Measure.VISITS, Way.MONTH, period=YEAR)["令和8年9月"] == 1


def test_who_registered_newly_in_october(world: October) -> None:
    newly = [1, 3, 5, 10, 12, 14, 17, 24, 29]
    assert who(world, asked(Measure.NEWLY)) == newly
    assert who(world, asked(Measure.NEWLY), unknown=True) == [8]
    assert parts(world, Measure.NEWLY, Way.MONTH) == {"令和8年10月": 9}
    assert parts(world, Measure.NEWLY, Way.MONTH, period=YEAR) == {
        "令和8年9月": 1,
        "令和8年10月": 9,
    }
    assert parts(world, Measure.NEWLY, Way.DISTRICT) == {"大曲": 3, "赤井": 4, "野蒜": 2}
    assert parts(world, Measure.NEWLY, Way.BAND) == {
        "70–74歳": 2,  # 3 24
        "75–79歳": 1,  # 12
        "80–84歳": 2,  # 1 17
        "85–89歳": 1,  # 10
        "90歳以上": 1,  # 14
        "70代とだけ": 1,  # 5
        "80代とだけ": 1,  # 29
    }
    assert parts(world, Measure.NEWLY, Way.COURSE) == {
        "デジタル身分証アプリ": 5,  # 1 17 29 at S1, 3 14 at S2
        "地図": 2,  # 12 24 at S3
        "窓口": 2,  # 5 10
    }
    assert parts(world, Measure.NEWLY, Way.VENUE) == {"矢本東": 5, "赤井": 2, "窓口": 2}
    assert parts(world, Measure.NEWLY, Way.DEVICE) == {
        "iPhone": 3,  # 1 3 17
        "Android": 2,  # 12 14
        "らくらく": 2,  # 5 29
        "貸出": 2,  # 10 24
    }


def test_newly_registered_by_district_and_course(world: October) -> None:
    found = answer(world, asked(Measure.NEWLY, Way.DISTRICT, columns=Way.COURSE))
    a, b, counter = str(world.courses["A"]), str(world.courses["B"]), "counter"
    places = {name: str(number) for name, number in world.districts.items()}
    assert found.counts == {
        (places["大曲"], a): 2,  # 1 14
        (places["大曲"], counter): 1,  # 10
        (places["赤井"], a): 1,  # 3
        (places["赤井"], b): 2,  # 12 24
        (places["赤井"], counter): 1,  # 5
        (places["野蒜"], a): 2,  # 17 29
    }
    assert found.by_column == {a: 5, b: 2, counter: 2}
    one_cell = {Way.DISTRICT: places["赤井"], Way.COURSE: b}
    assert who(world, asked(Measure.NEWLY, filters=one_cell)) == [12, 24]


def test_who_is_behind_each_figure(world: October) -> None:
    behind_each = {
        Measure.INSTALLED: [1, 3, 5, 10, 11, 12, 14, 16, 17, 24, 29, 30],
        Measure.CARD_LINKED: [1, 3, 5, 10, 12, 14, 17, 24, 29],
        Measure.TERMS_ACCEPTED: [1, 17],
        Measure.OPENED_ALONE: [1],
        Measure.ALREADY: [2, 22, 23],
        # Who came, without 2 and 22 (before us), 18 and 19 (before October); 10 and 30.
        Measure.FRESH: [1, 3, 5, 10, 11, 12, 14, 15, 16, 17, 21, 24, 25, 28, 29, 30],
        Measure.STOPPED: [5, 15, 16, 28],
    }
    assert {measure: who(world, asked(measure)) for measure in behind_each} == behind_each


def test_the_funnel_of_october(world: October) -> None:
    facts = queries.facts(world.db, MONTH, Stage.CARD_LINKED)
    found = steps(facts, asked(Measure.ATTENDED))
    rates = {step.stage: (step.of_step_before, step.of_first) for step in found}
    shares = {
        step.stage: (step.people, *(str(rounded(rate)) for rate in rates[step.stage] if rate))
        for step in found
    }
    assert shares == {
        "fresh": (16, "100.0"),
        "installed": (12, "75.0", "75.0"),
        "card_linked": (9, "75.0", "56.3"),  # 9 ÷ 12; 9 ÷ 16 = 56.25
        "terms_accepted": (2, "22.2", "12.5"),
        "opened_alone": (1, "50.0", "6.3"),
    }
    assert who(world, asked(Measure.FRESH, filters={Way.REACHED: "from-terms_accepted"})) == [1, 17]


def test_what_stopped_people_and_what_became_of_it(world: October) -> None:
    facts = queries.facts(world.db, MONTH, Stage.CARD_LINKED)
    found = stopped(facts, asked(Measure.ATTENDED))
    # 5 came to the counter on 10/28. 17 was registered when time ran out.
    assert sorted(found, key=lambda one: one.blocker) == [
        Stopped("no_card", 1, 0, 1),
        Stopped("pin_forgotten", 1, 1, 0),
        Stopped("pin_locked", 1, 0, 1),
        Stopped("storage", 1, 0, 1),
    ]
    assert who(world, asked(Measure.STOPPED, filters={Way.THEN: "registered"})) == [5]
    # A day before that nobody had come back yet.
    period = Period(date(2026, 10, 1), ON, date(2026, 10, 27))
    facts = queries.facts(world.db, period, Stage.CARD_LINKED)
    found = stopped(facts, asked(Measure.ATTENDED, period=period))
    assert [one.registered for one in found] == [0, 0, 0, 0]


def test_what_each_class_achieved(world: October) -> None:
    found = session_chances(world.db, Stage.CARD_LINKED, date(2026, 10, 1), ON)
    lines = {one.on: (one.came, one.fresh, one.newly, one.helpers) for one in found}
    assert lines == {
        # 1 2 11 12 17 28 29; 25 is 69 that day. Without 2: 6. There registered 1 17 29.
        DAYS["S1"]: (7, 6, 3, 1),
        DAYS["S5"]: (1, 1, 0, 0),  # 21
        # 5 14 16 22 28; 3 is 69 that day. Without 22: 4. There registered 14.
        DAYS["S2"]: (5, 4, 1, 0),
        # 11 12 15 18 19 24. Without 18 and 19: 4. There registered 12 24.
        DAYS["S3"]: (6, 4, 2, 0),
    }
    assert {one.course for one in found} == {"デジタル身分証アプリ", "地図"}
    assert {one.venue for one in found} == {"矢本東", "赤井"}
