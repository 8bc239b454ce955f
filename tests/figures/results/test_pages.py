"""教室実績の内訳 on screen and as CSV, and who may open the people behind a number."""

import csv
from datetime import date
from io import StringIO
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from sqlmodel import Session

from classroom.core import clock
from classroom.planning.course.models import Course
from classroom.rules.fiscal_year import fiscal_year
from classroom.rules.words.staff import Role
from tests.conftest import SignedIn
from tests.figures.results.october import October, october
from tests.page import PageClient

MONTH = "from=2026-10&to=2026-10"
ERASED = "（個人情報を消去した方）"
A_AT_V1, A_AT_V2 = "デジタル身分証アプリ（矢本東）", "デジタル身分証アプリ（赤井）"


@pytest.fixture
def world(db: Session) -> October:
    made = october(db)
    db.commit()
    return made


def rows_of(page: BeautifulSoup, heading: str) -> dict[str, list[str]]:
    """Return the cells of a section's table by the names of its rows."""
    section = page.select_one(f"section[aria-labelledby={heading}]")
    assert section is not None
    lines = section.select("tbody tr, tfoot tr")
    found = [[cell.get_text(strip=True) for cell in line.select("th, td")] for line in lines]
    return {name: cells for name, *cells in found}


def headline(page: BeautifulSoup) -> str:
    found = page.select_one("h1")
    assert found is not None
    return found.get_text()


@pytest.mark.usefixtures("world")
def test_the_page_says_who_came_and_how_it_counts(desk: PageClient) -> None:
    page = desk.get(f"/results?{MONTH}&rows=course")
    assert headline(page) == "令和8年10月に受講した70歳以上の方は、18人です。"
    assert rows_of(page, "h-table") == {
        "デジタル身分証アプリ": ["13", "14"],
        "地図": ["5", "7"],
        "合計": ["18", "21"],
    }
    words = page.get_text()
    assert "年齢は令和8年10月31日の満年齢（誕生日で数える）" in words
    assert "「カード読取」まで進んだ方を登録と数えます" in words
    assert "70歳以上かどうかわからない方は、別に2人" in words
    assert rows_of(page, "h-steps")["カードを読み取れた（＝登録）"][0] == "9"
    assert rows_of(page, "h-stopped")["暗証番号忘れ"][:3] == ["1", "1", "0"]


@pytest.mark.usefixtures("world")
def test_a_table_of_two_ways_has_its_sums(desk: PageClient) -> None:
    page = desk.get(f"/results?{MONTH}&what=newly&rows=district&cols=course")
    assert rows_of(page, "h-table") == {
        "大曲": ["2", "0", "1", "3"],
        "赤井": ["1", "2", "1", "4"],
        "野蒜": ["2", "0", "0", "2"],
        "合計": ["5", "2", "2", "9"],
    }


@pytest.mark.usefixtures("world")
def test_every_number_opens_to_as_many_people(desk: PageClient) -> None:
    page = desk.get(f"/results?{MONTH}&what=newly&rows=district&cols=course")
    links = [a for a in page.select("main table a") if "/results/people" in str(a["href"])]
    assert len(links) > 20
    for link in links:
        opened = desk.get(str(link["href"]))
        assert len(opened.select("tbody tr")) == int(link.get_text()), link


@pytest.mark.usefixtures("world")
def test_visits_and_people_of_unknown_age_open_too(desk: PageClient) -> None:
    page = desk.get(f"/results?{MONTH}")
    addresses = {a.get_text(): str(a["href"]) for a in page.select("main section a")}
    assert len(desk.get(addresses["21"]).select("tbody tr")) == 21
    unknown = desk.get(addresses["2人"])
    assert headline(unknown) == "年齢のわからない方で、受講した方は、2人です"


def test_the_list_names_people_and_links_to_them_but_to_nobody_erased(
    desk: PageClient, world: October
) -> None:
    page = desk.get(f"/results/people?{MONTH}&what=newly&district={world.districts['大曲']}")
    lines = [[cell.get_text() for cell in line.select("td")] for line in page.select("tbody tr")]
    assert lines == [
        ["バン サン1番 さん", "80–84歳", "大曲", "令和8年10月6日", A_AT_V1, "自分で開けた"],
        [ERASED, "90歳以上", "大曲", "令和8年10月15日", A_AT_V2, "カード読取"],
        ["バン サン10番 さん", "85–89歳", "大曲", "令和8年10月20日", "窓口", "カード読取"],
    ]
    assert [a.get_text() for a in page.select("tbody a")] == ["1番 さん", "10番 さん"]


@pytest.mark.usefixtures("world")
def test_the_list_says_what_stopped_people(desk: PageClient) -> None:
    page = desk.get(f"/results/people?{MONTH}&what=stopped&then=registered")
    (line,) = page.select("tbody tr")
    assert list(line.stripped_strings)[-2:] == ["暗証番号忘れ", "あとで登録"]
    page = desk.get(f"/results/people?{MONTH}&what=already")
    assert [list(line.stripped_strings)[-1] for line in page.select("tbody tr")] == (
        ["前から登録済み"] * 3
    )


