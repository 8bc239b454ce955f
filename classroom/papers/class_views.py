"""Papers for a class: printed by POST where a record is kept, shown by GET of that record.

What carries a machine's code must be in the database before it is on paper, or nobody could read it
back. So a press sends a POST that keeps the sheet and leads on to the PDF of what was kept; that
address shows the same people in the same rows however often it is opened, and changes nothing.
"""

from datetime import date

from flask import abort, current_app, jsonify, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from classroom.class_day.attendance import queries as attendance
from classroom.class_day.attendance.pdf import attendance_sheet
from classroom.class_day.attendance.service import require_own
from classroom.class_day.attendance.values import SessionHead
from classroom.class_day.printed.queries import kept
from classroom.class_day.printed.rules import SheetKind
from classroom.class_day.printed.service import Keeper
from classroom.class_day.printed.values import Kept
from classroom.core import clock
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.papers import class_queries, print_jobs
from classroom.papers.blueprint import bp, give
from classroom.papers.class_values import Order
from classroom.papers.models import PrintJob
from classroom.papers.pdf.flyer import flyer_paper
from classroom.papers.pdf.pack import pack_paper
from classroom.papers.pdf.questionnaire import WHEN, questionnaire_paper
from classroom.papers.pdf.roster import roster_paper
from classroom.papers.pdf.tags import tags_paper
from classroom.papers.service import keep_pack, keep_questionnaires
from classroom.papers.sheet_queries import Look, pack, questionnaire, sheet
from classroom.papers.values import office_of
from classroom.rules import months
from classroom.rules.words.staff import CLASSROOM, DESK
from classroom.web.acting import or_back
from classroom.web.database import Runtime, get_db, runtime, settings
from classroom.web.pages import done, or_404, pdf
from classroom.web.staff.access import allow, current

Page = str | Response
MONTHS_AHEAD = 3


@bp.record_once
def begin(state: BlueprintSetupState) -> None:
    """Delete files that are too old as the program starts."""
    started: Runtime = state.app.extensions["classroom"]
    print_jobs.sweep(started.settings)


@bp.post("/sessions/<int:course_session_id>/sheet")
@allow(CLASSROOM)
def print_sheet(course_session_id: int) -> Response:
    """Keep the 出席簿 of everyone who is expected now, and go on to its PDF."""
    head = _own(course_session_id)
    number = _keeper().keep_roster(head)
    where = url_for("papers.sheet_shown", course_session_id=course_session_id, number=number)
    return done(get_db(), where, number=number)


@bp.post("/sessions/<int:course_session_id>/questionnaires")
@allow(CLASSROOM)
def print_questionnaire(course_session_id: int) -> Response:
    """Keep the アンケート before or after a session, and go on to its PDF."""
    head = _own(course_session_id)
    numbers = keep_questionnaires(_keeper(), head)
    kind = SheetKind.AFTER if request.form.get("when") == SheetKind.AFTER else SheetKind.BEFORE
    where = url_for("papers.sheet_shown", course_session_id=course_session_id, number=numbers[kind])
    return done(get_db(), where, number=numbers[kind])


@bp.post("/sessions/<int:course_session_id>/pack")
@allow(CLASSROOM)
def print_pack(course_session_id: int) -> Response:
    """Keep what a session's pack holds that is read back, and go on to the pack's PDF."""
    head = _own(course_session_id)
    number = keep_pack(_keeper(), head)
    where = url_for("papers.pack_shown", course_session_id=course_session_id, number=number)
    return done(get_db(), where, number=number)


@bp.get("/sessions/<int:course_session_id>/sheets/<int:number>.pdf")
@allow(CLASSROOM)
def sheet_shown(course_session_id: int, number: int) -> Response:
    head = _own(course_session_id)
    found = or_404(kept(get_db(), course_session_id, number))
    if found.kind is SheetKind.ATTENDANCE:
        paper = attendance_sheet(sheet(get_db(), head, found))
        return give(paper, f"出席簿_{_file(head)}")
    paper = questionnaire_paper(questionnaire(head, found))
    return give(paper, f"アンケート{WHEN[found.kind]}_{_file(head)}")


@bp.get("/sessions/<int:course_session_id>/packs/<int:number>.pdf")
@allow(CLASSROOM)
def pack_shown(course_session_id: int, number: int) -> Response:
    head = _own(course_session_id)
    found = or_404(_attendance(course_session_id, number))
    return give(pack_paper(pack(get_db(), head, found, _look())), f"クラスパック_{_file(head)}")


@bp.get("/sessions/<int:course_session_id>/tags.pdf")
@allow(CLASSROOM)
def tags(course_session_id: int) -> Response:
    head, db, look = _own(course_session_id), get_db(), _look()
    people = attendance.expected(db, course_session_id)
    found = class_queries.tags(db, head, people, look=(look.tag_sheet, look.city), key=look.key)
    return give(tags_paper(found), f"名札_{_file(head)}")


