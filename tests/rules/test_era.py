from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from classroom.rules.era import parse_date
from classroom.rules.era_calendar import (
    Era,
    EraDate,
    EraError,
    era_year_label,
    from_era,
    other_era,
    to_era,
    wareki,
    wareki_with_year,
    weekday,
)

DAYS = st.dates(date(1873, 1, 1), date(2199, 12, 31))

ONE_DAY = [
    "S22.5.3", "s22.5.3", "S22.05.03", "s220503", "ｓ220503", "Ｓ２２．５．３", "S22/5/3",
    "S22-5-3", "S22−5−3", "S22‐5‐3", "Ｓ２２ー５ー３", "S22・5・3", "S22、5、3", "S 22 5 3",
    "S.22.5.3", "S. 22. 5. 3", "昭22/5/3", "昭22.5.3", "昭和22.5.3", "昭和220503", "昭和22年5月3日",
    "昭和２２年５月３日", " 昭和22年 5月 3日 ", "昭和　22年　5月　3日", "昭和22年の5月3日",
    "昭和22年5月の3日", "昭和22年5月3", "㍼22.5.3", "㍼22年5月3日", "昭和22年5月3日生",
    "昭和22年5月3日生まれ", "昭和22年5月3日(土)", "昭和22年5月3日（土曜日）",
    "昭和22年5月3日 土曜日", "昭和22年（1947年）5月3日", "昭和22年5月3日（1947年）",
    "1947年（昭和22年）5月3日", "昭和22(1947)年5月3日", "昭和22(1947).5.3", "1947-05-03",
    "1947-5-3", "1947/5/3", "1947.5.3", "19470503", "１９４７０５０３", "1947年5月3日",
    "西暦1947年5月3日", "1947 5 3", "昭和022.5.3",
]  # fmt: skip


@pytest.mark.parametrize("text", ONE_DAY)
def test_one_day_in_every_way_it_is_written(text: str) -> None:
    assert parse_date(text) == date(1947, 5, 3)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("昭和18年の3月15日", "1943-03-15"),
        ("s180315", "1943-03-15"),
        ("昭和元年12月25日", "1926-12-25"),
        ("昭元.12.25", "1926-12-25"),
        ("S1.12.31", "1926-12-31"),
        ("T15.12.25", "1926-12-25"),
        ("大正15年12月25日", "1926-12-25"),
        ("T1.7.30", "1912-07-30"),
        ("M45.7.30", "1912-07-30"),
        ("㍾45.7.30", "1912-07-30"),
        ("M6.1.1", "1873-01-01"),
        ("㍽2.2.3", "1913-02-03"),
        ("S64.1.7", "1989-01-07"),
        ("H1.1.8", "1989-01-08"),
        ("㍻元年1月8日", "1989-01-08"),
        ("H31.4.30", "2019-04-30"),
        ("R1.5.1", "2019-05-01"),
        ("㋿元.5.1", "2019-05-01"),
        ("令1.5.1", "2019-05-01"),
        ("R8.4.1", "2026-04-01"),
        ("S31.2.29", "1956-02-29"),
    ],
)
def test_days_at_the_edges_of_eras(text: str, day: str) -> None:
    assert parse_date(text) == date.fromisoformat(day)


def test_a_shared_day_has_the_new_era_and_keeps_its_old_name() -> None:
    assert to_era(date(1926, 12, 25)) == EraDate(Era.SHOWA, 1, 12, 25)
    assert other_era(date(1926, 12, 25)) == EraDate(Era.TAISHO, 15, 12, 25)
    assert other_era(date(1912, 7, 30)) == EraDate(Era.MEIJI, 45, 7, 30)
    assert other_era(date(1989, 1, 7)) is None
    assert other_era(date(1947, 5, 3)) is None


def test_days_before_the_solar_calendar_have_no_era_here() -> None:
    with pytest.raises(EraError, match="旧暦"):
        to_era(date(1872, 12, 31))


def test_the_forms_in_which_a_day_is_shown() -> None:
    day = date(1947, 5, 3)
    assert str(to_era(day)) == to_era(day).long == wareki(day) == "昭和22年5月3日"
    assert to_era(day).short == "S22.5.3"
    assert wareki_with_year(day) == "昭和22年（1947年）5月3日"
    assert weekday(day) == "土"
    assert wareki(date(2019, 5, 1)) == "令和元年5月1日"
    assert to_era(date(2019, 5, 1)).short == "R1.5.1"
    assert era_year_label(date(1989, 1, 8)) == "平成元年"
    assert [weekday(date(2026, 11, 16) + timedelta(days=n)) for n in range(7)] == list(
        "月火水木金土日"
    )


def test_an_era_is_known_by_name_first_character_and_letter() -> None:
    assert from_era("昭和", 15, 4, 2) == from_era("昭", 15, 4, 2) == from_era("S", 15, 4, 2)
    assert from_era(Era.SHOWA, 15, 4, 2) == date(1940, 4, 2)
    with pytest.raises(EraError, match="「慶応」という年号はありません"):
        from_era("慶応", 3, 1, 1)


@given(DAYS)
@example(date(1926, 12, 25))
@example(date(1912, 7, 30))
@example(date(1989, 1, 7))
@example(date(2000, 2, 29))
def test_every_written_form_of_a_day_reads_back(day: date) -> None:
    era = to_era(day)
    forms = [
        era.long, era.short, wareki_with_year(day), f"{wareki(day)}（{day.year}年）",
        f"{wareki(day)}（{weekday(day)}）", f"{era.era[0]}{era.year}/{era.month}/{era.day}",
        era.short.lower().replace(".", "-"), era.short.translate(_full_width()),
        day.isoformat(), f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日",
        f"{era.era.letter} {era.year} {era.month} {era.day}",
    ]  # fmt: skip
    if era.year < 100:
        forms.append(f"{era.era.letter}{era.year:02}{day:%m%d}")
    assert {parse_date(form) for form in forms} == {day}


@given(DAYS)
def test_an_older_name_of_a_shared_day_reads_back(day: date) -> None:
    older = other_era(day)
    assert older is None or parse_date(older.long) == day


@given(st.sampled_from(Era), st.integers(-3, 400), st.integers(-1, 14), st.integers(-1, 33))
def test_an_era_date_is_that_very_day_or_refused(era: Era, year: int, month: int, day: int) -> None:
    try:
        found = from_era(era, year, month, day)
    except EraError:
        return
    assert EraDate(era, year, month, day) in (to_era(found), other_era(found))


def _full_width() -> dict[int, int]:
    return {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
