"""The section head's screen and its one A4."""

import json
from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlmodel import Session

from classroom.core.config import Settings
from classroom.core.db import key
from classroom.figures.dashboard import story
from classroom.figures.dashboard.pdf import board_paper
from classroom.figures.dashboard.service import board
from classroom.kit.pdf.paper import Paper
from classroom.rules.words.app import Blocker, Stage
from classroom.rules.words.planning import Status
from classroom.rules.words.staff import Role
from tests import make
from tests.conftest import SignedIn
from tests.figures.report import months
from tests.page import PageClient
from tests.papers.layout import faults
from tests.papers.reading import sheets_of

ON = date(2026, 10, 31)


@pytest.fixture
def autumn(db: Session) -> Session:
    return months.autumn(db)


@pytest.mark.usefixtures("autumn")
def test_the_page_begins_with_the_sentence(desk: PageClient) -> None:
    page = desk.get("/kpi?on=2026-10-31")
    heading = page.select_one("h1")
    assert heading is not None
    # 50 % of 9,190 are 4,595; 3,962 + 6 are registered.
    said = "令和8年10月末、70歳以上の登録者率は43.2%（公式値＋教室・窓口）。50%まで、あと627人。"
    assert heading.get_text().startswith(said)
    assert (
        "公式値は9月30日現在の43.1%です。そのあとすべての教室と窓口で6人が登録しました。"
        in page.get_text()
    )
    assert page.select_one("svg.chart title") is not None
    assert page.select_one("svg.chart desc") is not None


@pytest.mark.usefixtures("autumn")
def test_on_the_official_day_the_sentence_is_the_official_figures(desk: PageClient) -> None:
    heading = desk.get("/kpi?on=2026-09-30").select_one("h1")
    assert heading is not None
    assert "登録者率は43.1%。50%まで、あと633人。" in heading.get_text()


def test_the_page_works_with_nothing_at_all(signed_in: SignedIn) -> None:
    words = signed_in(Role.COORDINATOR).get("/kpi").get_text()
    assert "登録者率は、まだ計算できません。" in words
    assert "人口を取り込む" in words
    assert "人口を取り込む" not in signed_in(Role.VIEWER).get("/kpi").get_text()


def test_the_page_says_when_it_starts_from_the_plan(desk: PageClient, db: Session) -> None:
    months.population(db, date(2026, 10, 1), 9_200)
    db.commit()
    words = desk.get("/kpi?on=2026-10-31").get_text()
    assert "登録者率は42.0%（計画の率＋教室・窓口）。" in words
    assert "計画の42%（令和6年度末）に、教室・窓口で登録した方を足しています。" in words


def test_viewers_see_no_count_under_5(signed_in: SignedIn, autumn: Session) -> None:
    autumn.commit()
    seen = signed_in(Role.VIEWER).get("/kpi?on=2026-10-31").get_text()
    assert "カードなし" not in seen
    assert "登録が止まった方（すべて）0人" in "".join(seen.split())
    assert "年代ごとの教室実績" not in seen
    assert "受講した方" not in str(signed_in(Role.VIEWER).get("/kpi").select_one("#h-districts"))
    known = signed_in(Role.COORDINATOR).get("/kpi?on=2026-10-31").get_text()
    assert "秘匿" not in known
    assert "年代ごとの教室実績" in known
    answer = signed_in(Role.VIEWER).client.get("/kpi.json?on=2026-10-31")
    assert json.loads(answer.data)["classes"]["blockers"]["no_card"] is None
    table = signed_in(Role.VIEWER).client.get("/kpi.csv?on=2026-10-31").get_data(as_text=True)
    assert "カードと暗証番号,秘匿" in table
    assert "カードなし" not in table


def test_a_viewer_gets_the_last_months_end_and_is_told_so(
    signed_in: SignedIn, autumn: Session
) -> None:
    autumn.commit()
    viewer = signed_in(Role.VIEWER)
    words = viewer.get("/kpi?on=2026-11-20").get_text()
    assert "令和8年10月31日の数字を出しています。" in words
    assert json.loads(viewer.client.get("/kpi.json?on=2026-11-20").data)["on"] == "2026-10-31"
    assert json.loads(viewer.client.get("/kpi.json?on=2026-10-30").data)["on"] == "2026-09-30"
    known = json.loads(signed_in(Role.RECEPTION).client.get("/kpi.json?on=2026-11-20").data)
    assert known["on"] == "2026-11-20"
    assert known["classes"]["blockers"]["no_card"] == 1


