"""Class day: who came, who came without an application, the paper sheet, the end of the class."""

from flask import Blueprint, jsonify, render_template, request, url_for
from werkzeug.wrappers import Response

from classroom.class_day.attendance import operations, queries, service
from classroom.class_day.attendance.codes import read_code
from classroom.class_day.attendance.forms import NONE, UNREAD, ActForm, MarkForm, WalkInForm
from classroom.class_day.attendance.rules import Kind
from classroom.class_day.attendance.values import ClassDay, Counts, Marked, Press, Write
from classroom.core import clock
from classroom.core.errors import Refusal
from classroom.desk.queue import queries as enrolments
from classroom.rules import kana
from classroom.rules.words.attendance import How, Mark
from classroom.rules.words.staff import CLASSROOM
from classroom.web.acting import or_back, tried
from classroom.web.database import get_db, settings
from classroom.web.filters import clock_time
from classroom.web.pages import done, notify, or_404, see_other
from classroom.web.staff.access import allow, current, is_polled

bp = Blueprint("attendance", __name__)
Page = str | tuple[str, int] | Response


@bp.get("/sessions/<int:course_session_id>")
@allow(CLASSROOM)
def class_day(course_session_id: int) -> Page:
    """Show everyone who is expected, to be marked with one press each."""
    return _page(course_session_id, WalkInForm(formdata=None))


@bp.get("/sessions/<int:course_session_id>/state")
@allow(CLASSROOM)
def state(course_session_id: int) -> Response:
    """Tell an open page in a few bytes whether something changed since it was shown."""
    db = get_db()
    word = or_404(queries.digest(db, course_session_id))
    service.require_own(db, current().role, current().id, course_session_id, settings().contact)
    counts = queries.marks(db, [course_session_id]).get(course_session_id, Counts())
    return jsonify(digest=word, came=counts.came, absent=counts.absent, open=counts.open)


@bp.post("/sessions/<int:course_session_id>/marks")
@allow(CLASSROOM)
def mark(course_session_id: int) -> Page:
    """Mark a person, or take the mark back. A second press, here or elsewhere, does no harm."""
    db, form = get_db(), MarkForm(formdata=request.values)
    act = _begin(form, course_session_id)
    here = url_for("attendance.class_day", course_session_id=course_session_id)
    with or_back(here):
        made, how = _press(act, form)
    if how is How.QR:
        here = url_for(
            "attendance.class_day", course_session_id=course_session_id, found=made.enrolment_id
        )
    if not made.changed:
        elsewhere = how is not How.QR and made.mark is not form.wanted
        notify("wait", _already(made, elsewhere=elsewhere))
        return see_other(here)
    kept = {
        "enrolment": made.enrolment_id,
        "mark": made.mark or "",
        "before": made.before or "",
        "how": how,
    }
    operations.record(db, act, Kind.MARK, kept)
    return done(
        db,
        here,
        _said(made),
        undo_url=_mark_before(course_session_id, made),
        enrolment=made.enrolment_id,
        mark=made.mark or NONE,
    )


@bp.post("/sessions/<int:course_session_id>/walk-ins")
@allow(CLASSROOM)
def walk_in(course_session_id: int) -> Page:
    db, form = get_db(), WalkInForm()
    act = _begin(form, course_session_id)
    day = _own_day(course_session_id)

    def take_in() -> Marked | None:
        form.offer(queries.same_kana(db, str(form.name_kana.data), day.session.on))
        if form.must_ask:
            form.ask()
            return None
        return service.walk_in(db, course_session_id, form.details(), act.act)

    made = tried(form, take_in)
    if made is None:
        return _page(course_session_id, form)
    operations.record(db, act, Kind.WALK_IN, _walked_in(made, form))
    return done(
        db,
        url_for("attendance.class_day", course_session_id=course_session_id),
        f"{made.name}さんを加えて、受付しました。",
        undo_url=_back_from(course_session_id, made, act),
        enrolment=made.enrolment_id,
    )


@bp.post("/sessions/<int:course_session_id>/walk-ins/<int:enrolment_id>/take-back")
@allow(CLASSROOM)
def take_back_walk_in(course_session_id: int, enrolment_id: int) -> Page:
    db = get_db()
    act = _begin(ActForm(), course_session_id)
    here = url_for("attendance.class_day", course_session_id=course_session_id)
    with or_back(here):
        made = service.take_back_walk_in(db, course_session_id, enrolment_id, act.act)
    operations.record(db, act, Kind.WALK_IN_BACK, {"enrolment": enrolment_id})
    return done(db, here, f"{made.name}さんの当日参加を取り消しました。")


