"""かける電話: the list of calls, their results, and the acts that make calls."""

from typing import cast

from flask import Blueprint, Flask, render_template, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from classroom.core import clock
from classroom.core.errors import Refusal
from classroom.desk.calling import offers, queries, service, telling
from classroom.desk.calling.forms import ResultForm
from classroom.desk.calling.pdf import call_list
from classroom.desk.calling.rules import ENDING
from classroom.desk.calling.values import Answered, PrintedList
from classroom.desk.enrolment.seats import freed
from classroom.planning.course import queries as courses
from classroom.rules.words.staff import DESK
from classroom.web.database import get_db, settings
from classroom.web.pages import before_done, came_from, done, notify, or_404, pdf, see_other
from classroom.web.staff.access import allow, current

bp = Blueprint("calling", __name__)
# The list follows the seats: whatever frees one offers it to the next before its work is kept.
bp.record_once(lambda state: before_done(cast("Flask", state.app), _offer_what_was_freed))


@bp.get("/calls")
@allow(DESK)
def index() -> str:
    """Show whom to call, what to say, and what came of the calls of this week."""
    at = clock.now()
    return render_template("desk/calling/index.html", calls=queries.calls(get_db(), at), at=at)


@bp.get("/calls.pdf")
@allow(DESK)
def list_pdf() -> Response:
    """Give the 電話連絡票 to print: today's calls, with boxes to tick."""
    at = clock.now()
    found = queries.calls(get_db(), at).now
    paper = call_list(PrintedList(found, at, settings().contact))
    return pdf(paper.pdf, f"電話連絡票_{clock.local(at):%Y%m%d}.pdf")


@bp.post("/calls/<int:call_task_id>/results")
@allow(DESK)
def result(call_task_id: int) -> Response:
    """Write down what came of a try; 承諾 and 辞退 do to the seat what they say."""
    db, form = get_db(), ResultForm()
    back = came_from(url_for("calling.index"))
    if not form.validate():
        return _refused("結果を読み取れませんでした。もう一度おしてください。", back)
    try:
        made = service.answer(db, call_task_id, form.details(), at=clock.now(), by=current().id)
    except Refusal as refusal:
        return _refused(refusal.sentence, back)
    undo = url_for("calling.undo", call_task_id=call_task_id)
    return done(db, back, _said(made), undo_url=undo, result=made.result)


@bp.post("/calls/<int:call_task_id>/undo")
@allow(DESK)
def undo(call_task_id: int) -> Response:
    """Take back the last result of a call."""
    db, back = get_db(), came_from(url_for("calling.index"))
    try:
        name = service.undo(db, call_task_id, at=clock.now(), by=current().id)
    except Refusal as refusal:
        return _refused(refusal.sentence, back)
    return done(db, back, f"{name}さんの電話の結果を取り消しました。")


@bp.post("/calls/<int:call_task_id>/pass-on")
@allow(DESK)
def pass_on(call_task_id: int) -> Response:
    """End a hold whose time has passed; the seat goes to the next."""
    db, back = get_db(), came_from(url_for("calling.index"))
    try:
        made = service.pass_on(db, call_task_id, at=clock.now())
    except Refusal as refusal:
        return _refused(refusal.sentence, back)
    said = "取り置きを終えました。待ちの順番はそのままです。"
    said += "次の方の電話を加えました。" if made else "いま案内できる次の方はいません。"
    return done(db, back, said, made=len(made))


@bp.post("/offerings/<int:offering_id>/offers")
@allow(DESK)
def offer(offering_id: int) -> Response:
    """Offer the free seats of an offering to whose turn it is."""
    db = get_db()
    or_404(courses.offering(db, offering_id))
    back = came_from(url_for("enrolment.offering", offering_id=offering_id))
    made = offers.offer_seats(db, offering_id, at=clock.now())
    if not made:
        return _refused("いま案内できる席、または待っている方がありません。", back)
    return done(db, back, f"「かける電話」に{len(made)}人分を加えました。", made=len(made))


@bp.post("/offerings/<int:offering_id>/cancel-calls")
@allow(DESK)
def cancel_calls(offering_id: int) -> Response:
    """Make the calls that tell everyone a class is called off."""
    db = get_db()
    or_404(courses.offering(db, offering_id))
    back = came_from(url_for("enrolment.offering", offering_id=offering_id))
    try:
        made = telling.tell_cancelled(db, offering_id, at=clock.now())
    except Refusal as refusal:
        return _refused(refusal.sentence, back)
    said = f"中止の電話を{made}人分、「かける電話」に加えました。"
    return done(db, url_for("calling.index"), said, made=made)


@bp.post("/sessions/<int:course_session_id>/reminders")
@allow(DESK)
def remind(course_session_id: int) -> Response:
    """Make the calls of the day before a class."""
    db = get_db()
    session = or_404(courses.session(db, course_session_id))
    back = came_from(url_for("enrolment.offering", offering_id=session.offering_id))
    try:
        made = telling.remind(db, course_session_id, at=clock.now())
    except Refusal as refusal:
        return _refused(refusal.sentence, back)
    said = f"前日の電話を{made}人分、「かける電話」に加えました。"
    return done(db, back, said, made=made)


def _offer_what_was_freed(db: Session) -> None:
    for offering_id in sorted(freed(db)):
        service.offer_seats(db, offering_id, at=clock.now())


def _refused(sentence: str, back: str) -> Response:
    get_db().rollback()
    notify("stop", sentence)
    return see_other(back)


def _said(made: Answered) -> str:
    if made.result in ENDING:
        return f"{made.name}さん：{made.word}。{made.more}"
    return f"{made.name}さん：{made.word}。電話は一覧に残しました。"
