"""かける電話: the list of calls, their results, and the acts that make calls."""

from typing import cast

from flask import Blueprint, Flask, render_template, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from classroom.core import clock
from classroom.core.errors import Refusal
from classroom.desk.participant.service import departed
from classroom.desk.queue import call_queries
from classroom.desk.queue import remind as reminding
from classroom.desk.queue.answer import answer, take_back_answer
from classroom.desk.queue.call import end_offers_of
from classroom.desk.queue.call_off import call_off, tell_called_off
from classroom.desk.queue.call_pdf import call_list
from classroom.desk.queue.call_values import Answered, PrintedList
from classroom.desk.queue.desk_views import act_now
from classroom.desk.queue.forms import ResultForm
from classroom.desk.queue.offer import offer_seats
from classroom.desk.queue.offer import pass_on as pass_seat_on
from classroom.desk.queue.seats import freed
from classroom.desk.queue.session_calls import tell
from classroom.planning.course import queries as courses
from classroom.planning.offering.service import cancelled_offerings, changed_sessions
from classroom.rules.words.queue import CallResult
from classroom.rules.words.staff import DESK
from classroom.web.acting import or_back
from classroom.web.database import get_db, settings
from classroom.web.pages import before_done, came_from, done, or_404, pdf
from classroom.web.staff.access import allow

bp = Blueprint("calling", __name__)
# The list follows the seats: whatever frees one offers it to the next before its work is kept.
bp.record_once(lambda state: before_done(cast("Flask", state.app), _free_what_left))
bp.record_once(lambda state: before_done(cast("Flask", state.app), _offer_what_was_freed))
# And the days: whatever calls one off or moves it has its people told.
bp.record_once(lambda state: before_done(cast("Flask", state.app), _tell_what_changed))


@bp.get("/calls")
@allow(DESK)
def index() -> str:
    """Show whom to call, what to say, and what came of the calls of this week."""
    at = clock.now()
    calls = call_queries.calls(get_db(), at)
    return render_template("desk/queue/calls.html", calls=calls, at=at, results=CallResult)


@bp.get("/calls.pdf")
@allow(DESK)
def list_pdf() -> Response:
    """Give the 電話連絡票 to print: today's calls, with boxes to tick."""
    at = clock.now()
    calls = call_queries.calls(get_db(), at)
    printed = PrintedList(calls.now, at, settings().contact, left_out=calls.left_out)
    paper = call_list(printed)
    return pdf(paper.pdf, f"電話連絡票_{clock.local(at):%Y%m%d}.pdf")


@bp.post("/calls/<int:call_task_id>/results")
@allow(DESK)
def result(call_task_id: int) -> Response:
    """Write down what came of a try; 承諾 and 辞退 do to the seat what they say."""
    db, form = get_db(), ResultForm()
    back = came_from(url_for("calling.index"))
    with or_back(back):
        if not form.validate():
            raise Refusal("結果を読み取れませんでした。もう一度おしてください。")
        made = answer(db, call_task_id, form.details(), act_now())
    undo = url_for("calling.undo", call_task_id=call_task_id)
    return done(db, back, _said(made), undo_url=undo, result=made.result)


@bp.post("/calls/<int:call_task_id>/undo")
@allow(DESK)
def undo(call_task_id: int) -> Response:
    db, back = get_db(), came_from(url_for("calling.index"))
    with or_back(back):
        name = take_back_answer(db, call_task_id, act_now())
    return done(db, back, f"{name}さんの電話の結果を取り消しました。")


@bp.post("/calls/<int:call_task_id>/pass-on")
@allow(DESK)
def pass_on(call_task_id: int) -> Response:
    """End a hold whose time has passed; the seat goes to the next."""
    db, back = get_db(), came_from(url_for("calling.index"))
    with or_back(back):
        made = pass_seat_on(db, call_task_id, at=clock.now())
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
    with or_back(back):
        made = offer_seats(db, offering_id, at=clock.now())
        if not made:
            raise Refusal("いま案内できる席、または待っている方がありません。")
    return done(db, back, f"「かける電話」に{len(made)}人分を加えました。", made=len(made))


@bp.post("/offerings/<int:offering_id>/cancel-calls")
@allow(DESK)
def cancel_calls(offering_id: int) -> Response:
    """Make the calls that tell everyone a class is called off."""
    db = get_db()
    or_404(courses.offering(db, offering_id))
    with or_back(came_from(url_for("enrolment.offering", offering_id=offering_id))):
        made = call_off(db, offering_id, at=clock.now())
    said = f"中止の電話を{made}人分、「かける電話」に加えました。"
    return done(db, url_for("calling.index"), said, made=made)


@bp.post("/sessions/<int:course_session_id>/reminders")
@allow(DESK)
def remind(course_session_id: int) -> Response:
    db = get_db()
    session = or_404(courses.session(db, course_session_id))
    back = came_from(url_for("enrolment.offering", offering_id=session.offering_id))
    with or_back(back):
        made = reminding.remind(db, course_session_id, at=clock.now())
    said = f"前日の電話を{made}人分、「かける電話」に加えました。"
    return done(db, back, said, made=made)


def _free_what_left(db: Session) -> None:
    """Give back the seats that calls hold for who has just been written to have left."""
    if people := departed(db):
        end_offers_of(db, sorted(people), clock.now())


def _offer_what_was_freed(db: Session) -> None:
    for offering_id in sorted(freed(db)):
        offer_seats(db, offering_id, at=clock.now())


def _tell_what_changed(db: Session) -> None:
    changed = changed_sessions(db)
    while changed:
        tell(db, changed.pop(), at=clock.now())
    cancelled = cancelled_offerings(db)
    while cancelled:
        tell_called_off(db, cancelled.pop(), at=clock.now())


def _said(made: Answered) -> str:
    if made.result.is_end:
        return f"{made.name}さん：{made.word}。{made.more}"
    return f"{made.name}さん：{made.word}。電話は一覧に残しました。"
