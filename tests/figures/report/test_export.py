"""What other programs get of the rate of a day."""

import csv
import json
from datetime import date
from io import StringIO

import pytest
from sqlmodel import Session

from classroom.core.config import Settings
from classroom.figures.nowcast.queries import NO_RECORDS
from classroom.figures.report import export, story
from classroom.figures.report import service as figures
from classroom.rules.words.app import Blocker
from tests.figures.report import months

ON = date(2026, 10, 31)


@pytest.fixture
def autumn(db: Session) -> Session:
    return months.autumn(db)


def test_the_json_holds_the_keys_of_the_contract(autumn: Session, settings: Settings) -> None:
    found = json.loads(export.as_json(figures.kpi(autumn, settings, ON)))
    classes = found.pop("classes")
    assert found == {
        "on": "2026-10-31",
        "fiscal_year": 2026,
        "baseline": {"fiscal_year": 2024, "rate": 42.0},
        "target": {"fiscal_year": 2030, "rate": 50.0},
        "path": [
            {"fiscal_year": 2025, "rate": 43.3},
            {"fiscal_year": 2026, "rate": 44.7},
            {"fiscal_year": 2027, "rate": 46.0},
            {"fiscal_year": 2028, "rate": 47.3},
            {"fiscal_year": 2029, "rate": 48.7},
            {"fiscal_year": 2030, "rate": 50.0},
        ],
        "official": {
            "rate": 43.1,
            "registered": 3962,
            "population": 9190,
            "registered_on": "2026-09-30",
            "population_on": "2026-09-30",
            "source": "宮城県提供",
        },
        # (3,962 + 6) ÷ 9,190 = 43.177…
        "estimate": {
            "rate": 43.2,
            "registered": 3968,
            "population": 9190,
            "starts_from_plan_rate": False,
        },
        "nowcast": None,
        "nowcast_missing": NO_RECORDS,
        # (43.177 − 42) ÷ 8 = 14.716…; 43.177 ÷ 50 = 86.354…; 4,595 − 3,968
        "progress": 14.7,
        "attainment": 86.4,
        "missing_to_target": 627,
        "missing_basis": {"figure": "estimate", "on": "2026-10-31"},
    }
    assert list(classes) == [
        "attended_70plus",
        "newly_registered_70plus",
        "already_70plus",
        "funnel",
        "blockers",
        "by_band",
    ]
    assert (classes["attended_70plus"], classes["newly_registered_70plus"]) == (7, 6)
    assert classes["funnel"] == {
        "installed": 6,
        "card_linked": 6,
        "terms_accepted": 0,
        "opened_alone": 0,
    }
    assert set(classes["blockers"]) == {blocker.value for blocker in Blocker}
    assert sum(classes["by_band"].values()) == 6


def test_without_numbers_the_json_says_null(db: Session, settings: Settings) -> None:
    found = export.figures(figures.kpi(db, settings, ON))
    nulls = ("official", "estimate", "nowcast", "progress", "attainment", "missing_to_target")
    assert [found[name] for name in nulls] == [None] * 6
    assert found["missing_basis"] is None


def test_what_is_published_hides_counts_under_5(autumn: Session, settings: Settings) -> None:
    classes = export.figures(figures.kpi(autumn, settings, ON, published=True))["classes"]
    assert classes["blockers"]["no_card"] is None
    assert set(classes["by_band"].values()) == {None}, "the monthly open data has them"


def test_the_csv_opens_in_excel(autumn: Session, settings: Settings) -> None:
    months.official(autumn, date(2026, 10, 1), 3_970, 9_190)
    found = figures.kpi(autumn, settings, ON)
    content = export.as_csv(found)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    assert b"\r\n" in content
    assert ["公式値", "登録者", "3970", "人", "2026-10-01 宮城県提供"] in rows
    assert {len(row) for row in rows} == {5}


def test_the_target_reached_is_said_so(db: Session, settings: Settings) -> None:
    months.official(db, date(2026, 9, 30), 5_000, 9_190)
    found = figures.kpi(db, settings, ON)
    assert found.missing_to_target == 0
    assert story.headline(found)[1] == "目標の50%に届いています。"