@bp.get("/sessions/<int:course_session_id>/roster.pdf")
@allow(CLASSROOM)
def roster(course_session_id: int) -> Response:
    """Give the 名簿; the desk's has telephones and districts, unless it asks for one without."""
    head = _own(course_session_id)
    wanted = request.args.get("order", Order.KANA.value)
    if wanted not in set(Order):
        abort(404)
    for_desk = current().role in DESK and "without" not in request.args
    order = Order(wanted)
    if order is Order.DISTRICT and not for_desk:
        abort(403)
    found = class_queries.roster(get_db(), head, order, for_desk=for_desk, printed_at=clock.now())
    return give(roster_paper(found), f"名簿_{_file(head)}")


@bp.get("/offerings/<int:offering_id>/flyer.pdf")
@allow(DESK)
def flyer(offering_id: int) -> Response:
    office, address = office_of(settings()), settings().apply_address
    found = or_404(class_queries.flyer(get_db(), offering_id, office, address))
    return give(flyer_paper(found), f"募集チラシ_{offering_id}.pdf")


@bp.get("/courses/<int:course_id>/flyer.pdf")
@allow(DESK)
def course_flyer(course_id: int) -> Response:
    """Give the 募集チラシ of every run of a course that can be applied for."""
    found = class_queries.course_flyer(
        get_db(),
        course_id,
        office_of(settings()),
        address=settings().apply_address,
        today=clock.today(),
    )
    return give(flyer_paper(or_404(found)), f"募集チラシ_講座{course_id}.pdf")


@bp.get("/print-jobs")
@allow(DESK)
def jobs() -> Page:
    """Show the months that can be printed in one go, and how earlier ones stand."""
    print_jobs.sweep(settings())
    today = clock.today()
    return render_template(
        "papers/jobs.html",
        jobs=print_jobs.lines(get_db(), settings(), clock.now()),
        months=[months.later(today, further) for further in range(MONTHS_AHEAD)],
        keep_days=settings().print_keep_days,
    )


@bp.get("/print-jobs/state")
@allow(DESK)
def jobs_state() -> Response:
    """Tell an open page in a few bytes how far the work is."""
    found = print_jobs.lines(get_db(), settings(), clock.now())
    return jsonify([{"id": job.id, "state": job.state, "made": job.made} for job in found])


@bp.post("/print-jobs")
@allow(DESK)
def print_month() -> Response:
    """Let the packs of a month be made in the background."""
    with or_back(url_for("papers.jobs")):
        month = _month(request.form.get("month", ""))
        job = print_jobs.ask(get_db(), month, at=clock.now(), by=current().id)
    return _taken(job, f"{month.month}月の{job.total}つの教室の紙を、つくり始めました。")


@bp.post("/print-jobs/<int:job_id>/again")
@allow(DESK)
def print_again(job_id: int) -> Response:
    """Make the packs of a month anew, where they were broken off."""
    with or_back(url_for("papers.jobs")):
        job = print_jobs.ask_again(get_db(), job_id, at=clock.now(), by=current().id)
    return _taken(job, "はじめからつくり始めました。")


@bp.get("/print-jobs/<int:job_id>.pdf")
@allow(DESK)
def job_file(job_id: int) -> Response:
    job = or_404(get_db().get(PrintJob, job_id))
    path = or_404(print_jobs.path_of(settings(), job))
    return pdf(path.read_bytes(), f"クラスパック_{job.month:%Y年%m月}.pdf")


def _taken(job: PrintJob, said: str) -> Response:
    """Commit the job first: the thread that works it reads it by its own session."""
    number = key(job)
    answer = done(get_db(), url_for("papers.jobs"), said, job=number, classes=job.total)
    if not current_app.testing:  # tests make the file themselves, to look at each step
        print_jobs.printer.take(runtime(), number)
    return answer


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Refusal("印刷する月をえらんでください。") from None


def _own(course_session_id: int) -> SessionHead:
    """Fetch the session, or end with 404; for instructors with 403 if it is not their own."""
    db = get_db()
    head = or_404(attendance.session_head(db, course_session_id))
    require_own(db, current().role, current().id, course_session_id, settings().contact)
    return head


def _keeper() -> Keeper:
    return Keeper(get_db(), key=settings().secret_key, at=clock.now(), by=current().id)


def _look() -> Look:
    return Look(settings().tag_sheet, settings().city_name, settings().secret_key)


def _attendance(course_session_id: int, number: int) -> Kept | None:
    found = kept(get_db(), course_session_id, number)
    return found if found and found.kind is SheetKind.ATTENDANCE else None


def _file(head: SessionHead) -> str:
    return f"{head.on:%Y%m%d}_{head.code}.pdf"
