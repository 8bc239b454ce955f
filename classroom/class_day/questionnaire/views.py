"""アンケート: sheets entered from paper, what people said, and what it all comes to."""

from datetime import MAXYEAR, date

from flask import render_template, request, url_for

from classroom.class_day.attendance import queries as attendance
from classroom.class_day.questionnaire import queries, results, service, tablet_views
from classroom.class_day.questionnaire.blueprint import Page, bp, own_session
from classroom.class_day.questionnaire.forms import CommentForm, SheetForm
from classroom.class_day.questionnaire.models import AnswerSheet
from classroom.class_day.questionnaire.rules import Moment, Way
from classroom.class_day.questionnaire.topics import digest, topics
from classroom.class_day.questionnaire.values import Scope
from classroom.core import clock
from classroom.rules.fiscal_year import end_of, fiscal_year, months_of, start_of
from classroom.rules.months import first_of, last_of
from classroom.rules.words.questionnaire import LEVELS, SATISFIED
from classroom.rules.words.staff import CLASSROOM, DESK, FIGURES
from classroom.web.acting import tried
from classroom.web.database import get_db
from classroom.web.numbers import key
from classroom.web.pages import done
from classroom.web.staff.access import allow, current

__all__ = ["bp", "tablet_views"]
YEARS_SHOWN = 6
MONTH_LENGTH = 7


@bp.get("/questionnaires")
@allow(FIGURES)
def index() -> Page:
    """Show the results of a 年度, of a month (?month=) or of a course (?course=).

    A viewer sees whole years of all courses only, once they are over: parts could be told from
    their differences.
    """
    db, published = get_db(), not current().role.sees_people
    newest = fiscal_year(clock.today()) - published
    year = min(_year(), newest)
    scope = Scope(start_of(year), end_of(year))
    if not published:
        scope = _narrowed(year)
    found = results.results_of(db, scope)
    if published:
        found = results.told(found)
    seen = results.shown(found, published=published)
    is_whole = not published and scope.course_id is None
    return render_template(
        "class_day/questionnaire/index.html",
        found=found,
        shown=seen,
        heading=results.headline(found, seen.together),
        by_course=results.by_course(db, scope) if is_whole else [],
        published=published,
        scope=scope,
        year=year,
        asked_month=request.args.get("month", "")[:MONTH_LENGTH],
        years=range(newest, newest - YEARS_SHOWN, -1),
        months=months_of(year),
        courses=[] if published else queries.courses_asked(db, start_of(year), end_of(year)),
        sessions=[] if published else queries.session_counts(db, scope),
        **_words(),
    )


@bp.get("/questionnaires/comments")
@allow(DESK)
def comments() -> Page:
    """Show what people said in a month (?month=), by session and in no order."""
    today = clock.today()
    first = _month() or first_of(today)
    return render_template(
        "class_day/questionnaire/comments.html",
        month=first,
        months=sorted((*months_of(_year() - 1), *months_of(_year())), reverse=True),
        today=today,
        found=queries.said_in_days(get_db(), first, last_of(first)),
    )


@bp.get("/sessions/<int:course_session_id>/answers")
@allow(CLASSROOM)
def entry(course_session_id: int) -> Page:
    """Take in the sheets of a session from paper, one line a sheet (?moment= which papers)."""
    moment = request.args.get("moment", Moment.BOTH.value)
    return _entry_page(course_session_id, SheetForm(formdata=None, data={"moment": moment}))


@bp.post("/sessions/<int:course_session_id>/answers")
@allow(CLASSROOM)
def add(course_session_id: int) -> Page:
    db, form = get_db(), SheetForm()
    head = own_session(course_session_id)
    form.person.offer(queries.people(db, head.id), "無記名")

    def keep() -> AnswerSheet:
        details = form.details(request.form, topics(db, head.id), Way.PAPER)
        return service.add_sheet(db, head.id, details, at=clock.now(), by=current().id)

    row = tried(form, keep)
    if row is not None:
        here = url_for("questionnaire.entry", course_session_id=head.id, moment=form.wanted)
        undo = url_for("questionnaire.take_back", course_session_id=head.id, sheet_id=row.id)
        return done(db, here, "1枚入れました。次の紙をどうぞ。", undo_url=undo)
    return _entry_page(course_session_id, form)


