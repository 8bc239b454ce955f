"""What becomes of one day of an offering: the page where it is called off, postponed or moved."""

from datetime import UTC, datetime
from typing import NamedTuple

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from classroom.core import clock
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.queue import queries
from classroom.desk.queue.call_off import told_called_off, words_of_cancelled
from classroom.desk.queue.desk_views import Page, act_now, bp
from classroom.desk.queue.session_calls import tell, told, words_of
from classroom.desk.queue.values import Told
from classroom.planning.course.models import CourseSession, SessionChange
from classroom.planning.course.queries import session as find_session
from classroom.planning.offering import day_service
from classroom.planning.offering.clash_rules import Finding
from classroom.planning.offering.day_service import Wish
from classroom.planning.offering.forms import SessionChangeForm
from classroom.planning.offering.moving_views import moved_to
from classroom.planning.offering.service import changed_sessions, sessions_of
from classroom.planning.offering.session_views import place_choices, place_of
from classroom.planning.staffing.loan_queries import lent_to
from classroom.planning.staffing.queries import to_tell
from classroom.planning.staffing.service import write_told
from classroom.rules.words.session import SessionAct
from classroom.rules.words.staff import DESK, PLANNERS
from classroom.web.acting import or_back, tried
from classroom.web.database import get_db
from classroom.web.forms import Form
from classroom.web.pages import came_from, done, or_404
from classroom.web.staff.access import allow, current


@bp.get("/sessions/<int:course_session_id>/change")
@allow(DESK)
def session_change(course_session_id: int) -> str:
    """Show what has become of a day: who was told, the papers about it; and a form for more."""
    session = or_404(find_session(get_db(), course_session_id))
    return _page(session, _form_of(session))


@bp.post("/sessions/<int:course_session_id>/change")
@allow(PLANNERS)
def change_session(course_session_id: int) -> Page:
    """Call a day off, postpone it or move it; everybody who has a place becomes a call."""
    db, form, act = get_db(), SessionChangeForm(), act_now()
    session = or_404(find_session(db, course_session_id))
    form.place.offer(place_choices())

    def deed() -> day_service.Changed:
        wish = Wish(SessionAct(form.act.data), str(form.reason.data), form.details(session))
        version = form.version_number
        return day_service.change_session(
            db, course_session_id, wish, version=version, at=act.at, by=act.by
        )

    made = tried(form, deed, stored=lambda: _form_of(_again(course_session_id)))
    if made is None:
        return _page(_again(course_session_id), form), form.status
    return _told(course_session_id, made)


@bp.post("/sessions/<int:course_session_id>/change/undo")
@allow(PLANNERS)
def undo_session_change(course_session_id: int) -> Response:
    """Take the last change of a day back; whoever heard of it is called again."""
    db, form, act = get_db(), Form(), act_now()
    version = form.version_number or request.args.get("version", 0, int)
    or_404(db.get(CourseSession, course_session_id))
    with or_back(url_for("enrolment.session_change", course_session_id=course_session_id)):
        made = day_service.take_back(db, course_session_id, version=version, at=act.at, by=act.by)
    return _told(course_session_id, made)


@bp.post("/assignments/<int:assignment_id>/told")
@allow(DESK)
def tell_staff(assignment_id: int) -> Response:
    """Keep that someone of the team was told."""
    return _write_told(assignment_id, is_told=True)


@bp.post("/assignments/<int:assignment_id>/told/undo")
@allow(DESK)
def undo_tell_staff(assignment_id: int) -> Response:
    return _write_told(assignment_id, is_told=False)


def _write_told(assignment_id: int, *, is_told: bool) -> Response:
    db, back = get_db(), came_from(url_for("calling.index"))
    with or_back(back):
        row = write_told(db, assignment_id, clock.now() if is_told else None)
    here = url_for("enrolment.session_change", course_session_id=row.course_session_id)
    undo = url_for("enrolment.undo_tell_staff", assignment_id=assignment_id) if is_told else None
    said = "担当の方に伝えた印をつけました。" if is_told else "担当の方に伝えた印を消しました。"
    return done(db, here, said, undo_url=undo, assignment=assignment_id)