@pytest.mark.usefixtures("autumn")
def test_a_day_is_asked_for_in_either_calendar(desk: PageClient) -> None:
    assert "10月31日" in desk.get("/kpi?on=R8.10.31").get_text()
    desk.client.get("/kpi?on=2027-02-30")
    assert "2月は28日までです" in desk.get("/kpi").get_text()
    assert desk.client.get("/kpi.json?on=x").status_code == 409


def test_every_number_opens_to_as_many_people(planner: PageClient, db: Session) -> None:
    place = make.district(db, "大曲")
    where = months.class_on(db, make.TODAY)
    for number in range(6):
        who = make.participant(db, born_on=date(1940 + number, 1, 1), district_id=place.id)
        months.came(db, who, where)
        if number < 3:
            months.reached(db, who, Stage.CARD_LINKED, make.TODAY, where)
        else:
            months.stopped(db, who, Blocker.NO_CARD, where)
    db.commit()
    links = planner.get("/kpi").select("table a[href^='/results/people']")
    # Came, not yet registered, two stages; one reason; came and registered of the district.
    assert [link.get_text() for link in links] == ["6人", "6人", "3人", "3人", "6人", "3人", "3人"]
    for link in links:
        people = planner.get(str(link["href"]))
        assert len(people.select("tbody tr")) == int(link.get_text().removesuffix("人"))


class TestNextThirtyDays:
    def test_they_are_listed_with_their_seats(self, desk: PageClient, db: Session) -> None:
        offering = make.offering(db, make.NEXT_WEEK, capacity=2)
        make.enrolment(db, make.participant(db), offering)
        make.offering(db, make.NEXT_WEEK, status=Status.CANCELLED, cancel_reason="台風")
        make.offering(db, make.NEXT_WEEK, status=Status.DRAFT)
        make.offering(db, make.TODAY + timedelta(days=31))
        db.commit()
        table = desk.get(f"/kpi?on={make.TODAY}").select_one("[aria-labelledby=h-coming]")
        assert table is not None
        assert len(table.select("tbody tr")) == 1
        assert "1/2人" in table.get_text()

    def test_a_full_class_says_so(self, db: Session, settings: Settings) -> None:
        offering = make.offering(db, make.NEXT_WEEK, capacity=1)
        make.enrolment(db, make.participant(db), offering)
        (row,) = story.coming_rows(board(db, settings, make.TODAY))
        assert row.cells[2] == "満席（1人）"


def test_a_district_counts_the_classes_held_there_and_nobody_in_them(
    db: Session, settings: Settings
) -> None:
    place = make.district(db, "大曲")
    venue = make.venue(db, district_id=key(place))
    held, nobody_came = (
        make.offering(db, day, place=venue, status=Status.FINISHED)
        for day in (date(2026, 10, 15), date(2026, 10, 16))
    )
    months.came(db, make.participant(db), make.sessions(db, held)[0])
    assert not nobody_came.seats_taken
    rows = story.place_rows(board(db, settings, ON), published=True)
    assert [(row.name, row.cells) for row in rows] == [
        ("大曲", ("—", "1回", "0回")),
        ("計", ("—", "1回", "0回")),
    ]


def misplaced(paper: Paper) -> list[str]:
    """Return what is wrong on the one page; a chart's words may stand on its pale grid."""
    (sheet,) = sheets_of(paper.pdf)
    return [fault for fault in faults(sheet) if not fault.startswith("crossed by a line")]


def test_the_paper_is_one_page_with_the_same_words(autumn: Session, settings: Settings) -> None:
    found = board(autumn, settings, ON)
    paper = board_paper(found, "東松島市")
    (page,) = PdfReader(BytesIO(paper.pdf)).pages
    words = page.extract_text()
    for said in (
        *story.headline(found),
        "見込み 4",
        "目標 50%",
        "秘匿",
        "宮城県提供",
    ):
        assert said in words
    assert paper.missing == ()
    assert misplaced(paper) == []
    assert paper.pdf == board_paper(found, "東松島市").pdf


def test_the_paper_is_one_page_when_every_table_is_full(db: Session, settings: Settings) -> None:
    months.official(db, date(2026, 4, 1), 3_962, 9_190)
    where = months.class_on(db, date(2026, 10, 15))
    for blocker in Blocker:
        for year in range(1930, 1957, 3):
            who = months.came(db, make.participant(db, born_on=date(year, 1, 1)), where)
            months.stopped(db, who, blocker, where)
    paper = board_paper(board(db, settings, ON), "東松島市")
    assert misplaced(paper) == []