@bp.post("/sessions/<int:course_session_id>/answers/<int:sheet_id>/take-back")
@allow(CLASSROOM)
def take_back(course_session_id: int, sheet_id: int) -> Page:
    db, head = get_db(), own_session(course_session_id)
    service.take_back(db, head.id, sheet_id)
    here = url_for("questionnaire.entry", course_session_id=head.id)
    return done(db, here, "1枚取り消しました。")


@bp.post("/sessions/<int:course_session_id>/comments")
@allow(CLASSROOM)
def say(course_session_id: int) -> Page:
    """Keep somebody's words, apart from every sheet; names in them are asked back."""
    db, words = get_db(), CommentForm()
    head = own_session(course_session_id)
    asked_back = list[str]()

    def keep() -> str | None:
        text = str(words.text.data)
        if request.form.get("sure") != digest([text]):
            asked_back.extend(service.doubts_about(db, head.id, text))
        return None if asked_back else service.add_comment(db, head.id, text)

    number = tried(words, keep)
    if number is None:
        return _entry_page(head.id, _blank(), words, asked_back)
    here = url_for("questionnaire.entry", course_session_id=head.id, _anchor="h-words")
    undo = url_for("questionnaire.unsay", course_session_id=head.id, comment_id=number)
    return done(db, here, "ひとことを入れました。", undo_url=undo)


@bp.post("/sessions/<int:course_session_id>/comments/<comment_id>/remove")
@allow(CLASSROOM)
def unsay(course_session_id: int, comment_id: str) -> Page:
    """Let go of somebody's words, such as those with a name in them."""
    db, head = get_db(), own_session(course_session_id)
    service.remove_comment(db, head.id, comment_id)
    here = url_for("questionnaire.entry", course_session_id=head.id, _anchor="h-words")
    return done(db, here, "ひとことを消しました。")


@bp.get("/sessions/<int:course_session_id>/answers/results")
@allow(CLASSROOM)
def of_session(course_session_id: int) -> Page:
    db, head = get_db(), own_session(course_session_id)
    found = results.results_of(db, Scope(head.on, head.on, head.id))
    seen = results.shown(found, published=False)
    return render_template(
        "class_day/questionnaire/session.html",
        head=head,
        found=found,
        shown=seen,
        heading=results.headline(found, seen.together),
        published=False,
        said=queries.said(db, head.id),
        **_words(),
    )


def _blank() -> SheetForm:
    return SheetForm(formdata=None, data={"moment": Moment.BOTH.value})


def _entry_page(
    course_session_id: int,
    form: SheetForm,
    words: CommentForm | None = None,
    asked_back: list[str] | None = None,
) -> Page:
    db, head = get_db(), own_session(course_session_id)
    asked = topics(db, head.id)
    form.asked.data = digest(asked)
    form.person.offer(queries.people(db, head.id), "無記名")
    words = words or CommentForm(formdata=None)
    counts = attendance.marks(db, [head.id]).get(head.id)
    page = render_template(
        "class_day/questionnaire/entry.html",
        head=head,
        form=form,
        words=words,
        asked_back=asked_back or [],
        sure=digest([str(words.text.data or "")]),
        topics=asked,
        moments=Moment,
        typed=request.form if form.status != 200 else {},  # noqa: PLR2004  HTTP's own number
        sheets=queries.sheets(db, head.id),
        said=queries.said(db, head.id),
        came=counts.came if counts else 0,
        **_words(),
    )
    return page, 422 if asked_back else max(form.status, words.status)


def _words() -> dict[str, object]:
    return {"levels": LEVELS, "satisfied": SATISFIED}


def _year() -> int:
    newest = fiscal_year(clock.today())
    asked = request.args.get("year", default=newest, type=int)
    return asked if newest - YEARS_SHOWN < asked <= newest else newest


def _narrowed(year: int) -> Scope:
    """Return the year, or the month and the course that are asked for."""
    first, last = start_of(year), end_of(year)
    month = _month()
    if month is not None and fiscal_year(month) == year:
        first, last = month, last_of(month)
    return Scope(first, last, course_id=request.args.get("course", type=key))


def _month() -> date | None:
    try:
        month = date.fromisoformat(f"{request.args.get('month', '')[:MONTH_LENGTH]}-01")
    except ValueError:
        return None
    return month if month.year < MAXYEAR else None
