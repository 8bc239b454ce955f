"""The page of the outlook, its form and its paper."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlmodel import Session, select

from classroom.figures.outlook.models import OutlookAssumption
from classroom.rules.words.staff import Role
from tests import make
from tests.conftest import SignedIn
from tests.figures.outlook import worlds
from tests.page import PageClient
from tests.papers.layout import faults
from tests.papers.reading import sheets_of


@pytest.fixture
def town(db: Session) -> Session:
    worlds.town(db, make.TODAY)
    return db


def words(client: PageClient, address: str, expect: int = 200) -> str:
    return client.get(address, expect).get_text()


@pytest.mark.usefixtures("town")
def test_the_page_says_what_it_takes_and_shows_the_fan(planner: PageClient) -> None:
    page = planner.get("/outlook")
    heading = page.select_one("h1")
    assert heading is not None
    assert "50%まで、あと" in heading.get_text()
    assert "今のペースなら、令和" in heading.get_text()
    assert len(page.select("svg.chart polygon")) == 2
    assert page.select_one("svg.chart desc") is not None
    said = page.get_text()
    assert "仮の値" in said
    assert "8割の確からしさで" in said
    assert "野蒜：70歳以上740人のうち" in said


def test_with_nothing_at_all_it_says_what_to_do(signed_in: SignedIn) -> None:
    assert "人口を取り込む" in words(signed_in(Role.COORDINATOR), "/outlook")
    assert "人口を取り込む" not in words(signed_in(Role.VIEWER), "/outlook")


@pytest.mark.usefixtures("town")
def test_a_value_is_tried_by_anybody_and_kept_by_nobody(signed_in: SignedIn, db: Session) -> None:
    page = signed_in(Role.VIEWER).get("/outlook?classes_a_month=２０&conversion=")
    said = page.get_text()
    assert "試した値では" in said
    assert "まだ保存していません" in said
    assert page.select_one("form[method=post][action='/outlook']") is None
    assert db.exec(select(OutlookAssumption)).all() == []


@pytest.mark.usefixtures("town")
def test_only_what_is_set_stands_in_its_field(planner: PageClient) -> None:
    page = planner.get("/outlook?classes_a_month=20&conversion=")
    fields = {field["name"]: field for field in page.select(".out-if input")}
    filled = {name for name, field in fields.items() if field.get("value")}
    assert filled == {"classes_a_month"}
    assert fields["conversion"]["placeholder"] == "80"


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("classes_a_month=たくさん", "数字で入れてください"),
        ("classes_a_month=nan", "数字で入れてください"),
        ("conversion=101", "0から100までにしてください"),
        ("entry_rate=-1", "0から100までにしてください"),
    ],
)
def test_what_cannot_be_read_stays_in_its_field(
    planner: PageClient, typed: str, sentence: str
) -> None:
    page = planner.get(f"/outlook?{typed}", 422)
    name, _, value = typed.partition("=")
    field = page.select_one(f"input[name={name}]")
    assert field is not None
    assert field["value"] == value
    assert sentence in page.get_text()


def test_a_planner_keeps_a_value_with_its_reason(planner: PageClient, town: Session) -> None:
    page = planner.get("/outlook?classes_a_month=6")
    refused = planner.submit(page, "form.out-save", 422, note="")
    assert refused is not None
    assert "理由を入れてください" in refused.get_text()
    planner.submit(refused, "form.out-save", note="来年度は月6回にする")
    (row,) = town.exec(select(OutlookAssumption)).all()
    assert (row.classes_a_month, row.conversion, row.note) == (6, None, "来年度は月6回にする")
    said = words(planner, "/outlook")
    assert "来年度は月6回にする" in said
    assert "担当が決めた値" in said
    assert "試した値" not in said


def test_saved_values_give_way_to_the_records_again(planner: PageClient, town: Session) -> None:
    page = planner.get("/outlook?classes_a_month=6")
    planner.submit(page, "form.out-save", note="予定")
    page = planner.get("/outlook?classes_a_month=")
    planner.submit(page, "form.out-save", note="予定がなくなった")
    newest = town.exec(select(OutlookAssumption).order_by("id")).all()[-1]
    assert newest.classes_a_month is None
    assert "今のペースなら" in words(planner, "/outlook")


@pytest.mark.usefixtures("town")
def test_a_viewer_sees_no_count_of_people_by_venue(signed_in: SignedIn) -> None:
    def heads(role: Role) -> set[str]:
        page = signed_in(role).get("/outlook")
        return {head.get_text() for head in page.select(".out-cmp thead th")}

    assert {"未登録の方", "登録"} <= heads(Role.COORDINATOR)
    assert not {"未登録の方", "登録"} & heads(Role.VIEWER)


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("typed", ["", "?classes_a_month=20"])
def test_the_paper_is_two_pages_without_a_fault(planner: PageClient, typed: str) -> None:
    pdf = planner.client.get(f"/outlook.pdf{typed}").data
    first, second = PdfReader(BytesIO(pdf)).pages
    assert "50%まで、あと" in first.extract_text()
    assert ("試した値で出したものです" in first.extract_text()) == bool(typed)
    assert "見込みの前提" in second.extract_text()
    wrong = [fault for sheet in sheets_of(pdf) for fault in faults(sheet)]
    assert [fault for fault in wrong if not fault.startswith("crossed by a line")] == []


def test_the_paper_can_be_printed_with_nothing_at_all(planner: PageClient) -> None:
    pdf = planner.client.get("/outlook.pdf").data
    assert "まだ計算できません" in PdfReader(BytesIO(pdf)).pages[0].extract_text()
