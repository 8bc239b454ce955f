from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.rules.age import (
    AgeRule,
    age_by_law_on,
    age_for,
    age_on,
    band_of,
    decade_label,
    is_at_least,
    reaches_on,
)
from classroom.rules.words.bands import Band, ToldBand

BIRTHS = st.dates(date(1901, 1, 1), date(2026, 12, 31))
LATER_DAYS = st.dates(date(2027, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("born", "day", "age", "by_law"),
    [
        ("1956-04-01", "2026-03-30", 69, 69),
        ("1956-04-01", "2026-03-31", 69, 70),
        ("1956-04-01", "2026-04-01", 70, 70),
        ("1956-04-02", "2026-04-01", 69, 70),
        ("1956-04-02", "2026-04-02", 70, 70),
        ("1957-01-01", "2026-12-31", 69, 70),
        ("1957-01-01", "2027-01-01", 70, 70),
        ("1956-03-01", "2026-02-28", 69, 70),
        ("1956-03-01", "2028-02-28", 71, 71),
        ("1956-03-01", "2028-02-29", 71, 72),
        ("1956-02-29", "2026-02-27", 69, 69),
        ("1956-02-29", "2026-02-28", 69, 70),
        ("1956-02-29", "2026-03-01", 70, 70),
        ("1956-02-29", "2028-02-27", 71, 71),
        ("1956-02-29", "2028-02-28", 71, 72),
        ("1956-02-29", "2028-02-29", 72, 72),
        ("1956-02-29", "2100-02-28", 143, 144),
        ("2026-11-22", "2026-11-22", 0, 0),
        ("2026-11-22", "2026-11-21", -1, 0),
    ],
)
def test_age_by_birthday_and_by_law(born: str, day: str, age: int, by_law: int) -> None:
    born_on, on = date.fromisoformat(born), date.fromisoformat(day)
    assert age_on(born_on, on) == age
    assert age_by_law_on(born_on, on) == by_law
    assert age_for(AgeRule.BIRTHDAY, born_on, on) == age
    assert age_for(AgeRule.LAW, born_on, on) == by_law


@pytest.mark.parametrize(
    ("born", "by_birthday", "by_law"),
    [
        ("1956-04-01", "2026-04-01", "2026-03-31"),
        ("1956-02-29", "2026-03-01", "2026-02-28"),
        ("1957-01-01", "2027-01-01", "2026-12-31"),
    ],
)
def test_the_day_on_which_seventy_is_reached(born: str, by_birthday: str, by_law: str) -> None:
    born_on = date.fromisoformat(born)
    assert reaches_on(born_on, 70, AgeRule.BIRTHDAY) == date.fromisoformat(by_birthday)
    assert reaches_on(born_on, 70, AgeRule.LAW) == date.fromisoformat(by_law)


def test_born_on_29_february_reaches_a_leap_year_age_on_its_own_day() -> None:
    assert reaches_on(date(1956, 2, 29), 72, AgeRule.BIRTHDAY) == date(2028, 2, 29)
    assert reaches_on(date(1956, 2, 29), 72, AgeRule.LAW) == date(2028, 2, 28)


@given(BIRTHS, LATER_DAYS)
def test_the_law_is_never_behind_and_at_most_a_year_ahead(born: date, day: date) -> None:
    assert age_by_law_on(born, day) - age_on(born, day) in {0, 1}


@given(BIRTHS, LATER_DAYS, st.sampled_from(AgeRule))
def test_nobody_gets_younger(born: date, day: date, rule: AgeRule) -> None:
    assert age_for(rule, born, day + timedelta(days=1)) - age_for(rule, born, day) in {0, 1}


@given(BIRTHS, st.integers(1, 120), st.sampled_from(AgeRule))
def test_an_age_is_reached_on_its_day_and_not_before(born: date, age: int, rule: AgeRule) -> None:
    first = reaches_on(born, age, rule)
    assert age_for(rule, born, first) == age
    assert age_for(rule, born, first - timedelta(days=1)) == age - 1


@pytest.mark.parametrize(
    ("age", "code", "label"),
    [
        (0, "-59", "〜59歳"),
        (59, "-59", "〜59歳"),
        (60, "60-64", "60–64歳"),
        (64, "60-64", "60–64歳"),
        (65, "65-69", "65–69歳"),
        (69, "65-69", "65–69歳"),
        (70, "70-74", "70–74歳"),
        (75, "75-79", "75–79歳"),
        (84, "80-84", "80–84歳"),
        (89, "85-89", "85–89歳"),
        (90, "90+", "90歳以上"),
        (104, "90+", "90歳以上"),
        (-1, "unknown", "不明"),
    ],
)
def test_every_age_has_its_band(age: int, code: str, label: str) -> None:
    assert band_of(age).value == code
    assert band_of(age).label == label


def test_a_told_decade_is_shown_as_told() -> None:
    labels = [told.label for told in ToldBand]
    assert labels[:4] == ["〜59歳", "60代", "70代", "80代"]
    assert labels[-2:] == ["90歳以上", "不明"]
    assert set(Band) <= {Band(told.value) for told in ToldBand if not told.value.endswith("s")}


@pytest.mark.parametrize(
    ("age", "label"),
    [(9, "10歳未満"), (10, "10代"), (69, "60代"), (70, "70代"), (89, "80代"), (90, "90歳以上")],
)
def test_decades_end_at_ninety(age: int, label: str) -> None:
    assert decade_label(age) == label


TOLD = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("told", "told_on", "day", "answer"),
    [
        ("70s", TOLD, "2026-05-01", True),
        ("70s", TOLD, "2060-05-01", True),
        ("80s", TOLD, "2026-05-01", True),
        ("90+", TOLD, "2027-05-01", True),
        ("75-79", TOLD, "2026-05-01", True),
        ("70s", None, "2026-05-01", True),
        ("60s", TOLD, "2026-05-01", False),
        ("60s", TOLD, "2027-04-30", False),
        ("60s", TOLD, "2027-05-01", None),
        ("60s", TOLD, "2036-04-30", None),
        ("60s", TOLD, "2036-05-01", True),
        ("60s", None, "2026-05-01", None),
        ("60-64", TOLD, "2031-04-30", False),
        ("60-64", TOLD, "2031-05-01", None),
        ("65-69", TOLD, "2031-05-01", True),
        ("-59", TOLD, "2036-04-30", False),
        ("-59", TOLD, "2036-05-01", None),
        ("-59", None, "2026-05-01", None),
        ("unknown", TOLD, "2026-05-01", None),
        (None, TOLD, "2026-05-01", None),
        ("70s", TOLD, "2025-06-01", True),  # told within the year after
        ("70s", TOLD, "2025-05-01", None),  # told a year and more after: may have been 69
        ("80s", TOLD, "2020-05-01", True),
        ("60s", TOLD, "2020-05-01", False),
    ],
)
def test_seventy_or_over_by_a_told_band(
    told: str | None, told_on: date | None, day: str, *, answer: bool | None
) -> None:
    band = ToldBand(told) if told else None
    assert is_at_least(70, None, band, told_on, date.fromisoformat(day)) is answer


