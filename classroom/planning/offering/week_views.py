"""The calendar of a week in lanes, by venue or by instructor."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from flask import abort, render_template, request

from classroom.core import clock
from classroom.core.db import key
from classroom.planning.course import queries
from classroom.planning.course.blueprint import Page, bp
from classroom.planning.course.holidays import closing
from classroom.planning.course.values import DayLine
from classroom.planning.offering import clash_queries
from classroom.planning.offering.calendar_views import FIRST_YEAR, LAST_YEAR, url_of
from classroom.planning.offering.week_values import DAYS, Head, monday_of, week
from classroom.planning.place import queries as places
from classroom.planning.staffing.queries import everyone, people_of, taught_by, teams
from classroom.planning.staffing.values import Part
from classroom.rules.words.staff import DESK, PLANNERS, SCHEDULE
from classroom.web.database import get_db
from classroom.web.staff.access import allow, current


@bp.get("/calendar/week")
@allow(SCHEDULE)
def week_lanes() -> Page:
    """Show the week of a day (?day=), a row a venue, or a row an instructor (?by=instructor)."""
    db, monday = get_db(), monday_of(_day())
    may_plan, at_desk = current().role in PLANNERS, current().role in DESK
    days = [monday + timedelta(days=number) for number in range(DAYS)]
    why, last = closing(db), days[-1]
    lines = queries.days(db, monday, last, drafts=may_plan)
    by = "instructor" if at_desk and request.args.get("by") == "instructor" else "venue"
    heads, lanes_of = _by_instructor(lines) if by == "instructor" else _by_venue(lines)
    own = taught_by(db, current().id) if current().role.sees_own_only else set()
    now = clock.local(clock.now()).replace(tzinfo=None)
    return render_template(
        "planning/offering/week.html",
        week=week({on: why(on) for on in days}, lines, own, now, heads, lanes_of),
        by=by,
        by_person="instructor",
        is_by_person=by == "instructor",
        today=clock.today(),
        url_of=url_of,
        may_plan=may_plan,
        at_desk=at_desk,
        teams=teams(db, [line.course_session_id for line in lines]) if at_desk else {},
        findings=clash_queries.of_days(db, monday, last) if at_desk else {},
    )


def _by_venue(lines: Sequence[DayLine]) -> tuple[list[Head], Mapping[int, Collection[int]]]:
    venues = places.venues(get_db(), only_active=False)
    heads = [
        Head(key(one), one.short_name, f"{one.capacity}人", is_used=one.is_active) for one in venues
    ]
    return heads, {line.course_session_id: (line.venue_id,) for line in lines}


def _by_instructor(lines: Sequence[DayLine]) -> tuple[list[Head], Mapping[int, Collection[int]]]:
    db = get_db()
    heads = [
        Head(key(one), one.name, one.organisation, is_used=one.is_active)
        for one in everyone(db, Part.INSTRUCTOR)
    ]
    nobody = Head(0, "講師は未定", is_used=False)
    numbers = [line.course_session_id for line in lines]
    return [*heads, nobody], people_of(db, Part.INSTRUCTOR, numbers)


def _day() -> date:
    text = request.args.get("day")
    if not text:
        return clock.today()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        abort(404)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        abort(404)
    return day
