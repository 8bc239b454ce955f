from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlmodel import Session

from classroom.desk.participant import queries
from classroom.rules import kana
from tests import make

PEOPLE = [
    ("渡邊 トシ子", "ワタナベ トシコ", "0225004187", date(1943, 3, 15)),
    ("渡邉 正夫", "ワタナベ マサオ", "0225004187", date(1940, 11, 2)),
    ("𠮷田 とめ", "ヨシダ トメ", "09000004187", date(1947, 5, 3)),
    ("髙﨑 清治", "タカサキ セイジ", "0225000931", date(1942, 1, 8)),
    ("髙橋 勇", "タカハシ イサム", "0225008813", date(1947, 4, 4)),
    ("葛󠄀西 キヨ", "カサイ キヨ", "0225007718", date(1941, 2, 2)),
    ("佐々木 フミ", "ササキ フミ", "0225002907", date(1938, 4, 4)),
    ("大野 ヴィオラ", "オオノ ヴィオラ", "", date(1950, 1, 1)),
    ("", "サトウ ミヅエ", "", date(1951, 1, 1)),
    ("100%_ショップ", "ヒャク", "", date(1952, 1, 1)),
    ("小野 節子", "オノ セツコ", "0225003344", date(1953, 1, 1)),
    ("伊藤 佐吉", "イトウ サキチ", "", date(1954, 1, 1)),
    ("三津谷 ケイ", "ミツヤ ケイ", "", date(1955, 1, 1)),
    ("津田 斉藤子", "ツダ サイトウコ", "", date(1956, 1, 1)),
    ("関ヶ原 透", "セキガハラ トオル", "", date(1957, 1, 1)),
]
HARD = [
    ("わたなべ", ["渡邊 トシ子", "渡邉 正夫"]),
    ("ワタナベ", ["渡邊 トシ子", "渡邉 正夫"]),
    ("ﾜﾀﾅﾍﾞ", ["渡邊 トシ子", "渡邉 正夫"]),
    ("わた", ["渡邊 トシ子", "渡邉 正夫"]),
    ("わたなべ ま", ["渡邉 正夫"]),
    ("わたなべまさお", ["渡邉 正夫"]),
    ("まさお", ["渡邉 正夫"]),
    ("渡辺", ["渡邊 トシ子", "渡邉 正夫"]),
    ("渡邊", ["渡邊 トシ子", "渡邉 正夫"]),
    ("渡部", []),
    ("渡辺 トシ", ["渡邊 トシ子"]),
    ("渡辺 まさお", ["渡邉 正夫"]),
    ("吉田", ["𠮷田 とめ"]),
    ("𠮷田", ["𠮷田 とめ"]),
    ("高崎", ["髙﨑 清治"]),
    ("髙橋", ["髙橋 勇"]),
    ("葛西", ["葛󠄀西 キヨ"]),
    ("佐佐木", ["佐々木 フミ"]),
    ("4187", ["𠮷田 とめ", "渡邊 トシ子", "渡邉 正夫"]),
    ("４１８７", ["𠮷田 とめ", "渡邊 トシ子", "渡邉 正夫"]),
    ("418", ["𠮷田 とめ", "渡邊 トシ子", "渡邉 正夫"]),
    ("0225-00-4187", ["渡邊 トシ子", "渡邉 正夫"]),
    ("004187", ["渡邊 トシ子", "渡邉 正夫"]),
    ("090-0000", ["𠮷田 とめ"]),
    ("s180315", ["渡邊 トシ子"]),
    ("昭和18年3月15日", ["渡邊 トシ子"]),
    ("Ｓ１８．３．１５", ["渡邊 トシ子"]),
    ("1943-03-15", ["渡邊 トシ子"]),
    ("19430315", ["渡邊 トシ子"]),
    ("おおの", ["大野 ヴィオラ"]),
    ("オーノ", ["大野 ヴィオラ"]),
    ("おの", ["小野 節子"]),
    ("オノ せつこ", ["小野 節子"]),
    ("おおの せつこ", []),
    ("大野", ["大野 ヴィオラ"]),
    ("小野", ["小野 節子"]),
    ("ヴィオラ", ["大野 ヴィオラ"]),
    ("ビオラ", ["大野 ヴィオラ"]),
    ("ﾋﾞｵﾗ", ["大野 ヴィオラ"]),
    ("みづえ", [""]),
    ("ミヅヱ", [""]),
    ("佐藤", []),
    ("サトウ", [""]),
    ("ｻﾄｰ", [""]),
    ("けー", ["三津谷 ケイ"]),
    ("とーる", ["関ヶ原 透"]),
    ("とおる", ["関ヶ原 透"]),
    ("関ケ原", ["関ヶ原 透"]),
    ("渡邉", ["渡邊 トシ子", "渡邉 正夫"]),
    ("渡辺　正夫", ["渡邉 正夫"]),
    ("髙", ["髙﨑 清治", "髙橋 勇"]),
    ("高", ["髙﨑 清治", "髙橋 勇"]),
    ("高﨑", ["髙﨑 清治"]),
    ("髙崎清治", ["髙﨑 清治"]),
    ("髙槗", ["髙橋 勇"]),
    ("\ufa19", []),
    ("吉", ["𠮷田 とめ", "伊藤 佐吉"]),
    ("𠮷", ["𠮷田 とめ", "伊藤 佐吉"]),
    ("佐吉", ["伊藤 佐吉"]),
    ("津田", ["津田 斉藤子"]),
    ("斎藤", ["津田 斉藤子"]),
    ("津谷", ["三津谷 ケイ"]),
    ("つだ", ["津田 斉藤子"]),
    ("藤", ["伊藤 佐吉", "津田 斉藤子"]),
    ("0225 00 3344", ["小野 節子"]),
    ("０２２５ー００ー３３４４", ["小野 節子"]),
    ("0225-00-3345", []),
    ("びおら", ["大野 ヴィオラ"]),
    ("みずえ", [""]),
    ("さとー", [""]),
    ("わたなb", ["渡邊 トシ子", "渡邉 正夫"]),
    ("わ\x00たなべ", ["渡邊 トシ子", "渡邉 正夫"]),
    ("\x00", []),
    ("100%_", ["100%_ショップ"]),
    ("0%シ", []),
    ("ん", []),
    ("9999", []),
    ("", []),
    ("  ", []),
]