def test_a_birth_date_is_stronger_than_a_told_band() -> None:
    born = date(1956, 11, 23)
    day = date(2026, 11, 22)
    assert is_at_least(70, born, ToldBand.SEVENTIES, day, day) is False
    assert is_at_least(70, born, None, None, day + timedelta(days=1)) is True
    assert is_at_least(70, born, None, None, day, AgeRule.LAW) is True


@given(
    born=st.dates(date(1926, 1, 1), date(1966, 12, 31)),
    told_on=st.dates(date(2026, 1, 1), date(2036, 1, 1)),
    day=st.dates(date(2026, 1, 1), date(2066, 1, 1)),
    in_decades=st.booleans(),
)
def test_what_is_said_of_a_told_band_is_true_but_for_the_year_it_stands(
    *, born: date, told_on: date, day: date, in_decades: bool
) -> None:
    told = _as_told(age_on(born, told_on), in_decades=in_decades)
    said = is_at_least(70, None, told, told_on, day)
    years_apart = age_on(min(told_on, day), max(told_on, day))
    if years_apart == 0:
        assert said is is_at_least(70, None, told, told_on, told_on)
    elif said is not None:
        assert said is is_at_least(70, born, None, None, day)


@given(st.sampled_from(["70s", "80s", "90+", "70-74"]), st.integers(0, 20_000))
def test_told_seventy_stays_seventy_for_ever(told: str, days: int) -> None:
    assert is_at_least(70, None, ToldBand(told), TOLD, TOLD + timedelta(days=days)) is True


def _as_told(age: int, *, in_decades: bool) -> ToldBand:
    if in_decades and 60 <= age < 90:
        return ToldBand(f"{age // 10 * 10}s")
    return ToldBand(band_of(age).value)