def _told(course_session_id: int, made: day_service.Changed) -> Response:
    """Make the calls, and say what was done and how many people it concerns."""
    db, act = get_db(), made.change.act
    changed_sessions(db).discard(course_session_id)
    people = tell(db, course_session_id, at=clock.now())
    session = db.get_one(CourseSession, course_session_id)
    said = f"第{session.number}回を{act.done}。"
    if people:
        said += f"{people}人分の電話を「かける電話」に加えました。"
    if made.forgotten:
        said += f"前の日の欠席の連絡{made.forgotten}件は消しました。"
    here = url_for("enrolment.session_change", course_session_id=course_session_id)
    undo = None
    if not act.is_restored:
        undo = url_for(
            "enrolment.undo_session_change",
            course_session_id=course_session_id,
            version=session.version,
        )
    return done(
        db, here, said, undo_url=undo, act=act.value, people=people, forgotten=made.forgotten
    )


def _again(course_session_id: int) -> CourseSession:
    db = get_db()
    db.expire_all()
    return or_404(find_session(db, course_session_id))


def _form_of(session: CourseSession) -> SessionChangeForm:
    given = {
        "version": session.version,
        "act": SessionAct.MOVED if not session.state.is_on else None,
        "reason": session.state_reason if not session.state.is_on else "",
        "starts": session.starts,
        "ends": session.ends,
        "place": place_of(session),
        **moved_to(session),
    }
    form = SessionChangeForm(formdata=None, data=given)
    form.place.offer(place_choices())
    return form


def _page(session: CourseSession, form: SessionChangeForm) -> str:
    db, number = get_db(), key(session)
    found = day_service.changes(db, number)
    last = found[0] if found else None
    is_running = session.offering.status.is_running
    news = _news(session, last)
    return render_template(
        "desk/queue/session_change.html",
        form=form,
        stored=form.stored,
        session=session,
        offering=session.offering,
        title=session.offering.title or session.offering.course.title,
        count=len(sessions_of(db, session.offering_id)),
        finding=_finding(session, form),
        last=last,
        history=day_service.history(db, number),
        is_off=session.offering.status.is_cancelled,
        words=news.words if news else "",
        told=news.told if news else None,
        team=to_tell(db, number, news.since) if news else [],
        people=queries.accepted_count(db, session.offering_id),
        waiting=queries.waiting_counts(db, [session.offering_id]).get(session.offering_id, 0),
        phones=len(lent_to(db, number)),
        may_change=current().role in PLANNERS and is_running,
        acts=SessionAct,
        is_last=day_service.is_last(db, session),
        today=clock.today(),
    )


class _News(NamedTuple):
    """What is to be told of a day: how far that has come, in which words, and since when."""

    told: Told
    words: str
    since: datetime


def _news(session: CourseSession, last: SessionChange | None) -> _News | None:
    """Return what has become of a day; nothing is left to say of one where the class is off."""
    db, number, offering = get_db(), key(session), session.offering
    if offering.status.is_cancelled:
        words = words_of_cancelled(db, offering, clock.now())
        # Who was told anything before does not count as told of that: see `forget_told`.
        return _News(told_called_off(db, key(offering)), words, datetime.min.replace(tzinfo=UTC))
    if last is None:
        return None
    return _News(told(db, number, last.at), words_of(db, number), last.at)


def _finding(session: CourseSession, form: SessionChangeForm) -> Finding | None:
    """Return what is to be known of the new day, as far as the form says one."""
    new = form.details(session) if form.place.data and not form.place.errors else None
    if new is None:
        return None
    try:
        return day_service.finding(get_db(), session, new, clock.today())
    except Refusal:
        return None  # said above the form already
