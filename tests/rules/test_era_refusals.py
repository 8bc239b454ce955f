from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from classroom.rules.era import parse_birth_date, parse_date
from classroom.rules.era_calendar import EraError, wareki

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "sentence", "suggestion"),
    [
        (
            "昭和65年5月3日",
            "昭和65年はありません。昭和は64年1月7日までです。平成2年（1990年）5月3日のことでしょうか。",
            "1990-05-03",
        ),
        (
            "昭和65年",
            "昭和65年はありません。昭和は64年1月7日までです。平成2年（1990年）のことでしょうか。",
            None,
        ),
        (
            "S65.2.30",
            "昭和65年はありません。昭和は64年1月7日までです。平成2年（1990年）のことでしょうか。",
            None,
        ),
        (
            "S64.1.8",
            (
                "昭和64年1月8日はありません。昭和は64年1月7日までです。"
                "平成元年（1989年）1月8日のことでしょうか。"
            ),
            "1989-01-08",
        ),
        (
            "H31.5.1",
            (
                "平成31年5月1日はありません。平成は31年4月30日までです。"
                "令和元年（2019年）5月1日のことでしょうか。"
            ),
            "2019-05-01",
        ),
        (
            "R1.4.30",
            (
                "令和元年4月30日はありません。令和は元年5月1日からです。"
                "平成31年（2019年）4月30日のことでしょうか。"
            ),
            "2019-04-30",
        ),
        (
            "S1.12.24",
            (
                "昭和元年12月24日はありません。昭和は元年12月25日からです。"
                "大正15年（1926年）12月24日のことでしょうか。"
            ),
            "1926-12-24",
        ),
        (
            "昭和1947年5月3日",
            (
                "昭和1947年はありません。昭和は64年1月7日までです。"
                "昭和22年（1947年）5月3日のことでしょうか。"
            ),
            "1947-05-03",
        ),
        ("R300.1.1", "令和300年はありません。年を確かめてください。", None),
        ("S0.5.3", "昭和0年はありません。最初の年は昭和元年です。", None),
        ("M5.1.1", "明治5年（1872年）までは旧暦のため扱えません。年を確かめてください。", None),
        ("2027-02-30", "2027年2月30日はありません。2027年2月は28日までです。", None),
        ("1989-02-30", "1989年2月30日はありません。1989年2月は28日までです。", None),
        ("S31.2.30", "昭和31年2月30日はありません。昭和31年2月は29日までです。", None),
        ("S22.4.31", "昭和22年4月31日はありません。4月は30日までです。", None),
        ("S22.5.0", "昭和22年5月0日はありません。5月は31日までです。", None),
        ("S22.13.1", "13月はありません。月は1から12までです。", None),
        ("S22.0.1", "0月はありません。月は1から12までです。", None),
        ("1800-01-01", "1800年は扱えません。西暦は1873年からです。年を確かめてください。", None),
        ("9999-12-31", "9999年は扱えません。西暦は1873年からです。年を確かめてください。", None),
        (
            "22.5.3",
            (
                "年号が分かりません。S22.5.3 のように、S（昭和）やT（大正）を付けてください。"
                "昭和22年（1947年）5月3日のことでしょうか。"
            ),
            "1947-05-03",
        ),
        (
            "220503",
            (
                "年号が分かりません。S22.5.3 のように、S（昭和）やT（大正）を付けてください。"
                "昭和22年（1947年）5月3日のことでしょうか。"
            ),
            "1947-05-03",
        ),
        (
            "77.5.3",
            "年号が分かりません。S22.5.3 のように、S（昭和）やT（大正）を付けてください。",
            None,
        ),
        (
            "昭和22年",
            "月と日も入れてください。S22.5.3 や 1947-05-03 のように入れてください。",
            None,
        ),
        ("昭和22年5月", "日も入れてください。S22.5.3 や 1947-05-03 のように入れてください。", None),
        (
            "昭和22年（1948年）5月3日",
            "1947年とかっこの中の1948年が合いません。どちらかを直してください。",
            None,
        ),
        (
            "s22503",
            "「s22503」は日付として読めません。S22.5.3 や 1947-05-03 のように入れてください。",
            None,
        ),
        ("", "日付が入っていません。S22.5.3 や 1947-05-03 のように入れてください。", None),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_its_reason(
    text: str, sentence: str, suggestion: str | None
) -> None:
    with pytest.raises(EraError) as refused:
        parse_date(text)
    assert str(refused.value) == sentence
    assert refused.value.suggestion == (date.fromisoformat(suggestion) if suggestion else None)


@pytest.mark.parametrize(
    "text", ["abc", "X22.5.3", "昭和", "S22.5.3.4", "五月三日", "٢٢", "S22.5.3年"]
)
def test_what_is_no_date_is_quoted_back(text: str) -> None:
    with pytest.raises(EraError, match=f"「{text}」は日付として読めません"):
        parse_date(text)


def test_a_long_text_is_quoted_in_part() -> None:
    with pytest.raises(EraError, match=r"「あ{20}」"):
        parse_date("あ" * 10_000)


@pytest.mark.parametrize(
    ("text", "sentence", "suggestion"),
    [
        (
            "2026-11-23",
            "令和8年（2026年）11月23日は明日の日付です。生年月日を確かめてください。",
            None,
        ),
        (
            "R22.5.3",
            "令和22年（2040年）5月3日はまだ来ていない日です。昭和22年（1947年）5月3日のことでしょうか。",
            date(1947, 5, 3),
        ),
        (
            "2047-5-3",
            "令和29年（2047年）5月3日はまだ来ていない日です。昭和22年（1947年）5月3日のことでしょうか。",
            date(1947, 5, 3),
        ),
        (
            "R64.2.1",
            "令和64年（2082年）2月1日はまだ来ていない日です。生年月日を確かめてください。",
            None,
        ),
        (
            "2199-1-1",
            "令和181年（2199年）1月1日はまだ来ていない日です。生年月日を確かめてください。",
            None,
        ),
        (
            "M20.1.1",
            "明治20年（1887年）1月1日生まれは139歳になります。年を確かめてください。",
            None,
        ),
    ],
)
def test_a_birth_date_of_nobody_alive_is_refused(
    text: str, sentence: str, suggestion: date | None
) -> None:
    with pytest.raises(EraError) as refused:
        parse_birth_date(text, TODAY)
    assert str(refused.value) == sentence
    assert refused.value.suggestion == suggestion


def test_birth_dates_from_today_back_to_125_years_are_taken() -> None:
    assert parse_birth_date("R8.11.22", TODAY) == TODAY
    assert parse_birth_date("1901-11-22", TODAY) == date(1901, 11, 22)
    assert parse_birth_date("1900-11-23", TODAY) == date(1900, 11, 23)
    with pytest.raises(EraError, match="126歳"):
        parse_birth_date("1900-11-22", TODAY)


@given(
    st.text()
    | st.text("明大昭平令和治正成元年月日の0123456789SsTHRM./-ー（）() 生土㍼", max_size=20)
)
@example("昭和(1)")
@example("(1)")
@example("S(22)22.5.3")
def test_no_text_does_more_than_be_refused(text: str) -> None:
    refused = _refusal(text)
    if refused is None:
        assert parse_birth_date(text, TODAY) <= TODAY
    else:
        assert str(refused).endswith("。")
        assert refused.suggestion is None or parse_date(wareki(refused.suggestion))


def _refusal(text: str) -> EraError | None:
    try:
        parse_birth_date(text, TODAY)
    except EraError as refused:
        return refused
    return None
