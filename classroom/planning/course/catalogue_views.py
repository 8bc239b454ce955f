"""Pages of the catalogue."""

from flask import render_template, url_for

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.planning.course import queries, service
from classroom.planning.course.blueprint import Page, bp
from classroom.planning.course.forms import CourseForm
from classroom.planning.course.models import Course
from classroom.planning.course.values import CourseDetails
from classroom.planning.material import reading
from classroom.rules.words.staff import CLASSROOM, PLANNERS
from classroom.web.database import get_db
from classroom.web.pages import done, or_404
from classroom.web.staff.access import allow, current
from classroom.web.stale import refuse_beside


@bp.get("/courses")
@allow(PLANNERS)
def index() -> Page:
    """List the catalogue."""
    return render_template("planning/course/index.html", courses=queries.course_lines(get_db()))


@bp.get("/courses/new")
@allow(PLANNERS)
def new() -> Page:
    """Show an empty course."""
    empty = CourseDetails(code="", title="", short_title="")
    form = _offered(CourseForm(formdata=None, obj=empty))
    return render_template("planning/course/edit.html", form=form, course=None, stored=None)


@bp.post("/courses/new")
@allow(PLANNERS)
def create() -> Page:
    """Make a course."""
    form, db = _offered(CourseForm()), get_db()
    if form.validate():
        try:
            row = service.create_course(db, form.details())
        except Refusal as refusal:
            db.rollback()
            form.refuse(refusal)
        else:
            where = url_for("course.show", course_id=key(row))
            return done(db, where, f"講座「{row.title}」を登録しました。", course=key(row))
    return render_template(
        "planning/course/edit.html", form=form, course=None, stored=None
    ), form.status


@bp.get("/courses/<int:course_id>")
@allow(CLASSROOM)
def show(course_id: int) -> Page:
    """Show a course, its handout, and its offerings to those who plan them."""
    db = get_db()
    course = or_404(db.get(Course, course_id))
    return render_template(
        "planning/course/show.html",
        course=course,
        handout=reading.find(db, course.handout),
        offerings=queries.offerings_of(db, course_id) if current().role in PLANNERS else [],
        may_plan=current().role in PLANNERS,
    )


@bp.get("/courses/<int:course_id>/edit")
@allow(PLANNERS)
def edit(course_id: int) -> Page:
    """Show a course for changing."""
    course = or_404(get_db().get(Course, course_id))
    form = _offered(CourseForm(obj=course))
    return render_template("planning/course/edit.html", form=form, course=course, stored=None)


@bp.post("/courses/<int:course_id>/edit")
@allow(PLANNERS)
def change(course_id: int) -> Page:
    """Change a course."""
    form, db, stored = _offered(CourseForm()), get_db(), None
    course = or_404(db.get(Course, course_id))
    if form.validate():
        try:
            service.change_course(db, course_id, form.details(), version=form.version_number)
        except Refusal as refusal:
            db.rollback()
            course = or_404(db.get(Course, course_id))
            stored = refuse_beside(form, refusal, _offered(CourseForm(formdata=None, obj=course)))
        else:
            where = url_for("course.show", course_id=course_id)
            return done(db, where, f"講座「{course.title}」を直しました。")
    page = render_template("planning/course/edit.html", form=form, course=course, stored=stored)
    return page, form.status


def _offered(form: CourseForm) -> CourseForm:
    """Give the form the handouts to choose from."""
    form.handout.choices = [("", "まだない"), *reading.names(get_db())]
    return form
