"""推計 out of a real database: official counts, records since the cover date, special periods."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session

from classroom.core.config import Settings
from classroom.figures.nowcast import service
from classroom.figures.nowcast.queries import NO_COUNT, NO_RECORDS, ON_THE_DAY
from classroom.figures.nowcast.rules import PeriodKind, Why
from classroom.figures.nowcast.values import PeriodDetails
from classroom.figures.registrations.queries import newly_in
from classroom.figures.report import export, story
from classroom.figures.report import service as figures
from classroom.figures.report.values import Kpi
from classroom.rules.words.app import Stage
from classroom.rules.words.rate import Basis
from tests import make
from tests.figures.report import months

FIRST, LAST, ON = date(2025, 9, 30), date(2026, 9, 30), date(2026, 11, 30)
TODAY = date(2027, 1, 1)


@pytest.fixture
def town(db: Session) -> Session:
    """Give two official counts a year apart; one of ours registered between, two after.

    Who registered in 2025-08 with us is in the first count already; who turned 70 on 2026-10-20
    and registered before the second count is in neither year as ours.
    """
    months.official(db, FIRST, 3_960, 9_000)
    months.official(db, LAST, 4_050, 9_000)
    for on in (date(2025, 8, 1), date(2026, 3, 1), date(2026, 10, 5), date(2026, 11, 2)):
        months.reached(db, make.participant(db, born_on=date(1945, 5, 5)), Stage.CARD_LINKED, on)
    young = make.participant(db, born_on=date(1956, 10, 20))
    months.reached(db, young, Stage.CARD_LINKED, date(2026, 4, 4))
    return db


@pytest.fixture
def covered(settings: Settings) -> Settings:
    return replace(settings, records_from=date(2025, 10, 1))


def kpi(db: Session, settings: Settings, on: date = ON) -> Kpi:
    return figures.kpi(db, settings, on, TODAY)


def test_it_is_the_official_figure_ours_and_the_pace(town: Session, covered: Settings) -> None:
    found = kpi(town, covered)
    assert found.nowcast is not None
    # 44.0 → 45.0 in 365 days, 1 of 9,000 ours: 0.98889 of 55.5 not yet registered; 61 days of 55.0.
    pace = (1 - 100 / 9_000) / 55.5 * 55 * 61 / 365
    expected = 45 + 200 / 9_000 + pace
    assert float(found.nowcast.rate) == pytest.approx(expected, abs=1e-9)
    now = found.nowcast
    assert (now.ours, now.population, now.counts_used) == (2, 9_000, 2)
    assert found.nowcast.low < found.nowcast.rate < found.nowcast.high
    assert found.nowcast_missing == ""


def test_it_stands_first_and_all_else_is_of_it(town: Session, covered: Settings) -> None:
    found = kpi(town, covered)
    assert found.nowcast is not None
    assert found.headline is not None
    assert (found.headline.basis, found.headline.on) == (Basis.NOWCAST, ON)
    registered = round(found.nowcast.rate * 90)
    assert found.missing_to_target == 4_500 - registered
    assert found.progress == (found.nowcast.rate - 42) / 8 * 100
    said = export.figures(found)
    assert said["nowcast"] == {"rate": 45.2, "low": 45.0, "high": 45.4, "on": "2026-11-30"}
    assert said["missing_basis"] == {"figure": "nowcast", "on": "2026-11-30"}
    words = story.headline(found)
    assert words[0] == "令和8年11月末、70歳以上の登録者率は推計45.2%。"
    assert words[1] == f"50%まで、あと{4_500 - registered:,}人。"
    assert "推計の幅は45.0〜45.4%です" in story.lead(found)


def test_without_the_cover_date_it_is_not_given(town: Session, settings: Settings) -> None:
    found = kpi(town, settings)
    assert (found.nowcast, found.nowcast_missing) == (None, NO_RECORDS)
    assert found.headline is not None
    assert found.headline.basis is Basis.ESTIMATE


def test_on_the_day_of_an_official_figure_that_one_stands(town: Session, covered: Settings) -> None:
    found = kpi(town, covered, LAST)
    assert (found.nowcast, found.nowcast_missing) == (None, ON_THE_DAY)
    assert found.headline is not None
    assert found.headline.basis is Basis.OFFICIAL
    assert story.headline(found)[0] == "令和8年9月末、70歳以上の登録者率は45.0%。"


def test_without_official_counts_it_says_so(db: Session, covered: Settings) -> None:
    assert kpi(db, covered).nowcast_missing == NO_COUNT


def test_a_day_to_come_has_none(town: Session, covered: Settings) -> None:
    found = figures.kpi(town, covered, ON, ON - timedelta(days=1))
    assert found.nowcast is None
    assert found.is_ahead
    assert "まだ来て" in found.nowcast_missing
    assert "推計" not in "".join(story.headline(found))


def period(db: Session, first: date, people: int | None, days: int = 10) -> None:
    last = first + timedelta(days=days)
    details = PeriodDetails(first, last, PeriodKind.OTHER, people, "県の事業")
    service.add_period(db, details, at=make.NOW, by=None, today=TODAY)


def test_a_period_after_the_last_count_is_added_or_waited_for(
    town: Session, covered: Settings
) -> None:
    before = kpi(town, covered).nowcast
    period(town, date(2026, 10, 10), 90)
    after = kpi(town, covered).nowcast
    assert before is not None
    assert after is not None
    assert float(after.rate - before.rate) == pytest.approx(1.0)
    period(town, date(2026, 11, 10), None)
    assert kpi(town, covered).nowcast_missing == Why.TOLD.sentence


def test_a_period_without_number_takes_its_interval_out(town: Session, covered: Settings) -> None:
    period(town, date(2026, 2, 1), None)
    assert kpi(town, covered).nowcast_missing == Why.USABLE.sentence


def test_what_we_had_before_the_cover_date_does_not_count_as_covered(
    town: Session, covered: Settings
) -> None:
    late = replace(covered, records_from=date(2026, 4, 1))
    found = kpi(town, late).nowcast
    whole = kpi(town, covered).nowcast
    assert found is not None
    assert whole is not None
    # Nobody of 70 is recorded from April to September: the year's whole gain is unrecorded.
    assert found.rate > whole.rate
    later = replace(covered, records_from=date(2026, 6, 1))
    assert kpi(town, later).nowcast_missing == Why.USABLE.sentence


def test_a_population_off_the_trend_is_asked_about_until_somebody_answers(
    town: Session, covered: Settings
) -> None:
    months.population(town, date(2026, 11, 1), 9_200)
    said = kpi(town, covered).nowcast_missing
    assert "9,200人" in said
    assert "2.2%多く" in said
    period(town, date(2026, 10, 20), 0)
    assert kpi(town, covered).nowcast is not None


def test_more_registrants_than_residents_are_not_shown(db: Session, covered: Settings) -> None:
    months.official(db, FIRST, 8, 10)
    months.official(db, LAST, 9, 10)
    for _ in range(3):
        months.reached(db, make.participant(db), Stage.CARD_LINKED, date(2026, 10, 5))
    found = kpi(db, covered)
    assert (found.estimate, found.nowcast) == (None, None)
    assert found.headline is not None
    assert found.headline.rate == Decimal(90)


def test_who_is_counted_between_two_counts_is_as_old_as_on_the_later_one(town: Session) -> None:
    spans = [(date(2025, 7, 31), FIRST), (FIRST, LAST), (LAST, ON)]
    found = newly_in(town, spans, Stage.CARD_LINKED)
    assert [found[span] for span in spans] == [1, 1, 2]
