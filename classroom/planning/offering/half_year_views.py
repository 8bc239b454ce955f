"""The classes of half a 年度 on paper: a list a month."""

from datetime import date

from flask import abort, render_template, request

from classroom.core import clock
from classroom.planning.course import queries
from classroom.planning.course.blueprint import Page, bp
from classroom.planning.offering.calendar_values import Filter, Month, month
from classroom.planning.offering.calendar_views import FIRST_YEAR, LAST_YEAR
from classroom.rules import months
from classroom.rules.fiscal_year import fiscal_year, fiscal_year_label, start_of
from classroom.rules.words.staff import PLANNERS, SCHEDULE
from classroom.web.database import get_db
from classroom.web.staff.access import allow, current

HALF = 6
HALVES = ("上半期", "下半期")


@bp.get("/calendar/half-year")
@allow(SCHEDULE)
def half_year() -> Page:
    """Show the classes of six months from April or October on (?year=, ?half=1 or 2)."""
    today = clock.today()
    year = request.args.get("year", fiscal_year(today), int)
    now_half = 1 if today < months.later(start_of(fiscal_year(today)), HALF) else 2
    half = request.args.get("half", now_half, int)
    if not FIRST_YEAR <= year < LAST_YEAR or half not in (1, 2):
        abort(404)
    first = months.later(start_of(year), HALF * (half - 1))
    is_first = half == 1
    before = (year - 1, 2) if is_first else (year, 1)
    after = (year, 2) if is_first else (year + 1, 1)
    return render_template(
        "planning/offering/half_year.html",
        title=f"{fiscal_year_label(year)}{HALVES[half - 1]}",
        months=_months(first),
        before=before,
        after=after,
        name=lambda one: f"{fiscal_year_label(one[0])}{HALVES[one[1] - 1]}",
        today=today,
    )


def _months(first: date) -> list[Month]:
    db = get_db()
    last = months.last_of(months.later(first, HALF - 1))
    lines = queries.days(db, first, last, drafts=current().role in PLANNERS)
    now = clock.local(clock.now()).replace(tzinfo=None)
    return [month(one, lines, set(), Filter(), now) for one in months.between(first, last)]
