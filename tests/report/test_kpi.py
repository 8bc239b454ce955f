"""The dashboard and what other programs and the assembly get of it."""

import csv
import json
from datetime import date
from io import BytesIO, StringIO

import pytest
from pypdf import PdfReader
from sqlmodel import Session

from classroom.app_registration.rules import Blocker, Stage
from classroom.config import Settings
from classroom.pdf.paper import Paper
from classroom.report import export, figures, story
from classroom.report.pdf import kpi_paper
from classroom.staff.rules import Role
from tests import make
from tests.conftest import SignedIn
from tests.page import PageClient
from tests.papers.layout import faults
from tests.papers.reading import sheets_of
from tests.report import months

ON = date(2026, 10, 31)


@pytest.fixture
def autumn(db: Session) -> Session:
    """Give an official count, one class with 7 people, one of whom is stopped."""
    months.official(db, date(2026, 9, 30), 3_962, 9_190)
    where = months.class_on(db, date(2026, 10, 15))
    for number in range(7):
        who = months.came(db, make.participant(db, born_on=date(1940 + number, 1, 1)), where)
        if number:
            months.reached(db, who, Stage.CARD_LINKED, date(2026, 10, 15), where)
        else:
            months.stopped(db, who, Blocker.NO_CARD, where)
    db.commit()
    return db


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
        "progress": 13.9,
        "attainment": 86.2,
        "missing_to_target": 633,
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
    nulls = ("official", "estimate", "progress", "attainment", "missing_to_target")
    assert [found[name] for name in nulls] == [None] * 5


def test_what_is_published_hides_counts_under_5(autumn: Session, settings: Settings) -> None:
    classes = export.figures(figures.kpi(autumn, settings, ON), published=True)["classes"]
    assert classes["blockers"]["no_card"] is None
    assert not [n for n in classes["by_band"].values() if n is not None and 0 < n < 5]


def test_the_csv_opens_in_excel(autumn: Session, settings: Settings) -> None:
    months.official(autumn, date(2026, 10, 1), 3_970, 9_190)
    found = figures.kpi(autumn, settings, ON)
    content = export.as_csv(found)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    assert b"\r\n" in content
    assert ["公式値", "登録者", "3970", "人", "2026-10-01 宮城県提供"] in rows
    assert {len(row) for row in rows} == {5}


@pytest.mark.usefixtures("autumn")
def test_the_page_begins_with_the_sentence(desk: PageClient) -> None:
    page = desk.get("/kpi?on=2026-10-31")
    heading = page.select_one("h1")
    assert heading is not None
    assert heading.get_text() == "登録者率は43.1%。50%まで、あと633人です。"
    assert "10月31日の推計は43.2%です。" in page.get_text()
    assert page.select_one("svg.chart title") is not None
    assert page.select_one("svg.chart desc") is not None


def test_the_page_works_with_nothing_at_all(signed_in: SignedIn) -> None:
    words = signed_in(Role.COORDINATOR).get("/kpi").get_text()
    assert "登録者率は、まだ計算できません。" in words
    assert "人口を取り込む" in words
    assert "人口を取り込む" not in signed_in(Role.VIEWER).get("/kpi").get_text()


def test_the_page_says_when_it_starts_from_the_plan(desk: PageClient, db: Session) -> None:
    months.population(db, date(2026, 10, 1), 9_200)
    db.commit()
    words = desk.get("/kpi?on=2026-10-31").get_text()
    assert "登録者率は推計42.0%。" in words
    assert "計画の42%（令和6年度末）から出発した推計です。" in words


def test_viewers_see_no_count_under_5(signed_in: SignedIn, autumn: Session) -> None:
    autumn.commit()
    assert "秘匿" in signed_in(Role.VIEWER).get("/kpi?on=2026-10-31").get_text()
    assert "秘匿" not in signed_in(Role.COORDINATOR).get("/kpi?on=2026-10-31").get_text()
    answer = signed_in(Role.VIEWER).client.get("/kpi.json?on=2026-10-31")
    assert json.loads(answer.data)["classes"]["blockers"]["no_card"] is None
    table = signed_in(Role.VIEWER).client.get("/kpi.csv?on=2026-10-31").get_data(as_text=True)
    assert "カードなし,秘匿" in table


@pytest.mark.usefixtures("autumn")
def test_a_day_is_asked_for_in_either_calendar(desk: PageClient) -> None:
    assert "10月31日" in desk.get("/kpi?on=R8.10.31").get_text()
    desk.client.get("/kpi?on=2027-02-30")
    assert "2月は28日までです" in desk.get("/kpi").get_text()
    assert desk.client.get("/kpi.json?on=x").status_code == 409


def misplaced(paper: Paper) -> list[str]:
    """Return what is wrong on the one page; a chart's words may stand on its pale grid."""
    (sheet,) = sheets_of(paper.pdf)
    return [fault for fault in faults(sheet) if not fault.startswith("crossed by a line")]


def test_the_paper_is_one_page_with_the_same_words(autumn: Session, settings: Settings) -> None:
    found = figures.kpi(autumn, settings, ON)
    paper = kpi_paper(found, "東松島市")
    (page,) = PdfReader(BytesIO(paper.pdf)).pages
    words = page.extract_text()
    for said in (
        "".join(story.headline(found)),
        "推計 43.2%",
        "目標 50.0%",
        "秘匿",
        "宮城県提供",
    ):
        assert said in words
    assert paper.missing == ()
    assert misplaced(paper) == []
    assert paper.pdf == kpi_paper(found, "東松島市").pdf


def test_the_paper_is_one_page_when_every_table_is_full(db: Session, settings: Settings) -> None:
    months.official(db, date(2026, 4, 1), 3_962, 9_190)
    where = months.class_on(db, date(2026, 10, 15))
    for blocker in Blocker:
        for year in range(1930, 1957, 3):
            who = months.came(db, make.participant(db, born_on=date(year, 1, 1)), where)
            months.stopped(db, who, blocker, where)
    paper = kpi_paper(figures.kpi(db, settings, ON), "東松島市")
    assert misplaced(paper) == []


def test_the_target_reached_is_said_so(db: Session, settings: Settings) -> None:
    months.official(db, date(2026, 9, 30), 5_000, 9_190)
    found = figures.kpi(db, settings, ON)
    assert found.missing_to_target == 0
    assert story.headline(found)[1] == "目標の50%に届いています。"
    assert story.effort(found) == [("推計での残り", "0人")]
