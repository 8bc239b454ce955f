"""The figures of one small month, worked out by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from classroom.core.config import Settings
from classroom.core.db import key
from classroom.figures.registrations import queries as registrations
from classroom.figures.report import service as figures
from classroom.figures.report import story
from classroom.rules.rate import rounded
from classroom.rules.words.app import Blocker, Stage
from classroom.rules.words.attendance import Mark
from classroom.rules.words.bands import ToldBand
from classroom.rules.words.planning import Status
from classroom.rules.words.rate import Basis
from tests import make
from tests.figures.report import months

ON = date(2026, 10, 31)
OCTOBER = date(2026, 10, 15)
SEPTEMBER = date(2026, 9, 30)


@pytest.fixture
def october(db: Session) -> Session:
    """Give a city in October: an official count, a population, two classes and ten people.

    September's class (9/30, the day of the official count):
      G, 81, registered there.
    October's class (10/15):
      A, 83, came, went all the way to opening the app alone;
      B, 76, came, had been registered before;
      C, 69 that day and 70 on 10/20, came and registered;
      D, told 70代, came, only installed: the PIN was forgotten;
      E, 66, came and registered: under 70;
      H, 88, stayed away;
      I, told 60代, came; J, told nothing, came.
    At the counter (10/20): F, 86, registered.
    """
    months.official(db, SEPTEMBER, 3_962, 9_190)
    months.population(db, date(2026, 10, 1), 9_200)
    september, october = months.class_on(db, SEPTEMBER), months.class_on(db, OCTOBER)
    g = months.came(db, make.participant(db, born_on=date(1945, 1, 1)), september)
    months.reached(db, g, Stage.CARD_LINKED, SEPTEMBER, september)
    a = months.came(db, make.participant(db, born_on=date(1943, 3, 15)), october)
    months.reached(db, a, Stage.OPENED_ALONE, OCTOBER, october)
    b = months.came(db, make.participant(db, born_on=date(1950, 5, 5)), october)
    months.reached(db, b, Stage.ALREADY, OCTOBER, october)
    c = months.came(db, make.participant(db, born_on=date(1956, 10, 20)), october)
    months.reached(db, c, Stage.CARD_LINKED, OCTOBER, october)
    told: dict[str, Any] = {"told_band": ToldBand.SEVENTIES, "told_band_on": OCTOBER}
    d = months.came(db, make.participant(db, **told), october)
    months.reached(db, d, Stage.INSTALLED, OCTOBER, october)
    months.stopped(db, d, Blocker.PIN_FORGOTTEN, october)
    e = months.came(db, make.participant(db, born_on=date(1960, 1, 1)), october)
    months.reached(db, e, Stage.CARD_LINKED, OCTOBER, october)
    f = make.participant(db, born_on=date(1940, 2, 2))
    months.reached(db, f, Stage.CARD_LINKED, date(2026, 10, 20))
    months.came(db, make.participant(db, born_on=date(1938, 1, 1)), october, Mark.ABSENT)
    sixties: dict[str, Any] = {"told_band": ToldBand.SIXTIES, "told_band_on": OCTOBER}
    months.came(db, make.participant(db, **sixties), october)
    unknown: dict[str, Any] = {"told_band": ToldBand.UNKNOWN, "told_band_on": OCTOBER}
    months.came(db, make.participant(db, **unknown), october)
    return db


def test_the_rates_of_october(october: Session, settings: Settings) -> None:
    found = figures.kpi(october, settings, ON)
    # 3,962 ÷ 9,190 = 43.1120…
    assert found.official is not None
    assert str(rounded(found.official.rate)) == "43.1"
    # After 9/30: A, C (70 by 10/31) and F. G was on the day of the count, E is 66.
    # (3,962 + 3) ÷ 9,190 = 43.1447…: numerator and denominator of one day
    assert found.estimate is not None
    assert (found.estimate.registered, found.estimate.population) == (3_965, 9_190)
    assert str(rounded(found.estimate.rate)) == "43.1"
    assert not found.estimate.starts_from_plan_rate
    # (43.1447 − 42) ÷ 8 = 14.308…; 43.1447 ÷ 50 = 86.289…; by the official 13.900 and 86.224
    assert found.progress is not None
    assert found.attainment is not None
    assert str(rounded(found.progress)) == "14.3"
    assert str(rounded(found.attainment)) == "86.3"
    assert found.official_progress is not None
    assert str(rounded(found.official_progress)) == "13.9"
    # ceil(9,190 × 50%) − 3,965 = 4,595 − 3,965
    assert found.missing_to_target == 630
    assert found.headline is not None
    assert (found.headline.basis, found.headline.on) == (Basis.ESTIMATE, ON)
    assert found.nowcast is None
    assert "そろっている" in found.nowcast_missing


def test_the_classes_of_october(october: Session, settings: Settings) -> None:
    results = figures.kpi(october, settings, ON).classes
    assert results.attended == 5  # A, B, C, D, G
    assert results.newly_registered == 4  # A, C, F, G
    assert results.already == 1  # B
    assert (results.fresh, results.fresh_at_counter) == (5, 1)  # A, C, D, G and F
    assert results.age_unknown == 1  # J
    assert (results.sessions_held, results.app_sessions_held) == (2, 2)
    assert results.funnel == {
        "installed": 5,  # A, C, D, F, G
        "card_linked": 4,
        "terms_accepted": 1,  # A
        "opened_alone": 1,
    }
    assert {name: n for name, n in results.blockers.items() if n} == {"pin_forgotten": 1}
    newly = {line.band: line.newly_registered for line in results.bands if line.newly_registered}
    assert newly == {"70-74": 1, "80-84": 2, "85-89": 1}
    attended = {line.band: line.attended for line in results.bands if line.attended}
    assert attended == {"70-74": 1, "75-79": 1, "80-84": 2, "70s": 1}


def test_someone_who_registered_at_69_counts_from_the_birthday(
    october: Session, settings: Settings
) -> None:
    before = figures.kpi(october, settings, date(2026, 10, 19)).classes
    on_the_day = figures.kpi(october, settings, date(2026, 10, 20)).classes
    # On the 20th C turns 70, and F registers at the counter.
    assert (before.newly_registered, on_the_day.newly_registered) == (2, 4)


def test_a_new_fiscal_year_begins_at_nought(october: Session, settings: Settings) -> None:
    april = figures.kpi(october, settings, date(2027, 4, 1))
    assert (april.fiscal_year, april.classes.attended, april.classes.newly_registered) == (
        2027,
        0,
        0,
    )
    assert april.estimate is not None
    assert april.estimate.registered == 3_965  # the estimate goes on


def test_who_registered_in_an_earlier_year_is_not_new_again(
    october: Session, settings: Settings
) -> None:
    spring = months.class_on(october, date(2027, 4, 10))
    old = months.reached(october, make.participant(october), Stage.CARD_LINKED, date(2026, 12, 1))
    months.came(october, old, spring)
    results = figures.kpi(october, settings, date(2027, 4, 30)).classes
    assert (results.attended, results.newly_registered, results.fresh) == (1, 0, 0)
    assert results.attended_registered_before == 1


def test_without_an_official_count_the_estimate_starts_from_the_plan(
    db: Session, settings: Settings
) -> None:
    months.population(db, date(2026, 10, 1), 9_201)
    months.reached(db, make.participant(db), Stage.CARD_LINKED, OCTOBER)
    found = figures.kpi(db, settings, ON)
    # 42% × 9,201 = 3,864.42; with one more 3,865.42 ÷ 9,201 = 42.0108…
    assert found.official is None
    assert found.estimate is not None
    assert found.estimate.starts_from_plan_rate
    assert found.estimate.registered == 3_865
    assert str(rounded(found.estimate.rate)) == "42.0"
    # ceil(4,600.5) − 3,865
    assert found.missing_to_target == 736


def test_without_any_number_there_is_no_rate(db: Session, settings: Settings) -> None:
    found = figures.kpi(db, settings, ON)
    assert (found.official, found.estimate, found.progress) == (None, None, None)
    assert (found.attainment, found.missing_to_target) == (None, None)


def test_another_citys_population_stands_in_only_until_ours_is_there(
    db: Session, settings: Settings
) -> None:
    months.population(db, date(2026, 10, 1), 24_145, code="132071")
    found = figures.kpi(db, settings, ON).estimate
    assert found is not None
    assert found.population == 24_145
    assert "の人口" in found.population_source
    months.population(db, date(2026, 4, 1), 9_190)
    found = figures.kpi(db, settings, ON).estimate
    assert found is not None
    assert found.population == 9_190


def test_the_denominator_is_the_official_figures_own(db: Session, settings: Settings) -> None:
    months.official(db, SEPTEMBER, 4_000, 9_000)
    for on, aged in ((date(2026, 4, 1), 8_000), (date(2026, 12, 1), 9_999)):
        months.population(db, on, aged)
    found = figures.kpi(db, settings, ON)
    assert found.estimate is not None
    assert found.estimate.population == 9_000
    later = figures.kpi(db, settings, date(2026, 12, 1))
    assert later.estimate is not None
    assert later.estimate.population == 9_000  # one day's numerator and denominator


def test_the_setting_says_which_stage_counts(october: Session, settings: Settings) -> None:
    strict = replace(settings, registered_stage="opened_alone")
    results = figures.kpi(october, strict, ON).classes
    assert results.newly_registered == 1
    assert results.funnel["card_linked"] == 4


def test_registering_later_takes_someone_off_the_list_of_blockers(
    october: Session, settings: Settings
) -> None:
    later = months.class_on(october, date(2026, 10, 25))
    who = months.came(october, make.participant(october), later)
    months.stopped(october, who, Blocker.NO_TIME, later)
    assert figures.kpi(october, settings, ON).classes.blockers["no_time"] == 1
    months.reached(october, who, Stage.CARD_LINKED, ON)
    assert figures.kpi(october, settings, ON).classes.blockers["no_time"] == 0


def test_classes_of_other_courses_are_no_app_classes(october: Session, settings: Settings) -> None:
    photos = key(make.course(october, teaches_app=False))
    run = make.offering(october, ON, status=Status.FINISHED, course_id=photos)
    months.came(october, make.participant(october), make.sessions(october, run)[0])
    results = figures.kpi(october, settings, ON).classes
    assert (results.sessions_held, results.app_sessions_held) == (3, 2)
    assert story.held_words(results) == "すべての教室3回（うち身分証アプリの教室2回）"
    by_month = registrations.by_month(october, results.first, ON, Stage.CARD_LINKED)
    assert sum(one.app_sessions_held for one in by_month) == 2
    assert sum(one.sessions_held for one in by_month) == 3
