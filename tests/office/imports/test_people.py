"""Participants from the city's own file: read, compared with who is there, all or nothing."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from classroom.core.errors import Refusal
from classroom.desk.participant.models import Participant
from classroom.desk.participant.rules import Card, Device
from classroom.desk.participant.values import ParticipantDetails
from classroom.office.imports import service
from classroom.office.imports.matching import Chosen
from classroom.office.imports.rules import Field, State
from classroom.office.imports.service import Opened
from classroom.office.imports.tables import read_sheets
from classroom.rules.words.bands import ToldBand
from classroom.rules.words.residence import Residence
from tests import make
from tests.office.imports import files

# CP932 has no 𠮷.
PLAIN = [[1, "高崎 吉江", *files.PEOPLE[0][2:]], *files.PEOPLE[1:]]


def opened(db: Session, content: bytes, **more: Any) -> Opened[ParticipantDetails]:
    return service.open_people(db, content, "名簿.xlsx", today=make.TODAY, area_code="0225", **more)


def states(found: Opened[ParticipantDetails]) -> list[State]:
    return [line.state for line in found.reading.lines]


@pytest.mark.parametrize(
    "content",
    [
        files.workbook(files.PEOPLE),
        files.text(files.PEOPLE),
        files.text(files.PEOPLE, coding="utf-8-sig"),
        files.text(files.PEOPLE, coding="utf-16"),
        files.text(PLAIN, coding="cp932"),
    ],
    ids=["xlsx", "utf-8", "bom", "utf-16", "cp932"],
)  # fmt: skip
def test_a_file_is_read_whatever_its_form(db: Session, content: bytes) -> None:
    district = make.district(db)
    found = opened(db, content)
    assert states(found) == [State.NEW, State.CHECK, State.NEW]
    first, second, third = (plan.details for plan in found.reading.plans)
    assert (first.name_kana, first.born_on) == ("タカサキ ヨシエ", date(1942, 3, 15))
    assert (first.telephone, first.district_id) == ("0225004187", district.id)
    assert (first.device, first.card) == (Device.IPHONE, Card.YES)
    assert (second.born_on, second.telephone) == (date(1938, 4, 4), "0225002907")
    assert "先頭の0が抜けていた" in found.reading.lines[1].notes[0]
    assert (third.name, third.name_kana, third.told_band) == ("", "オオノ ハル", ToldBand.EIGHTIES)


def test_a_name_is_kept_as_written(db: Session) -> None:
    found = opened(db, files.workbook(files.PEOPLE))
    service.add_people(db, found.reading, at=make.NOW)
    assert "髙﨑 𠮷江" in db.exec(select(Participant.name)).all()
    assert len(db.exec(select(Participant)).all()) == 3


def test_who_is_there_already_is_left_out_unless_chosen(db: Session) -> None:
    make.participant(db, "高﨑 吉江", "タカサキ ヨシエ", born_on=date(1942, 3, 15))
    found = opened(db, files.workbook(files.PEOPLE))
    assert states(found)[0] is State.SAME
    line = found.reading.lines[0]
    assert "フリガナと生年月日が同じ" in line.notes[0]
    assert len(found.reading.to_add()) == 2
    assert len(found.reading.to_add({line.choice})) == 3


def test_someone_who_stands_twice_in_the_file_is_added_once(db: Session) -> None:
    rows = [*files.PEOPLE, [4, "高崎 吉江", "タカサキ ヨシエ", "S17.3.15", "", "", "", "", "", ""]]
    found = opened(db, files.workbook(rows))
    last = found.reading.lines[-1]
    assert last.state is State.SAME
    assert last.notes == ("4行目の方とフリガナと生年月日が同じ",)


def test_a_couple_on_one_landline_is_two_people(db: Session) -> None:
    make.district(db)
    rows = [
        [1, "", "ワタナベ トシコ", "S18.3.15", "", "0225-00-4187", "", "", "", ""],
        [2, "", "ワタナベ マサオ", "S15.11.2", "", "0225-00-4187", "", "", "", ""],
    ]
    assert states(opened(db, files.workbook(rows))) == [State.NEW, State.NEW]


def test_a_row_that_cannot_be_read_stops_the_whole_file(db: Session) -> None:
    rows = [*files.PEOPLE, [4, "佐藤 花子", "", "S65.1.1", "", "12", "", "", "", "1234 5678 9012"]]
    found = opened(db, files.workbook(rows))
    bad = found.reading.refused[0]
    assert bad.number == 7
    said = " ".join(bad.notes)
    assert "昭和65年はありません" in said
    assert "「TEL」" in said
    assert "マイナンバーは登録できません" in said
    with pytest.raises(Refusal, match=r"7行目.*何も取り込んでいません"):
        service.add_people(db, found.reading, at=make.NOW)
    assert not db.exec(select(Participant)).all()


def test_the_refused_rows_come_as_a_list_that_can_be_put_right_and_chosen_again(
    db: Session,
) -> None:
    rows = [[1, "@HYPERLINK(1)", "", "", "", "", "", "", "", "+1"], *files.PEOPLE]
    found = opened(db, files.workbook(rows))
    content = service.list_of(found, found.reading.refused, "東松島市", make.NOW)
    (sheet,) = read_sheets(content)
    head, row = sheet.rows[1:]
    assert head == ("行", "わけ", *files.HEADS)
    assert row[:4] == ("4", row[1], "1", "@HYPERLINK(1)")
    assert "お名前として読めません" in row[1]
    again = opened(db, content)
    assert [line.number for line in again.reading.refused] == [3]


def test_rows_are_left_out_where_somebody_says_so(db: Session) -> None:
    rows = [[1, "佐藤2", "", "", "", "", "", "", "", ""], *files.PEOPLE]
    found = opened(db, files.workbook(rows))
    with pytest.raises(Refusal, match="何も取り込んでいません"):
        service.add_people(db, found.reading, without=[99], at=make.NOW)
    assert [line.number for line in found.reading.left_out([4])] == [4]
    assert service.add_people(db, found.reading, without=[4], at=make.NOW) == 3


NUMBER = "123456789018"


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        (["氏名", "フリガナ", "個人番号"], ["佐藤 花子", "サトウ ハナコ", NUMBER]),
        (["氏名", "フリガナ", "マイナンバー（12桁）"], ["佐藤 花子", "サトウ ハナコ", ""]),
        (["氏名", "フリガナ", "暗証番号"], ["佐藤 花子", "サトウ ハナコ", "1234"]),
        (["氏名", "フリガナ", "番号"], ["佐藤 花子", "サトウ ハナコ", "1234 5678 9018"]),
        (["氏名", "フリガナ", ""], ["佐藤 花子", "サトウ ハナコ", NUMBER]),
    ],
)
def test_a_file_with_a_column_of_what_must_not_be_stored_is_refused(
    db: Session, heads: list[str], cells: list[str]
) -> None:
    with pytest.raises(Refusal, match="受け付けません。何も保存していません") as refused:
        opened(db, files.text([cells], heads))
    assert NUMBER not in refused.value.sentence


def test_a_column_that_says_whether_somebody_has_the_card_is_read(db: Session) -> None:
    content = files.text([["サトウ ハナコ", "有"]], ["フリガナ", "マイナンバーカード"])
    assert opened(db, content).reading.plans[0].details.card.label == "あり"
    said = files.text([["サトウ ハナコ", "あり"]], ["フリガナ", "マイナンバー"])
    assert states(opened(db, said)) == [State.NEW]


def test_parts_of_names_and_dates_in_several_columns_are_joined(db: Session) -> None:
    heads = ["姓", "名", "セイ", "メイ", "生年月日", "", "", ""]
    rows = [
        ["", "", "", "", "元号", "年", "月", "日"],
        ["佐藤", "花子", "サトウ", "ハナコ", "昭和", "18", "3", "15"],
    ]
    (plan,) = opened(db, files.text(rows, heads)).reading.plans
    assert (plan.details.name, plan.details.name_kana) == ("佐藤 花子", "サトウ ハナコ")
    assert plan.details.born_on == date(1943, 3, 15)


def test_a_column_may_be_set_right_by_hand(db: Session) -> None:
    content = files.text([["サトウ ハナコ", "0225-00-0001"]], ["だれ", "なに"])
    assert states(opened(db, content)) == [State.BAD]
    chosen = Chosen(columns={0: Field.KANA, 1: Field.TELEPHONE})
    (plan,) = opened(db, content, chosen=chosen).reading.plans
    assert (plan.details.name_kana, plan.details.telephone) == ("サトウ ハナコ", "0225000001")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04broken", "Excelのファイルとして読めません"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "パスワード"),
        (b"", "文字の入ったセルがありません"),
        (b"\x81\xff\xfe\x00\xa0", "文字を読めません"),
        ("カナ\n".encode() * 6000, "5,000行まで"),
    ],
    ids=["broken", "old", "empty", "coding", "long"],
)
def test_a_file_that_cannot_be_read_says_what_to_do(content: bytes, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        read_sheets(content)


def test_a_formula_that_went_wrong_says_nothing(db: Session) -> None:
    rows = [[1, "#N/A", "サトウ ハナコ", "#REF!", "", "", "", "", "", "#VALUE!"]]
    (plan,) = opened(db, files.workbook(rows)).reading.plans
    assert (plan.details.name, plan.details.born_on, plan.details.note) == ("", None, "")


def test_where_people_live_and_when_they_left_is_read(db: Session) -> None:
    heads = ["氏名", "フリガナ", "生年月日", "市内・市外", "転出日", "死亡日"]
    rows = [
        ["大野 ハル", "オオノ ハル", "S13.4.4", "市外", "", ""],
        ["阿部 トミ", "アベ トミ", "S15.1.2", "市内", "R8.4.1", ""],
        ["千葉 セツ", "チバ セツ", "S15.1.3", "", "", "令和8年5月2日"],
        ["佐藤 キク", "サトウ キク", "S15.1.4", "", "", "令和50年5月2日"],
        ["菅原 サダ", "スガワラ サダ", "S15.1.5", "となり", "", ""],
    ]
    found = opened(db, files.workbook(rows, heads))
    known = [plan.details for plan in found.reading.plans]
    assert [(one.residence, one.moved_on, one.died_on) for one in known] == [
        (Residence.OUTSIDE, None, None),
        (Residence.INSIDE, date(2026, 4, 1), None),
        (Residence.UNKNOWN, None, date(2026, 5, 2)),
        (Residence.UNKNOWN, None, None),
    ]
    bad = found.reading.lines[3]
    assert bad.state is State.BAD
    assert "先の日付は入れられません" in bad.notes[0]
    assert "市内・市外のどちらか" in " ".join(found.reading.lines[4].notes)
    one = files.workbook(rows[1:2], heads)
    service.add_people(db, opened(db, one).reading, at=make.NOW)
    again = opened(db, one)
    assert "受講者の画面で入れてください" in again.reading.lines[0].notes[-1]
