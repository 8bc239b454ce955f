"""Moving a session on the calendar: what would clash where it is held, and letting it down."""

from datetime import date
from typing import Any

from flask import abort, render_template, request, url_for

from classroom.core import clock
from classroom.core.errors import Refusal
from classroom.planning.course import queries
from classroom.planning.course.blueprint import Page, bp
from classroom.planning.course.models import CourseSession
from classroom.planning.course.values import SessionDetails
from classroom.planning.offering import day_service
from classroom.planning.offering.clash_rules import Finding
from classroom.planning.offering.forms import MoveForm
from classroom.planning.offering.session_views import place_choices, place_of
from classroom.planning.offering.week_values import monday_of
from classroom.rules.era_calendar import weekday
from classroom.rules.words.planning import Status
from classroom.rules.words.staff import PLANNERS
from classroom.web.acting import or_back, tried
from classroom.web.database import get_db
from classroom.web.pages import done, or_404, see_other
from classroom.web.staff.access import allow


@bp.get("/sessions/<int:course_session_id>/move/check")
@allow(PLANNERS)
def check_move(course_session_id: int) -> dict[str, Any]:
    """Say what a session would run into on another day or at another venue (?on=, ?venue=)."""
    session = _session(course_session_id)
    new = _wanted(session)
    try:
        found = day_service.finding(get_db(), session, new, clock.today())
    except Refusal as refusal:
        return {"where": _where(session, new), "clashes": [refusal.sentence], "doubts": []}
    clashes = [*found.sentences, *([found.crowd] if found.crowd else [])]
    return {"where": _where(session, new), "clashes": clashes, "doubts": list(found.doubts)}


@bp.get("/sessions/<int:course_session_id>/move")
@allow(PLANNERS)
def show_move(course_session_id: int) -> Page:
    """Show a draft's day where it was let down; a class that people know goes by its own page."""
    session = _session(course_session_id)
    given: dict[str, Any] = {
        name: value for name in ("on", "venue") if (value := request.args.get(name))
    }
    if session.offering.status.is_running:
        return see_other(
            url_for("enrolment.session_change", course_session_id=course_session_id, **given)
        )
    if session.offering.status is not Status.DRAFT:
        url = url_for("enrolment.offering", offering_id=session.offering_id)
        with or_back(url):
            raise Refusal(f"{session.offering.status.label}の開講の日は、動かせません。")
    data = {
        "on": session.on,
        "starts": session.starts,
        "ends": session.ends,
        "place": place_of(session),
        "version": session.version,
        **moved_to(session),
    }
    return _page(session, MoveForm(formdata=None, data=data))


@bp.post("/sessions/<int:course_session_id>/move")
@allow(PLANNERS)
def move_session(course_session_id: int) -> Page:
    db, form, session = get_db(), MoveForm(), _session(course_session_id)
    form.place.offer(place_choices())
    if session.offering.status.is_running:
        abort(409)
    row = tried(form, lambda: _moved(session, form), stored=lambda: _stored(course_session_id))
    if row is None:
        return _page(_session(course_session_id), form), form.status
    monday = monday_of(form.on.data or session.on).isoformat()
    said = f"第{session.number}回を{_where(session, None)}に移しました。"
    return done(db, url_for("course.week_lanes", day=monday), said, session=course_session_id)


def _moved(session: CourseSession, form: MoveForm) -> object:
    new = form.details(session)
    if new is None:
        raise Refusal("日・時間・会場を入れてください。")
    return day_service.move_draft(
        get_db(), session.id or 0, new, version=form.version_number, at=clock.now()
    )


def moved_to(session: CourseSession) -> dict[str, Any]:
    """Return where the address says that a session was let down, as fields of a form."""
    if not request.args.get("on"):
        return {}
    new = _wanted(session)
    place = f"{new.venue_id}-{new.room_id}" if new.room_id else str(new.venue_id)
    return {"act": "moved", "on": new.on, "place": place}


def _wanted(session: CourseSession) -> SessionDetails:
    try:
        on = date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        abort(404)
    venue_id = request.args.get("venue", session.venue_id, int)
    if str(venue_id) not in dict(place_choices()):
        abort(404)
    return SessionDetails(
        on=on,
        starts=session.starts,
        ends=session.ends,
        venue_id=venue_id,
        room_id=session.room_id if venue_id == session.venue_id else None,
        topic=session.topic,
        id=session.id,
        clash_reason=session.clash_reason,
    )


def _where(session: CourseSession, new: SessionDetails | None) -> str:
    on, venue_id = (new.on, new.venue_id) if new else (session.on, session.venue_id)
    place = dict(place_choices())[str(venue_id)].partition("（")[0]
    return f"{on.month}月{on.day}日（{weekday(on)}）{place}"


def _session(course_session_id: int) -> CourseSession:
    return or_404(queries.session(get_db(), course_session_id))


def _stored(course_session_id: int) -> MoveForm:
    session = _session(course_session_id)
    form = MoveForm(formdata=None, obj=session, data={"place": place_of(session)})
    form.place.offer(place_choices())
    return form


def _page(session: CourseSession, form: MoveForm) -> str:
    form.place.offer(place_choices())
    return render_template(
        "planning/offering/move.html",
        session=session,
        form=form,
        stored=form.stored,
        finding=_finding(session, form),
        was=_where(session, None),
    )


def _finding(session: CourseSession, form: MoveForm) -> Finding:
    new = form.details(session)
    try:
        return day_service.finding(get_db(), session, new, clock.today()) if new else Finding()
    except Refusal:
        return Finding()
