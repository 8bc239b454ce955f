"""Pages on which the days of an offering are planned."""

from flask import render_template

from classroom.core import clock
from classroom.core.db import key
from classroom.planning.course import queries
from classroom.planning.course.blueprint import Page, bp, offering_url
from classroom.planning.course.holidays import closing
from classroom.planning.course.models import CourseSession, Offering
from classroom.planning.course.rules import SESSIONS_MAX, left_out
from classroom.planning.offering import applicants, clash_queries, service
from classroom.planning.offering.clash_rules import Finding
from classroom.planning.offering.forms import SessionsForm
from classroom.planning.place import queries as places
from classroom.rules.words.staff import PLANNERS
from classroom.web.acting import tried
from classroom.web.database import get_db
from classroom.web.pages import done, or_404
from classroom.web.staff.access import allow, current

EMPTY_SESSIONS = 2
EMPTY = {"id": None, "on": None, "topic": "", "clash_reason": ""}
ANSWER_REASON = "理由を入れるか、日・時間・会場を変えてください。"


@bp.get("/offerings/<int:offering_id>/sessions")
@allow(PLANNERS)
def edit_sessions(offering_id: int) -> Page:
    """Show an offering's sessions for changing, each in its own row, and empty rows for more."""
    row = or_404(queries.offering(get_db(), offering_id))
    return _sessions_page(row, _stored_sessions(row))


@bp.post("/offerings/<int:offering_id>/sessions")
@allow(PLANNERS)
def change_sessions(offering_id: int) -> Page:
    db, form = get_db(), SessionsForm()
    or_404(db.get(Offering, offering_id))
    form.offer(place_choices())
    row = tried(
        form,
        lambda: service.change_sessions(
            db,
            offering_id,
            form.details(),
            version=form.version_number,
            at=clock.now(),
            by=current().id,
        ),
        stored=lambda: _stored_sessions(or_404(queries.offering(db, offering_id))),
    )
    if row is None:
        now = or_404(queries.offering(db, offering_id))
        if form.form_errors:
            _ask_for_reasons(form, _findings(now, form))
        return _sessions_page(now, form), form.status
    said = f"{row.code}の開催回を登録しました。"
    return done(db, offering_url(offering_id), said, sessions=len(form.details()))


def _sessions_page(row: Offering, form: SessionsForm) -> str:
    return render_template(
        "planning/offering/edit_sessions.html",
        form=form,
        stored=form.stored,
        offering=row,
        skipped=left_out([one.on for one in row.sessions], closing(get_db())),
        attended=applicants.ask().attended(get_db(), [key(one) for one in row.sessions]),
        closing_name=closing(get_db()),
        states={key(one): one.state for one in row.sessions if not one.state.is_on},
        findings=_findings(row, form),
    )


def _findings(row: Offering, form: SessionsForm) -> dict[str, Finding]:
    """Return what clashes with each row that can be read, by the row's name."""
    off = {str(one.id) for one in row.sessions if not one.state.is_on}
    whole = [one for one in form.sessions if one.form.is_whole and str(one.form.id.data) not in off]
    sessions = [one.form.details() for one in whole]
    found = clash_queries.planned(get_db(), key(row), sessions, clock.today(), ways_out=True)
    return {one.name: finding for one, finding in zip(whole, found, strict=True)}


def _ask_for_reasons(form: SessionsForm, findings: dict[str, Finding]) -> None:
    for one in form.sessions:
        if one.name in findings and not findings[one.name].is_settled:
            one.form.clash_reason.errors = [ANSWER_REASON]


def _stored_sessions(row: Offering) -> SessionsForm:
    held = [_row(one) for one in row.sessions]
    form = SessionsForm(formdata=None, data={"version": row.version, "sessions": held})
    last = row.sessions[-1]
    for _ in range(min(EMPTY_SESSIONS, SESSIONS_MAX - len(held))):
        form.sessions.append_entry({**_row(last), **EMPTY})
    form.offer(place_choices())
    return form


def place_of(one: CourseSession) -> str:
    """Return a session's venue and room as a choice of `place_choices`."""
    return f"{one.venue_id}-{one.room_id}" if one.room_id else str(one.venue_id)


def _row(one: CourseSession) -> dict[str, object]:
    return {
        "id": one.id,
        "on": one.on,
        "starts": one.starts,
        "ends": one.ends,
        "place": place_of(one),
        "topic": one.topic,
        "clash_reason": one.clash_reason,
    }


def place_choices(
    district_id: int | None = None, *, only_used: bool = False
) -> list[tuple[str, str]]:
    """Return the venues and their rooms as one list; those no longer used stay for old sessions.

    The venues of a district come first where one is named.
    """
    db = get_db()
    rooms = places.all_rooms(db)
    offered: list[tuple[str, str]] = []
    known = places.venues(db, only_active=only_used)
    if district_id is not None:
        known.sort(key=lambda venue: venue.district_id != district_id)
    for venue in known:
        inside = rooms.get(key(venue), [])
        gone = "" if venue.is_active else "（いまは使っていません）"
        bare = "（部屋は未定）" if inside else f"（{venue.capacity}人）"
        offered.append((str(venue.id), f"{venue.short_name}{bare}{gone}"))
        offered += [
            (f"{venue.id}-{room.id}", f"{venue.short_name}　{room.name}（{room.capacity}人）{gone}")
            for room in inside
        ]
    return offered
