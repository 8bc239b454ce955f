"""After class: how far each person got with the identity app. And the same at the counter."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from classroom.class_day.app_registration import operations, queries, service
from classroom.class_day.app_registration.forms import UNREAD, CounterForm, MemoForm, PressForm
from classroom.class_day.app_registration.operations import Entry
from classroom.class_day.app_registration.values import AfterClass
from classroom.class_day.attendance import operations as class_day
from classroom.class_day.attendance import queries as attendance_queries
from classroom.class_day.attendance import service as attendance
from classroom.class_day.attendance.forms import ActForm
from classroom.class_day.attendance.rules import Kind
from classroom.class_day.attendance.values import Write
from classroom.core import clock
from classroom.core.errors import Refusal
from classroom.desk.queue.values import Act
from classroom.rules.words.app import LADDER, Blocker, Stage
from classroom.rules.words.staff import CLASSROOM, DESK
from classroom.web.acting import or_back, tried
from classroom.web.database import get_db, settings
from classroom.web.pages import done, or_404, see_other
from classroom.web.staff.access import allow, current, is_polled

bp = Blueprint("app_registration", __name__)
Page = str | tuple[str, int] | Response


@bp.get("/sessions/<int:course_session_id>/after")
@allow(CLASSROOM)
def after(course_session_id: int) -> Page:
    """Show everyone who came, each with the four stages, to be entered with one press."""
    # Before the people are read: what changes between the two is asked for again.
    digest = attendance_queries.digest(get_db(), course_session_id) or ""
    shown = _own_session(course_session_id)
    return _page(shown, _memo_form(shown), digest)


@bp.post("/sessions/<int:course_session_id>/people/<int:participant_id>/app")
@allow(CLASSROOM)
def record(course_session_id: int, participant_id: int) -> Page:
    db, form = get_db(), PressForm()
    act = _begin(form, course_session_id)
    shown = _own_session(course_session_id)
    here = url_for(
        "app_registration.after", course_session_id=course_session_id, _anchor=f"p{participant_id}"
    )
    or_404(next((p for p in shown.people if p.participant_id == participant_id), None))
    with or_back(here):
        if not form.validate():
            raise Refusal(UNREAD)
        press = form.press()
        entry = Entry(participant_id, course_session_id, shown.session.on, act.act)
        made = operations.press(db, entry, press, seen=form.seen.data)
    if not made.changed:
        return see_other(here)
    whom = {"participant": participant_id, "choice": press.choice}
    kept = {**whom, "before": made.before, "after": made.after}
    class_day.record(db, act, press.kind, kept)
    return done(db, here)


@bp.post("/sessions/<int:course_session_id>/memo")
@allow(CLASSROOM)
def memo(course_session_id: int) -> Page:
    db, form = get_db(), MemoForm()
    act = _begin(form, course_session_id)
    shown = _own_session(course_session_id)
    version = form.version_number

    def write() -> bool:
        attendance.write_memo(db, course_session_id, str(form.memo.data), version=version)
        return True

    if tried(form, write, stored=lambda: _memo_form(_own_session(course_session_id))):
        class_day.record(db, act, Kind.MEMO, {"version": version})
        here = url_for("app_registration.after", course_session_id=course_session_id)
        return done(db, here, "メモを登録しました。")
    stored = str(form.stored.memo.data) if isinstance(form.stored, MemoForm) else ""
    return _page(shown, form, attendance_queries.digest(db, course_session_id) or "", stored)


@bp.get("/participants/<int:participant_id>/app")
@allow(DESK)
def counter(participant_id: int) -> Page:
    form = CounterForm(formdata=None, data={"on": clock.today()})
    return _counter_page(participant_id, form)


@bp.post("/participants/<int:participant_id>/app")
@allow(DESK)
def record_at_counter(participant_id: int) -> Page:
    db, form = get_db(), CounterForm()
    here = url_for("app_registration.counter", participant_id=participant_id)
    stage = tried(form, lambda: _reach_at_counter(participant_id, form))
    if stage is not None:
        return done(db, here, f"「{stage.label}」を登録しました。", stage=stage)
    return _counter_page(participant_id, form)


@bp.post("/participants/<int:participant_id>/app/take-back")
@allow(DESK)
def take_back_at_counter(participant_id: int) -> Page:
    db = get_db()
    here = url_for("app_registration.counter", participant_id=participant_id)
    wanted = request.form.get("stage", "")
    with or_back(here):
        if wanted not in [*Stage]:
            raise Refusal(UNREAD)
        service.take_back(db, participant_id, Stage(wanted), session=None)
    return done(db, here, f"「{Stage(wanted).label}」を取り消しました。", stage=wanted)


def _reach_at_counter(participant_id: int, form: CounterForm) -> Stage:
    db, stage, on = get_db(), Stage(form.stage.data), or_404(form.on.data)
    act = Act(clock.now(), current().id)
    if stage is Stage.ALREADY:
        service.already(db, participant_id, act, session=None, on=on)
    else:
        service.reach(db, participant_id, stage, act, session=None, on=on)
    return stage


def _memo_form(shown: AfterClass) -> MemoForm:
    head = shown.session
    return MemoForm(formdata=None, data={"memo": head.memo, "version": head.version})


def _begin(form: ActForm, course_session_id: int) -> Write:
    db, by = get_db(), current().id
    act = form.act(course_session_id, by=by, now=clock.now())
    return or_404(class_day.begin(db, act))


def _own_session(course_session_id: int) -> AfterClass:
    """Fetch who came, or end with 404; for instructors with 403 if it is not their own."""
    db = get_db()
    day = or_404(attendance_queries.class_day(db, course_session_id, clock.today()))
    attendance.require_own(db, current().role, current().id, course_session_id, settings().contact)
    return queries.after_class(db, day, Stage(settings().registered_stage))


def _page(shown: AfterClass, form: MemoForm, digest: str, stored: str = "") -> Page:
    page = render_template(
        "class_day/app_registration/after.html",
        shown=shown,
        form=form,
        stored=stored,
        ladder=LADDER,
        blockers=list(Blocker),
        digest=digest,
        is_fragment="X-Fragment" in request.headers,
        is_polled=is_polled(),
    )
    return page, form.status


def _counter_page(participant_id: int, form: CounterForm) -> Page:
    person = or_404(queries.at_counter(get_db(), participant_id))
    page = render_template(
        "class_day/app_registration/counter.html",
        person=person,
        form=form,
        ladder=LADDER,
        already=Stage.ALREADY,
    )
    return page, form.status
