"""Pages of the handouts: all of them with the courses that use each, and that of one course."""

from flask import abort, redirect, render_template, request, url_for

from classroom.kit.handout.blocks import Handout
from classroom.kit.handout.devices import Device, device_named
from classroom.kit.handout.html import handout_html
from classroom.kit.handout.pdf import handout_pdf
from classroom.planning.course import queries
from classroom.planning.course.blueprint import Page, bp
from classroom.planning.course.models import Course
from classroom.planning.material import handout_queries
from classroom.rules.words.staff import CLASSROOM, PLANNERS, SCHEDULE
from classroom.web.database import get_db
from classroom.web.pages import or_404, pdf
from classroom.web.staff.access import allow, current


@bp.get("/handouts")
@allow(PLANNERS)
def handouts() -> Page:
    db = get_db()
    uses = queries.handout_uses(db)
    return render_template(
        "planning/course/handouts.html", handouts=handout_queries.listed(db), uses=uses
    )


@bp.get("/courses/<int:course_id>/handout")
@allow(SCHEDULE)
def handout(course_id: int) -> Page:
    course = or_404(get_db().get(Course, course_id))
    found = _handout_of(course)
    instructor = _is_instructors_edition()
    return render_template(
        "planning/course/handout.html",
        course=course,
        handout=found,
        content=handout_html(found, instructor=instructor),
        is_instructors=instructor,
        may_teach=current().role in CLASSROOM,
        may_plan=current().role in PLANNERS,
    )


@bp.get("/courses/<int:course_id>/handout.pdf")
@allow(SCHEDULE)
def handout_paper(course_id: int) -> Page:
    course = or_404(get_db().get(Course, course_id))
    found = _handout_of(course)
    if found.device and not _wanted_device(course):
        return redirect(url_for("course.handout", course_id=course_id))  # to choose which paper
    instructor = _is_instructors_edition()
    paper = handout_pdf(found, instructor=instructor)
    edition = "（講師用）" if instructor else ""
    return pdf(paper.pdf, f"配布資料_{course.short_title}{found.edition_mark}{edition}.pdf")


def _handout_of(course: Course) -> Handout:
    return handout_queries.handout(get_db(), or_404(course.handout or None), _wanted_device(course))


def _wanted_device(course: Course) -> Device | None:
    """Tell the edition asked for, else the one for the only phones that the course teaches."""
    return device_named(request.args.get("device", course.device.value))


def _is_instructors_edition() -> bool:
    wanted = request.args.get("edition") == "instructor"
    if wanted and current().role not in CLASSROOM:
        abort(403)
    return wanted
