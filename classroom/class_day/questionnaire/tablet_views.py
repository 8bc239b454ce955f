"""The tablet in a resident's hands: nothing but the questions, and a way back only for staff."""

from flask import render_template, request, session, url_for
from werkzeug.wrappers import Response

from classroom.class_day.questionnaire import service
from classroom.class_day.questionnaire.blueprint import Page, bp, own_session
from classroom.class_day.questionnaire.forms import BackForm, SheetForm
from classroom.class_day.questionnaire.rules import Moment, Way
from classroom.class_day.questionnaire.topics import digest, topics
from classroom.core import clock
from classroom.core.errors import Refusal
from classroom.rules.words.questionnaire import LEVELS, SATISFIED
from classroom.rules.words.staff import CLASSROOM
from classroom.web.acting import tried
from classroom.web.database import get_db
from classroom.web.pages import done, notify, see_other
from classroom.web.staff.access import allow, current
from classroom.web.staff.service import check_password

HANDED = "handed_over"
"""Under this name the browser's session holds for which class, and which papers, it was handed."""

_OPEN = frozenset(
    f"questionnaire.{name}" for name in ("tablet", "send", "leave", "end", "hand_over")
) | {"static"}


@bp.before_app_request
def _keep_with_the_questions() -> Response | None:
    """Lead every other page back to the questions while the tablet is out of staff's hands."""
    handed = session.get(HANDED)
    if handed is None or request.endpoint in _OPEN:
        return None
    return see_other(url_for("questionnaire.tablet", course_session_id=handed["session"]))


@bp.post("/sessions/<int:course_session_id>/answers/hand-over")
@allow(CLASSROOM)
def hand_over(course_session_id: int) -> Page:
    """Lock this browser to the questions of a session, and show them."""
    head, asked = own_session(course_session_id), request.form.get("moment", "")
    moment = asked if asked in set(Moment) else Moment.BOTH.value
    answer = done(get_db(), url_for("questionnaire.tablet", course_session_id=head.id))
    session[HANDED] = {"session": head.id, "moment": moment}
    return answer


@bp.get("/sessions/<int:course_session_id>/answers/tablet")
@allow(CLASSROOM)
def tablet(course_session_id: int) -> Page:
    """Ask one resident, or thank for the answers (?sent=)."""
    own_session(course_session_id)
    if _moment(course_session_id) is None:
        return see_other(url_for("questionnaire.entry", course_session_id=course_session_id))
    if "sent" in request.args:
        return render_template(
            "class_day/questionnaire/thanks.html", course_session_id=course_session_id
        )
    return _questions(course_session_id, SheetForm(formdata=None))


@bp.post("/sessions/<int:course_session_id>/answers/tablet")
@allow(CLASSROOM)
def send(course_session_id: int) -> Page:
    """Keep what a resident answered, nobody's, and their words apart from it."""
    head, db = own_session(course_session_id), get_db()
    moment, form = _moment(course_session_id), SheetForm()
    if moment is None:
        return see_other(url_for("questionnaire.entry", course_session_id=course_session_id))
    form.moment.data = moment.value
    words = request.form.get("words", "").strip()

    def keep() -> bool:
        details = form.details(request.form, topics(db, head.id), Way.TABLET)
        if not (details.is_empty and words):
            service.add_sheet(db, head.id, details, at=clock.now(), by=current().id)
        if words:
            service.add_comment(db, head.id, words)
        return True

    if tried(form, keep):
        return done(db, url_for("questionnaire.tablet", course_session_id=head.id, sent=1))
    return _questions(course_session_id, form)


@bp.get("/sessions/<int:course_session_id>/answers/tablet/leave")
@allow(CLASSROOM)
def leave(course_session_id: int) -> Page:
    """Ask for the password of the person who handed the tablet over."""
    own_session(course_session_id)
    return render_template(
        "class_day/questionnaire/leave.html", form=BackForm(formdata=None), number=course_session_id
    )


@bp.post("/sessions/<int:course_session_id>/answers/tablet/leave")
@allow(CLASSROOM)
def end(course_session_id: int) -> Page:
    """Give the program back to staff who know the password; wrong tries are counted."""
    head, db, form = own_session(course_session_id), get_db(), BackForm()
    if form.validate():
        try:
            check_password(db, current().login, str(form.password.data), at=clock.now())
        except Refusal as refusal:
            notify("stop", refusal.sentence)
            return done(db, url_for("questionnaire.leave", course_session_id=head.id), was="wrong")
        answer = done(db, url_for("questionnaire.entry", course_session_id=head.id))
        session.pop(HANDED, None)
        return answer
    return render_template(
        "class_day/questionnaire/leave.html", form=form, number=head.id
    ), form.status


def _moment(course_session_id: int) -> Moment | None:
    """Return which papers the tablet stands for; None where it was not handed over."""
    handed = session.get(HANDED)
    if handed is None or handed["session"] != course_session_id:
        return None
    return Moment(handed["moment"])


def _questions(course_session_id: int, form: SheetForm) -> Page:
    head, db = own_session(course_session_id), get_db()
    asked = topics(db, head.id)
    form.asked.data = digest(asked)
    page = render_template(
        "class_day/questionnaire/tablet.html",
        head=head,
        form=form,
        moment=_moment(course_session_id),
        topics=asked,
        typed=request.form,
        levels=LEVELS,
        satisfied=SATISFIED,
    )
    return page, form.status
