"""The page of open data and what it hands out; who may come is in tests/routes.py."""

import pytest
from sqlmodel import Session

from classroom.core import clock
from classroom.rules import months
from classroom.rules.words.planning import Status
from classroom.rules.words.staff import Role
from tests import make
from tests.conftest import SignedIn
from tests.figures.opendata import calendars
from tests.figures.report.months import came, class_on
from tests.page import PageClient
from tests.page_rules import text_of

LAST_MONTH = months.later(clock.today(), -1)


@pytest.fixture
def listed(db: Session) -> Session:
    """Give an open class in a venue whose name CP932 cannot hold, a draft, and a month's people."""
    course = make.course(db, title="=はじめてのスマホ")
    place = make.venue(db, name="𠮷野会館")
    make.offering(db, course_id=course.id, place=place)
    make.offering(db, course_id=make.course(db, title="まだ内緒").id, status=Status.DRAFT)
    where = class_on(db, LAST_MONTH)
    for _ in range(3):
        came(db, make.participant(db), where)
    db.commit()
    return db


@pytest.mark.usefixtures("listed")
def test_the_page_shows_the_first_rows_and_what_is_replaced(planner: PageClient) -> None:
    page = planner.get("/open-data")
    text = text_of(page)
    assert "'=はじめてのスマホ" in text
    assert "まだ内緒" not in text
    assert "U+20BB7" in text
    assert "「吉」" in text
    assert "所在地_連結表記" in text
    assert "042145_event.csv" not in text
    assert "秘匿" in text


def test_an_empty_system_has_a_page_too(planner: PageClient) -> None:
    text = text_of(planner.get("/open-data"))
    assert "今年度に公開した教室は、まだありません。" in text
    assert "置きかえる字はありません" in text


@pytest.mark.usefixtures("listed")
def test_another_edition_and_another_month_can_be_asked_for(planner: PageClient) -> None:
    page = planner.get("/open-data?edition=event-2021&month=2025-12")
    assert "令和7年12月" in text_of(page.select_one("h1") or page)
    assert "都道府県コード又は市区町村コード" in text_of(page)


@pytest.mark.parametrize("asked", ["edition=none", "month=2999-01", "month=x"])
def test_what_is_not_there_leads_back_with_a_sentence(planner: PageClient, asked: str) -> None:
    planner.get(f"/open-data?{asked}", expect=303)
    assert planner.location == "/open-data"
    assert "。" in text_of(planner.get("/open-data").select_one(".notice") or planner.get("/"))


@pytest.mark.parametrize("asked", ["events.csv?edition=none", "monthly.csv?month=2999-01"])
def test_a_file_that_is_not_there_is_refused(planner: PageClient, asked: str) -> None:
    planner.get(f"/open-data/{asked}", expect=409)


@pytest.mark.usefixtures("listed")
def test_the_files_are_handed_out_under_their_names(signed_in: SignedIn) -> None:
    client = signed_in(Role.VIEWER).client
    names = {
        "events.csv": "042145_event.csv",
        "events.csv?encoding=cp932": "042145_event_sjis.csv",
        "events.ics": "042145_event.ics",
        "events.json": "042145_event.json",
        "monthly.csv": f"042145_smartphone_class_{LAST_MONTH:%Y%m}.csv",
    }
    for address, name in names.items():
        answer = client.get(f"/open-data/{address}")
        assert answer.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert client.get("/open-data/events.csv").data.startswith(b"\xef\xbb\xbf")
    assert "吉野会館" in client.get("/open-data/events.csv?encoding=cp932").data.decode("cp932")
    assert len(calendars.events(client.get("/open-data/events.ics").data)) >= 1


@pytest.mark.usefixtures("listed")
def test_three_people_of_a_month_are_hidden(signed_in: SignedIn) -> None:
    rows = signed_in(Role.VIEWER).client.get("/open-data/monthly.csv").text.splitlines()
    whole = [row for row in rows if "受講した人,市全体,すべての年代" in row]
    assert [row.endswith(",,秘匿") for row in whole] == [True]


def test_the_figures_lead_here(planner: PageClient) -> None:
    page = planner.get("/kpi")
    assert page.select_one('a[href="/open-data"]') is not None
