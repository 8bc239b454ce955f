"""Pages of the catalogue."""

from flask import render_template, url_for

from classroom.core.db import key
from classroom.planning.course import queries, service
from classroom.planning.course.blueprint import bp
from classroom.planning.course.forms import CourseForm
from classroom.planning.course.models import Course
from classroom.planning.course.values import CourseDetails
from classroom.planning.material import handout_queries as handouts
from classroom.rules.words.staff import CLASSROOM, PLANNERS
from classroom.web.database import get_db
from classroom.web.pages import or_404
from classroom.web.records import Page, Records
from classroom.web.staff.access import allow, current


@bp.get("/courses")
@allow(PLANNERS)
def index() -> Page:
    return render_template("planning/course/index.html", courses=queries.course_lines(get_db()))


@bp.get("/courses/<int:course_id>")
@allow(CLASSROOM)
def show(course_id: int) -> Page:
    """Show a course, its handout, and its offerings to those who plan them."""
    db = get_db()
    course = or_404(db.get(Course, course_id))
    return render_template(
        "planning/course/show.html",
        course=course,
        handout=handouts.find(db, course.handout),
        offerings=queries.offerings_of(db, course_id) if current().role in PLANNERS else [],
        may_plan=current().role in PLANNERS,
    )


def _offer(form: CourseForm) -> None:
    form.handout.choices = [("", "まだない"), *handouts.names(get_db())]


Records(
    name="course",
    table=Course,
    form=CourseForm,
    template="planning/course/edit.html",
    make=service.create_course,
    change=service.change_course,
    called=lambda row: f"講座「{row.title}」",
    home=lambda row: url_for("course.show", course_id=key(row)),
    prepare=_offer,
    blank=CourseDetails(code="", title="", short_title=""),
).serve(bp, PLANNERS, "/courses", "new create edit change", known="/courses/<int:course_id>/edit")
