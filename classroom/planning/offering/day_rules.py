"""What speaks against a day for a class, said in the same words wherever a day is chosen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from classroom.planning.course.holidays import Closing, holiday_name
from classroom.rules.era_calendar import weekday
from classroom.rules.fiscal_year import fiscal_year, fiscal_year_label

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Terms:
    """What a day is measured by; `year` is the fiscal year of the offering."""

    today: date
    year: int
    closing_name: Closing
    apply_from: date | None = None
    apply_until: date | None = None


def doubts(on: date, terms: Terms, closed_weekdays: str = "") -> tuple[str, ...]:
    """Return what someone should know before a class is put on a day, a sentence each.

    `closed_weekdays`: the characters of the week on which the venue is closed, as 月木.
    """
    return tuple(_doubts(on, terms, closed_weekdays))


def _doubts(on: date, terms: Terms, closed_weekdays: str) -> Iterator[str]:
    name = terms.closing_name(on) or holiday_name(on)
    if name:
        yield f"{name}です。会場が開いているか、確かめてください。"
    if weekday(on) in closed_weekdays:
        yield f"会場は{weekday(on)}曜日が休館日です。"
    if on.weekday() >= SATURDAY:
        yield f"{weekday(on)}曜日です。"
    if on < terms.today:
        yield "今日より前の日です。"
    if fiscal_year(on) != terms.year:
        own = fiscal_year_label(terms.year)
        yield f"{fiscal_year_label(fiscal_year(on))}の日です（開講は{own}）。"
    if _is_within(on, terms):
        yield f"申込の受付期間（{_span(terms)}）の中の日です。"


def _is_within(on: date, terms: Terms) -> bool:
    """Tell whether people may still apply on the day, or could not yet."""
    if terms.apply_until is None:
        return terms.apply_from is not None and on < terms.apply_from
    return on <= terms.apply_until


def _span(terms: Terms) -> str:
    return "–".join(
        f"{day.month}月{day.day}日" if day else "" for day in (terms.apply_from, terms.apply_until)
    )