@bp.post("/sessions/<int:course_session_id>/finish")
@allow(CLASSROOM)
def finish(course_session_id: int) -> Page:
    """End the class: who is not marked was absent. Goes on to what each person achieved."""
    db = get_db()
    act = _begin(ActForm(), course_session_id)
    with or_back(url_for("attendance.class_day", course_session_id=course_session_id)):
        ended = service.finish(db, course_session_id, act.act)
    operations.record(db, act, Kind.FINISH, {})
    said = f"教室を終えました。出席は{ended.came}人です。"
    if ended.made_absent:
        said += f"印のない{ended.made_absent}人を欠席にしました。"
    return done(
        db,
        url_for("app_registration.after", course_session_id=course_session_id),
        said,
        undo_url=url_for("attendance.reopen", course_session_id=course_session_id),
        came=ended.came,
        made_absent=ended.made_absent,
    )


@bp.post("/sessions/<int:course_session_id>/reopen")
@allow(CLASSROOM)
def reopen(course_session_id: int) -> Page:
    db = get_db()
    act = _begin(ActForm(), course_session_id)
    here = url_for("attendance.class_day", course_session_id=course_session_id)
    with or_back(here):
        unmarked = service.reopen(db, course_session_id)
    operations.record(db, act, Kind.REOPEN, {})
    return done(
        db,
        here,
        "教室をもう一度開きました。",
        unmarked=unmarked,
    )


def _begin(form: ActForm, course_session_id: int) -> Write:
    """Let this write be the next in its session; ends with 404, or 403 for another's session."""
    db, by = get_db(), current()
    act = form.act(course_session_id, by=by.id, now=clock.now())
    act = or_404(operations.begin(db, act))
    service.require_own(db, by.role, by.id, course_session_id, settings().contact)
    return act


def _press(act: Write, form: MarkForm) -> tuple[Marked, How]:
    if not form.validate():
        raise Refusal(UNREAD)
    how = How.QR if form.code.data else How.SCREEN
    code = str(form.code.data or "")
    number = read_code(code, settings().secret_key) if code else form.enrolment_id.number or 0
    made = service.mark(
        get_db(),
        act.course_session_id,
        number,
        Press(form.wanted, form.shown, how),
        act.act,
    )
    return made, how


def _back_from(course_session_id: int, made: Marked, act: Write) -> str | None:
    """Return what undoes a walk-in: the place given for it, or only the mark."""
    if enrolments.changed_at(get_db(), made.enrolment_id) == act.at:
        return url_for(
            "attendance.take_back_walk_in",
            course_session_id=course_session_id,
            enrolment_id=made.enrolment_id,
        )
    return _mark_before(course_session_id, made) if made.changed else None


def _mark_before(course_session_id: int, made: Marked) -> str:
    return url_for(
        "attendance.mark",
        course_session_id=course_session_id,
        enrolment_id=made.enrolment_id,
        mark=made.before or NONE,
        seen=made.mark or NONE,
    )


def _walked_in(made: Marked, form: WalkInForm) -> dict[str, object]:
    """Return what is kept of a walk-in: whom it made, and of a new person what was chosen."""
    whom: dict[str, object] = {
        "enrolment": made.enrolment_id,
        "participant": made.participant_id,
        "before": made.before or "",
    }
    if form.chosen is not None:
        return whom
    return {**whom, "new": {"band": form.told_band.data, "device": form.device.data}}


def _own_day(course_session_id: int) -> ClassDay:
    """Fetch the session, or end with 404; for instructors with 403 if it is not their own."""
    db = get_db()
    day = or_404(queries.class_day(db, course_session_id, clock.today()))
    service.require_own(db, current().role, current().id, course_session_id, settings().contact)
    return day


def _page(course_session_id: int, form: WalkInForm) -> Page:
    # Before the people are read: what changes between the two is asked for again.
    digest = queries.digest(get_db(), course_session_id)
    day = _own_day(course_session_id)
    wanted = request.args.get("kana", "").strip()
    found = request.args.get("found", "")
    page = render_template(
        "class_day/attendance/class_day.html",
        day=day,
        lines=[line for line in day.lines if not wanted or kana.is_found(wanted, line.kana)],
        wanted=wanted,
        form=form,
        found=found if found.isdecimal() else "",
        digest=digest,
        is_fragment="X-Fragment" in request.headers,
        is_polled=is_polled(),
    )
    return page, form.status


def _said(made: Marked) -> str:
    if made.mark is None:
        what = "受付" if made.before and made.before.was_there else Mark.ABSENT.label
        return f"{made.name}さんの{what}を取り消しました。"
    if made.mark is Mark.PRESENT:
        return f"{made.name}さんを受付しました。"
    return f"{made.name}さんを{made.mark.label}にしました。"


def _already(made: Marked, *, elsewhere: bool) -> str:
    """Say that nothing was changed, because another press was there before."""
    when = f"（{clock_time(made.at)}、{made.by}）" if made.at else ""
    if made.mark is None:
        return f"{made.name}さんの印は、すでに取り消してあります。"
    if made.mark is Mark.PRESENT:
        return f"{made.name}さんは、すでに受付しています{when}。"
    where = "ほかの端末で" if elsewhere else "すでに"
    return f"{made.name}さんは、{where}{made.mark.label}になっています{when}。"
