"""The calendar: a month as cells, or as a list."""

from datetime import date

from flask import abort, render_template, request, url_for

from classroom.core import clock
from classroom.planning.course import queries
from classroom.planning.course.blueprint import Page, bp
from classroom.planning.course.holidays import closing
from classroom.planning.offering import clash_queries
from classroom.planning.offering.calendar_values import Event, Filter, Month, month, span
from classroom.planning.place import queries as places
from classroom.planning.staffing.queries import taught_by
from classroom.rules import months
from classroom.rules.words.staff import DESK, PLANNERS, SCHEDULE
from classroom.web.database import get_db
from classroom.web.staff.access import allow, current

FIRST_YEAR, LAST_YEAR = 2000, 2199


@bp.get("/calendar")
@allow(SCHEDULE)
def calendar() -> Page:
    return _page("planning/offering/calendar.html")


@bp.get("/calendar/list")
@allow(SCHEDULE)
def agenda() -> Page:
    return _page("planning/offering/agenda.html")


def _page(template: str) -> str:
    db, shown = get_db(), _filter()
    return render_template(
        template,
        month=_month(shown),
        why_closed=closing(db),
        shown=shown,
        kept=_kept(shown),
        venues=places.venues(db),
        courses=queries.courses(db),
        url_of=url_of,
        warnings=_warnings(_wanted_month()),
        may_plan=current().role in PLANNERS,
    )


def _month(shown: Filter) -> Month:
    db, first = get_db(), _wanted_month()
    is_planner = current().role in PLANNERS
    lines = queries.days(db, *span(first), drafts=is_planner)
    own = taught_by(db, current().id) if current().role.sees_own_only else set()
    moved = queries.moved_away(db, *span(first))
    now = clock.local(clock.now()).replace(tzinfo=None)
    return month(first, lines, own, shown, now, moved)


def _warnings(first: date) -> dict[int, str]:
    """Return what clashes, by session, for who plans and who answers the telephone."""
    if current().role not in DESK:
        return {}
    found = clash_queries.of_days(get_db(), *span(first))
    return {
        number: f"重なりあり：{finding.reason}" if finding.reason else finding.sentences[0]
        for number, finding in found.items()
        if finding.reason or not finding.is_settled
    }


def _wanted_month() -> date:
    text = request.args.get("month")
    if not text:
        return months.first_of(clock.today())
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        abort(404)
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        abort(404)
    return first


def _filter() -> Filter:
    return Filter(
        request.args.get("venue", type=int),
        request.args.get("course", type=int),
        request.args.get("free") == "1",
    )


def _kept(shown: Filter) -> dict[str, int]:
    """Return the filter as it goes on in the links to other months."""
    given = {"venue": shown.venue_id, "course": shown.course_id, "free": int(shown.only_free)}
    return {name: value for name, value in given.items() if value}


def url_of(event: Event) -> str | None:
    """Return where an event leads for the person at the screen; nowhere for some."""
    if current().role in DESK:
        return url_for("enrolment.offering", offering_id=event.line.offering_id)
    if event.is_own:
        return url_for("attendance.class_day", course_session_id=event.line.course_session_id)
    return None
