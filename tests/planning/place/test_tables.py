"""Several districts or venues at once: typed, or read from a list such as 公共施設一覧."""

from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from classroom.planning.place import queries
from classroom.planning.place.facility_rules import read_districts, read_venues
from tests import make
from tests.page import PageClient
from tests.page_rules import text_of

NEW = ("全国地方公共団体コード", "ID", "名称", "名称_カナ", "名称_通称", "所在地_連結表記",
       "建物名等(方書)", "緯度", "経度", "電話番号", "バリアフリー情報")  # fmt: skip
OLD = ("都道府県コード又は市区町村コード", "NO", "都道府県名", "市区町村名", "名称", "名称_カナ",
       "名称_通称", "POIコード", "住所", "方書", "緯度", "経度", "電話番号")  # fmt: skip
HALL = ("042145", "1", "矢本東市民センター", "ﾔﾓﾄﾋｶﾞｼｼﾐﾝｾﾝﾀｰ", "東セ", "矢本字大林1", "2階",
        "38.42", "141.21", "0225-00-0101", "車椅子可")  # fmt: skip


def csv_of(*rows: tuple[str, ...]) -> bytes:
    return "\r\n".join(",".join(row) for row in rows).encode("cp932")


def sent(browser: PageClient, path: str, content: bytes, expect: int = 303) -> BeautifulSoup | None:
    """Choose a list on the page of a table, and send it."""
    page = browser.get(path)
    form: dict[str, Any] = {"file": (BytesIO(content), "list.csv")}
    return browser.submit(page, f"form[action^='{path}/file']", expect, **form)


def test_districts_are_typed_in_one_table_and_numbered(planner: PageClient, db: Session) -> None:
    make.district(db, "牛網", code="7")
    db.commit()
    page = planner.get("/districts/table")
    typed: dict[str, Any] = {
        "rows-0-name": "矢本",
        "rows-0-name_kana": "やもと",
        "rows-2-name": "大曲",
        "rows-2-name_kana": "オオマガリ",
        "rows-2-code": "21",
    }
    planner.submit(page, "form[action='/districts/table']", **typed)
    made = {one.name: (one.code, one.name_kana) for one in queries.districts(db)}
    assert made["矢本"] == ("22", "ヤモト")
    assert made["大曲"] == ("21", "オオマガリ")
    assert [one.name for one in queries.districts(db)][-2:] == ["矢本", "大曲"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "名前の入った行がありません"),
        ({"rows-0-name": "矢本"}, "フリガナを入れてください"),
        ({"rows-1-name_kana": "ヤモト"}, "名前を入れてください"),
        ({"rows-0-name": "牛網", "rows-0-name_kana": "ウシアミ"}, "もう登録されています"),
    ],
)
def test_a_table_that_cannot_be_registered_says_why_and_loses_nothing(
    planner: PageClient, db: Session, typed: dict[str, str], said: str
) -> None:
    make.district(db, "牛網")
    db.commit()
    page = planner.get("/districts/table")
    answer = planner.submit(page, "form[action='/districts/table']", 422, **typed)
    assert answer is not None
    assert said in text_of(answer)
    for name, value in typed.items():
        assert answer.select_one(f"[name={name}]")["value"] == value  # type: ignore[index]  # fails
    assert len(queries.districts(db)) == 1


@pytest.mark.parametrize("heads", [NEW, OLD], ids=["new edition", "old edition"])
def test_the_standard_s_list_of_facilities_fills_the_table(
    planner: PageClient, db: Session, heads: tuple[str, ...]
) -> None:
    values = dict(zip(NEW, HALL, strict=True)) | {
        "都道府県コード又は市区町村コード": "042145",
        "住所": "矢本字大林1",
        "方書": "2階",
    }
    row = tuple(values.get(head, "") for head in heads)
    sent(planner, "/venues/table", csv_of(heads, row))
    page = planner.get(str(planner.location))
    assert "1行を下の表に読みました" in text_of(page)
    capacity: dict[str, Any] = {"rows-0-capacity": "３０"}
    planner.submit(page, "form[action^='/venues/table?']", **capacity)
    (venue,) = queries.venues(db)
    assert (venue.name, venue.short_name, venue.capacity) == ("矢本東市民センター", "東セ", 30)
    assert venue.name_kana == "ヤモトヒガシシミンセンター"
    assert (venue.latitude, venue.longitude) == (38.42, 141.21)
    assert (venue.address, venue.telephone) == ("矢本字大林1　2階", "0225000101")


def test_what_is_there_already_is_left_out(planner: PageClient, db: Session) -> None:
    make.venue(db, name="矢本東市民センター")
    db.commit()
    other = (*HALL[:2], "大曲市民センター", *HALL[3:])
    sent(planner, "/venues/table", csv_of(NEW, HALL, other))
    words = text_of(planner.get(str(planner.location)))
    assert "1行を下の表に読みました" in words
    assert "もう登録されている1件" in words


def test_of_a_long_list_halls_are_ticked_and_the_rest_can_be(planner: PageClient) -> None:
    rows = [(*HALL[:2], f"第{n}公園", *HALL[3:]) for n in range(40)]
    sent(planner, "/venues/table", csv_of(NEW, *rows, HALL))
    here = str(planner.location)
    page = planner.get(here)
    ticked = page.select("input[name=pick][checked]")
    assert [box["value"] for box in ticked] == ["40"]
    words = str(planner.get(f"{here}&pick=40&pick=3&pick=999"))
    assert "矢本東市民センター" in words
    assert "第3公園" in words
    assert "第4公園" not in words


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "ファイルをえらんで"),
        (b"\xff\xfe\xff", "読めません"),
        (csv_of(("番地", "色"), ("1", "青")), "名前の列が見つかりません"),
        (csv_of(NEW), "読める行がありません"),
        (csv_of(NEW, ("042021", *HALL[1:])), "ほかの市区町村"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_in_a_sentence(
    planner: PageClient, content: bytes, said: str
) -> None:
    answer = sent(planner, "/venues/table", content, 422)
    assert answer is not None
    assert said in text_of(answer)


def test_heads_stand_under_a_title_and_codes_may_lack_their_last_digit() -> None:
    rows = [["市の施設"], ["市区町村コード", "施設名"], ["4214", "図書館"], ["04214", "公民館"]]
    assert [one.name for one in read_venues(rows, "042145")] == ["図書館", "公民館"]
    found = read_districts([["No", "行政区名", "よみがな"], ["3", "矢本", "やもと"]])
    assert (found[0].name, found[0].get("name_kana"), found[0].get("code")) == (
        *("矢本", "やもと"),
        "3",
    )


@given(rows=st.lists(st.lists(st.text(max_size=8), max_size=5), max_size=12))
def test_any_table_is_read_or_refused_in_a_sentence(rows: list[list[str]]) -> None:
    try:
        found = read_venues(rows, "042145")
    except ValueError as problem:
        said = str(problem)
    else:
        said = "。"
        assert all(one.name for one in found)
    assert said.endswith("。")
