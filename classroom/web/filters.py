"""How days, times, numbers and telephones are shown on every page."""

from datetime import date, datetime, time

from flask import Flask

from classroom.core import clock
from classroom.rules import era, fiscal_year, telephone


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(
        wareki=era.wareki,
        wareki_year=era.wareki_with_year,
        weekday=era.weekday,
        md=month_day,
        md_ja=month_day_ja,
        clock=clock_time,
        moment=moment,
        tel=telephone.shown,
        fiscal_year=fiscal_year.fiscal_year_label,
        grouped=grouped,
    )


def month_day(day: date) -> str:
    """Return 11/25."""
    return f"{day.month}/{day.day}"


def month_day_ja(day: date) -> str:
    """Return 11月25日（水）."""
    return f"{day.month}月{day.day}日（{era.weekday(day)}）"


def clock_time(value: time | datetime) -> str:
    """Return 9:30 as the office's clock shows it."""
    shown = clock.local(value) if isinstance(value, datetime) else value
    return f"{shown.hour}:{shown.minute:02}"


def moment(instant: datetime) -> str:
    """Return 11月25日（水）9:30 as the office's clock shows it."""
    return f"{month_day_ja(clock.local(instant).date())} {clock_time(instant)}"


def grouped(number: float) -> str:
    """Return 12,345."""
    return f"{number:,}"
