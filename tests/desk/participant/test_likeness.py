"""Who may be one person, and who is not: the rules, the database, and the fragment for the form."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from classroom.core.db import key
from classroom.desk.participant import queries
from classroom.desk.participant.likeness import (
    LIKELY,
    WEAK,
    Identity,
    Reading,
    compare_readings,
    likeness,
)
from classroom.desk.participant.rules import Sex
from classroom.desk.participant.values import ParticipantDetails
from classroom.rules.words.bands import ToldBand
from classroom.rules.words.staff import Role
from tests import make
from tests.conftest import SignedIn
from tests.page import PageClient

TODAY = date(2026, 11, 25)
TOSHIKO = Identity(
    "渡邊 トシ子",
    "ワタナベ トシコ",
    date(1943, 3, 15),
    None,
    None,
    Sex.FEMALE,
    frozenset({"0225004187"}),
)

NONE: frozenset[str] = frozenset()
TOSHI = {"name_kana": "ワタナベ トシ"}
WATABE = {"name": "渡辺 トシ子", "name_kana": "ワタベ トシコ"}
EIGHTIES: dict[str, Any] = {
    "born_on": None,
    "told_band": ToldBand.EIGHTIES,
    "told_band_on": TODAY,
}


def changed(**given: Any) -> Identity:
    return replace(TOSHIKO, **given)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("ワタナベ トシコ", "わたなべ としこ", Reading.SAME),
        ("サトウ ケイコ", "サトー ケーコ", Reading.SAME),
        ("ワタナベ トシコ", "ワタナベ トシ", Reading.ALIKE),
        ("ワタナベ ハル", "ワタナベ オハル", Reading.ALIKE),
        ("ワタナベトシコ", "ワタナベ トシ", Reading.ALIKE),
        ("ヤマサキ トオル", "ヤマザキ トール", Reading.ALIKE),
        ("ナカシマ ユウ", "ナカジマ ユウ", Reading.ALIKE),
        ("オオノ ハル", "オノ ハル", Reading.OTHER),
        ("ワタナベ トシコ", "ワタナベ マサオ", Reading.OTHER),
        ("ワタナベ ト", "ワタナベ トシコ", Reading.OTHER),
        ("サトウ トシ", "ワタナベ トシ", Reading.OTHER),
        ("", "", Reading.OTHER),
    ],
)
def test_readings_are_compared_as_they_are_heard(one: str, other: str, expected: Reading) -> None:
    assert compare_readings(one, other) is expected
    assert compare_readings(other, one) is expected


@pytest.mark.parametrize(
    ("other", "score", "reason"),
    [
        (changed(telephones=NONE), 100, "フリガナと生年月日が同じ"),
        (changed(born_on=None), 95, "フリガナと電話番号が同じ"),
        (changed(**TOSHI, telephones=NONE), 85, "生年月日が同じで、フリガナが似ている"),
        (changed(**WATABE, telephones=NONE), 80, "漢字のお名前と生年月日が同じ"),
        (changed(**TOSHI, born_on=None), 75, "電話番号が同じで、フリガナが似ている"),
        (changed(**WATABE, born_on=None), 75, "漢字のお名前と電話番号が同じ"),
        (changed(born_on=date(1943, 3, 5)), 70, "フリガナと電話番号が同じ（生年月日はちがう）"),
        (changed(name="千葉 トシ子", name_kana="チバ トシコ"), 60, "電話番号と生年月日が同じ"),
        (changed(**EIGHTIES, telephones=NONE), 40, "フリガナが同じで、年齢もくいちがわない"),
        (changed(born_on=None, telephones=NONE), 40, "フリガナとお名前が同じ"),
    ],
)  # fmt: skip
def test_each_likeness_has_its_reason(other: Identity, score: int, reason: str) -> None:
    for pair in ((TOSHIKO, other), (other, TOSHIKO)):
        how = likeness(*pair, TODAY)
        assert how is not None
        assert (how.score, how.reason) == (score, reason)


@pytest.mark.parametrize(
    "other",
    [
        changed(name="渡邊 正夫", name_kana="ワタナベ マサオ", born_on=date(1940, 11, 2)),
        changed(name="", name_kana="ワタナベ マサオ", born_on=None, sex=Sex.MALE),
        changed(name="", name_kana="ワタナベ マサオ", born_on=None, sex=Sex.UNKNOWN),
        changed(name="渡邊 トシ", name_kana="ワタナベ トシ", born_on=date(1965, 1, 1)),
        changed(name="", born_on=date(1950, 1, 1), telephones=NONE),
        changed(**EIGHTIES | {"told_band": ToldBand.SIXTIES}, telephones=NONE),
        changed(name="", name_kana="サトウ ハナ", telephones=NONE),
    ],
    ids=["couple", "couple by sex", "couple, one new", "mother", "namesake", "younger", "birthday"],
)  # fmt: skip
def test_who_is_not_one_person_is_not_proposed(other: Identity) -> None:
    assert likeness(TOSHIKO, other, TODAY) is None
    assert likeness(other, TOSHIKO, TODAY) is None


identities = st.builds(
    Identity,
    st.sampled_from(["", "渡邊 トシ子", "渡辺 トシ子"]),
    st.sampled_from(["ワタナベ トシコ", "ワタナベ トシ", "オオノ ハル", "オノ ハル"]),
    st.sampled_from([None, date(1943, 3, 15), date(1950, 1, 1)]),
    st.none(),
    st.none(),
    st.sampled_from(Sex),
    st.frozensets(st.sampled_from(["0225004187", "09000004187"])),
)


@given(identities, identities)
def test_likeness_is_mutual(one: Identity, other: Identity) -> None:
    assert likeness(one, other, TODAY) == likeness(other, one, TODAY)


def test_the_database_offers_the_likeliest_first(db: Session) -> None:
    make.participant(db, "渡辺 トシ", "ワタナベ トシ", telephone="0225004187", born_on=None)
    make.participant(db, telephone="0225009999")
    make.participant(db, "渡邉 正夫", "ワタナベ マサオ", telephone="0225004187", born_on=None)
    details = ParticipantDetails(
        name_kana="わたなべ としこ", born_on=date(1943, 3, 15), telephone="0225004187"
    )
    found = queries.likely_same(db, details, today=make.TODAY)
    assert [one.name for one in found] == ["渡邊 トシ子", "渡辺 トシ"]
    assert queries.likely_same(db, details, today=make.TODAY, but=found[0].id)[0].score == 75


def test_weak_likeness_is_shown_only_where_it_is_looked_for(db: Session) -> None:
    make.participant(db, "", "サトウ ハナ", told_band=ToldBand.EIGHTIES, told_band_on=TODAY)
    details = ParticipantDetails(name_kana="サトウ ハナ", born_on=date(1943, 3, 15))
    assert queries.likely_same(db, details, today=TODAY) == []
    (weak,) = queries.likely_same(db, details, today=TODAY, least=WEAK)
    assert weak.score == WEAK < LIKELY


def test_the_form_is_told_while_it_is_typed(db: Session, desk: PageClient) -> None:
    person = make.participant(db, telephone="0225004187")
    db.commit()
    asked = {"kana": "わたなべ としこ", "telephone": "004187", "born": "s180315"}
    answer = desk.client.get("/participants/likely", query_string=asked)
    assert answer.status_code == 200
    assert f"/reception?person={person.id}" in answer.text
    assert "フリガナと生年月日が同じ" in answer.text
    for nobody in (
        {"but": str(person.id), **asked},
        {"kana": "わたなべ まさお", "telephone": "004187"},
        {"kana": "わた", "telephone": "12", "born": "s65"},
        {},
    ):
        assert desk.client.get("/participants/likely", query_string=nobody).text.strip() == ""


@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.VIEWER])
def test_only_the_desk_is_told(signed_in: SignedIn, role: Role) -> None:
    assert signed_in(role).client.get("/participants/likely").status_code == 403


def test_a_card_points_to_a_likely_double(db: Session, desk: PageClient) -> None:
    one, other = make.participant(db), make.participant(db, "渡辺 トシ子")
    db.commit()
    page = desk.get(f"/participants/{one.id}")
    assert f"/participants/{one.id}/merge/{key(other)}" in str(page)
