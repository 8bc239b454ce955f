"""改定の記録: what was shown at a month's end, beside the official figure that came later."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from sqlmodel import Session, select

from classroom.figures.nowcast import queries, rules, service, story
from classroom.figures.nowcast.models import ShownFigure
from classroom.figures.nowcast.rules import ShownKind
from classroom.figures.nowcast.values import Shown
from classroom.rules.months import first_of
from classroom.rules.words.staff import Role
from tests import make
from tests.conftest import SignedIn
from tests.figures.report import months
from tests.page import PageClient
from tests.page_rules import text_of

ENDED = first_of(make.TODAY) - timedelta(days=1)
MAY, JUNE, SEPTEMBER = date(2026, 5, 31), date(2026, 6, 30), date(2026, 9, 30)
YEAR_END = date(2027, 3, 31)
TODAY = date(2027, 6, 1)


@pytest.fixture
def viewer(signed_in: SignedIn) -> PageClient:
    return signed_in(Role.VIEWER)


@pytest.fixture
def shown(db: Session) -> Session:
    """Give what was shown in May and June, and two official figures around them."""
    service.keep_shown(
        db,
        [
            Shown(MAY, ShownKind.NOWCAST, MAY, 44.0, 43.5, 44.5),
            Shown(JUNE, ShownKind.NOWCAST, JUNE, 43.0, 42.5, 43.5),
            Shown(JUNE, ShownKind.FORECAST, YEAR_END, 47.0, 45.0, 49.0),
        ],
        at=make.NOW,
    )
    months.official(db, date(2026, 4, 1), 4_300, 10_000)
    months.official(db, JUNE, 4_400, 10_000)
    return db


def test_each_stands_beside_the_official_figure_that_came(shown: Session) -> None:
    forecast, june, may = sorted(
        queries.revisions(shown, TODAY), key=lambda one: one.shown.about, reverse=True
    )
    assert (june.official, june.is_exact, june.is_within) == (44.0, True, False)
    assert june.miss == pytest.approx(-1.0)
    # 60 of the 90 days from 43 % to 44 %
    assert may.official == pytest.approx(43 + 60 / 90)
    assert (may.is_exact, may.is_within) == (False, True)
    assert (forecast.official, forecast.miss, forecast.is_within) == (None, None, None)


def test_the_mean_miss_is_the_error_that_is_printed(shown: Session) -> None:
    (sums,) = story.sums(queries.revisions(shown, TODAY))
    assert (sums.kind, sums.times, sums.ranged, sums.within) == (ShownKind.NOWCAST, 2, 2, 1)
    assert sums.mean == pytest.approx((1 + 1 / 3) / 2)
    said = story.sum_said(sums)
    assert said == (
        "2回で、公式値とのずれは平均0.7ポイント（ならすと0.3低め）、幅に入ったのは2回のうち1回"
    )


def test_an_official_figure_of_1_april_is_of_the_month_end_before() -> None:
    rates = [(date(2026, 4, 1), 43.0)]
    assert rules.official_at(rates, date(2026, 3, 31)) == (43.0, True)
    assert rules.official_at(rates, date(2026, 2, 28)) is None


def test_what_was_kept_is_never_written_again(shown: Session) -> None:
    service.keep_shown(shown, [Shown(MAY, ShownKind.NOWCAST, MAY, 99.0)], at=make.NOW)
    rows = shown.exec(select(ShownFigure).where(ShownFigure.shown_on == MAY)).all()
    assert [row.rate for row in rows] == [44.0]


def test_the_first_look_after_a_month_keeps_its_end_once(planner: PageClient, db: Session) -> None:
    months.official(db, ENDED - timedelta(days=40), 4_000, 9_000)
    db.commit()
    for _ in range(2):
        planner.get("/kpi")
    db.rollback()
    rows = db.exec(select(ShownFigure).where(ShownFigure.kind == ShownKind.ESTIMATE)).all()
    assert [(row.shown_on, row.about) for row in rows] == [(ENDED, ENDED)]


def test_another_days_page_keeps_nothing(planner: PageClient, db: Session) -> None:
    months.official(db, ENDED - timedelta(days=40), 4_000, 9_000)
    db.commit()
    planner.get(f"/kpi?on={ENDED.isoformat()}")
    db.rollback()
    assert db.exec(select(ShownFigure)).all() == []


def test_the_page_and_the_file_say_the_same(shown: Session, viewer: PageClient) -> None:
    shown.commit()
    words = text_of(viewer.get("/revisions"))
    assert "公式値とのずれは平均0.7ポイント" in words
    assert "まだ届いていません" in words
    content = viewer.client.get("/revisions.csv").data.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(content, newline="")))
    assert rows[0] == list(story.HEADS)
    assert len(rows) == 4
    june = next(row for row in rows if row[2] == "2026-06-30")
    assert june[3:7] == ["43.0", "42.5", "43.5", "44.0"]
    assert june[8:] == ["-1.0", "外れた"]


def test_an_empty_record_says_how_it_fills(viewer: PageClient) -> None:
    assert "まだ、記録がありません" in text_of(viewer.get("/revisions"))
