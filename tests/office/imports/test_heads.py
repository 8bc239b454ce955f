import pytest

from classroom.office.imports.rules import (
    Field,
    Kind,
    columns_of,
    head_rows,
    is_forbidden,
    joined_heads,
    meaning,
)

PEOPLE = {
    "氏名": Field.NAME,
    "名前": Field.NAME,
    "お名前": Field.NAME,
    "氏名（漢字）": Field.NAME,
    "姓": Field.NAME,
    "フリガナ": Field.KANA,
    "ふりがな": Field.KANA,
    "ﾌﾘｶﾞﾅ": Field.KANA,
    "カナ": Field.KANA,
    "氏名（カナ）": Field.NAMES,
    "氏名フリガナ": Field.NAMES,
    "生年月日": Field.BORN,
    "生年月日（和暦）": Field.BORN,
    "年代": Field.BAND,
    "年　齢": Field.BAND,
    "電話": Field.TELEPHONE,
    "電話番号 ※必須": Field.TELEPHONE,
    "TEL": Field.TELEPHONE,
    "ＴＥＬ": Field.TELEPHONE,
    "連絡先": Field.TELEPHONE,
    "携帯電話番号": Field.TELEPHONE2,
    "緊急連絡先": Field.FAMILY_TELEPHONE,
    "緊急連絡先氏名": Field.FAMILY_NAME,
    "続柄": Field.FAMILY_RELATION,
    "地区": Field.DISTRICT,
    "行政区": Field.DISTRICT,
    "住所": Field.ADDRESS,
    "スマホの機種": Field.DEVICE,
    "マイナンバーカードの有無": Field.CARD,
    "配慮が必要なこと": Field.NEEDS,
    "備考": Field.NOTE,
    "受付番号": None,
    "": None,
}
SCHEDULE = {
    "講座": Field.COURSE,
    "講座番号": Field.COURSE,
    "日にち": Field.ON,
    "開催日": Field.ON,
    "月日": Field.ON,
    "開始": Field.STARTS,
    "時間": Field.STARTS,
    "終了時刻": Field.ENDS,
    "会場": Field.VENUE,
    "部屋": Field.ROOM,
    "定員（人）": Field.CAPACITY,
    "回": Field.NUMBER,
    "コース": Field.GROUP,
    "申込締切": Field.APPLY_UNTIL,
}


@pytest.mark.parametrize(("head", "field"), PEOPLE.items())
def test_a_head_of_people_is_taken_by_its_meaning(head: str, field: Field | None) -> None:
    assert meaning(head, Kind.PARTICIPANTS) is field


@pytest.mark.parametrize(("head", "field"), SCHEDULE.items())
def test_a_head_of_a_schedule_is_taken_by_its_meaning(head: str, field: Field) -> None:
    assert meaning(head, Kind.SESSIONS) is field


@pytest.mark.parametrize(
    "head",
    ["個人番号", "マイナンバー", "マイナンバー（12桁）", "暗証番号", "マイナンバーカードの番号"],
)
def test_what_must_never_be_stored_has_no_meaning(head: str) -> None:
    assert is_forbidden(head)
    assert meaning(head, Kind.PARTICIPANTS) is None


def test_a_second_telephone_is_the_second_number_and_a_mobile_alone_the_first() -> None:
    assert columns_of(["電話", "電話番号"], Kind.PARTICIPANTS) == (
        Field.TELEPHONE,
        Field.TELEPHONE2,
    )
    assert columns_of(["携帯", "氏名"], Kind.PARTICIPANTS) == (Field.TELEPHONE, Field.NAME)


def test_heads_are_found_below_a_title() -> None:
    rows = [["名簿"], [], ["番号", "氏名", "カナ"], ["1", "佐藤", "サトウ"]]
    assert head_rows(rows, Kind.PARTICIPANTS) == (2, 1, 2)
    assert head_rows([["a"], ["b"]], Kind.PARTICIPANTS) == (0, 1, 0)


def test_heads_of_two_rows_are_read_as_one() -> None:
    rows = [
        ["受講者名簿", "", "", "", "", "", "", "令和8年4月1日現在"],
        ["No", "氏名", "", "電話番号", "", "緊急連絡先", "", "住所"],
        ["", "漢字", "フリガナ", "自宅", "携帯", "氏名", "電話", ""],
    ]
    assert head_rows(rows, Kind.PARTICIPANTS) == (1, 2, 7)
    assert columns_of(joined_heads(*rows[1:]), Kind.PARTICIPANTS) == (
        None, Field.NAME, Field.KANA, Field.TELEPHONE, Field.TELEPHONE2, Field.FAMILY_NAME,
        Field.FAMILY_TELEPHONE, Field.ADDRESS,
    )  # fmt: skip


def test_a_row_of_people_is_no_second_head() -> None:
    assert head_rows([["氏名", "カナ", ""], ["佐藤", "サトウ", "自宅"]], Kind.PARTICIPANTS)[1] == 1


def test_one_column_of_both_is_the_reading_beside_a_column_of_names() -> None:
    one = columns_of(["氏名（ふりがな）", "電話"], Kind.PARTICIPANTS)
    assert one == (Field.NAMES, Field.TELEPHONE)
    two = columns_of(["氏名", "氏名（ふりがな）"], Kind.PARTICIPANTS)
    assert two == (Field.NAME, Field.KANA)
