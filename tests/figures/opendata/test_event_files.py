"""イベント一覧 as files: what is in them, and that others can read it."""

import csv
import json
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pandas as pd
import pytest
from sqlmodel import Session

from classroom.core.config import Settings
from classroom.core.errors import Refusal, SettingError
from classroom.figures.opendata import service
from classroom.figures.opendata.editions import editions
from classroom.figures.opendata.event_cells import FIELDS, FORMATS, facts
from classroom.figures.opendata.service import Encoding, EventList
from classroom.figures.opendata.values import city_of
from classroom.rules.words.planning import Status
from tests import make
from tests.figures.opendata.events import EVENT, ON, TODAY

HEADS_2021 = (
    "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,イベント名,イベント名_カナ,イベント名_英語,開始日,"
    "終了日,開始時間,終了時間,開始日時特記事項,説明,料金(基本),料金(詳細),連絡先名称,連絡先電話番号,連絡先内線番号,"
    "主催者,場所名称,住所,方書,緯度,経度,アクセス方法,駐車場情報,定員,参加申込終了日,参加申込終了時間,参加申込方法,"
    "URL,備考"
)
HEADS_2025 = (
    "全国地方公共団体コード,ID,地方公共団体名,イベント名,イベント名_カナ,イベント名_英語,開始日,終了日,開始時間,終了時間,"
    "開始日時特記事項,説明,料金(基本),料金(詳細),連絡先名称,連絡先電話番号,連絡先内線番号,主催者,場所名称,"
    "所在地_全国地方公共団体コード,町字ID,所在地_連結表記,所在地_都道府県,所在地_市区町村,所在地_町字,所在地_番地以下,"
    "建物名等(方書),緯度,経度,アクセス方法,駐車場情報,定員,参加申込終了日,参加申込終了時間,参加申込方法,URL,備考"
)


@pytest.fixture
def listed(settings: Settings) -> EventList:
    return EventList(city_of(settings), [EVENT])


def read(content: bytes, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode(encoding), newline="")))


@pytest.mark.parametrize(
    ("name", "heads"), [("event-2021", HEADS_2021), ("event-2025", HEADS_2025)]
)
def test_each_edition_has_its_heads_in_order(
    listed: EventList, settings: Settings, name: str, heads: str
) -> None:
    content = listed.table(service.edition_named(settings, name)).content()
    assert content.startswith(f"\ufeff{heads}\r\n".encode())
    assert content.count(b"\n") == content.count(b"\r\n") == 2
    assert len(heads.split(",")) == (32 if name == "event-2021" else 37)


def test_a_row_of_the_standard_says_what_the_class_is(
    listed: EventList, settings: Settings
) -> None:
    (row,) = read(listed.table(service.edition_named(settings, None)).content())
    assert {head: cell for head, cell in row.items() if cell} == {
        "全国地方公共団体コード": "042145",
        "ID": "SC00000007",
        "地方公共団体名": "宮城県東松島市",
        "イベント名": "はじめてのスマートフォン",
        "イベント名_カナ": "ハジメテノスマートフォン",
        "開始日": "2026-12-04",
        "終了日": "2026-12-04",
        "開始時間": "10:00",
        "終了時間": "11:30",
        "開始日時特記事項": "全3回の2回目",
        "説明": "電源の入れ方から。　対象：65歳以上の方。　持ち物：スマホ、老眼鏡",
        "料金(基本)": "無料",
        "連絡先名称": "デジタル推進課（内線 2145）",
        "連絡先電話番号": "0225-82-1111",
        "主催者": "東松島市",
        "場所名称": "髙砂𠮷野会館",
        "所在地_全国地方公共団体コード": "042145",
        "所在地_連結表記": "宮城県東松島市矢本字上河戸36番地1",
        "所在地_都道府県": "宮城県",
        "所在地_市区町村": "東松島市",
        "所在地_町字": "矢本字上河戸",
        "所在地_番地以下": "36番地1",
        "建物名等(方書)": "研修室",
        "緯度": "38.426400",
        "経度": "141.211100",
        "駐車場情報": "40台",
        "定員": "12",
        "参加申込終了日": "2026-12-01",
        "参加申込方法": "電話（0225-82-1111）または窓口。申込が多いときは抽選です",
    }


def test_pandas_reads_the_same(listed: EventList, settings: Settings) -> None:
    table = listed.table(service.edition_named(settings, "event-2021"))
    frame = pd.read_csv(BytesIO(table.content()), dtype=str, keep_default_na=False)
    assert [list(frame.columns), *frame.to_numpy().tolist()] == [list(row) for row in table.rows]


def test_the_file_is_named_as_the_data_set_asks(listed: EventList, settings: Settings) -> None:
    table = listed.table(service.edition_named(settings, None))
    assert table.file_name() == "042145_event.csv"
    assert table.file_name(Encoding.CP932) == "042145_event_sjis.csv"


def test_cp932_replaces_what_it_cannot_hold_and_says_so(
    listed: EventList, settings: Settings
) -> None:
    table = listed.table(service.edition_named(settings, None))
    (row,) = read(table.content(Encoding.CP932), "cp932")
    assert row["場所名称"] == "髙砂吉野会館"
    assert [(one.letter, one.by, one.times) for one in table.replaced] == [("𠮷", "吉", 1)]
    assert table.replaced[0].said == "「𠮷」（U+20BB7）→「吉」　1か所"