@pytest.fixture
def town(db: Session) -> Session:
    for name, name_kana, telephone, born_on in PEOPLE:
        make.participant(db, name, name_kana, telephone=telephone, born_on=born_on)
    return db


def names(db: Session, text: str) -> list[str]:
    return [found.name for found in queries.search(db, text, today=make.TODAY)]


@pytest.mark.parametrize(("text", "found"), HARD)
def test_people_are_found_as_a_clerk_asks_for_them(
    town: Session, text: str, found: list[str]
) -> None:
    assert names(town, text) == found


def test_a_second_telephone_finds_too(db: Session) -> None:
    make.participant(db, telephone="0225000001", telephone2="09011112222")
    assert len(names(db, "2222")) == len(names(db, "090-1111-2222")) == 1


def test_the_citys_area_code_may_be_left_out(db: Session) -> None:
    make.participant(db, telephone="0221234567")
    found = queries.search(db, "234567", today=make.TODAY, area_code="0221")
    assert len(found) == 1


def test_who_begins_with_the_text_comes_first(db: Session) -> None:
    make.participant(db, "大野 マリ", "オオノ マリ")
    make.participant(db, "小野", "オノ マリ")
    make.participant(db, "", "オオツカ オノ")
    assert names(db, "おの") == ["小野", ""]


def test_no_more_than_asked_for(db: Session) -> None:
    for number in range(5):
        make.participant(db, f"佐藤 {number}", "サトウ")
    assert len(queries.search(db, "さ", today=make.TODAY, limit=3)) == 3


def test_a_hit_tells_the_age_on_the_day_and_the_district(db: Session) -> None:
    district = make.district(db)
    make.participant(db, born_on=date(1943, 3, 15), district_id=district.id)
    (found,) = queries.search(db, "わた", today=date(2026, 3, 14))
    assert (found.age_label, found.district, found.shown_name) == ("82歳", "大曲", "渡邊 トシ子")


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    name_kana=st.text(st.sampled_from("アイウエオカサトシハヤノヴヅョー"), min_size=1, max_size=6),
    typed=st.text(st.sampled_from("あいうえおかさとしはやのゔづょー"), min_size=1, max_size=3),
)
def test_the_database_finds_what_the_rule_says(engine: Engine, name_kana: str, typed: str) -> None:
    with Session(engine) as db:
        make.participant(db, "", name_kana, told_band=None, born_on=None)
        assert bool(names(db, typed)) == kana.is_found(typed, name_kana)
        db.rollback()


def test_rows_of_the_kana_table_hold_everybody_once(town: Session) -> None:
    counts = queries.row_counts(town)
    assert sum(counts.values()) == len(PEOPLE)
    assert (counts["ワ"], counts["タ"], counts["ナ"]) == (2, 3, 0)
    listed = queries.listed(town, "タ", today=make.TODAY, limit=9)
    assert [found.name for found in listed] == ["髙﨑 清治", "髙橋 勇", "津田 斉藤子"]


def test_a_beginning_is_looked_up_by_the_index_on_sqlite(town: Session, engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("the plan is SQLite's")
    asked: list[tuple[str, object]] = []

    def note(conn: object, cursor: object, statement: str, values: object, *more: object) -> None:
        del conn, cursor, more
        asked.append((statement, values))

    event.listen(engine, "before_cursor_execute", note)
    names(town, "わたなべ")
    event.remove(engine, "before_cursor_execute", note)
    statement, values = next(pair for pair in asked if "kana_key >=" in pair[0])
    plan = town.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[arg-type]  # as sent
    words = " ".join(str(row[-1]) for row in plan)
    assert "ix_participant_kana_key" in words
    assert "SCAN participant" not in words


def test_the_table_of_hard_searches_is_long_enough() -> None:
    assert len(HARD) == len(dict(HARD)) >= 60