def test_a_filter_is_said_and_kept_in_the_form(desk: PageClient, world: October) -> None:
    page = desk.get(
        f"/results?{MONTH}&what=newly&district={world.districts['赤井']}&reached=from-installed"
    )
    assert "地区は赤井、進んだところは導入から先" in page.get_text()
    assert rows_of(page, "h-table")["合計"] == ["4"]
    chosen = page.select_one("select[name=district] option[selected]")
    assert chosen is not None
    assert chosen.get_text() == "赤井"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("from=2026-10&to=2026-04", "「いつまで」が「いつから」より前になっています。"),
        ("from=2026-13", "月が読み取れません。"),
        ("year=x", "年度が読み取れません。"),
        ("from=2099-01", "まだ始まっていない期間です。"),
        ("from=2010-01&to=2026-01", "60か月まで"),
        ("rows=month&cols=month", "行と列が同じです。"),
        ("rows=then", "この数え方にはないもの"),
        ("what=x", "「何を」にないものです。"),
    ],
)
def test_what_cannot_be_asked_is_said(desk: PageClient, asked: str, said: str) -> None:
    page = desk.get(f"/results?{asked}", expect=422)
    assert said in headline(page)
    assert desk.client.get(f"/results.csv?{asked}").status_code == 409
    wanted = {name: values[0] for name, values in parse_qs(urlsplit(f"?{asked}").query).items()}
    for name in {"from", "to"} & set(wanted):
        known = page.select(f"select[name={name}] option[value='{wanted[name]}']")
        assert all(option.has_attr("selected") for option in known)


@pytest.mark.usefixtures("world")
def test_the_csv_opens_in_excel_and_says_how_it_counts(desk: PageClient) -> None:
    answer = desk.client.get(f"/results.csv?{MONTH}&what=newly&rows=district&cols=course")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in answer.data
    rows = list(csv.reader(StringIO(answer.data.decode("utf-8-sig"), newline="")))
    assert rows[:6] == [
        ["地区", "デジタル身分証アプリ", "地図", "窓口", "合計"],
        ["大曲", "2", "0", "1", "3"],
        ["赤井", "1", "2", "1", "4"],
        ["野蒜", "2", "0", "0", "2"],
        ["合計", "5", "2", "2", "9"],
        [],
    ]
    assert rows[6] == ["令和8年10月に新しく登録した70歳以上の方は、9人です。"]


def test_a_formula_in_a_name_is_harmless_in_the_csv(desk: PageClient, world: October) -> None:
    world.db.get_one(Course, world.courses["B"]).title = "=1+1"
    world.db.commit()
    text = desk.client.get(f"/results.csv?{MONTH}&rows=course").get_data(as_text=True)
    assert "'=1+1" in text


@pytest.mark.usefixtures("world")
def test_a_viewer_sees_whole_years_and_no_small_count(signed_in: SignedIn) -> None:
    viewer = signed_in(Role.VIEWER)
    page = viewer.get("/results?year=2026&what=newly&rows=month")
    assert not page.select("main a[href*=people]")
    assert "しぼりこみ" not in page.get_text()
    counts = [cell for line in rows_of(page, "h-table").values() for cell in line]
    assert counts
    assert not [n for n in counts if n.isdigit() and 0 < int(n) < 5]
    for way in ("month", "course", "venue", "device"):
        asked = f"/results.csv?year=2026&what=attended&rows={way}"
        table = viewer.client.get(asked).get_data(as_text=True)
        assert "合計," in table
        assert "延べ" not in table


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("asked", ["rows=district", "rows=course&cols=venue", "what=stopped"])
def test_a_viewer_gets_no_table_that_would_give_others_away(
    signed_in: SignedIn, asked: str
) -> None:
    page = signed_in(Role.VIEWER).get(f"/results?{asked}", expect=422)
    assert headline(page).startswith("閲覧の方にお見せできるのは")
    assert not page.select("main table")


def test_a_year_without_anybody_says_what_to_do(desk: PageClient) -> None:
    page = desk.get("/results")
    year = fiscal_year(clock.today())
    assert headline(page).endswith("0人です。")
    assert "この条件に当てはまる方はいません。" in page.get_text()
    assert date(year, 4, 1) <= clock.today()


@pytest.mark.usefixtures("world")
def test_the_list_goes_on_over_pages(desk: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("classroom.figures.results.views.PEOPLE_A_PAGE", 10)
    page = desk.get(f"/results/people?{MONTH}&page=2")
    assert len(page.select("tbody tr")) == 8
    assert "2／2ページ" in page.get_text()
    assert len(desk.get(f"/results/people?{MONTH}&page=99").select("tbody tr")) == 8


@pytest.mark.usefixtures("world")
def test_a_count_of_months_says_that_it_is_of_newcomers(desk: PageClient) -> None:
    by_month = desk.get("/results?from=2026-09&to=2026-10&rows=month")
    assert "初めての方" in str(by_month.select_one("section[aria-labelledby=h-table] thead"))
    assert "その月に来た方すべて" in by_month.get_text()
    for other in ("rows=course", "what=newly&rows=month"):
        page = desk.get(f"/results?from=2026-09&to=2026-10&{other}")
        assert "初めての方" not in str(page.select_one("section[aria-labelledby=h-table]"))