@pytest.mark.parametrize("title", ["=1+1", "＝SUM(A1)", "@村", "+81", "-5"])
def test_text_like_a_formula_is_harmless(settings: Settings, title: str) -> None:
    found = EventList(city_of(settings), [replace(EVENT, title=title)])
    (row,) = read(found.table(service.edition_named(settings, None)).content())
    assert row["イベント名"] == f"'{title}"


def test_a_cancelled_class_says_so_and_not_why(db: Session, settings: Settings) -> None:
    venue = make.venue(db, name="髙砂会館", telephone="0225999999", note="鍵は遠藤さん")
    offering = make.offering(
        db,
        ON,
        place=venue,
        status=Status.CANCELLED,
        cancel_reason="講師の遠藤さんの病気",
        note="内々の話",
    )
    teacher = make.teaching(db, make.sessions(db, offering)[0])
    found = service.event_list(db, settings, TODAY)
    edition = service.edition_named(settings, None)
    (row,) = read(found.table(edition).content())
    assert row["イベント名"] == "【中止】デジタル身分証アプリをはじめよう"
    assert row["備考"] == "中止になりました"
    files = [found.table(edition).content(), found.json(), found.calendar(make.NOW)]
    for text in (content.decode("utf-8").replace("\r\n ", "") for content in files):
        assert "髙砂会館" in text
        assert not [word for word in ("遠藤", teacher.name, "内々", "999999") if word in text]


@pytest.mark.parametrize("status", Status)
def test_everything_but_drafts_is_listed(db: Session, settings: Settings, status: Status) -> None:
    reason = "大雪" if status is Status.CANCELLED else ""
    make.offering(db, ON, status=status, cancel_reason=reason)
    found = service.event_list(db, settings, TODAY).events
    assert [event.status for event in found] == ([] if status is Status.DRAFT else [status])


def test_a_class_in_three_parts_is_three_days_in_order(db: Session, settings: Settings) -> None:
    make.offering(db, ON, date(2026, 12, 11), date(2026, 12, 18))
    make.offering(db, date(2026, 3, 31))
    found = service.event_list(db, settings, TODAY).events
    assert [(event.number, event.count) for event in found] == [(1, 3), (2, 3), (3, 3)]


def test_what_is_missing_is_told_by_column(settings: Settings) -> None:
    bare = replace(EVENT, title="身分証アプリ", address="", latitude=None)
    found = EventList(replace(city_of(settings), telephone="82-1111"), [bare, EVENT])
    missing = {
        (one.head, one.rows, one.what)
        for one in found.unfit(service.edition_named(settings, "event-2021"))
    }
    assert missing == {
        ("イベント名_カナ", 1, "必須の列が空です"),
        ("住所", 1, "必須の列が空です"),
        ("連絡先電話番号", 2, "書き方が定義と違います"),
    }


def test_every_field_that_an_edition_may_name_is_known(settings: Settings) -> None:
    assert set(facts(EVENT, city_of(settings), 1)) == FIELDS


def test_a_city_puts_its_own_edition_into_the_instance_folder(settings: Settings) -> None:
    folder = settings.instance / "open-data"
    folder.mkdir()
    (folder / "event-2027.toml").write_text(
        'name = "event-2027"\nlabel = "新しい版"\n'
        'columns = [{ head = "催し", field = "title" }, { head = "費用", field = "" }]\n',
        encoding="utf-8",
    )
    assert list(editions(settings.instance)) == ["event-2027", "event-2025", "event-2021"]
    found = EventList(city_of(settings), [EVENT])
    rows = found.table(service.edition_named(settings, "event-2027")).rows
    assert rows == [["催し", "費用"], ["はじめてのスマートフォン", ""]]


@pytest.mark.parametrize(
    "text",
    ["name =", 'name = "x"', 'name = "x"\nlabel = "x"\ncolumns = [{ head = "a", field = "who" }]',
     'name = "x"\nlabel = "x"\ncolumns = [{ head = "a", format = "e-mail" }]'],
)  # fmt: skip
def test_an_edition_that_cannot_be_used_is_refused_by_its_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "open-data").mkdir()
    (tmp_path / "open-data" / "event-wrong.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingError, match=r"event-wrong\.toml"):
        editions(tmp_path)


def test_an_edition_that_is_not_there_is_refused(settings: Settings) -> None:
    with pytest.raises(Refusal, match="event-2025"):
        service.edition_named(settings, "event-1999")


def test_the_formats_of_the_shipped_editions_fit_a_full_event(
    listed: EventList, settings: Settings
) -> None:
    for edition in service.known_editions(settings).values():
        for column, cell in zip(edition.columns, listed.table(edition).rows[1], strict=True):
            assert not cell or FORMATS[column.format].fullmatch(cell), column.head


def test_the_json_holds_plain_values(listed: EventList) -> None:
    found = json.loads(listed.json())
    assert (found["city_code"], found["city"]) == ("042145", "宮城県東松島市")
    (event,) = found["events"]
    assert (event["id"], event["status"], event["on"]) == ("SC00000007", "open", "2026-12-04")
    assert (event["starts"], event["capacity"], event["latitude"]) == ("10:00", 12, 38.4264)
